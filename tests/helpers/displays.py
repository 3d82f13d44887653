"""Real X displays for tests: an Xvfb of one's own, on a number that nobody else has."""

import contextlib
import dataclasses
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_NUMBERS = 100, 10_000
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
    with _own_number() as number:
        reader, writer = os.pipe()
        command = ["Xvfb", f":{number}", "-screen", "0", f"{width_px}x{height_px}x24"]
        command += ["-s", "0"]  # nobody types in a drill: it would be blanked after ten minutes
        process = subprocess.Popen(
            [*command, "-displayfd", str(writer), "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as answer:
            is_ready = bool(answer.readline())
        try:
            if not is_ready:
                raise RuntimeError(f"Xvfb did not start as display :{number}")
            yield Display(f":{number}", process)
        finally:
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:  # seen once when a client had just been killed
                process.kill()
                process.wait()
                _socket(number).unlink(missing_ok=True)


@contextlib.contextmanager
def _own_number() -> Iterator[int]:
    """A display number that is ours while the block lasts.

    A server that chooses for itself tries from 0 and sees only the servers of its own network
    namespace: it would take away the socket of one in another.
    """
    while True:
        number = random.randrange(*_NUMBERS)  # noqa: S311  # not a secret
        lock = Path(f"/tmp/.X{number}-lock")  # noqa: S108  # where X servers look
        if not _socket(number).exists():
            with contextlib.suppress(FileExistsError):
                lock.touch(exist_ok=False)
                break
    try:
        lock.write_text(f"{os.getpid():10}\n")
        yield number
    finally:
        lock.unlink(missing_ok=True)


def _socket(number: int) -> Path:
    return Path(f"/tmp/.X11-unix/X{number}")  # noqa: S108  # where X servers listen


@pytest.fixture
def display() -> Iterator[Display]:
    """A display of 1920x1080 for this test alone."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    with running_display() as running:
        yield running
