"""A long lesson: do the console and a client grow, or keep descriptors, threads or windows?

    python -m benchmarks.soak [--minutes 30] [--pupils 40] [--json FILE] [--chart FILE.svg]

One real client and simulated pupils with recorded screens, one of whom leaves and comes back every
minute. Exit status 1 on growth of more than 5 MiB, or anything kept. May run at low priority
beside other work. Needs what `benchmarks.wall` needs.
"""

import argparse
import dataclasses
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from Xlib.display import Display
from Xlib.xobject.drawable import Window

from benchmarks.chart import Panel, drawn
from benchmarks.harbour import Harbour
from benchmarks.lab import lab
from benchmarks.readings import machine_words, pss_mb
from benchmarks.rows import Row, end_at_signals, print_table
from benchmarks.simulated import SimulatedPupils, record_desktops

KINDS = ("typing", "video", "idle", "flip")
_EVERY_S = 10.0
_LEAVE_EVERY = 6
"""Looks from one pupil's leaving to the next one's."""
_WARM_UP_S = 60.0
"""Not counted: caches fill, the first pictures come."""
_GROWTH_MAX_MB = 5.0
_LESSON_MINUTES = 55


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """One program at one moment.

    Attributes:
        at_s: After the lesson began.
        windows: On the display it has to itself, or shares with a desktop that opens none.
    """

    at_s: float
    pss_mb: float
    descriptors: int
    threads: int
    windows: int


def look(pid: int, display: Display, at_s: float) -> Look:
    """Look at the process `pid` from outside.

    Raises:
        OSError: It has ended.
    """
    folder = Path(f"/proc/{pid}")
    return Look(
        at_s=round(at_s, 1),
        pss_mb=round(pss_mb(pid), 2),
        descriptors=sum(1 for _ in (folder / "fd").iterdir()),
        threads=sum(1 for _ in (folder / "task").iterdir()),
        windows=_windows(display.screen().root),
    )


def grown(looks: Sequence[Look], figure: Callable[[Look], float]) -> float:
    """Return by how much a figure grew from the first fifth of `looks` to the last: medians."""
    fifth = max(1, len(looks) // 5)
    first, last = looks[:fifth], looks[-fifth:]
    return round(statistics.median(map(figure, last)) - statistics.median(map(figure, first)), 2)


def soak(minutes: float, pupils: int) -> dict[str, list[Look]]:
    """Hold a lesson; return the looks at the console and at the real client."""
    with tempfile.TemporaryDirectory(prefix="harbour-bench-") as folder:
        recordings = list(record_desktops(KINDS, Path(folder)).values())
        return _held(minutes, pupils, recordings)


def _held(minutes: float, pupils: int, recordings: Sequence[Path]) -> dict[str, list[Look]]:
    with lab(2) as room:
        display, wall = room.display(), room.display()
        room.fill_windows(wall.name)
        room.desktop("typing", display.name)
        with Harbour(room, 1) as harbour:
            harbour.start_pupils(display.name)
            simulated = SimulatedPupils(
                room, harbour, count=pupils - 1, recordings=recordings, host=2, first=2
            )
            console = harbour.start_console(wall.name, *simulated.arguments)
            simulated.await_steady()
            programs = {
                "console": (console.pid, Display(wall.name)),
                "client": (harbour.pupils[0].pid, Display(display.name)),
            }
            looks: dict[str, list[Look]] = {name: [] for name in programs}
            began_at, turn = time.monotonic(), 0
            while (passed_s := time.monotonic() - began_at) < 60 * minutes:
                for name, (pid, screen) in programs.items():
                    looks[name].append(look(pid, screen, passed_s))
                turn += 1
                if turn % _LEAVE_EVERY == 0:
                    simulated.order("leave")
                    _say_progress(passed_s, looks)
                time.sleep(max(0.0, began_at + turn * _EVERY_S - time.monotonic()))
            for _, screen in programs.values():
                screen.close()
            return looks


def judged(looks: dict[str, list[Look]]) -> list[Row]:
    """Return a row for each program: how much it grew, and whether that is too much."""
    rows = []
    for name, all_looks in looks.items():
        counted = [each for each in all_looks if each.at_s >= _WARM_UP_S] or all_looks
        row: Row = {
            "program": name,
            "growth, MB": grown(counted, lambda each: each.pss_mb),
            "PSS, MB": counted[-1].pss_mb,
            "descriptors": grown(counted, lambda each: each.descriptors),
            "threads": grown(counted, lambda each: each.threads),
            "windows": grown(counted, lambda each: each.windows),
        }
        kept = max(row["descriptors"], row["threads"], row["windows"]) > 0
        row["holds"] = not kept and row["growth, MB"] <= _GROWTH_MAX_MB
        rows.append(row)
    return rows


def main() -> int:
    """Hold the lesson and judge it; 1 when something grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pupils", type=int, default=40)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--chart", type=Path)
    given = parser.parse_args()
    if not 1 <= given.minutes <= _LESSON_MINUTES or given.pupils < 2:  # noqa: PLR2004
        parser.error(
            f"choose 1 to {_LESSON_MINUTES} minutes, which is a lesson, and 2 pupils or more"
        )
    end_at_signals()
    looks = soak(given.minutes, given.pupils)
    rows = judged(looks)
    print_table(rows)
    if given.json is not None:
        report = {
            "machine": machine_words(),
            "programs": rows,
            "looks": {
                name: [dataclasses.asdict(each) for each in some] for name, some in looks.items()
            },
        }
        given.json.write_text(json.dumps(report, indent=1) + "\n")
    if given.chart is not None:
        lines = {
            name: [(each.at_s / 60, each.pss_mb) for each in some] for name, some in looks.items()
        }
        title = f"PSS in MiB, {given.pupils} pupils"
        given.chart.write_text(drawn([Panel(title, "minutes", lines)]))
    return 0 if all(row["holds"] for row in rows) else 1


def _windows(parent: Window) -> int:
    children = parent.query_tree().children
    return len(children) + sum(_windows(child) for child in children)


def _say_progress(passed_s: float, looks: dict[str, list[Look]]) -> None:
    words = ", ".join(f"{name} {some[-1].pss_mb} MB" for name, some in looks.items())
    sys.stderr.write(f"{passed_s / 60:.0f} minutes: {words}\n")


if __name__ == "__main__":
    sys.exit(main())
