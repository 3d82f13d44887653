"""How long the console's GUI thread is busy in one turn of its loop, with many pupils.

    xvfb-run -s "-screen 0 1920x1080x24" python -m benchmarks.gui_stalls 40 100 300 [--seconds 10]

A thread stands in for the io lane: it tells the real window of N devices in one burst, then sends
each device's picture once a second, all of them in the same few milliseconds, as a class does whose
lesson began for all at once. Every turn of the GUI loop is timed, by the clock and by the thread's
own CPU time (which a busy machine does not lengthen). First an empty loop is timed: what it shows
by the clock is the machine's, not the window's.
"""

import argparse
import datetime as dt
import io
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterable

from PIL import Image, ImageDraw
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from protocol.messages.screen import Piece
from protocol.vocabulary import PictureOrigin
from teacher_console.classroom.device_status import (
    DeviceState,
    DeviceStatus,
    LessonInfo,
    Teacher,
)
from teacher_console.classroom.pupils import PupilNames
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.shell.ui.theme import apply_theme

_SIZE = (320, 180)
_WARM_UP_S = 2.0


class _NoClass:
    """ClassroomControl that does nothing."""

    def open_lesson(self, title: str, room: str, duration_s: int) -> None: ...
    def end_lesson(self) -> None: ...
    def show_pictures_of(self, keys: Iterable[TransportKey], width_px: int) -> None: ...
    def enlarge(self, key: TransportKey | None) -> None: ...
    def tell_anew(self) -> None: ...
    def use_pupils(self, names: PupilNames) -> None: ...
    def add_address(self, device_name: str, address: str) -> None: ...


class _Turns:
    """Times each turn of this thread's loop, ms, by a timer that is due every millisecond."""

    def __init__(self) -> None:
        self.clock_ms: list[float] = []
        self.cpu_ms: list[float] = []
        self._at = (time.perf_counter(), time.thread_time())
        self._beat = QTimer()
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start(1)

    def end(self) -> None:
        """Stop timing."""
        self._beat.stop()

    def _on_beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.clock_ms.append((now[0] - self._at[0]) * 1000)
        self.cpu_ms.append((now[1] - self._at[1]) * 1000)
        self._at = now

    def forget(self) -> None:
        """Begin anew."""
        self.clock_ms.clear()
        self.cpu_ms.clear()

    def take(self) -> dict[str, float]:
        """Return and forget what was timed."""
        clock, cpu = sorted(self.clock_ms), sorted(self.cpu_ms)
        self.forget()
        return {
            "turns": len(clock),
            "clock_p99_ms": round(clock[int(len(clock) * 0.99)], 2),
            "clock_longest_ms": round(clock[-1], 2),
            "cpu_median_ms": round(statistics.median(cpu), 2),
            "cpu_longest_ms": round(cpu[-1], 2),
            "cpu_all_ms": round(sum(cpu)),
        }


def main(arguments: list[str]) -> int:
    """Measure each number of pupils in turn; print one line of JSON for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pupils", type=int, nargs="+")
    parser.add_argument("--seconds", type=float, default=10)
    chosen = parser.parse_args(arguments)
    application = QApplication([])
    apply_theme(application)
    print(json.dumps({"empty loop": _empty(application, chosen.seconds)}))
    for pupils in chosen.pupils:
        print(json.dumps({"pupils": pupils} | _measure(application, pupils, chosen.seconds)))
    return 0


def _empty(application: QApplication, seconds: float) -> dict[str, float]:
    """Return what a loop with nothing to do suffers from the rest of the machine."""
    turns = _Turns()
    QTimer.singleShot(round(seconds * 1000), lambda: application.exit(0))
    application.exec()
    turns.end()
    return turns.take()


def _measure(application: QApplication, pupils: int, seconds: float) -> dict[str, object]:
    bridge = EventBridge()
    window = ConsoleWindow(
        control=_NoClass(), bridge=bridge, teacher=Teacher("Ms Patel", "Oak School", ("Room 12",))
    )
    turns = _Turns()
    begun = time.perf_counter()
    window.resize(1880, 980)
    window.show()
    application.processEvents()
    shown_ms = (time.perf_counter() - begun) * 1000
    turns.forget()
    ended = threading.Event()
    feeder = threading.Thread(target=_feed, args=(bridge, pupils, ended), name="feeder")
    found: dict[str, dict[str, float]] = {}
    QTimer.singleShot(0, feeder.start)
    QTimer.singleShot(round(_WARM_UP_S * 1000), lambda: found.update(start=turns.take()))
    QTimer.singleShot(round((_WARM_UP_S + seconds) * 1000), lambda: application.exit(0))
    application.exec()
    found["steady"] = turns.take()
    turns.end()
    ended.set()
    feeder.join()
    bridge.lesson_changed(None)
    application.processEvents()
    window.close_without_asking()
    bridge.close()
    window.deleteLater()
    application.processEvents()
    return {"window_shown_ms": round(shown_ms), **found}


def _feed(bridge: EventBridge, pupils: int, ended: threading.Event) -> None:
    keys = [TransportKey(number.to_bytes(32, "big")) for number in range(1, pupils + 1)]
    now = dt.datetime.now(dt.UTC)
    bridge.lesson_changed(LessonInfo("a" * 32, "History", "Room 12", now, now + dt.timedelta(1)))
    for number, key in enumerate(keys):
        bridge.device_changed(_status(number, key, DeviceState.STARTING))
    for number, key in enumerate(keys):
        bridge.device_changed(_status(number, key, DeviceState.LIVE))
    wholes = [_jpeg(shade, *_SIZE) for shade in range(8)]
    parts = [_jpeg(shade, 96, 64) for shade in range(8)]
    turn = 0
    while not ended.wait(1.0 if turn else 0):
        for number, key in enumerate(keys):
            is_whole = turn % 10 == 0
            data = (wholes if is_whole else parts)[(turn + number) % 8]
            piece = Piece(left_px=0 if is_whole else 100, top_px=0 if is_whole else 60, data=data)
            update = PictureSent(
                number=turn + 1,
                width_px=_SIZE[0],
                height_px=_SIZE[1],
                origin=PictureOrigin.SCREEN,
                is_whole=is_whole,
                screens=1,
                pieces=(piece,),
            )
            bridge.picture_arrived(key, update, lambda _: None)
        turn += 1


def _status(number: int, key: TransportKey, state: DeviceState) -> DeviceStatus:
    return DeviceStatus(
        key=key,
        device_name=f"pc-{number:03}",
        room="Room 12",
        pupil_name=f"Pupil {number * 7919 % 997}",
        address="10.0.0.5:48480",
        state=state,
        changed_at=dt.datetime.now(dt.UTC),
    )


def _jpeg(shade: int, width_px: int, height_px: int) -> bytes:
    image = Image.new("RGB", (width_px, height_px), (40 + shade * 20, 90, 200 - shade * 20))
    pen = ImageDraw.Draw(image)
    for line in range(6, height_px, 12):
        pen.text((8, line), f"The quick brown fox {shade} jumps over the lazy dog", fill="white")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=70)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
