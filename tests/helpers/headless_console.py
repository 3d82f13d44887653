"""The console without its window: the real class, finder and links, telling what they see.

Run as a program: a staff folder, a passphrase file, an interface, a room. Prints one JSON object a
line with the monotonic time; ends when its standard input closes.
"""

import argparse
import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from protocol.identifiers import TransportKey, fingerprint
from protocol.messages import PictureSent
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from teacher_console.classroom.classroom import Classroom
from teacher_console.classroom.device_status import DeviceStatus, LessonInfo
from teacher_console.classroom.finder import Finder
from teacher_console.school.passphrases import passphrase_from
from teacher_console.school.unlocking import read_staff_folder, unlock


class Printer:
    """ClassroomEvents that only tells."""

    def __init__(self) -> None:
        self.classroom: Classroom | None = None
        self._keys: set[TransportKey] = set()

    def device_changed(self, status: DeviceStatus) -> None:
        self._keys.add(status.key)
        self._show()
        reason = status.reason or status.refusal
        say("state", status.device_name, state=status.state.value, reason=reason)

    def device_forgotten(self, key: TransportKey) -> None:
        say("forgotten", fingerprint(key))

    def picture_arrived(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        size = sum(len(piece.data) for piece in picture.pieces)
        say("picture", fingerprint(key), size=size, whole=picture.is_whole)
        taken(True)

    def cost_changed(self, bytes_s: int, budget_bytes_s: int) -> None:
        pass

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        say("lesson", lesson.title if lesson else "")

    def _show(self) -> None:
        if self.classroom is not None:
            self.classroom.show_pictures_of(self._keys, 320)


def say(what: str, who: str, **more: object) -> None:
    line = {"at": time.monotonic(), "what": what, "who": who, **more}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(printer: Printer) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("passphrase", type=Path)
    parser.add_argument("interface")
    parser.add_argument("room")
    given = parser.parse_args()
    now = dt.datetime.now(dt.UTC)
    passphrase = passphrase_from(given.passphrase, "Passphrase")
    signed_in = unlock(read_staff_folder(given.folder), passphrase, now)
    io = IoThread("io", lambda _: sys.exit(1))
    classroom = Classroom(
        loop=io,
        dialler=CurveDialler(io, own=signed_in.keys.transport),
        events=printer,
        school=signed_in.school,
        keys=signed_in.keys,
        member=signed_in.member,
        roster=signed_in.roster,
        save_roster=lambda _: None,
        utc_now=lambda: dt.datetime.now(dt.UTC),
    )
    printer.classroom = classroom
    finder = Finder(
        interfaces=(given.interface,), on_advert=classroom.found, on_gone=classroom.gone
    )
    io.start()
    io.post(classroom.begin)
    classroom.open_lesson("A test lesson", given.room, 3600)
    finder.start()
    try:
        sys.stdin.read()
    finally:
        finder.close()
        io.post(classroom.close)
        io.stop()


if __name__ == "__main__":
    main(Printer())
