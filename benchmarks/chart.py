"""Line charts as SVG, beside each other: enough for figures that grow."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT = 380, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 40, 66
_COLOURS = ("#1F5FA8", "#C2571A", "#2E7D4F", "#7A3E9D")
_INK, _GRID = "#222222", "#DDDDDD"
_TICKS = 5

Line = Sequence[tuple[float, float]]


@dataclasses.dataclass(frozen=True, slots=True)
class Panel:
    """One chart.

    Attributes:
        lines: Points by name; x rises.
        bound: Drawn across as what must not be exceeded, with its value; None for none.
    """

    title: str
    x_title: str
    lines: Mapping[str, Line]
    bound: float | None = None


def drawn(panels: Sequence[Panel]) -> str:
    """Return an SVG document with the panels side by side; y begins at 0."""
    size = f'width="{_WIDTH * len(panels)}" height="{_HEIGHT}"'
    look = f'font-family="DejaVu Sans, sans-serif" font-size="11" fill="{_INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>',
        '<rect width="100%" height="100%" fill="#FFFFFF"/>',
    ]
    for number, panel in enumerate(panels):
        parts += [f'<g transform="translate({number * _WIDTH} 0)">', *_panel(panel), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(panel: Panel) -> list[str]:
    points = [point for line in panel.lines.values() for point in line]
    x_most = max((x for x, _ in points), default=1.0) or 1.0
    most = max([y for _, y in points] + ([panel.bound] if panel.bound is not None else [1e-9]))
    step = _step(most / _TICKS)
    y_most = step * math.ceil(most / step)

    def at(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + x / x_most * (_WIDTH - _LEFT - _RIGHT)
        return round(across, 1), round(_HEIGHT - _BOTTOM - y / y_most * _plot_height(), 1)

    parts = [_text(_LEFT, 22, panel.title, "font-size='13' font-weight='bold'")]
    for tick in range(round(y_most / step) + 1):
        left, top = at(0, tick * step)
        parts.append(_line((left, top), (_WIDTH - _RIGHT, top), _GRID))
        parts.append(_text(left - 6, top + 4, f"{tick * step:g}", "text-anchor='end'"))
    x_step = _step(x_most / _TICKS)
    for tick in range(int(x_most / x_step) + 1):
        left, top = at(tick * x_step, 0)
        parts.append(_text(left, top + 16, f"{tick * x_step:g}", "text-anchor='middle'"))
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    below = _HEIGHT - _BOTTOM + 32
    parts.append(_text(middle, below, panel.x_title, "text-anchor='middle'"))
    if panel.bound is not None:
        left, top = at(0, panel.bound)
        end = (float(_WIDTH - _RIGHT), top)
        parts.append(_line((left, top), end, _INK, "stroke-dasharray='4 4'"))
    for number, (name, line) in enumerate(panel.lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        places = [at(x, y) for x, y in line]
        way = " ".join(f"{left},{top}" for left, top in places)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        if len(places) <= _TICKS * 2:
            parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(_text(_LEFT + number * 104, _HEIGHT - 12, name, f"fill='{colour}'"))
    return parts


def _plot_height() -> int:
    return _HEIGHT - _TOP - _BOTTOM


def _step(rough: float) -> float:
    """Return the next of 1, 2, 5, 10 ... that is not below `rough`."""
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def _line(start: tuple[float, float], end: tuple[float, float], ink: str, more: str = "") -> str:
    return f'<path d="M{start[0]} {start[1]}L{end[0]} {end[1]}" stroke="{ink}" {more}/>'


def _text(left: float, top: float, words: str, more: str) -> str:
    return f'<text x="{left:g}" y="{top:g}" {more}>{escape(words)}</text>'
