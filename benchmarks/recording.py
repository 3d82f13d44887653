"""Records what a real screen sends, so that many simulated pupils can send the same again.

    python -m benchmarks.recording FILE SECONDS

Run as a program on the X display to record. The screen is looked at by the client's own capture,
once for each size of picture that a console may ask for.
"""

import argparse
import queue
import sys
import time
from pathlib import Path

import msgspec
from PIL import Image

from benchmarks.desktops import HEIGHT_PX, WIDTH_PX
from protocol.limits import PICTURE_MAX_BYTES, PICTURE_MAX_HEIGHT_PX, PICTURE_MAX_WIDTH_PX
from protocol.messages.screen import Piece
from protocol.vocabulary import PictureOrigin
from student_client.screen.backends import default_source
from student_client.screen.capture import ScreenCapture
from student_client.screen.encoding import encode_piece
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.wish import Update, Wish

_FACTORS = range(
    max(-(-WIDTH_PX // PICTURE_MAX_WIDTH_PX), -(-HEIGHT_PX // PICTURE_MAX_HEIGHT_PX)), 25
)
"""How many times smaller than the screen a picture may be."""
INTERVAL_S = 1.0
_ORIGIN = PictureOrigin.SCREEN


class Recorded(msgspec.Struct, frozen=True):
    """One update.

    Attributes:
        at_s: After the recording began.
    """

    at_s: float
    update: Update


class Recording(msgspec.Struct, frozen=True):
    """What one screen sent, by how many times smaller the picture is; the first of each is whole.

    Attributes:
        seconds: How long it was recorded.
    """

    seconds: float
    updates: dict[int, list[Recorded]]

    def fitting(self, max_width_px: int, max_height_px: int) -> list[Recorded]:
        """Return the updates of the largest picture that fits into this box."""
        factor = max(-(-WIDTH_PX // max_width_px), -(-HEIGHT_PX // max_height_px))
        return self.updates[min(max(factor, min(self.updates)), max(self.updates))]


def read_recording(path: Path) -> Recording:
    """Return the recording in a file."""
    return msgspec.msgpack.decode(path.read_bytes(), type=Recording)


def still_recording() -> Recording:
    """Return the recording of a screen that is grey and stays so."""
    updates = {}
    for factor in _FACTORS:
        picture = Image.new("RGB", (-(-WIDTH_PX // factor), -(-HEIGHT_PX // factor)), "grey")
        data = encode_piece(picture, PICTURE_MAX_BYTES) or b""
        piece = Piece(left_px=0, top_px=0, data=data)
        size = picture.size
        update = Update(*size, is_whole=True, pieces=(piece,), screens=1, origin=_ORIGIN, box=size)
        updates[factor] = [Recorded(0.0, update)]
    return Recording(1.0, updates)


def write_recording(recording: Recording, path: Path) -> None:
    """Keep a recording in a file."""
    path.write_bytes(msgspec.msgpack.encode(recording))


def record(seconds: float) -> Recording:
    """Look at this display for `seconds`.

    Raises:
        TypeError: It cannot be looked at.
    """
    came: queue.SimpleQueue[tuple[bytes, object]] = queue.SimpleQueue()
    capture = ScreenCapture(
        open_source=default_source,
        private_windows=PrivateWindows(),
        lights=Lights(),
        on_result=lambda session, result: came.put((session, result)),
        on_failure=lambda exc: came.put((b"", exc)),
    )
    updates: dict[int, list[Recorded]] = {factor: [] for factor in _FACTORS}
    began_at = time.monotonic()
    capture.start()
    try:
        for factor in _FACTORS:
            capture.want(_wish(factor, is_anew=True))
        while (left_s := began_at + seconds - time.monotonic()) > 0:
            try:
                session, result = came.get(timeout=left_s)
            except queue.Empty:
                break
            if not isinstance(result, Update):
                raise TypeError(f"the display cannot be looked at: {result}")
            factor = int(session)
            updates[factor].append(Recorded(time.monotonic() - began_at, result))
            capture.want(_wish(factor, is_anew=False))
    finally:
        capture.stop()
    return Recording(seconds, updates)


def _wish(factor: int, *, is_anew: bool) -> Wish:
    width, height = -(-WIDTH_PX // factor), -(-HEIGHT_PX // factor)
    return Wish(str(factor).encode(), width, height, INTERVAL_S, is_anew)


def main() -> int:
    """Record into a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("seconds", type=float)
    given = parser.parse_args()
    write_recording(record(given.seconds), given.file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
