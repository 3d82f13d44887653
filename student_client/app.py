"""Builds the pupil's client and joins its parts. The only place that constructs adapters.

Lanes: gui (this thread), io (sockets and all decisions), capture (the screen), announcer, writer
(the outbox), mail-finder (while no hub is linked).
"""

import contextlib
import datetime as dt
import logging
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal
from PySide6.QtWidgets import QApplication

from assets.language import install_language
from protocol import __version__
from protocol.files import write_new_file
from protocol.identifiers import fingerprint
from protocol.program import ending_signals
from protocol.transport.door_check import check_door
from protocol.transport.io_thread import IoThread
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.admission_request import DEVICE_REQUEST, request_file
from protocol.trust.keys import PrivateKey
from student_client.classroom.announcer import Announcer
from student_client.classroom.answers import Myself
from student_client.classroom.attendance import Attendance
from student_client.classroom.membership import Membership
from student_client.classroom.visits import Visits
from student_client.concerns.app import Concerns
from student_client.config import ClientConfig
from student_client.device_folder import DeviceFolder, load_school
from student_client.machine_identity import machine_identity
from student_client.openness.ledger import Ledger
from student_client.openness.sign import SignLease
from student_client.openness.ui.view import OpennessView
from student_client.openness.watcher import Watcher
from student_client.openness.watching import Watching
from student_client.screen.backends import default_source
from student_client.screen.capture import ScreenCapture
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows
from student_client.screen.sharing import ScreenSharing
from student_client.screen.source import ScreenSource
from student_client.screen.viewing import ViewSharing
from student_client.single_instance import SingleInstance

logger = logging.getLogger(__name__)


class _GuiDoor(QObject):
    """The one door from other threads into Qt: signals, always queued."""

    watchers_changed = Signal(tuple)
    failed = Signal()

    def __init__(self, show_watchers: Callable[[tuple[Watcher, ...]], None]) -> None:
        super().__init__()
        self._show_watchers = show_watchers
        queued = Qt.ConnectionType.QueuedConnection
        self.watchers_changed.connect(self._on_watchers_changed, queued)
        self.failed.connect(self._on_failed, queued)

    def _on_watchers_changed(self, watchers: tuple[Watcher, ...]) -> None:
        self._show_watchers(watchers)

    def _on_failed(self) -> None:
        QApplication.exit(1)


def run(config: ClientConfig, open_source: Callable[[Path], ScreenSource] = default_source) -> int:
    """Run the client until it is told to end; return the exit status.

    Args:
        open_source: Makes the way of looking at the screen, on the capture thread; given where the
            pupil's consent is kept, where the system gives one.

    Raises:
        InputError: A file, address or port of `config` cannot be used.
        DoorOpenError: A stranger was let in by our own door.
    """
    school = load_school(config.school_path)
    folder = DeviceFolder(config.data_path, machine_identity)
    keys = folder.keys()
    roster = folder.roster(school)
    if config.request_path is not None:
        write_new_file(
            config.request_path, request_file(DEVICE_REQUEST, config.device_name, keys, school)
        )
        return 0

    application = _application()
    ledger = Ledger(folder.ledger_path, now=_utc_now)
    sign, full_sign = SignLease(), SignLease()
    private_windows, lights = PrivateWindows(), Lights()
    this_start = secrets.token_bytes(16)
    view = OpennessView(
        application,
        sign=sign,
        full_sign=full_sign,
        private_windows=private_windows,
        lights=lights,
        ledger=ledger,
        school=school.name,
        mark=fingerprint(keys.transport.transport_key()),
        show_help=lambda: concerns.entry.open(),  # noqa: PLW0108  # made later
    )
    instance = SingleInstance(
        folder.path,
        lambda is_for_help: concerns.entry.open() if is_for_help else view.show_history(),
    )
    if not instance.take(for_help=config.opens_help):
        logger.info("another client has this folder; it shows its window")
        return 0
    gui = _GuiDoor(view.show_watchers)
    with contextlib.ExitStack() as ending:
        ending.callback(instance.release)
        ending.callback(view.close)
        notifier = QSocketNotifier(
            ending.enter_context(ending_signals()), QSocketNotifier.Type.Read
        )
        notifier.activated.connect(lambda *_: application.exit())  # quit() asks the light first
        ending.callback(notifier.setEnabled, False)
        io = IoThread("io", lambda _: gui.failed.emit())
        membership = Membership(
            school=school, keys=keys, roster=roster, store=folder, utc_now=_utc_now
        )
        concerns = Concerns(
            io=io,
            folder=folder,
            membership=membership,
            config=config,
            lesson_port=lambda: server.port,
            on_roster=lambda: visits.roster_changed(),  # noqa: PLW0108  # made later
            on_failure=lambda _: gui.failed.emit(),
            say_news=lambda has_news: view.say_news(has_news=has_news),
            utc_now=_utc_now,
        )
        ending.callback(concerns.close)
        ending.callback(io.stop)
        capture = ScreenCapture(
            open_source=lambda: open_source(folder.path / "screen-consent.token"),
            private_windows=private_windows,
            lights=lights,
            on_result=lambda visit, result: io.post(lambda: visits.captured(visit, result)),
            on_failure=lambda _: gui.failed.emit(),
        )
        sharing = ScreenSharing(loop=io, capture=capture, sign=sign)
        views = ViewSharing(loop=io, capture=capture, sign=full_sign)
        watching = Watching(history=ledger, on_watchers=gui.watchers_changed.emit)
        attendance = Attendance(
            loop=io,
            membership=membership,
            sharing=sharing,
            watching=watching,
            utc_now=_utc_now,
        )
        visits = Visits(
            loop=io,
            membership=membership,
            attendance=attendance,
            sharing=sharing,
            views=views,
            watching=watching,
            myself=lambda: Myself(
                config.device_name, config.pupil_name, this_start, __version__, capture.sight()
            ),
        )
        stranger = PrivateKey.generate()
        ZapHandler(io, membership.problem_with, own_stranger=stranger.transport_key())
        server = CurveServer(
            io, own=keys.transport, address=config.listen, port=config.port, on_data=visits.on_data
        )
        visits.serve_at(server)
        io.start()
        ending.callback(io.post, visits.leave)
        check_door(f"{_own_host(config)}:{server.port}", membership.own_key, stranger)
        concerns.start()
        ending.callback(concerns.leave)
        capture.start()
        ending.callback(capture.stop)
        announcer = Announcer(membership.own_key, interfaces=config.interfaces, port=server.port)
        announcer.start()
        ending.callback(announcer.close)
        logger.info("listening on port %d", server.port)
        return application.exec()


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Harbour")
    install_language(application)
    application.setQuitOnLastWindowClosed(False)
    return application


def _own_host(config: ClientConfig) -> str:
    return "127.0.0.1" if config.listen == "0.0.0.0" else config.listen  # noqa: S104


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
