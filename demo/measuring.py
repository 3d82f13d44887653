"""Measures programs from outside: processor, memory, bytes, and what a display shows."""

import contextlib
import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path

import mss
import mss.tools
import psutil
from PIL import Image, ImageChops

from demo.desktop import MARKER

_TOLERANCE = 60
_ALIKE = 0.6
_MARKER_MIN_PX = 5
"""Smallest side of a marker square seen in a tile; what is smaller is an edge or an artefact."""


@dataclasses.dataclass(frozen=True, slots=True)
class Usage:
    """Means over process trees of one program.

    Attributes:
        cpu_percent: Of one core.
        pss_mb: Proportional set size, MiB; None where the system does not tell.
    """

    cpu_percent: float
    pss_mb: float | None


class UsageMeter:
    """Processor time of some process trees since it was made."""

    def __init__(self, pids: Sequence[int]) -> None:
        self._pids = pids
        self._began_at = time.monotonic()
        self._before = self._cpu_s()

    def read(self) -> Usage:
        """Return the means until now."""
        seconds = max(0.001, time.monotonic() - self._began_at)
        count = max(1, len(self._pids))
        cpu = 100 * (self._cpu_s() - self._before) / seconds / count
        sizes = [_pss_mb(pid) for pid in self._pids]
        known = [size for size in sizes if size is not None]
        pss = round(sum(known) / len(known), 1) if known else None
        return Usage(round(cpu, 2), pss)

    def _cpu_s(self) -> float:
        total = 0.0
        for pid in self._pids:
            for process in _tree(pid):
                with contextlib.suppress(psutil.Error):
                    times = process.cpu_times()
                    total += times.user + times.system
        return total


def loopback_bytes() -> int | None:
    """Return bytes sent over the loopback interface so far; None where it is not counted."""
    counters = psutil.net_io_counters(pernic=True).get("lo")
    return counters.bytes_sent if counters is not None else None


class DisplayWatch:
    """Counts live tiles on a display by the markers of the pupils' desktops.

    Args:
        display: X display; None is the machine's own.
    """

    def __init__(self, display: str | None) -> None:
        self._mss = mss.MSS(display=display) if display is not None else mss.MSS()

    def live_tiles(self) -> int:
        """Return how many separate markers are seen now."""
        shot = self._mss.grab(self._mss.monitors[0])
        image = Image.frombuffer("RGB", shot.size, bytes(shot.raw), "raw", "BGRX", 0, 1)
        wanted = (MARKER.red(), MARKER.green(), MARKER.blue())
        near = [
            band.point([255 * (abs(value - want) < _TOLERANCE) for value in range(256)])
            for band, want in zip(image.split(), wanted, strict=True)
        ]
        marked = ImageChops.multiply(ImageChops.multiply(near[0], near[1]), near[2])
        return _count_blobs(marked.tobytes(), shot.size.width)

    def save(self, path: Path) -> None:
        """Write what the display shows as a PNG."""
        shot = self._mss.grab(self._mss.monitors[0])
        mss.tools.to_png(shot.rgb, shot.size, output=str(path))

    def close(self) -> None:
        """Let go of the display."""
        self._mss.close()


def _count_blobs(mask: bytes, width: int) -> int:
    """Count squares in a mask of one byte a pixel (0 or 255), by the runs that begin one.

    Only squares about as wide as the widest count: a tile may show a screen that shows a console.
    """
    widths: list[int] = []
    above: list[tuple[int, int]] = []
    for start in range(0, len(mask), width):
        row = mask[start : start + width]
        runs = _runs(row)
        widths += [
            right - left
            for left, right in runs
            if not any(left < right2 and left2 < right for left2, right2 in above)
        ]
        above = runs
    return sum(width > _ALIKE * max(widths) for width in widths)


def _runs(row: bytes) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    left = row.find(255)
    while left >= 0:
        right = row.find(0, left)
        right = len(row) if right < 0 else right
        if right - left >= _MARKER_MIN_PX:
            runs.append((left, right))
        left = row.find(255, right)
    return runs


def _tree(pid: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _pss_mb(pid: int) -> float | None:
    total = 0.0
    for process in _tree(pid):
        try:
            lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            return None
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
