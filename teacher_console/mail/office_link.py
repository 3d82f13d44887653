"""One link to one post office: greeted, watched, kept alive, dialled again. Lane: io."""

import logging
from collections.abc import Callable
from typing import Protocol, assert_never

from protocol import __version__, codec
from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import Identifier, ReaderId, TransportKey, fingerprint
from protocol.limits import MAIL_ALIVE_INTERVAL_S, MAIL_LOST_AFTER_S, PROTOCOL_VERSION
from protocol.mail_link import MAIL_LINK
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    DirectoryTold,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeRefused,
    EnvelopeTaken,
    FromOffice,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    RecipientsTaken,
    RequestRefused,
    RosterTaken,
    ToOffice,
    WatchReaders,
)
from protocol.session import Session, SessionState, Side
from protocol.transport.ports import Dialler, Line, Loop, Timer
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import Roster
from protocol.trust.sealing import Envelope

logger = logging.getLogger(__name__)

_GREETED_WITHIN_S = 5.0
_PAUSE_MIN_S, _PAUSE_MAX_S = 1.0, 30.0
"""Between two dials, doubled each time; half of it is chance, so that a school does not come back
at one moment."""
_HAND_AGAIN_S = 15.0
"""After our disk failed: until the office is asked to hand the envelope over again."""


