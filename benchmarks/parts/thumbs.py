"""One pupil, small: what the client, the X server, the wire and the console cost, by desktop."""

import functools
import json
import time
from collections.abc import Sequence

from benchmarks.harbour import Harbour
from benchmarks.lab import Lab, lab
from benchmarks.peer import Peer
from benchmarks.readings import Watched, watch, wire_bytes
from benchmarks.rows import Row, attempted, gathered
from tests.helpers.displays import Display

KINDS = ("idle", "typing", "video", "flip")
_SETTLE_S = 4.0
_WINDOW_S = 10.0
"""The slowest desktop repeats itself every 10 s."""
_PICTURE_BYTES = 10_000
_PATIENCE_S = 30.0
_LIMIT_S = 120.0


def thumbs(peers: Sequence[type[Peer]]) -> list[Row]:
    """Return a row for each desktop and peer; the peers of a desktop follow each other on it."""
    rows: list[Row] = []
    for kind in KINDS:
        rows += gathered({"desktop": kind}, peers, functools.partial(_on, kind))
    return rows


def _on(kind: str, peers: Sequence[type[Peer]]) -> list[Row]:
    with lab(1) as room:
        displays = room.display(), room.display()
        room.desktop(kind, displays[0].name)
        alone = watch(_WINDOW_S, {"x": [displays[0].process.pid]}, windows=1)
        return [
            attempted(
                {"desktop": kind, "peer": peer.name},
                _LIMIT_S,
                functools.partial(_measure, room, peer, displays, alone),
            )
            for peer in peers
        ]


def _measure(
    room: Lab, maker: type[Peer], displays: tuple[Display, Display], alone: Watched
) -> Row:
    display, wall = displays
    with maker(room, 1) as peer:
        peer.start_pupils(display.name)
        pupil, x_server = peer.pupils[0].pid, display.process.pid
        time.sleep(3)
        unwatched = watch(5, {"client": [pupil]}, windows=1).cpu["client"]
        console = peer.start_console(wall.name)
        began_at = time.monotonic()
        _await_picture(pupil)
        time.sleep(_SETTLE_S)
        groups = {
            "client": [pupil],
            "x": [x_server],
            "together": [pupil, x_server],
            "console": [console.pid],
        }
        seen = watch(_WINDOW_S, groups, {"wire": pupil})
        row: Row = {
            "client + X, %": seen.cpu["together"].less(alone.cpu["x"].median),
            "client, %": seen.cpu["client"],
            "unwatched, %": unwatched.median,
            "wire, kB/s": seen.wire_kb_s["wire"],
            "client, MB": seen.pss["client"],
            "console, %": seen.cpu["console"],
            "console, MB": seen.pss["console"],
            "stolen, %": seen.stolen,
        }
        if isinstance(peer, Harbour):
            peer.end(console)
            row["updates/s"] = _updates_s(peer, time.monotonic() - began_at)
        return row


def _await_picture(pupil: int) -> None:
    """Wait until the console must have got a picture: a still screen looks the same without."""
    before, ends_at = wire_bytes(pupil), time.monotonic() + _PATIENCE_S
    while wire_bytes(pupil) - before < _PICTURE_BYTES:
        if time.monotonic() > ends_at:
            raise TimeoutError(f"no picture crossed the wire within {_PATIENCE_S:g} s")
        time.sleep(0.1)


def _updates_s(peer: Harbour, seconds: float) -> float | None:
    """Return how often the client sent an update, as its own history tells the pupil."""
    lines = (peer.pupil_folder(1) / "watched.jsonl").read_text().splitlines()
    sent = [json.loads(line).get("pictures") for line in lines if line]
    counts = [each for each in sent if each is not None]
    return round(counts[-1] / seconds, 2) if counts else None
