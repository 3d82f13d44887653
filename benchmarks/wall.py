"""The wall's figures: what a pupil's client, the wire and the console cost, and how quick they are.

    python -m benchmarks.wall [thumbs latency start scale] [--json FILE]

Prints a table for each part. Needs root (network namespaces), Xvfb and an otherwise idle machine.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.lab import lab
from benchmarks.readings import watch
from benchmarks.seeing import Sight, await_markers, latencies, spread

KINDS = ("idle", "typing", "video", "flip")
_SETTLE_S = 8.0
_WATCH_S = 16.0
_STARTS = 5

Row = dict[str, Any]


def thumbs() -> list[Row]:
    """One pupil, one update a second: client, X server's extra, wire, console, by desktop."""
    rows = []
    for kind in KINDS:
        with lab(1) as room:
            display, wall = room.display(), room.display()
            room.desktop(kind, display.name)
            alone = watch(5, {"x": [display.process.pid]}).cpu["x"]
            room.start_pupils(display.name)
            pupil = room.pupils[0].pid
            time.sleep(3)
            unwatched = watch(6, {"client": [pupil]}).cpu["client"]
            console = room.start_console(wall.name)
            time.sleep(_SETTLE_S)
            groups = {"client": [pupil], "x": [display.process.pid], "console": [console.pid]}
            seen = watch(_WATCH_S, groups, {"wire": pupil})
            extra = seen.cpu["x"] - alone
            rows.append(
                {
                    "desktop": kind,
                    "client_cpu": seen.cpu["client"],
                    "x_extra_cpu": round(extra, 2),
                    "together_cpu": round(seen.cpu["client"] + extra, 2),
                    "unwatched_cpu": unwatched,
                    "wire_kb_s": seen.wire_kb_s["wire"],
                    "console_cpu": seen.cpu["console"],
                    "client_pss_mb": seen.pss["client"],
                    "console_pss_mb": seen.pss["console"],
                    "stolen": seen.stolen,
                }
            )
    return rows


def latency() -> list[Row]:
    """From a change on the pupil's display to the console's display, ms."""
    rows = []
    for case, kind, pause_s in (
        ("after quiet", "marker", (1.2, 2.2)),
        ("busy screen", "busy-marker", (0.2, 1.2)),
    ):
        with lab(1) as room:
            display, wall = room.display(), room.display()
            marker = room.desktop(kind, display.name)
            room.start_pupils(display.name)
            room.start_console(wall.name)
            sight = Sight(wall.name)
            place = await_markers(sight, 1)[0]
            time.sleep(3)
            found = latencies(marker, lambda: sight.face(place), count=24, pause_s=pause_s)  # noqa: B023
            sight.close()
            rows.append(
                {
                    "case": case,
                    "median_ms": found.median,
                    "p95_ms": found.p95,
                    "worst_ms": found.worst,
                    "lost": found.lost,
                }
            )
    return rows


def start() -> list[Row]:
    """From launching the console to the first and the last live tile, ms."""
    rows = []
    for pupils in (1, 8):
        with lab(pupils) as room:
            display, wall = room.display(), room.display()
            room.desktop("marker", display.name)
            room.start_pupils(display.name)
            sight = Sight(wall.name)
            places: list[tuple[int, int]] = []
            first, last = [], []
            for trial in range(_STARTS + 1):
                began_at = time.monotonic()
                console = room.start_console(wall.name)
                if trial == 0:  # warms the caches, and shows where the tiles will be
                    places = await_markers(sight, pupils)
                else:
                    first.append(_until(lambda: any(_seen(sight, places)), began_at))  # noqa: B023
                    last.append(_until(lambda: all(_seen(sight, places)), began_at))  # noqa: B023
                room.end(console)
                time.sleep(2)
            sight.close()
            rows.append(
                {
                    "pupils": pupils,
                    "first_ms": spread(first).median,
                    "first_worst_ms": spread(first).worst,
                    "all_ms": spread(last).median,
                    "all_worst_ms": spread(last).worst,
                }
            )
    return rows


def _seen(sight: Sight, places: list[tuple[int, int]]) -> list[bool]:
    return [sight.face(place) is not None for place in places]


def _until(is_so: Callable[[], bool], began_at: float) -> float:
    while not is_so():
        if time.monotonic() - began_at > 60:  # noqa: PLR2004
            raise TimeoutError("no live tile within a minute")
        time.sleep(0.01)
    return (time.monotonic() - began_at) * 1000


PARTS: dict[str, Callable[[], list[Row]]] = {"thumbs": thumbs, "latency": latency, "start": start}


def main() -> None:
    """Measure, print tables, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found: dict[str, list[Row]] = {}
    for part in given.parts:
        found[part] = PARTS[part]()
        sys.stdout.write(f"\n{part}: {PARTS[part].__doc__}\n")
        _print_table(found[part])
        if given.json is not None:
            given.json.write_text(json.dumps(found, indent=2) + "\n")


def _print_table(rows: list[Row]) -> None:
    names = list(rows[0])
    sys.stdout.write("| " + " | ".join(names) + " |\n|" + " --- |" * len(names) + "\n")
    for row in rows:
        sys.stdout.write("| " + " | ".join(str(row[name]) for name in names) + " |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
