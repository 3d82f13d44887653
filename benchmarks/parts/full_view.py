"""One pupil in full: pictures shown in a second, latency, and what both sides and the wire cost."""

import functools
import time
from collections.abc import Sequence

from benchmarks.desktops import MARKER
from benchmarks.lab import Lab, Process, lab
from benchmarks.parts.latency import spread_row
from benchmarks.peer import Peer
from benchmarks.readings import Watched, watch
from benchmarks.rows import Row, attempted, gathered
from benchmarks.seeing import Sight, await_whole_marker, latencies
from tests.helpers.displays import Display

CASES = (("video", "busy-marker"), ("idle", "marker"))
"""VIDEO is the film with a marker beside it, IDLE the marker alone."""
_SETTLE_S = 4.0
_WINDOW_S = 5.0
_FILM_S = 8.0
_TRIALS = 20
_PAUSE_S = (0.2, 1.2)
_LEAST_WIDTH_PX = MARKER.width() // 3
"""Wider than any tile shows the marker: a full view that fits a window may be that small."""
_LIMIT_S = 150.0


def full_view(peers: Sequence[type[Peer]]) -> list[Row]:
    """Return a row for each desktop and peer."""
    rows: list[Row] = []
    for case, kind in CASES:
        rows += gathered({"desktop": case}, peers, functools.partial(_in, case, kind))
    return rows


def _in(case: str, kind: str, peers: Sequence[type[Peer]]) -> list[Row]:
    with lab(1) as room:
        displays = room.display(), room.display()
        marker = room.desktop(kind, displays[0].name)
        alone = watch(_WINDOW_S, {"x": [displays[0].process.pid]}, windows=2)
        return [
            attempted(
                {"desktop": case, "peer": peer.name},
                _LIMIT_S,
                functools.partial(_measure, room, peer, displays, marker, alone),
            )
            for peer in peers
        ]


def _measure(
    room: Lab,
    maker: type[Peer],
    displays: tuple[Display, Display],
    marker: Process,
    alone: Watched,
) -> Row:
    display, wall = displays
    with maker(room, 1) as peer:
        peer.start_pupils(display.name)
        time.sleep(2)
        console = peer.start_full_view(wall.name)
        sight = Sight(wall.name)
        try:
            place = await_whole_marker(sight, _LEAST_WIDTH_PX)
            time.sleep(_SETTLE_S)
            pupil, x_server = peer.pupils[0].pid, display.process.pid
            groups = {
                "client": [pupil],
                "together": [pupil, x_server],
                "console": [console.pid],
            }
            seen = watch(_WINDOW_S, groups, {"wire": pupil})
            pictures_s = sight.film_pictures_s(place, _FILM_S)
            point = (place.left + place.width // 4, place.top + place.height // 4)
            found = latencies(marker, lambda: sight.face(point), count=_TRIALS, pause_s=_PAUSE_S)
        finally:
            sight.close()
        return {
            "pictures/s": pictures_s,
            **spread_row(found),
            "client + X, %": seen.cpu["together"].less(alone.cpu["x"].median),
            "client, %": seen.cpu["client"],
            "console, %": seen.cpu["console"],
            "wire, kB/s": seen.wire_kb_s["wire"],
            "client, MB": seen.pss["client"],
            "console, MB": seen.pss["console"],
            "shown, px": place.width,
            "stolen, %": seen.stolen,
        }
