"""Builds what a teacher works with: class, wall, full views, screenshots, devices, pupils' names.

Like `app.py`, it constructs adapters. Lanes: gui (this thread), io (sockets, class and views),
decode, finder, and what each part names.
"""

import contextlib
import dataclasses
import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

import platformdirs

from protocol.errors import InputError
from protocol.files import write_file
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Dialler
from protocol.trust.document import Signed
from protocol.trust.roster import ROSTER, Roster
from teacher_console.classroom.classroom import Classroom
from teacher_console.classroom.device_status import Teacher
from teacher_console.classroom.early_finder import EarlyFinder
from teacher_console.classroom.pupils import Pupil, PupilNames
from teacher_console.classroom.pupils_store import PupilsStore
from teacher_console.config import ConsoleConfig
from teacher_console.devices.seen_keeper import SeenKeeper
from teacher_console.school.unlocking import ROSTER_NAME, SignedInStaff
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.shell.window_choices import WINDOW_NAME, WindowChoices
from teacher_console.view.ui.screenshot_desk import ScreenshotDesk
from teacher_console.view.ui.view_bridge import ViewBridge
from teacher_console.view.ui.viewer_desk import ViewerDesk
from teacher_console.view.views import Views
from teacher_console.wall.group_file import GroupFile

logger = logging.getLogger(__name__)

_DEVICES_PAGE = "devices"

UtcNow = Callable[[], dt.datetime]


@dataclasses.dataclass(frozen=True, slots=True)
class RunningClass:
    """A class that finds and dials its devices.

    Attributes:
        end: Ends it; waits up to 3 s.
    """

    classroom: Classroom
    io: IoThread
    dialler: Dialler
    end: Callable[[], None]


def begin_class(
    staff: SignedInStaff,
    bridge: EventBridge,
    config: ConsoleConfig,
    utc_now: UtcNow,
    finder: EarlyFinder | None = None,
) -> RunningClass:
    """Begin to find and dial devices.

    Args:
        finder: Looks already; None begins to look now.
    """
    finder = finder or EarlyFinder(config.interfaces)
    io = IoThread("io", lambda _: bridge.io_failed.emit())
    dialler = CurveDialler(io, own=staff.keys.transport)
    classroom = Classroom(
        loop=io,
        dialler=dialler,
        events=bridge,
        school=staff.school,
        keys=staff.keys,
        member=staff.member,
        roster=staff.roster,
        save_roster=_roster_keeper(config.folder),
        utc_now=utc_now,
        names=PupilNames(_pupils(PupilsStore(config.folder))),
    )
    io.start()
    io.post(classroom.begin)
    finder.tell(classroom)

    def end() -> None:
        finder.close()
        io.post(classroom.close)
        io.stop()

    return RunningClass(classroom, io, dialler, end)


def teachers_window(
    ending: contextlib.ExitStack,
    staff: SignedInStaff,
    bridge: EventBridge,
    config: ConsoleConfig,
    utc_now: UtcNow,
    finder: EarlyFinder | None,
) -> tuple[ConsoleWindow, Classroom, IoThread]:
    """Return the teacher's window, joined to a running class; `ending` ends all of it.

    The io thread is returned for what else of the program dials.
    """
    teacher = Teacher(staff.member.name, staff.school.name, staff.member.rooms)
    view_bridge = ViewBridge()
    ending.callback(view_bridge.close)
    running = begin_class(staff, bridge, config, utc_now, finder)
    ending.callback(running.end)
    classroom = running.classroom
    views = Views(
        loop=running.io,
        dialler=running.dialler,
        events=view_bridge,
        lesson_id_for=classroom.lesson_id_of,
        address_of=classroom.address_of,
        roster_version=classroom.roster_version,
    )
    ending.callback(running.io.post, views.close)
    running.io.post(lambda: classroom.follow_with(views.follow_lesson))
    groups = GroupFile(config.folder / "groups.json")
    window = ConsoleWindow(
        control=classroom,
        bridge=bridge,
        teacher=teacher,
        groups=groups,
        choices=WindowChoices(config.folder / WINDOW_NAME),
    )
    _join_views(window, ending, bridge, view_bridge, views, config, utc_now, teacher.name)
    _join_devices(window, ending, bridge, config, utc_now)
    _join_pupils(window, classroom, PupilsStore(config.folder))
    return window, classroom, running.io


def _join_views(
    window: ConsoleWindow,
    ending: contextlib.ExitStack,
    bridge: EventBridge,
    view_bridge: ViewBridge,
    views: Views,
    config: ConsoleConfig,
    utc_now: UtcNow,
    teacher_name: str,
) -> None:
    desk = ViewerDesk(window, control=views, bridge=view_bridge, teacher_name=teacher_name)
    shots = ScreenshotDesk(
        window,
        desk=desk,
        control=views,
        bridge=view_bridge,
        teacher_name=teacher_name,
        place=Path(platformdirs.user_pictures_dir()) / "Harbour",
        utc_now=utc_now,
    )
    ending.callback(shots.close)
    bridge.status_changed.connect(desk.on_status, bridge.queued())
    bridge.lesson_opened_or_ended.connect(shots.on_lesson, bridge.queued())
    window.view_asked.connect(desk.ask_view)
    window.screenshot_asked.connect(shots.ask_screenshots)
    if config.view_device is not None:
        desk.open_when_live(config.view_device)


def _join_devices(
    window: ConsoleWindow,
    ending: contextlib.ExitStack,
    bridge: EventBridge,
    config: ConsoleConfig,
    utc_now: UtcNow,
) -> None:
    keeper = SeenKeeper(config.folder, utc_now)
    keeper.start()
    ending.callback(keeper.close)
    bridge.status_changed.connect(keeper.note, bridge.queued())

    def open_page() -> None:
        from teacher_console.devices.ui.devices_feed import (  # noqa: PLC0415  # seldom looked at
            DevicesFeed,
        )
        from teacher_console.devices.ui.devices_page import DevicesPage  # noqa: PLC0415

        if not window.has_page(_DEVICES_PAGE):
            page = DevicesPage(keeper.of, utc_now)
            DevicesFeed(page, window.statuses)
            window.add_page(_DEVICES_PAGE, page, page.tr("Devices"))
        window.show_page(_DEVICES_PAGE)

    window.devices_asked.connect(open_page)


def _join_pupils(window: ConsoleWindow, classroom: Classroom, store: PupilsStore) -> None:
    def use(pupils: tuple[Pupil, ...]) -> None:
        store.save(pupils)
        classroom.use_pupils(PupilNames(pupils))

    def ask() -> None:
        from teacher_console.classroom.ui.pupils_dialog import (  # noqa: PLC0415  # seldom used
            PupilsDialog,
        )

        PupilsDialog(window, use).exec()

    window.pupils_asked.connect(ask)


def _pupils(store: PupilsStore) -> tuple[Pupil, ...]:
    try:
        return store.load()
    except InputError as exc:  # the wall works without: it shows what devices report
        logger.warning("%s", exc)
        return ()


def _roster_keeper(folder: Path) -> Callable[[Signed[Roster]], None]:
    def keep(roster: Signed[Roster]) -> None:
        write_file(folder / ROSTER_NAME, ROSTER.to_file(roster))

    return keep
