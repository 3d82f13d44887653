"""Sees what a display shows: where the markers are, and when one changes. X11."""

import dataclasses
import random
import statistics
import subprocess
import time
from collections.abc import Callable

import mss
from PIL import Image

_POLL_S = 0.004
_STEP = 4
_SMALLEST_PX = 12


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
    """

    def __init__(self, display: str) -> None:
        self._mss = mss.MSS(display=display)

    def close(self) -> None:
        """Let go of the display."""
        self._mss.close()

    def markers(self) -> list[tuple[int, int]]:
        """Return the middle of each marker seen, left to right, either colour."""
        shot = self._mss.grab(self._mss.monitors[0])
        image = Image.frombuffer("RGB", shot.size, bytes(shot.raw), "raw", "BGRX", 0, 1)
        small = image.resize(
            (shot.size.width // _STEP, shot.size.height // _STEP), Image.Resampling.NEAREST
        )
        pixels = small.tobytes()
        marked = bytes(
            _face(pixels[at], pixels[at + 1], pixels[at + 2]) is not None
            for at in range(0, len(pixels), 3)
        )
        return _blobs(marked, small.width)

    def face(self, place: tuple[int, int]) -> bool | None:
        """Return whether the marker at `place` is on; None when there is none."""
        left, top = place
        shot = self._mss.grab({"left": left, "top": top, "width": 1, "height": 1})
        return _face(shot.raw[2], shot.raw[1], shot.raw[0])

    def patch(self, place: tuple[int, int], side_px: int) -> bytes:
        """Return the pixels of a square around `place`."""
        left, top = place[0] - side_px // 2, place[1] - side_px // 2
        box = {"left": left, "top": top, "width": side_px, "height": side_px}
        return bytes(self._mss.grab(box).raw)


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
    raise TimeoutError(f"{count} live tiles were not seen within {patience_s} s")


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


def _blobs(marked: bytes, width: int) -> list[tuple[int, int]]:
    """Return the middles of the blobs that are at least a third of the largest one."""
    found: list[tuple[int, int, int]] = []
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
        middle_x = sum(at % width for at in blob) // len(blob) * _STEP
        middle_y = sum(at // width for at in blob) // len(blob) * _STEP
        found.append((len(blob), middle_x, middle_y))
    largest = max((size for size, _, _ in found), default=0)
    least = max(_SMALLEST_PX, largest // 3)
    places = [(x, y) for size, x, y in found if size >= least]
    return sorted(places, key=lambda place: (place[1] // 100, place[0]))
