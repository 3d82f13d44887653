"""One session with one post office: dialled, greeted, kept alive, and let go. Lane: io."""

import logging
from collections.abc import Callable
from typing import Protocol

from protocol import codec
from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import fingerprint
from protocol.limits import MAIL_ALIVE_INTERVAL_S, MAIL_LOST_AFTER_S
from protocol.mail_link import MAIL_LINK
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    FromOffice,
    GreetOffice,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    RequestRefused,
    ToOffice,
)
from protocol.session import Session, SessionState, Side
from protocol.transport.ports import Dialler, Line, Loop, Timer
from student_client.mail.offices import Office

logger = logging.getLogger(__name__)

GREETING_PATIENCE_S = 5.0
"""An office that is there answers within its fsync; one that is not is dialled anew."""


class LinkEvents(Protocol):
    """What whoever holds the link is told. Lane: io."""

    def greeted(self, link: "OfficeLink", greeting: OfficeGreeted) -> None:
        """The session is open."""

    def told(self, link: "OfficeLink", message: FromOffice) -> None:
        """The office said something; the session is open."""

    def ended(self, link: "OfficeLink") -> None:
        """The session is over, for whatever reason but our own `close`."""


class OfficeLink:
    """A session; it begins at construction and ends once.

    Args:
        address: One of the office's.
        greeting: What to open with.

    Raises:
        InputError: The address cannot be dialled.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        office: Office,
        address: str,
        greeting: GreetOffice,
        events: LinkEvents,
    ) -> None:
        self.office = office
        self._loop = loop
        self._events = events
        self._session = Session(Side.DIALLER, MAIL_LINK)
        self._heard_at = loop.now()
        self._is_over = False
        self._timer: Timer | None = None
        self._line: Line = dialler.dial(office.key, address, self._on_data)
        self.send(greeting)
        self._wait(GREETING_PATIENCE_S, self._miss)

    @property
    def is_open(self) -> bool:
        """Whether the office greeted us and the session goes on."""
        return not self._is_over and self._session.state is SessionState.OPEN

    def send(self, message: ToOffice) -> None:
        """Send; a link whose queue is full has nobody at its other end, and is ended."""
        if self._is_over:
            return
        self._session.sent(message)
        if not self._line.send(codec.encode(message)):
            self._loop.post(self.fail)

    def fail(self) -> None:
        """End the session because the office does not answer; harmless when it is over."""
        if not self._is_over:
            self.close()
            self._events.ended(self)

    def close(self) -> None:
        """Take leave and hang up; harmless when it is over."""
        if self._is_over:
            return
        if self._session.state in {SessionState.OPEN, SessionState.GREETED}:
            self._session.sent(CallerLeft())
            self._line.send(codec.encode(CallerLeft()))
        self._is_over = True
        if self._timer is not None:
            self._timer.cancel()
        self._line.close()

    def _on_data(self, data: bytes) -> None:
        if self._is_over:
            return
        try:
            message = codec.decode_from_office(data)
            self._session.received(message)
        except RemoteProtocolError as exc:
            logger.warning("left post office %s: %s", fingerprint(self.office.key), exc)
            self.fail()
            return
        self._heard_at = self._loop.now()
        match message:
            case OfficeGreeted():
                self._wait(MAIL_ALIVE_INTERVAL_S, self._live)
                self._events.greeted(self, message)
            case OfficeLeft():
                self.fail()
            case RequestRefused() if not self.is_open:
                self.fail()
            case OfficeAlive():
                pass
            case _:
                self._events.told(self, message)

    def _miss(self) -> None:
        self.fail()

    def _live(self) -> None:
        if self._loop.now() - self._heard_at >= MAIL_LOST_AFTER_S:
            self.fail()
            return
        self.send(CallerAlive())
        self._wait(MAIL_ALIVE_INTERVAL_S, self._live)

    def _wait(self, delay_s: float, call: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self._is_over:
            self._timer = self._loop.call_later(delay_s, call)


def dialled(
    *,
    loop: Loop,
    dialler: Dialler,
    office: Office,
    attempt: int,
    greeting: GreetOffice,
    events: LinkEvents,
) -> OfficeLink | None:
    """Return a new link to `office`, over its addresses in turn; None where one is no address.

    Args:
        attempt: How often it was dialled before.
    """
    address = office.addresses[attempt % len(office.addresses)]
    try:
        return OfficeLink(
            loop=loop,
            dialler=dialler,
            office=office,
            address=address,
            greeting=greeting,
            events=events,
        )
    except InputError:
        logger.info("post office %s has an address that is none", fingerprint(office.key))
        return None
