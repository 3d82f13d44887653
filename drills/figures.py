"""Seconds of many trials as a line of a table."""

import dataclasses
import statistics
import sys
from collections.abc import Mapping, Sequence
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True)
class Spread:
    """Seconds; the 95th percentile is the nearest rank. NaN where there was no trial."""

    median: float
    p95: float
    worst: float


def spread(seconds: Sequence[float]) -> Spread:
    """Return the figures of some trials."""
    if not seconds:
        return Spread(float("nan"), float("nan"), float("nan"))
    ranked = sorted(seconds)
    p95 = ranked[-(-95 * len(ranked) // 100) - 1]
    return Spread(round(statistics.median(ranked), 2), round(p95, 2), round(ranked[-1], 2))


def print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print `rows` with the names of the first one's columns."""
    if not rows:
        return
    names = list(rows[0])
    lines = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    for line in lines:
        cells = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells) + "\n")
    sys.stdout.flush()
