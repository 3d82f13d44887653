"""Opens, moves and hides the Help window on a real display while pictures of it are taken.

Run as a program with QT_QPA_PLATFORM=xcb. The window is dressed in one colour that nothing else
has; prints how many pixels of it stood on the display, and how many were in any picture.
"""

import io
import json
import os
import sys
import threading
from typing import cast

import mss
from PIL import Image, ImageChops
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from protocol.errors import InputError
from protocol.vocabulary import ConcernKind
from student_client.concerns.desk import Desk
from student_client.concerns.draft import Draft
from student_client.concerns.reporting import Promise
from student_client.concerns.ui.window import HelpWindow
from student_client.concerns.ui.words import HelpWords
from student_client.config import Ages
from student_client.openness.ui.private_window_watch import PrivateWindowWatch
from student_client.screen.backends.x11 import X11Source
from student_client.screen.capture import ScreenCapture
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.wish import Frame, FrameWish, Result, Update, Wish
from tests.helpers.school import utc_now

STEP_MS = 60


class NoDesk:
    """A desk without a school."""

    def listed(self) -> None:
        return None

    def promise(self, draft: Draft) -> Promise:
        del draft
        raise InputError("list", "there is none", "wait")

    def prepare_code(self) -> None:
        pass

    def forget_words(self) -> None:
        pass

    def read(self, replies: object) -> None:
        pass


def coloured(image: Image.Image) -> int:
    """How many pixels have the window's colour, or nearly: pictures are made small and lossy."""
    red, green, blue = image.convert("RGB").split()
    marked = ImageChops.multiply(
        ImageChops.multiply(
            red.point(lambda value: 255 if value > 190 else 0),
            green.point(lambda value: 255 if value < 90 else 0),
        ),
        blue.point(lambda value: 255 if value > 190 else 0),
    )
    return marked.histogram()[255]


class Scene:
    def __init__(self, steps: int) -> None:
        self.application = QApplication(sys.argv)
        self.places = PrivateWindows()
        self.watch = PrivateWindowWatch(self.application, self.places, Lights())
        desk = cast("Desk", NoDesk())
        words = HelpWords(Ages.OLDER)
        self.window = HelpWindow(words, desk, pupil_name="Zoë", utc_now=utc_now)
        self.window.setStyleSheet("* { background: #ff00ff; color: #ff00ff; border: 0; }")
        self.on_display = self.in_pictures = self.pictures = self.done = 0
        self.steps = steps
        self.lock = threading.Lock()
        self.capture = ScreenCapture(
            open_source=lambda: X11Source(os.environ["DISPLAY"]),
            private_windows=self.places,
            lights=Lights(),
            on_result=self.take,
            on_failure=lambda _: os._exit(3),
        )

    def take(self, session: bytes, result: Result) -> None:
        """Count, on the capture thread, and ask for the next."""
        if isinstance(result, Update | Frame):
            with self.lock:
                self.pictures += 1
                for piece in result.pieces:
                    self.in_pictures += coloured(Image.open(io.BytesIO(piece.data)))
        self.ask(session)

    def ask(self, session: bytes) -> None:
        is_anew = True
        if session == b"full":
            self.capture.want(FrameWish(session, 0, is_anew))
        else:
            self.capture.want(Wish(session, 320, 200, 0.05, is_anew))

    def step(self) -> None:
        kind = self.done % 5
        self.done += 1
        if kind == 0:
            self.window.open()
        elif kind == 1:
            self.window.move(self.done * 7 % 900, self.done * 5 % 400)
        elif kind == 2:
            self.window._begin(ConcernKind.TALK)
        elif kind == 3:
            with mss.MSS(display=os.environ["DISPLAY"]) as grabber:
                shot = grabber.grab(grabber.monitors[1])
                self.on_display += coloured(
                    Image.frombytes("RGB", shot.size, bytes(shot.raw), "raw", "BGRX")
                )
        else:
            self.window.hide_now()
        if self.done >= self.steps:
            self.application.exit()

    def run(self) -> None:
        self.capture.start()
        self.ask(b"small")
        self.ask(b"full")
        timer = QTimer()
        timer.timeout.connect(self.step)
        timer.start(STEP_MS)
        self.application.exec()
        self.capture.stop()
        self.window.lock()
        with self.lock:
            print(  # noqa: T201  # the answer
                json.dumps(
                    {
                        "on_display": self.on_display,
                        "in_pictures": self.in_pictures,
                        "pictures": self.pictures,
                    }
                )
            )


if __name__ == "__main__":
    Scene(int(sys.argv[1])).run()
