"""From launching the console until the first and the last pupil is seen live."""

import functools
import time
from collections.abc import Callable, Iterable, Sequence

from benchmarks.lab import lab
from benchmarks.peer import Peer
from benchmarks.rows import Row, attempted, gathered
from benchmarks.seeing import Sight, await_markers, spread

COUNTS = (1, 8)
_STARTS = 5
_PATIENCE_S = 30.0
_PAUSE_S = 1.5
_LOOK_S = 0.01
_LIMIT_S = 150.0

Places = list[tuple[int, int]]
Have = Callable[[Iterable[bool]], bool]


def start(peers: Sequence[type[Peer]]) -> list[Row]:
    """Return a row for each number of pupils and peer."""
    rows: list[Row] = []
    for pupils in COUNTS:
        rows += gathered({"pupils": pupils}, peers, functools.partial(_with, pupils))
    return rows


def _with(pupils: int, peers: Sequence[type[Peer]]) -> list[Row]:
    return [
        attempted(
            {"pupils": pupils, "peer": peer.name},
            _LIMIT_S,
            functools.partial(_measure, peer, pupils),
        )
        for peer in peers
    ]


def _measure(maker: type[Peer], pupils: int) -> Row:
    with lab(pupils) as room:
        display, wall = room.display(), room.display()
        room.desktop("marker", display.name)
        with maker(room, pupils) as peer:
            peer.start_pupils(display.name)
            time.sleep(3)
            sight = Sight(wall.name, peer.tile_rows)
            first: list[float] = []
            last: list[float] = []
            try:
                console = peer.start_console(wall.name)
                places = await_markers(sight, pupils)  # warms the caches too
                peer.end(console)
                await_no_markers(sight, places)
                for _ in range(_STARTS):
                    began_at = time.monotonic()
                    console = peer.start_console(wall.name)
                    first.append(await_live(sight, places, any, began_at))
                    last.append(await_live(sight, places, all, began_at))
                    peer.end(console)
                    await_no_markers(sight, places)
            finally:
                sight.close()
            return {
                "first live, ms": spread(first).median,
                "worst first, ms": spread(first).worst,
                "all live, ms": spread(last).median,
                "worst all, ms": spread(last).worst,
            }


def await_live(sight: Sight, places: Places, have: Have, began_at: float) -> float:
    """Return after how many ms `have` came true of the markers at `places`."""
    while not have(sight.face(place) is not None for place in places):
        if time.monotonic() - began_at > _PATIENCE_S:
            raise TimeoutError(f"not live within {_PATIENCE_S:g} s")
        time.sleep(_LOOK_S)
    return (time.monotonic() - began_at) * 1000


def await_no_markers(sight: Sight, places: Places) -> None:
    """Wait until none of the markers at `places` is seen any more, and a little longer.

    Raises:
        TimeoutError: One stays.
    """
    ends_at = time.monotonic() + _PATIENCE_S
    while any(sight.face(place) is not None for place in places):
        if time.monotonic() > ends_at:
            raise TimeoutError("the console's window stays after its end")
        time.sleep(_LOOK_S)
    time.sleep(_PAUSE_S)
