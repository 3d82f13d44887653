"""Builds the console; with `classroom/app.py` and `school/app.py`, all that constructs adapters.

Who signs in decides what is built: a teacher gets the class, a technician the school page, and no
part of a class exists then. Lanes: gui (this thread), io (sockets and the class), decode, finder.
"""

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QMainWindow

from assets.language import install_language
from protocol.errors import InputError
from protocol.limits import LESSON_MAX_S
from protocol.program import ending_signals
from protocol.vocabulary import Role
from teacher_console.classroom.app import begin_class, teachers_window
from teacher_console.classroom.classroom import Classroom
from teacher_console.config import ConsoleConfig
from teacher_console.launch import Launch
from teacher_console.school.attempts import Attempts
from teacher_console.school.unlocking import (
    SignedInStaff,
    StaffFolder,
    read_staff_folder,
    unlock,
)
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.lock import ConsoleLock
from teacher_console.shell.ui.theme import ThemeChoice, apply_theme
from teacher_console.shell.window_choices import WINDOW_NAME, read_choices


def run(config: ConsoleConfig, launch: Launch) -> int:
    """Run the console until its window closes; return the exit status.

    Args:
        launch: What has begun already.

    Raises:
        InputError: A file, passphrase, room or address of `config` cannot be used.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Harbour")
    apply_theme(application, ThemeChoice(read_choices(config.folder / WINDOW_NAME).theme))
    install_language(application)
    staff: SignedInStaff | None = None
    folder = launch.folder
    if folder is None:
        from teacher_console.school.app import set_up  # noqa: PLC0415  # once in its life

        outcome = set_up(
            config,
            begin_class=lambda staff, bridge: _begin_class(staff, bridge, config),
            ended_by_signals=ended_by_signals,
        )
        if not outcome.may_open:
            return 0
        staff, folder = outcome.staff, read_staff_folder(config.folder)
    attempts = Attempts()
    if staff is None:
        staff = _sign_in(folder, launch, attempts)
    if staff is None:
        return 0
    if staff.member.role is Role.TEACHER:
        return _run_teacher(application, config, staff, launch, attempts)
    if config.lesson_room is not None:
        problem = f"a {staff.member.role.value} opens no lessons"
        raise InputError("--open-lesson", problem, "start without it")
    from teacher_console.school.app import run_without_class  # noqa: PLC0415  # not for teachers

    return run_without_class(
        config,
        staff,
        guard=lambda window: _guarded(window, config, staff, attempts),
        ended_by_signals=ended_by_signals,
    )


@contextlib.contextmanager
def ended_by_signals(end: Callable[[], object]) -> Iterator[None]:
    """Call `end` at SIGTERM or Ctrl-C."""
    with ending_signals() as bell:
        notifier = QSocketNotifier(bell, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: end())
        yield
        notifier.setEnabled(False)


def _run_teacher(
    application: QApplication,
    config: ConsoleConfig,
    staff: SignedInStaff,
    launch: Launch,
    attempts: Attempts,
) -> int:
    if config.lesson_room is not None and config.lesson_room not in staff.member.rooms:
        rooms = ", ".join(staff.member.rooms) or "none"
        raise InputError(
            f"--open-lesson {config.lesson_room!r}",
            "you may not open a lesson in this room",
            f"choose one of yours ({rooms})",
        )
    with contextlib.ExitStack() as ending:
        bridge = EventBridge()
        ending.callback(bridge.close)
        window, classroom, io = teachers_window(
            ending, staff, bridge, config, utc_now, launch.finder
        )
        for name, address in launch.addresses:
            classroom.add_address(name, address)
        if config.lesson_room is not None:
            classroom.open_lesson("Lesson", config.lesson_room, min(3600, LESSON_MAX_S))
        lock = _guarded(window, config, staff, attempts)
        ending.callback(lock.close)
        ending.enter_context(ended_by_signals(window.close_without_asking))
        window.show()
        from teacher_console.concerns.app import (  # noqa: PLC0415  # the class comes first
            ConsoleMail,
        )

        mail = ConsoleMail(window, io, config, staff, utc_now)
        ending.callback(mail.close)
        lock.locked.connect(mail.let_go)
        return application.exec()


def _begin_class(
    staff: SignedInStaff, bridge: EventBridge, config: ConsoleConfig
) -> tuple[Classroom, Callable[[], None]]:
    running = begin_class(staff, bridge, config, utc_now)
    return running.classroom, running.end


def _guarded(
    window: QMainWindow, config: ConsoleConfig, staff: SignedInStaff, attempts: Attempts
) -> ConsoleLock:
    def try_passphrase(passphrase: str) -> None:
        unlock(read_staff_folder(config.folder), passphrase, utc_now())

    # Where a file on this computer holds the passphrase, locking by itself would guard nothing.
    is_by_file = config.passphrase_path is not None
    return ConsoleLock(
        window,
        idle_s=None if is_by_file else config.lock_after_min * 60,
        unlock=try_passphrase,
        attempts=attempts,
        title=staff.school.name,
        who=staff.member.name,
    )


def _sign_in(folder: StaffFolder, launch: Launch, attempts: Attempts) -> SignedInStaff | None:
    if launch.signing_in is not None:
        return launch.signing_in.result()
    from teacher_console.school.app import sign_in  # noqa: PLC0415  # for people, not for scripts

    return sign_in(folder, attempts, ended_by_signals)


def utc_now() -> dt.datetime:
    """Return the time, aware."""
    return dt.datetime.now(dt.UTC)
