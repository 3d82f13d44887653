"""X displays of the demonstration's own: Xvfb on numbers the server itself finds free."""

import os
import shutil
from pathlib import Path

from demo.children import ChildEndedError, Children

WIDTH_PX, HEIGHT_PX = 1920, 1080


def has_xvfb() -> bool:
    """Tell whether pupils can have displays of their own here."""
    return shutil.which("Xvfb") is not None


def start_display(
    children: Children, name: str, *, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX
) -> str:
    """Start an Xvfb; return what to put into `DISPLAY`.

    Raises:
        ChildEndedError: It did not start.
    """
    reader, writer = os.pipe()
    screen = f"{width_px}x{height_px}x24"
    children.start(
        name,
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writer],
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    if not number:
        children.check()
        raise ChildEndedError(f"{name} chose no display")
    children.at_end(lambda: _remove_traces(number))
    return f":{number}"


def _remove_traces(number: str) -> None:
    for path in (Path(f"/tmp/.X{number}-lock"), Path(f"/tmp/.X11-unix/X{number}")):  # noqa: S108
        path.unlink(missing_ok=True)
