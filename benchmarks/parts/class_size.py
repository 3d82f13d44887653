"""The console with more and more pupils, simulated: recorded screens over real, encrypted links.

Another peer's pupils cannot be simulated: there are as many of its own programs as two cores carry.
"""

import functools
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.chart import Line, Panel, drawn
from benchmarks.harbour import Harbour
from benchmarks.lab import ask, lab, tell
from benchmarks.parts.start import await_live, await_no_markers
from benchmarks.peer import Peer
from benchmarks.readings import Reading, watch
from benchmarks.rows import Row, attempted, gathered
from benchmarks.seeing import Sight, await_markers
from benchmarks.simulated import SimulatedPupils, record_desktops

COUNTS = (10, 40, 100, 300)
KINDS = ("typing", "video")
OPENED = 40
"""How many pupils a lesson is opened with to see how long that takes."""
_OTHERS = (("typing", 8), ("typing", 16), ("video", 8))
_STARTS = 3
_SETTLE_S = 3.0
_WINDOW_S = 5.0
_STALL_S = 6.0
_TITLES = {
    "console, %": "Console, per cent of a core",
    "console, MB": "Console, PSS in MiB",
    "wire, kB/s": "All pupils on the wire, kB/s",
}
_WATCHED = "benchmarks.console_under_watch"
_LIMIT_S = 120.0


def class_size(peers: Sequence[type[Peer]]) -> list[Row]:
    """Return a row for each number of pupils, desktop and peer, and one for opening a lesson."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="harbour-bench-") as name:
        files = record_desktops((*KINDS, "marker"), Path(name))
        rows += _one(Harbour, "marker", OPENED, functools.partial(_open, files["marker"]))
        for kind in KINDS:
            for pupils in COUNTS:
                measure = functools.partial(_play, files[kind], pupils)
                rows += _one(Harbour, kind, pupils, measure)
    for peer in peers:
        if peer is not Harbour:
            for kind, pupils in _OTHERS:
                rows += _one(peer, kind, pupils, functools.partial(_real, peer, kind, pupils))
    return rows


def growth(rows: Sequence[Row]) -> str:
    """Return a drawing of how the console's cost grows with its pupils."""
    panels = []
    for column, title in _TITLES.items():
        lines: dict[str, Line] = {}
        for row in rows:
            value = row.get(column)
            if isinstance(value, Reading):
                name = f"{row['peer']} {str(row['desktop']).upper()}"
                lines[name] = [*lines.get(name, ()), (float(row["pupils"]), value.median)]
        panels.append(Panel(title, "pupils", lines))
    return drawn(panels)


def _one(peer: type[Peer], kind: str, pupils: int, measure: Callable[[], Row]) -> list[Row]:
    labels = {"pupils": pupils, "desktop": kind, "peer": peer.name}
    return gathered(labels, [peer], lambda _: [attempted(labels, _LIMIT_S, measure)])


def _play(recording: Path, pupils: int) -> Row:
    with lab(1) as room, Harbour(room, 0) as harbour:
        wall = room.display()
        room.fill_windows(wall.name)
        simulated = SimulatedPupils(room, harbour, count=pupils, recordings=[recording])
        console = harbour.start_console(wall.name, *simulated.arguments, module=_WATCHED)
        simulated.await_steady()
        time.sleep(_SETTLE_S)
        before = simulated.order("count")
        groups = {"console": [console.pid], "x": [wall.process.pid]}
        seen = watch(_WINDOW_S, groups, {"wire": simulated.process.pid})
        after = simulated.order("count")
        tell(console, "watch")
        time.sleep(_STALL_S)
        stall = json.loads(ask(console, "report"))
        passed = after["at"] - before["at"]
        return {
            "tiles": after["asked"],
            "console, %": seen.cpu["console"],
            "console, MB": seen.pss["console"],
            "its display, %": seen.cpu["x"],
            "wire, kB/s": seen.wire_kb_s["wire"],
            "a pupil, kB/s": round(seen.wire_kb_s["wire"].median / pupils, 2),
            "updates/s": round((after["pictures"] - before["pictures"]) / passed, 1),
            "longest stall, ms": stall["longest_ms"],
            "p99 stall, ms": stall["p99_ms"],
            "longest by CPU, ms": stall["longest_cpu_ms"],
            "stolen, %": seen.stolen,
        }


def _open(recording: Path) -> Row:
    with lab(1) as room, Harbour(room, 0) as harbour:
        wall = room.display()
        room.fill_windows(wall.name)
        simulated = SimulatedPupils(room, harbour, count=OPENED, recordings=[recording])
        sight = Sight(wall.name)
        from_launch: list[float] = []
        from_lesson: list[float] = []
        try:
            console = harbour.start_console(wall.name, *simulated.arguments)
            places = await_markers(sight, OPENED)
            for _ in range(_STARTS):
                harbour.end(console)
                await_no_markers(sight, places)
                simulated.order("again")
                began_at = time.monotonic()
                console = harbour.start_console(wall.name, *simulated.arguments)
                from_launch.append(await_live(sight, places, all, began_at))
                opened_at = simulated.order("count")["first_watch_at"]
                from_lesson.append(from_launch[-1] - (opened_at - began_at) * 1000)
        finally:
            sight.close()
        return {
            "tiles": len(places),
            "launched to all live, ms": Reading.of(from_launch, 0),
            "lesson opened to all live, ms": Reading.of(from_lesson, 0),
        }


def _real(maker: type[Peer], kind: str, pupils: int) -> Row:
    with lab(pupils) as room:
        display, wall = room.display(), room.display()
        room.fill_windows(wall.name)
        room.desktop(kind, display.name)
        with maker(room, pupils) as peer:
            peer.start_pupils(display.name)
            time.sleep(3)
            console = peer.start_console(wall.name)
            time.sleep(6 + pupils / 2)
            groups = {"console": [console.pid], "x": [wall.process.pid]}
            seen = watch(_WINDOW_S, groups, {"wire": peer.pupils[0].pid})
            return {
                "tiles": pupils,
                "console, %": seen.cpu["console"],
                "console, MB": seen.pss["console"],
                "its display, %": seen.cpu["x"],
                "a pupil, kB/s": seen.wire_kb_s["wire"].median,
                "stolen, %": seen.stolen,
            }
