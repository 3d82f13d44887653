"""Builds setting up, sign-in, and the windows of those who see no screens. Lane: gui.

The half of the program's joining that a teacher's quick start never loads; like `app.py`, it
constructs adapters.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from protocol.errors import InputError
from protocol.files import make_private_folder, write_file
from protocol.identifiers import TransportKey
from protocol.transport.io_thread import IoThread
from protocol.trust.document import Signed
from protocol.trust.keyfile import stated_fingerprint
from protocol.trust.keys import StaffKeys
from protocol.trust.roster import ROSTER, Roster
from protocol.vocabulary import Role
from teacher_console.classroom.ports import ClassroomControl
from teacher_console.classroom.pupils import Pupil
from teacher_console.classroom.pupils_store import PupilsStore
from teacher_console.classroom.ui.pupils_dialog import PupilsDialog
from teacher_console.concerns.app import ConsoleMail
from teacher_console.config import ConsoleConfig
from teacher_console.mail.ui.flow_panel import FlowPanel
from teacher_console.school.attempts import Attempts
from teacher_console.school.founding import found_school
from teacher_console.school.looking import Looking
from teacher_console.school.lookout import SeenDevice
from teacher_console.school.office import SchoolOffice
from teacher_console.school.remembering import KeyringMemory
from teacher_console.school.safeguarding_office import SafeguardingFolder
from teacher_console.school.school_folder import SchoolFolder, write_new_school
from teacher_console.school.set_up_progress import read_progress
from teacher_console.school.staff_folder import join_school, made_key, school_in
from teacher_console.school.ui.desk import Desk
from teacher_console.school.ui.devices_step import DevicesStep
from teacher_console.school.ui.recipients_page import RecipientsPage
from teacher_console.school.ui.role_window import RoleWindow
from teacher_console.school.ui.roster_step import RosterStep
from teacher_console.school.ui.school_page import SchoolPage
from teacher_console.school.ui.school_step import SchoolStep
from teacher_console.school.ui.set_up_window import SetUpWindow
from teacher_console.school.ui.step_page import SettingUp
from teacher_console.school.ui.trial_step import Trial, TrialStep
from teacher_console.school.ui.who_step import WhoStep
from teacher_console.school.unlocking import (
    ROSTER_NAME,
    SignedInStaff,
    StaffFolder,
    read_staff_folder,
    unlock,
)
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.lock import ConsoleLock
from teacher_console.shell.ui.sign_in import SignInDialog

ENROLMENT_DAYS, DEVICES_PER_TOKEN = 365, 500

BeginClass = Callable[[SignedInStaff, EventBridge], tuple[ClassroomControl, Callable[[], None]]]
"""Starts a class that tells the bridge of itself; returns its control and how to end it."""
EndedBySignals = Callable[[Callable[[], object]], AbstractContextManager[None]]


@dataclasses.dataclass(frozen=True, slots=True)
class SetUpOutcome:
    """How setting up ended.

    Attributes:
        may_open: The person wants the console, and can sign in.
        staff: Who signed in while setting up, None when nobody did.
    """

    may_open: bool
    staff: SignedInStaff | None


def set_up(
    config: ConsoleConfig, *, begin_class: BeginClass, ended_by_signals: EndedBySignals
) -> SetUpOutcome:
    """Show the five steps until the person closes them or wants the console.

    Args:
        begin_class: For the test lesson.

    Raises:
        InputError: A file that setting up made before is damaged.
    """
    window, state = set_up_window(config, begin_class)
    wanted: list[bool] = []

    def finish() -> None:
        wanted.append(state.is_answered)
        window.close()

    window.finished.connect(finish)
    window.show()
    with ended_by_signals(window.close):
        QApplication.exec()
    return SetUpOutcome(any(wanted), state.staff)


def set_up_window(config: ConsoleConfig, begin_class: BeginClass) -> tuple[SetUpWindow, SettingUp]:
    """Return the five steps, joined, and what they know.

    Raises:
        InputError: A file that setting up made before is damaged.
    """
    folder = config.folder
    desk = _desk(config)
    key = made_key(folder)
    state = SettingUp(
        folder=folder,
        desk=desk,
        attempts=Attempts(),
        progress=read_progress(folder),
        utc_now=_utc_now,
        school=school_in(folder),
        key=key,
        is_answered=key is not None and (folder / ROSTER_NAME).exists(),
    )
    desk.roster_changed.connect(lambda roster: _keep_roster(desk, state, roster))

    def begin_trial(staff: SignedInStaff) -> Trial:
        bridge = EventBridge()
        control, end_class = begin_class(staff, bridge)

        def end() -> None:
            end_class()
            bridge.close()

        return Trial(control, bridge, end)

    pages = [
        SchoolStep(state, lambda *given: _found(config, *given)),
        WhoStep(state),
        RosterStep(state, lambda parent: _read_in_pupils(parent, PupilsStore(folder))),
        DevicesStep(state),
        TrialStep(
            state,
            sign_in=lambda passphrase: unlock(read_staff_folder(folder), passphrase, _utc_now()),
            begin=begin_trial,
        ),
    ]
    return SetUpWindow(state, pages), state


def sign_in(
    folder: StaffFolder, attempts: Attempts, ended_by_signals: EndedBySignals
) -> SignedInStaff | None:
    """Ask for the passphrase; return who signed in, None when nobody did.

    Raises:
        InputError: The key file is damaged.
    """
    opened: list[SignedInStaff] = []

    def try_passphrase(passphrase: str) -> None:
        opened.append(unlock(folder, passphrase, _utc_now()))

    dialog = SignInDialog(
        folder.school.name,
        try_passphrase,
        attempts=attempts,
        memory=KeyringMemory(),
        mark=stated_fingerprint(folder.key_file, StaffKeys, where=folder.path),
    )
    with ended_by_signals(dialog.reject):
        dialog.exec()
    return opened[-1] if opened else None


def run_without_class(
    config: ConsoleConfig,
    staff: SignedInStaff,
    *,
    guard: Callable[[QMainWindow], ConsoleLock],
    ended_by_signals: EndedBySignals,
) -> int:
    """Run the window of a technician or a safeguarding lead; return the exit status."""
    with contextlib.ExitStack() as ending:
        if staff.member.role is Role.TECHNICIAN:
            flow = FlowPanel()
            window, page, desk = school_window(config, staff, flow)
            ending.callback(page.close_workers)
            mail = _begin_mail(window, config, staff, ending)
            mail.flow_told.connect(flow.show_flow, EventBridge.queued())
            lock = guard(window)
            lock.locked.connect(desk.forget)
            lock.locked.connect(mail.let_go)
        else:
            window, lock = _leads_window(config, staff, guard, ending)
        ending.callback(lock.close)
        ending.enter_context(ended_by_signals(window.close))
        window.show()
        return QApplication.exec()


def _leads_window(
    config: ConsoleConfig,
    staff: SignedInStaff,
    guard: Callable[[QMainWindow], ConsoleLock],
    ending: contextlib.ExitStack,
) -> tuple[RoleWindow, ConsoleLock]:
    page = RecipientsPage(SafeguardingFolder(config.folder), Attempts(), _utc_now)
    ending.callback(page.close_workers)
    window = RoleWindow(
        page, school_name=staff.school.name, member=staff.member, title=page.tr("Recipients")
    )
    mail = _begin_mail(window, config, staff, ending)
    page.signed.connect(mail.use_recipients)
    lock = guard(window)
    lock.locked.connect(mail.let_go)
    lock.locked.connect(page.forget)
    return window, lock


def _begin_mail(
    window: RoleWindow,
    config: ConsoleConfig,
    staff: SignedInStaff,
    ending: contextlib.ExitStack,
) -> ConsoleMail:
    io = IoThread("io", lambda _: QApplication.exit(1))
    io.start()
    ending.callback(io.stop)
    mail = ConsoleMail(window, io, config, staff, _utc_now)
    mail.setParent(window)
    ending.callback(mail.close)
    return mail


def school_window(
    config: ConsoleConfig, staff: SignedInStaff, mail: QWidget | None = None
) -> tuple[RoleWindow, SchoolPage, Desk]:
    """Return the technician's window, its page, and the desk the page works at."""
    desk = _desk(config)
    desk.roster = staff.roster  # to be read before the root is unlocked
    page = SchoolPage(desk, attempts=Attempts(), utc_now=_utc_now, mail=mail)
    window = RoleWindow(page, school_name=staff.school.name, member=staff.member)
    return window, page, desk


