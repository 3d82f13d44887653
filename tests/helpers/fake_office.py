"""A post office for tests: real sockets, the real protocol, everything in memory and told apart."""

import contextlib
import dataclasses
from collections.abc import Iterator

from protocol import codec
from protocol.identifiers import Identifier, ReaderId, TransportKey
from protocol.limits import PROTOCOL_VERSION
from protocol.mail_link import MAIL_LINK
from protocol.messages import (
    CallerAlive,
    CallerLeft,
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
    ToOffice,
    WatchReaders,
)
from protocol.session import Session, Side
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Caller
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import Roster
from protocol.trust.sealing import Envelope
from protocol.vocabulary import MailRefusal
from tests.helpers.links import on_io


@dataclasses.dataclass
class _Visit:
    caller: Caller
    session: Session
    watched: tuple[ReaderId, ...] = ()


class FakeOffice:
    """Keeps what it is given as long as it lives.

    Attributes:
        is_carrier: Receipts say that it only carries on.
        is_mute: It takes everything and answers nothing.
        refusal: Why it keeps nothing, None when it does.
        log: Types of the messages that came, in order.
        kept: Envelopes, in order; doubles are in `log` alone.
    """

    def __init__(
        self,
        io: IoThread,
        *,
        own: PrivateKey | None = None,
        admitted: set[TransportKey] | None = None,
        port: int = 0,
    ) -> None:
        self.own = own or PrivateKey.generate()
        self.admitted = admitted
        self.is_carrier = False
        self.is_mute = False
        self.refusal: MailRefusal | None = None
        self.roster: Signed[Roster] | None = None
        self.recipients: Signed[RecipientsList] | None = None
        self.log: list[str] = []
        self.sizes: list[int] = []
        self.kept: dict[Identifier, Envelope] = {}
        self.letters_for: dict[ReaderId, list[Envelope]] = {}
        self.taken: list[Identifier] = []
        self._visits: dict[bytes, _Visit] = {}
        self._io = io
        ZapHandler(io, self._admits)
        self._server = CurveServer(
            io, own=self.own, address="127.0.0.1", port=port, on_data=self._on_data
        )

    @property
    def key(self) -> TransportKey:
        return self.own.transport_key()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.port}"

    def give(self, reader: ReaderId, envelope: Envelope) -> None:
        """Have a letter for a reader; from any thread."""

        def take_in() -> None:
            self.letters_for.setdefault(reader, []).append(envelope)
            for visit in self._visits.values():
                self._hand_over(visit)

        on_io(self._io, take_in)

    def offer(self) -> None:
        """Carry its lists to whoever is there; from any thread."""

        def carry() -> None:
            for visit in self._visits.values():
                self._offer_lists(visit)

        on_io(self._io, carry)

    def leave(self) -> None:
        """Say that it shuts down."""

        def say() -> None:
            for visit in self._visits.values():
                self._send(visit, OfficeLeft())
            self._visits.clear()

        on_io(self._io, say)

    def _admits(self, key: TransportKey) -> str | None:
        return None if self.admitted is None or key in self.admitted else "unknown"

    def _on_data(self, caller: Caller, data: bytes) -> None:
        message = codec.decode_to_office(data)
        self.log.append(type(message).__name__)
        self.sizes.append(len(data))
        visit = self._visits.get(caller.route)
        if isinstance(message, GreetOffice):
            visit = self._visits[caller.route] = _Visit(caller, Session(Side.LISTENER, MAIL_LINK))
        if visit is None:
            self._server.send(caller, codec.encode(OfficeLeft()))
            return
        visit.session.received(message)
        if not self.is_mute:
            self._answer(visit, message)

    def _answer(self, visit: _Visit, message: ToOffice) -> None:
        match message:
            case GreetOffice():
                greeting = OfficeGreeted(
                    protocol_version=PROTOCOL_VERSION,
                    roster_version=self.roster.body.version if self.roster else 0,
                    recipients_version=self.recipients.body.version if self.recipients else 0,
                )
                self._send(visit, greeting)
                self._offer_lists(visit)
            case KeepEnvelope(envelope=envelope):
                if self.refusal is not None:
                    self._send(visit, EnvelopeRefused(id=envelope.id, reason=self.refusal))
                    return
                self.kept.setdefault(envelope.id, envelope)
                self._send(visit, EnvelopeKept(id=envelope.id, is_received=not self.is_carrier))
            case WatchReaders(readers=readers):
                visit.watched = readers
                self._hand_over(visit)
            case EnvelopeTaken(id=envelope_id, reader=reader):
                self.taken.append(envelope_id)
                letters = self.letters_for.get(reader, [])
                self.letters_for[reader] = [each for each in letters if each.id != envelope_id]
                self._hand_over(visit)
            case CallerAlive():
                self._send(visit, OfficeAlive())
            case CallerLeft():
                self._visits.pop(visit.caller.route, None)
            case _:
                pass

    def _hand_over(self, visit: _Visit) -> None:
        for reader in visit.watched:
            for number, envelope in enumerate(self.letters_for.get(reader, [])[:1], start=1):
                self._send(
                    visit,
                    EnvelopeHanded(reader=reader, number=number, received_at=1, envelope=envelope),
                )

    def _offer_lists(self, visit: _Visit) -> None:
        if self.roster is not None:
            signed = self.roster
            self._send(visit, OfferRoster(body=signed.canonical, signature=signed.signature))
        if self.recipients is not None:
            held = self.recipients
            self._send(visit, OfferRecipients(body=held.canonical, signature=held.signature))

    def _send(self, visit: _Visit, message: FromOffice) -> None:
        visit.session.sent(message)
        self._server.send(visit.caller, codec.encode(message))


@contextlib.contextmanager
def running_office(
    *, own: PrivateKey | None = None, admitted: set[TransportKey] | None = None, port: int = 0
) -> Iterator[FakeOffice]:
    """An office on an io thread of its own: leaving the block cuts it off without a word."""
    failures: list[BaseException] = []
    io = IoThread("office", failures.append)
    office = FakeOffice(io, own=own, admitted=admitted, port=port)
    io.start()
    try:
        yield office
    finally:
        io.stop()
    assert failures == []
