"""What the wall must reach, and what it should: held against what was measured."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from benchmarks.harbour import Harbour
from benchmarks.readings import Reading
from benchmarks.rows import Row

AIM, MUST, FALLS_SHORT, UNKNOWN = "aim", "must, not the aim", "FALLS SHORT", "not measured"
_FILM_SLACK = 0.5
"""A film of 25 pictures a second is counted to half a picture in eight seconds."""
_CLASS = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the wall.

    Attributes:
        part, where, column: Which row of a part, by its labels, and what is read there.
        must, aim: Not to be exceeded; where more is better, not to be fallen short of.
    """

    name: str
    part: str
    where: Mapping[str, object]
    column: str
    must: float
    aim: float
    is_more_better: bool = False


def _thumbs(column: str, bounds: Mapping[str, tuple[float, float]], name: str) -> list[Figure]:
    return [
        Figure(f"{name}, {kind.upper()}", "thumbs", {"desktop": kind}, column, must, aim)
        for kind, (must, aim) in bounds.items()
    ]


FIGURES: tuple[Figure, ...] = (
    *_thumbs(
        "client + X, %",
        {"idle": (0.4, 0.2), "typing": (0.9, 0.5), "video": (1.5, 0.8), "flip": (1.0, 0.6)},
        "client and X server's extra, %",
    ),
    *_thumbs(
        "wire, kB/s",
        {"idle": (0.25, 0.15), "typing": (0.9, 0.4), "video": (5, 3), "flip": (8, 4)},
        "wire, kB/s",
    ),
    *(
        Figure(f"small picture {case}, {column}", "latency", {"case": case}, column, must, aim)
        for case, column, must, aim in (
            ("after quiet", "median, ms", 45, 30),
            ("after quiet", "p95, ms", 90, 60),
            ("busy screen", "median, ms", 400, 150),
            ("busy screen", "p95, ms", 700, 300),
        )
    ),
    Figure(
        *("full view of VIDEO, pictures/s", "full_view", {"desktop": "video"}, "pictures/s"),
        *(25, 25, True),
    ),
    *(
        Figure(
            f"full view of VIDEO, {column}", "full_view", {"desktop": "video"}, column, must, aim
        )
        for column, must, aim in (
            ("median, ms", 38, 18),
            ("p95, ms", 75, 35),
            ("client + X, %", 12, 7),
            ("console, %", 8, 5),
            ("wire, kB/s", 3200, 1800),
        )
    ),
    *(
        Figure(
            f"console with {_CLASS} pupils, {kind.upper()}, {column}",
            "class_size",
            {"pupils": _CLASS, "desktop": kind},
            column,
            must,
            aim,
        )
        for kind, column, must, aim in (
            ("typing", "console, %", 8, 4),
            ("video", "console, %", 20, 10),
            ("typing", "console, MB", 150, 110),
            ("video", "console, MB", 150, 110),
            ("typing", "longest stall, ms", 16, 8),
            ("video", "longest stall, ms", 16, 8),
        )
    ),
    Figure("launched to first live, ms", "start", {"pupils": 1}, "first live, ms", 1000, 600),
    Figure("launched to all of 8 live, ms", "start", {"pupils": 8}, "all live, ms", 1200, 700),
    Figure(
        f"lesson opened to {_CLASS} live, ms",
        "class_size",
        {"pupils": _CLASS, "desktop": "marker"},
        "lesson opened to all live, ms",
        3000,
        1500,
    ),
    *(
        Figure(f"client, {kind.upper()}, MB", "thumbs", {"desktop": kind}, "client, MB", 80, 60)
        for kind in ("idle", "typing", "video", "flip")
    ),
    *(
        Figure(f"{_CLASS} devices found, {case}, s", "discovery", {"case": case}, "all, s", *bounds)
        for case, bounds in (
            ("console first", (6, 6)),
            ("console last", (6, 6)),
            ("console last, 20% lost", (15, 15)),
        )
    ),
)


def held_against(found: Mapping[str, Sequence[Row]], peers: Sequence[str]) -> list[Row]:
    """Return a row for each figure whose part was measured: ours, the others', must, aim, mark."""
    rows = []
    for figure in FIGURES:
        if figure.part not in found:
            continue
        row: Row = {"figure": figure.name}
        for peer in (Harbour.name, *peers):
            row[peer] = _value(figure, found[figure.part], peer)
        row |= {"must": figure.must, "aim": figure.aim}
        row["reached"] = _mark(figure, row[Harbour.name])
        rows.append(row)
    return rows


def summary(rows: Sequence[Row]) -> str:
    """Return what falls short, and how many figures reach what they should."""
    marks = [str(row["reached"]) for row in rows]
    short = [str(row["figure"]) for row in rows if row["reached"] == FALLS_SHORT]
    words = f"Falling short: {'; '.join(short)}. " if short else "None falls short. "
    counts = f"{marks.count(AIM)} of {len(marks)} figures reach the aim, {marks.count(MUST)} more"
    return f"{words}{counts} what must be; {marks.count(UNKNOWN)} are not measured."


def _value(figure: Figure, rows: Sequence[Row], peer: str) -> Reading | float | str | None:
    for row in rows:
        fits = all(row.get(name) == label for name, label in figure.where.items())
        if fits and row.get("peer") == peer:
            value: Reading | float | None = row.get(figure.column)
            return value
    # A class of another's own programs is as large as this computer carries.
    smaller = [
        row
        for row in rows
        if row.get("peer") == peer
        and row.get("desktop") == figure.where.get("desktop")
        and figure.column in row
    ]
    if figure.part == "class_size" and smaller:
        largest = max(smaller, key=lambda row: int(row["pupils"]))
        return f"{largest[figure.column]} with {largest['pupils']}"
    return None


def _mark(figure: Figure, value: Reading | float | str | None) -> str:
    number = value.median if isinstance(value, Reading) else value
    if not isinstance(number, int | float) or math.isnan(number):
        return UNKNOWN
    if figure.is_more_better:
        number, must, aim = -number - _FILM_SLACK, -figure.must, -figure.aim
    else:
        must, aim = figure.must, figure.aim
    if number <= aim:
        return AIM
    return MUST if number <= must else FALLS_SHORT