def _desk(config: ConsoleConfig) -> Desk:
    def look(
        office: SchoolOffice,
        on_seen: Callable[[SeenDevice], None],
        on_gone: Callable[[TransportKey], None],
    ) -> Looking:
        return Looking(
            office,
            interfaces=config.interfaces,
            on_seen=on_seen,
            on_gone=on_gone,
            utc_now=_utc_now,
        )

    return Desk(
        config.school_path,
        unlock=lambda folder, passphrase: SchoolOffice.unlock(folder, passphrase, _utc_now),
        look=look,
    )


def _found(config: ConsoleConfig, name: str, technician: str, safeguarding: str) -> None:
    if school_in(config.folder) is not None:
        problem = "this console belongs to a school already"
        raise InputError(config.folder, problem, "start with another folder, with --data")
    make_private_folder(config.folder)
    new = found_school(
        name, enrolment_days=ENROLMENT_DAYS, max_devices=DEVICES_PER_TOKEN, now=_utc_now()
    )
    write_new_school(
        SchoolFolder(config.school_path),
        school=new.school,
        roster=new.roster,
        deployment=(new.deployment, technician),
        safeguarding=(new.safeguarding, safeguarding),
    )
    join_school(config.folder, new.school)


def _read_in_pupils(parent: QWidget, store: PupilsStore) -> int | None:
    known: list[int] = []

    def use(pupils: tuple[Pupil, ...]) -> None:
        store.save(pupils)
        known.append(len(pupils))

    PupilsDialog(parent, use).exec()
    return known[-1] if known else None


def _keep_roster(desk: Desk, state: SettingUp, roster: Signed[Roster]) -> None:
    """Let this console know the roster that was made on it, once it may sign in at all."""
    if state.is_answered:
        path = state.folder / ROSTER_NAME
        desk.run(lambda: write_file(path, ROSTER.to_file(roster)), lambda _: None, lambda _: None)


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