class LinkOwner(Protocol):
    """What a link tells, and asks. Io thread."""

    def current_roster(self) -> Signed[Roster]:
        """Return the newest roster held here."""

    def current_recipients(self) -> Signed[RecipientsList] | None:
        """Return the newest recipients list held here, None for none."""

    def link_changed(self, link: "OfficeLink") -> None:
        """The link came up or went down."""

    def handed(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        """Keep it; then call `taken`, on the io thread: is it on our disk?"""

    def kept(self, link: "OfficeLink", envelope_id: Identifier, *, is_received: bool) -> None:
        """The office answered."""

    def refused(self, link: "OfficeLink", envelope_id: Identifier) -> None:
        """The office has no room now."""

    def roster_carried(self, body: bytes, signature: bytes) -> None:
        """The office offers a roster newer than ours."""

    def recipients_carried(self, body: bytes, signature: bytes) -> None:
        """The office offers a recipients list newer than ours."""


class OfficeLink:
    """Sought until closed.

    Args:
        addresses: `host:port`, tried in turn.
        reader: Name of our person's sealing key, for which the office is watched.
        chance: Returns a number from 0 to 1, fresh at each call.
    """

    def __init__(
        self,
        key: TransportKey,
        addresses: tuple[str, ...],
        *,
        loop: Loop,
        dialler: Dialler,
        owner: LinkOwner,
        reader: ReaderId,
        chance: Callable[[], float],
    ) -> None:
        self.key = key
        self._addresses = list(addresses)
        self._loop = loop
        self._dialler = dialler
        self._owner = owner
        self._reader = reader
        self._chance = chance
        self._line: Line | None = None
        self._timer: Timer | None = None
        self._session = Session(Side.DIALLER, MAIL_LINK)
        self._heard_at = loop.now()
        self._pause_s = _PAUSE_MIN_S
        self._is_closed = False
        self._dial()

    @property
    def is_open(self) -> bool:
        """Tell whether the office greeted us and has not fallen silent since."""
        return self._session.state is SessionState.OPEN

    def found_at(self, addresses: tuple[str, ...]) -> None:
        """Try these addresses too, before the others."""
        self._addresses = list(dict.fromkeys((*addresses, *self._addresses)))[:8]

    def keep(self, envelope: Envelope) -> None:
        """Ask the office to keep `envelope`."""
        if self.is_open:
            self._send(KeepEnvelope(envelope=envelope))

    def follow_roster(self) -> None:
        """Carry our roster to the office."""
        if self.is_open:
            roster = self._owner.current_roster()
            self._send(OfferRoster(body=roster.canonical, signature=roster.signature))

    def follow_recipients(self) -> None:
        """Carry our recipients list to the office."""
        listed = self._owner.current_recipients()
        if self.is_open and listed is not None:
            self._send(OfferRecipients(body=listed.canonical, signature=listed.signature))

    def close(self) -> None:
        """Say goodbye and hang up for good."""
        self._is_closed = True
        if self.is_open:
            self._send(CallerLeft())
        self._hang_up()

    def _dial(self) -> None:
        self._timer = None
        address = self._addresses[0]
        self._addresses = [*self._addresses[1:], address]
        self._session = Session(Side.DIALLER, MAIL_LINK)
        try:
            self._line = self._dialler.dial(self.key, address, self._on_data)
        except InputError as exc:
            logger.warning("an office was not dialled: %s", exc)
            self._dial_later()
            return
        listed = self._owner.current_recipients()
        self._send(
            GreetOffice(
                protocol_version=PROTOCOL_VERSION,
                roster_version=self._owner.current_roster().body.version,
                recipients_version=listed.body.version if listed is not None else 0,
                address="",
                software=__version__,
            )
        )
        self._timer = self._loop.call_later(_GREETED_WITHIN_S, self._lost)

    def _dial_later(self) -> None:
        if self._is_closed:
            return
        self._timer = self._loop.call_later(
            self._pause_s * (0.5 + 0.5 * self._chance()), self._dial
        )
        self._pause_s = min(_PAUSE_MAX_S, self._pause_s * 2)

    def _lost(self) -> None:
        was_open = self.is_open
        self._hang_up()
        self._dial_later()
        if was_open:
            self._owner.link_changed(self)

    def _hang_up(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._line is not None:
            self._line.close()
            self._line = None
        self._session = Session(Side.DIALLER, MAIL_LINK)

    def _alive(self) -> None:
        if self._loop.now() - self._heard_at >= MAIL_LOST_AFTER_S:
            logger.info("office %s fell silent", fingerprint(self.key))
            self._lost()
            return
        self._send(CallerAlive())
        self._timer = self._loop.call_later(MAIL_ALIVE_INTERVAL_S, self._alive)

    def _on_data(self, data: bytes) -> None:
        try:
            message = codec.decode_from_office(data)
            self._session.received(message)
            self._heard_at = self._loop.now()
            self._take(message)
        except RemoteProtocolError as exc:
            logger.warning("office %s broke the protocol: %s", fingerprint(self.key), exc)
            self._lost()

    def _take(self, message: FromOffice) -> None:
        match message:
            case OfficeGreeted():
                self._greeted(message)
            case EnvelopeHanded():
                self._handed(message)
            case EnvelopeKept():
                self._owner.kept(self, message.id, is_received=message.is_received)
            case EnvelopeRefused():
                logger.info("an office keeps no envelope now: %s", message.reason.value)
                self._owner.refused(self, message.id)
            case OfferRoster():
                self._owner.roster_carried(message.body, message.signature)
                self._send(RosterTaken(version=self._owner.current_roster().body.version))
            case OfferRecipients():
                self._owner.recipients_carried(message.body, message.signature)
                listed = self._owner.current_recipients()
                if listed is not None:
                    self._send(RecipientsTaken(version=listed.body.version))
            case RequestRefused():
                logger.info(
                    "office %s refused request %d: %s",
                    fingerprint(self.key),
                    message.request,
                    message.reason.value,
                )
                if not self.is_open:
                    self._lost()
            case OfficeLeft():
                self._hang_up()
                self._dial_later()
                self._owner.link_changed(self)
            case OfficeAlive() | RosterTaken() | RecipientsTaken() | DirectoryTold():
                pass
            case _:
                assert_never(message)

    def _greeted(self, message: OfficeGreeted) -> None:
        if message.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        if self._timer is not None:
            self._timer.cancel()
        self._pause_s = _PAUSE_MIN_S
        self._timer = self._loop.call_later(MAIL_ALIVE_INTERVAL_S, self._alive)
        if message.roster_version < self._owner.current_roster().body.version:
            self.follow_roster()
        listed = self._owner.current_recipients()
        if listed is not None and message.recipients_version < listed.body.version:
            self.follow_recipients()
        self._watch()
        self._owner.link_changed(self)

    def _watch(self) -> None:
        if self.is_open:
            self._send(WatchReaders(readers=(self._reader,)))

    def _handed(self, message: EnvelopeHanded) -> None:
        if message.reader != self._reader:
            raise RemoteProtocolError("an envelope for a reader nobody watches")
        session = self._session

        def taken(is_on_disk: bool) -> None:  # noqa: FBT001
            if self._session is not session or not self.is_open:
                return  # another link will hand it again, and be told that it is known
            if is_on_disk:
                self._send(EnvelopeTaken(id=message.envelope.id, reader=message.reader))
            else:
                self._loop.call_later(_HAND_AGAIN_S, self._watch)

        self._owner.handed(message, taken)

    def _send(self, message: ToOffice) -> None:
        if self._line is not None:
            self._session.sent(message)
            self._line.send(codec.encode(message))
