"""From a change on the pupil's display until the console's display shows it in small."""

import functools
import time
from collections.abc import Sequence

from benchmarks.lab import Lab, Process, lab
from benchmarks.peer import Peer
from benchmarks.rows import Row, attempted, gathered
from benchmarks.seeing import Sight, Spread, await_markers, latencies
from tests.helpers.displays import Display

CASES = (("after quiet", "marker", (1.2, 2.2)), ("busy screen", "busy-marker", (0.2, 1.2)))
"""Name, desktop, least and most seconds between two changes: all phases of a second are met."""
_TRIALS = 20
_LIMIT_S = 150.0


def latency(peers: Sequence[type[Peer]]) -> list[Row]:
    """Return a row for each case and peer."""
    rows: list[Row] = []
    for case, kind, pause_s in CASES:
        rows += gathered({"case": case}, peers, functools.partial(_in, case, kind, pause_s))
    return rows


def _in(
    case: str, kind: str, pause_s: tuple[float, float], peers: Sequence[type[Peer]]
) -> list[Row]:
    with lab(1) as room:
        displays = room.display(), room.display()
        marker = room.desktop(kind, displays[0].name)
        return [
            attempted(
                {"case": case, "peer": peer.name},
                _LIMIT_S,
                functools.partial(_measure, room, peer, displays, marker, pause_s),
            )
            for peer in peers
        ]


def spread_row(found: Spread) -> Row:
    """Return the columns of some latencies."""
    return {
        "median, ms": found.median,
        "p95, ms": found.p95,
        "worst, ms": found.worst,
        "seen": found.count,
        "lost": found.lost,
    }


def _measure(
    room: Lab,
    maker: type[Peer],
    displays: tuple[Display, Display],
    marker: Process,
    pause_s: tuple[float, float],
) -> Row:
    display, wall = displays
    with maker(room, 1) as peer:
        peer.start_pupils(display.name)
        peer.start_console(wall.name)
        sight = Sight(wall.name, peer.tile_rows)
        try:
            place = await_markers(sight, 1)[0]
            time.sleep(3)
            found = latencies(marker, lambda: sight.face(place), count=_TRIALS, pause_s=pause_s)
        finally:
            sight.close()
        return spread_row(found)
