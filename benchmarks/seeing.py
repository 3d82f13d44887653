"""Sees what a display shows: where the markers are, when one changes, how a film runs. X11."""

import dataclasses
import random
import statistics
import subprocess
import time
from collections.abc import Callable

import mss
from PIL import Image

from benchmarks.desktops import COUNTER_BITS, COUNTER_BOX, MARKER
from student_client.screen.geometry import Rectangle

_POLL_S = 0.004
_STEP = 4
_SMALLEST_PX = 12
_FILM_POLL_S = 0.005


@dataclasses.dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of some trials."""

    count: int
    lost: int
    median: float
    p95: float
    worst: float


class Sight:
    """One display, looked at.

    Args:
        display: Name such as ":3".
        rows: First row, and first beyond, in which markers are looked for; None means all.
    """

    def __init__(self, display: str, rows: tuple[int, int] | None = None) -> None:
        self._mss = mss.MSS(display=display)
        self._rows = rows if rows is not None else (0, self._mss.monitors[0]["height"])

    def close(self) -> None:
        """Let go of the display."""
        self._mss.close()

    def markers(self) -> list[tuple[int, int]]:
        """Return a point in each marker seen, left to right, either colour.

        Off its middle: there a pointer may be drawn.
        """
        return [
            (left + width // 4, top + height // 4) for left, top, width, height in self._fields()
        ]

    def whole_marker(self, least_width_px: int) -> Rectangle | None:
        """Return where a marker at least so wide lies, to the pixel; None if there is none."""
        for left, top, width, height in self._fields():
            if width >= least_width_px:
                x, y = left + width // 4, top + height // 4
                row, column = self._line(0, y, is_row=True), self._line(x, 0, is_row=False)
                first_x, last_x = _run(row, x)
                first_y, last_y = _run(column, y)
                return Rectangle(first_x, first_y, last_x - first_x + 1, last_y - first_y + 1)
        return None

    def face(self, place: tuple[int, int]) -> bool | None:
        """Return whether the marker at `place` is on; None when there is none."""
        left, top = place
        shot = self._mss.grab({"left": left, "top": top, "width": 1, "height": 1})
        return _face(shot.raw[2], shot.raw[1], shot.raw[0])

    def film_pictures_s(self, marker: Rectangle, seconds: float) -> float:
        """Return how many different pictures of the film beside `marker` are seen in a second."""
        scale_x, scale_y = marker.width / MARKER.width(), marker.height / MARKER.height()
        left = marker.left + (COUNTER_BOX.left() - MARKER.left()) * scale_x
        middle = marker.top + (COUNTER_BOX.center().y() - MARKER.top()) * scale_y
        bit_px = COUNTER_BOX.width() * scale_x / COUNTER_BITS
        strip = {"left": round(left), "top": round(middle), "height": 1}
        strip["width"] = round(bit_px * COUNTER_BITS)
        columns = [round((bit + 0.5) * bit_px) * 4 + 1 for bit in range(COUNTER_BITS)]
        began_at, seen = time.monotonic(), -1
        last: tuple[bool, ...] = ()
        while time.monotonic() - began_at < seconds:
            raw = self._mss.grab(strip).raw
            number = tuple(raw[column] > 127 for column in columns)  # noqa: PLR2004  # half of green
            if number != last:
                seen, last = seen + 1, number
            time.sleep(_FILM_POLL_S)
        return round(max(0, seen) / (time.monotonic() - began_at), 1)

    def _fields(self) -> list[Rectangle]:
        first, beyond = self._rows
        area = {"left": 0, "top": first, "height": beyond - first}
        shot = self._mss.grab({**area, "width": self._mss.monitors[0]["width"]})
        image = Image.frombuffer("RGB", shot.size, bytes(shot.raw), "raw", "BGRX", 0, 1)
        small = image.resize(
            (shot.size.width // _STEP, shot.size.height // _STEP), Image.Resampling.NEAREST
        )
        pixels = small.tobytes()
        marked = bytes(
            _face(pixels[at], pixels[at + 1], pixels[at + 2]) is not None
            for at in range(0, len(pixels), 3)
        )
        return [
            Rectangle(left, first + top, width, height)
            for left, top, width, height in _blobs(marked, small.width)
        ]

    def _line(self, left: int, top: int, *, is_row: bool) -> list[bool]:
        screen = self._mss.monitors[0]
        size = {"width": screen["width"], "height": 1} if is_row else {"width": 1}
        raw = self._mss.grab({"left": left, "top": top, "height": screen["height"], **size}).raw
        return [
            _face(raw[at + 2], raw[at + 1], raw[at]) is not None for at in range(0, len(raw), 4)
        ]


def latencies(
    marker: "subprocess.Popen[bytes]",
    seen: Callable[[], bool | None],
    *,
    count: int,
    pause_s: tuple[float, float],
    patience_s: float = 15.0,
) -> Spread:
    """Return how long after a marker changed `seen` returned its new face.

    Args:
        pause_s: Least and most between two changes, chosen at random.
    """
    pauses = random.Random(7)  # noqa: S311  # the same at every run
    found: list[float] = []
    lost = 0
    for trial in range(count + 1):
        is_on = trial % 2 == 0
        changed_at = _set(marker, is_on=is_on)
        seen_at = _await(lambda is_on=is_on: seen() is is_on, patience_s)  # type: ignore[misc]
        if trial and seen_at is None:
            lost += 1
        elif trial and seen_at is not None:  # the first one warms up
            found.append((seen_at - changed_at) * 1000)
        time.sleep(pauses.uniform(*pause_s))
    return spread(found, lost)


def spread(found: list[float], lost: int = 0) -> Spread:
    """Return the figures of some milliseconds; the 95th percentile is the nearest rank."""
    if not found:
        return Spread(0, lost, float("nan"), float("nan"), float("nan"))
    ranked = sorted(found)
    p95 = ranked[-(-95 * len(ranked) // 100) - 1]
    return Spread(
        len(ranked),
        lost,
        round(statistics.median(ranked), 1),
        round(p95, 1),
        round(ranked[-1], 1),
    )


def await_whole_marker(sight: Sight, least_width_px: int, patience_s: float = 40.0) -> Rectangle:
    """Wait until a marker so wide is seen; return its place.

    Raises:
        TimeoutError: It was not.
    """
    ends_at = time.monotonic() + patience_s
    while time.monotonic() < ends_at:
        place = sight.whole_marker(least_width_px)
        if place is not None:
            return place
        time.sleep(0.3)
    raise TimeoutError(f"no full view was seen within {patience_s:g} s")


def await_markers(sight: Sight, count: int, patience_s: float = 60.0) -> list[tuple[int, int]]:
    """Wait until `count` markers are seen; return their places.

    Raises:
        TimeoutError: They were not.
    """
    ends_at = time.monotonic() + patience_s
    while time.monotonic() < ends_at:
        places = sight.markers()
        if len(places) >= count:
            return places
        time.sleep(0.3)
    raise TimeoutError(f"{count} live tiles were not seen within {patience_s:g} s")


def _await(is_so: Callable[[], bool], patience_s: float) -> float | None:
    ends_at = time.monotonic() + patience_s
    while time.monotonic() < ends_at:
        if is_so():
            return time.monotonic()
        time.sleep(_POLL_S)
    return None


def _set(marker: "subprocess.Popen[bytes]", *, is_on: bool) -> float:
    if marker.stdin is None or marker.stdout is None:
        raise ValueError("the marker has no pipes")
    marker.stdin.write(b"1\n" if is_on else b"0\n")
    marker.stdin.flush()
    return float(marker.stdout.readline())


def _face(red: int, green: int, blue: int) -> bool | None:
    if red > 140 and blue > 140 and green < 110:  # noqa: PLR2004
        return False
    if green > 140 and red < 110 and blue < 110:  # noqa: PLR2004
        return True
    return None


def _run(marked: list[bool], at: int) -> tuple[int, int]:
    """Return the first and the last of the unbroken run around `at`."""
    first = last = at
    while first > 0 and marked[first - 1]:
        first -= 1
    while last < len(marked) - 1 and marked[last + 1]:
        last += 1
    return first, last


def _blobs(marked: bytes, width: int) -> list[Rectangle]:
    """Return the boxes around the blobs that are at least a third of the largest one."""
    found: list[tuple[int, Rectangle]] = []
    todo = {at for at, is_marked in enumerate(marked) if is_marked}
    while todo:
        waiting, blob = [todo.pop()], []
        while waiting:
            at = waiting.pop()
            blob.append(at)
            for near in (at - 1, at + 1, at - width, at + width):
                if near in todo:
                    todo.remove(near)
                    waiting.append(near)
        columns, rows = [at % width for at in blob], [at // width for at in blob]
        left, top = min(columns) * _STEP, min(rows) * _STEP
        right, bottom = (max(columns) + 1) * _STEP, (max(rows) + 1) * _STEP
        found.append((len(blob), Rectangle(left, top, right - left, bottom - top)))
    largest = max((size for size, _ in found), default=0)
    least = max(_SMALLEST_PX, largest // 3)
    places = [place for size, place in found if size >= least]
    return sorted(places, key=lambda place: (place.top // 100, place.left))
