"""Builds the mail and, for whoever is on the recipients list, the inbox. Constructs, like `app.py`.

Lists travel for everybody; concerns are fetched for those whom the safeguarding root has named. Who
becomes a recipient while the console runs gets the inbox then. Lanes: gui, io, writer.
"""

import datetime as dt
import logging
import random
from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from protocol.errors import InputError
from protocol.files import write_file
from protocol.identifiers import Identifier
from protocol.messages import EnvelopeHanded
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import ROSTER, Roster
from protocol.trust.sealing import Envelope, reader_id
from teacher_console.concerns.desk import CaseDesk, OpenedCases
from teacher_console.concerns.people import People
from teacher_console.concerns.ui.bridge import CaseBridge
from teacher_console.concerns.ui.inbox_page import InboxPage
from teacher_console.config import ConsoleConfig
from teacher_console.mail.flow import MailFlow
from teacher_console.mail.post import Post
from teacher_console.school.safeguarding_office import SafeguardingFolder
from teacher_console.school.unlocking import ROSTER_NAME, SignedInStaff

logger = logging.getLogger(__name__)

CONCERNS_PAGE = "concerns"
UtcNow = Callable[[], dt.datetime]


class Window(Protocol):
    """Where the inbox is shown."""

    def add_page(self, name: str, widget: QWidget, title: str) -> None:
        """Add a page."""


class ConsoleMail(QObject):
    """The console's mail, and its inbox where there is one.

    Args:
        io: Runs already; it owns the links.

    Signals:
        flow_told: A `MailFlow`, for whoever sees that mail flows. Connect queued.
        roster_came: A newer `Signed[Roster]`, kept already. Connect queued.
    """

    flow_told = Signal(object)
    roster_came = Signal(object)
    _listed_anew = Signal()

    def __init__(
        self,
        window: Window,
        io: IoThread,
        config: ConsoleConfig,
        staff: SignedInStaff,
        utc_now: UtcNow,
    ) -> None:
        super().__init__()
        self._window = window
        self._io = io
        self._config = config
        self._staff = staff
        self._utc_now = utc_now
        self._folder = SafeguardingFolder(config.folder)
        self._roster = staff.roster
        self._listed = self._read_list()
        self._desk: CaseDesk | None = None
        self._page: InboxPage | None = None
        keys = staff.keys
        self.post = Post(
            loop=io,
            dialler=CurveDialler(io, own=keys.transport),
            owner=self,
            school=staff.school,
            roster=staff.roster,
            listed=self._listed,
            own_key=keys.transport.transport_key(),
            reader=reader_id(keys.sealing.sealing_key()),
            now_ms=lambda: int(utc_now().timestamp() * 1000),
            chance=random.random,
        )
        self._listed_anew.connect(self._follow_list, Qt.ConnectionType.QueuedConnection)
        self._follow_list()
        io.post(self.post.begin)

    def let_go(self) -> None:
        """The console locks: no word of a pupil stays on it."""
        if self._page is not None:
            self._page.let_go()

    def use_recipients(self, listed: Signed[RecipientsList]) -> None:
        """A list was signed on this console: hold it and carry it on."""
        self._listed = listed
        self._io.post(lambda: self.post.use_recipients(listed))
        self._follow_list()

    def close(self) -> None:
        """Say goodbye to the offices and close the record; before the io thread ends."""
        self._io.post(self.post.close)
        if self._desk is not None:
            self._desk.close()

    # PostOwner, on io

    def handed(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        """Give it to the record; where there is none, the office keeps it."""
        if self._desk is not None:
            self._desk.handed(handed, taken)
        else:
            taken(False)

    def arrived(self, envelope_id: Identifier) -> None:
        """Tell the record."""
        if self._desk is not None:
            self._desk.arrived(envelope_id)

    def roster_renewed(self, roster: Signed[Roster]) -> None:
        """Keep it, judge by it, and tell."""
        try:
            write_file(self._config.folder / ROSTER_NAME, ROSTER.to_file(roster))
        except InputError as exc:
            logger.error("a newer roster was not kept: %s", exc)  # noqa: TRY400  # a full disk
        self._roster = roster
        self.roster_came.emit(roster)

    def recipients_renewed(self, listed: Signed[RecipientsList]) -> None:
        """Keep it and judge by it."""
        try:
            self._folder.keep(listed, self._staff.school)
        except InputError as exc:
            logger.error("a newer recipients list was not kept: %s", exc)  # noqa: TRY400
        self._listed = listed
        self._listed_anew.emit()

    def flow_changed(self, flow: MailFlow) -> None:
        """Tell whoever sees that mail flows."""
        self.flow_told.emit(flow)

    # gui

    def _read_list(self) -> Signed[RecipientsList] | None:
        try:
            return self._folder.recipients(self._staff.school)
        except InputError as exc:  # a newer one may come by mail
            logger.warning("%s", exc)
            return None

    def _people(self) -> People:
        return People(self._roster, self._listed)

    def _within_s(self) -> int:
        return self._listed.body.acknowledge_within_s if self._listed is not None else 0

    def _follow_list(self) -> None:
        """Show the inbox once the console's person is on the list; it stays while they work."""
        own = self._staff.member.serial
        me = self._listed.body.recipient(own) if self._listed is not None else None
        if me is None or self._page is not None:
            return
        bridge = CaseBridge()
        self._page = InboxPage(bridge, me=own, within_s=self._within_s, utc_now=self._utc_now)
        self._window.add_page(CONCERNS_PAGE, self._page, self.tr("Concerns"))
        self._desk = CaseDesk(
            lambda: self._open(me.serial, me.name),
            loop=self._io,
            events=bridge,
            send=self._send,
        )
        bridge.setParent(self)
        bridge.desk = self._desk
        self._desk.begin()

    def _open(self, serial: Identifier, name: str) -> OpenedCases:
        from teacher_console.concerns.opening import (  # noqa: PLC0415  # 0.6 s, for few
            OpenedRecordCases,
        )

        return OpenedRecordCases(
            self._config.folder,
            self._config.record_url,
            self._staff.keys,
            serial=serial,
            name=name,
            people=self._people,
            utc_now=self._utc_now,
        )

    def _send(self, letters: Iterable[Envelope]) -> None:
        self._io.post(lambda: self.post.send(letters))
