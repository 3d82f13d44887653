"""Real X displays for tests: an Xvfb of one's own, on a number that the server chooses."""

import contextlib
import dataclasses
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

needs_xvfb = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")


@dataclasses.dataclass(frozen=True)
class Display:
    """A running X server.

    Attributes:
        name: For `DISPLAY`, such as ":3".
    """

    name: str
    process: "subprocess.Popen[bytes]"


@contextlib.contextmanager
def running_display(width_px: int = 1920, height_px: int = 1080) -> Iterator[Display]:
    """An Xvfb that ends with the block."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width_px}x{height_px}x24"]
    process = subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"], pass_fds=[writer], stderr=subprocess.DEVNULL
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    try:
        yield Display(f":{number}", process)
    finally:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:  # seen once when a client had just been killed
            process.kill()
            process.wait()
            for left in (f"/tmp/.X{number}-lock", f"/tmp/.X11-unix/X{number}"):  # noqa: S108
                Path(left).unlink(missing_ok=True)


@pytest.fixture
def display() -> Iterator[Display]:
    """A display of 1920x1080 for this test alone."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    with running_display() as running:
        yield running
