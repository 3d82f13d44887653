"""A headless sway of one's own, and a real Wayland program that fills a monitor with a colour.

Sway refuses to be root, so a test that is root starts it as nobody.
"""

import contextlib
import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.appearing import await_file

needs_sway = pytest.mark.skipif(
    shutil.which("sway") is None or shutil.which("grim") is None, reason="no sway or no grim here"
)
_NOBODY = 65534
_CONFIG = """output * bg #102030 solid_color
default_border none
exec touch {folder}/ready
"""
_WINDOW = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(sys.argv[:1])
window = QWidget()
window.setStyleSheet("background: " + sys.argv[1])
window.show()
application.exec()
"""


@dataclasses.dataclass(frozen=True)
class Sway:
    """A running compositor with one monitor of 1280x720, HEADLESS-1.

    Attributes:
        environment: For programs that are to run in it.
    """

    environment: dict[str, str]

    @property
    def socket(self) -> str:
        """Of its inter-process communication."""
        return self.environment["SWAYSOCK"]

    def tell(self, *command: str) -> None:
        """Do what `swaymsg` does."""
        subprocess.run(["swaymsg", *command], env=self.environment, check=True, capture_output=True)

    @contextlib.contextmanager
    def window(self, colour: str) -> Iterator[None]:
        """A Wayland program's window over the focused monitor, until the block ends."""
        command = [sys.executable, "-c", _WINDOW, colour]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            process.terminate()
            process.wait(5)


@contextlib.contextmanager
def running_sway() -> Iterator[Sway]:
    """A sway that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="harbour-sway-"))
    user = _NOBODY if os.geteuid() == 0 else None
    (folder / "config").write_text(_CONFIG.format(folder=folder))
    if user is not None:
        os.chown(folder, user, user)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman",
        "WLR_LIBINPUT_NO_DEVICES": "1",
    }
    process = subprocess.Popen(
        ["sway", "-c", str(folder / "config")],
        env=environment,
        cwd=folder,
        user=user,
        group=user,
        extra_groups=[] if user is not None else None,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_file(folder / "ready", process)
        environment["SWAYSOCK"] = str(next(folder.glob("sway-ipc.*.sock")))
        environment["WAYLAND_DISPLAY"] = next(folder.glob("wayland-?")).name
        environment["QT_QPA_PLATFORM"] = "wayland"
        yield Sway(environment)
    finally:
        process.terminate()
        process.wait(5)
        shutil.rmtree(folder)
