"""Builds the console and joins its parts. The only place that constructs adapters.

Lanes: gui (this thread), io (sockets and the class), decode (two threads), finder.
"""

import contextlib
import datetime as dt
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from protocol.errors import InputError
from protocol.files import read_file, write_file
from protocol.limits import LESSON_MAX_S
from protocol.program import ending_signals
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.document import Signed
from protocol.trust.roster import ROSTER, Roster
from protocol.vocabulary import Role
from teacher_console.classroom.addresses import read_addresses
from teacher_console.classroom.classroom import Classroom
from teacher_console.classroom.device_status import Teacher
from teacher_console.classroom.finder import Finder
from teacher_console.config import ConsoleConfig
from teacher_console.school.passphrases import passphrase_from
from teacher_console.school.unlocking import (
    ROSTER_NAME,
    SignedInStaff,
    StaffFolder,
    read_staff_folder,
    unlock,
)
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.shell.ui.sign_in import SignInDialog
from teacher_console.shell.ui.theme import apply_theme

logger = logging.getLogger(__name__)


def run(config: ConsoleConfig) -> int:
    """Run the console until its window closes; return the exit status.

    Raises:
        InputError: A file, passphrase, room or address of `config` cannot be used.
    """
    folder = read_staff_folder(config.folder)
    addresses = _addresses(config.addresses_path)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Harbour")
    apply_theme(application)
    staff = _sign_in(folder, config.passphrase_path)
    if staff is None:
        return 0
    teacher = _teacher(staff)
    if config.lesson_room is not None and config.lesson_room not in teacher.rooms:
        rooms = ", ".join(teacher.rooms) or "none"
        raise InputError(
            f"--open-lesson {config.lesson_room!r}",
            "you may not open a lesson in this room",
            f"choose one of yours ({rooms})",
        )
    with contextlib.ExitStack() as ending:
        bridge = EventBridge()
        ending.callback(bridge.close)
        io = IoThread("io", lambda _: bridge.io_failed.emit())
        ending.callback(io.stop)
        classroom = Classroom(
            loop=io,
            dialler=CurveDialler(io, own=staff.keys.transport),
            events=bridge,
            school=staff.school,
            keys=staff.keys,
            member=staff.member,
            roster=staff.roster,
            save_roster=_roster_keeper(config.folder),
            utc_now=_utc_now,
        )
        finder = Finder(
            interfaces=config.interfaces, on_advert=classroom.found, on_gone=classroom.gone
        )
        window = ConsoleWindow(control=classroom, bridge=bridge, teacher=teacher)
        io.start()
        ending.callback(io.post, classroom.close)
        io.post(classroom.begin)
        finder.start()
        ending.callback(finder.close)
        for name, address in addresses:
            classroom.add_address(name, address)
        if config.lesson_room is not None:
            classroom.open_lesson("Lesson", config.lesson_room, min(3600, LESSON_MAX_S))
        window.show()
        ending.enter_context(_ended_by_signals(window.close_without_asking))
        return application.exec()


def _sign_in(folder: StaffFolder, passphrase_path: Path | None) -> SignedInStaff | None:
    if passphrase_path is not None:
        return unlock(folder, passphrase_from(passphrase_path, "Passphrase"), _utc_now())
    opened: list[SignedInStaff] = []

    def try_passphrase(passphrase: str) -> None:
        opened.append(unlock(folder, passphrase, _utc_now()))

    dialog = SignInDialog(folder.school.name, try_passphrase)
    with _ended_by_signals(dialog.reject):
        dialog.exec()
    return opened[-1] if opened else None


def _teacher(staff: SignedInStaff) -> Teacher:
    rooms = staff.member.rooms if staff.member.role is Role.TEACHER else ()
    return Teacher(staff.member.name, staff.school.name, rooms)


def _addresses(path: Path | None) -> list[tuple[str, str]]:
    if path is None:
        return []
    data = read_file(path, remedy="name a CSV file with --addresses")
    return read_addresses(data, where=path)


def _roster_keeper(folder: Path) -> Callable[[Signed[Roster]], None]:
    def keep(roster: Signed[Roster]) -> None:
        write_file(folder / ROSTER_NAME, ROSTER.to_file(roster))

    return keep


@contextlib.contextmanager
def _ended_by_signals(end: Callable[[], object]) -> Iterator[None]:
    """Call `end` at SIGTERM or Ctrl-C."""
    with ending_signals() as bell:
        notifier = QSocketNotifier(bell, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: end())
        yield
        notifier.setEnabled(False)


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
