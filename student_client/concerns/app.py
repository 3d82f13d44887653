"""Joins mail, reports and the Help window. With `student_client/app.py` the only place that builds.

Lane: gui, at the start and at the end.
"""

import datetime as dt
import functools
import logging
import os
import secrets
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from protocol import __version__
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import carried_recipients
from student_client.classroom.announcer import own_addresses
from student_client.classroom.membership import Membership
from student_client.concerns.desk import Desk
from student_client.concerns.letters import Letters
from student_client.concerns.reporting import Reporting
from student_client.concerns.threads import Threads
from student_client.concerns.ui.entry import HelpEntry
from student_client.concerns.ui.lock_watch import Session
from student_client.config import ClientConfig
from student_client.device_folder import DeviceFolder
from student_client.mail.cover import usual_readers
from student_client.mail.finder import MailFinder, MailSearch
from student_client.mail.lists import SchoolLists
from student_client.mail.offices import Offices
from student_client.mail.post import Post
from student_client.mail.shelf import Shelf
from student_client.outbox import Outbox, OutboxError
from student_client.writer import Writer

if TYPE_CHECKING:
    from student_client.concerns.ui.window import HelpWindow

logger = logging.getLogger(__name__)
_random = secrets.SystemRandom()


class _GuiDoor(QObject):
    """From other threads into Qt: signals, always queued."""

    letter_changed = Signal(str, object)
    replies_changed = Signal(tuple)
    code_made = Signal(object)
    words_checked = Signal(object)
    list_changed = Signal()

    def lead_to(self, entry: HelpEntry) -> None:
        """Bring everything to `entry`, on the GUI thread."""
        queued = Qt.ConnectionType.QueuedConnection
        self.letter_changed.connect(entry.letter_changed, queued)
        self.replies_changed.connect(entry.replies_changed, queued)
        self.code_made.connect(entry.code_made, queued)
        self.words_checked.connect(entry.words_checked, queued)
        self.list_changed.connect(entry.list_changed, queued)


class Concerns:
    """Everything between a pupil's words and the school's post office.

    Args:
        io: Not started yet, or running.
        lesson_port: Tells the port of this device's lesson link.
        on_roster: Called on the io thread when a post office brought a newer roster.
        on_failure: Called when the writer dies of an error of ours.
        say_news: Told on the GUI thread whether an answer waits.

    Raises:
        InputError: The reply key cannot be read or made.
    """

    def __init__(
        self,
        *,
        io: IoThread,
        folder: DeviceFolder,
        membership: Membership,
        config: ClientConfig,
        lesson_port: Callable[[], int],
        on_roster: Callable[[], None],
        on_failure: Callable[[BaseException], None],
        say_news: Callable[[bool], None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._io = io
        self._config = config
        self._utc_now = utc_now
        school, self._door = membership.school, _GuiDoor()
        reply_key = folder.reply_key()
        self._outbox = _opened_outbox(folder)
        self._writer = Writer(on_failure)
        self._lists = SchoolLists(
            membership=membership,
            recipients=folder.recipients(school),
            judge=functools.partial(carried_recipients, school=school),
            store=folder,
            on_roster=on_roster,
            on_recipients=self._door.list_changed.emit,
        )
        shelf = Shelf(loop=io, writer=self._writer, outbox=self._outbox)
        reporting = self._reporting(membership, shelf, reply_key)
        threads = Threads(own=reply_key, lists=self._lists, tell=self._door.replies_changed.emit)
        self._desk = Desk(
            loop=io,
            writer=self._writer,
            reporting=reporting,
            threads=threads,
            school_id=school.school_id,
            listed=lambda: self._lists.recipients_list,
            on_code=self._door.code_made.emit,
            on_words=self._door.words_checked.emit,
        )
        offices = Offices()
        self._search = MailSearch(lambda: self._started_finder(offices))
        self._post = Post(
            loop=io,
            dialler=CurveDialler(io, own=membership.keys.transport),
            offices=offices,
            lists=self._lists,
            shelf=shelf,
            events=Letters(reporting, threads),
            address=lambda: _address(config, lesson_port()),
            software=__version__,
            search=self._search.want,
            cover_readers=lambda: usual_readers(self._lists.recipients_list, utc_now()),
            chance=_random.random,
            utc_now=utc_now,
        )
        reporting.send_by(self._post)
        threads.fetch_by(self._post)
        self.entry = HelpEntry(self._window, watch_session=_session_watch(), say_news=say_news)
        self._door.lead_to(self.entry)
        self._give_back: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to send and to fetch; the io thread runs by now."""
        held = []
        try:
            held = self._outbox.waiting() if self._outbox is not None else []
        except OutboxError as exc:
            logger.error("what waits in the outbox cannot be read: %s", exc)  # noqa: TRY400
        self._writer.start()
        self._io.post(lambda: self._post.begin(held))
        self._give_back = _help_shortcut(self.entry.open)
        if self._config.opens_help:
            QTimer.singleShot(0, self.entry.open)

    def leave(self) -> None:
        """Forget what was written, and take leave of the post offices."""
        self.entry.close()
        if self._give_back is not None:
            self._give_back()
        self._io.post(self._post.end)

    def close(self) -> None:
        """End every thread and let go of the disk; after the io thread ended."""
        self._search.close()
        self._writer.stop()
        if self._outbox is not None:
            self._outbox.close()

    def _reporting(self, membership: Membership, shelf: Shelf, reply_key: PrivateKey) -> Reporting:
        return Reporting(
            loop=self._io,
            writer=self._writer,
            outbox=self._outbox,
            shelf=shelf,
            author=membership.keys.signing,
            reply_key=reply_key,
            pupil_name=self._config.pupil_name,
            listed=lambda: self._lists.recipients_list,
            tell=self._door.letter_changed.emit,
            utc_now=self._utc_now,
        )

    def _window(self) -> "HelpWindow":
        from student_client.concerns.ui.window import HelpWindow  # noqa: PLC0415  # 3 MB
        from student_client.concerns.ui.words import HelpWords  # noqa: PLC0415

        words = HelpWords(self._config.pupils)
        return HelpWindow(
            words, self._desk, pupil_name=self._config.pupil_name, utc_now=self._utc_now
        )

    def _started_finder(self, offices: Offices) -> MailFinder:
        finder = MailFinder(
            interfaces=self._config.interfaces,
            on_advert=lambda advert: self._io.post(lambda: offices.found(advert)),
        )
        finder.start()
        return finder


def _opened_outbox(folder: DeviceFolder) -> Outbox | None:
    try:
        return Outbox(folder.outbox_path)
    except OutboxError as exc:
        logger.error("letters cannot be kept on this disk: %s", exc)  # noqa: TRY400  # not ours
        return None


def _address(config: ClientConfig, port: int) -> str:
    addresses = [*config.interfaces, *own_addresses([])]
    return f"{addresses[0]}:{port}" if addresses else ""


def _session_watch() -> Callable[[], Session] | None:
    if sys.platform != "linux":
        return None
    from student_client.screen.backends.logind import LogindSession  # noqa: PLC0415  # Linux only

    return LogindSession


def _help_shortcut(on_pressed: Callable[[], None]) -> Callable[[], None] | None:
    if QGuiApplication.platformName() != "xcb":
        return None
    from student_client.concerns.ui.shortcut import HelpShortcut  # noqa: PLC0415  # X11 only

    return HelpShortcut(os.environ.get("DISPLAY", ""), on_pressed).close
