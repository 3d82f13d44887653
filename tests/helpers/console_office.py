"""A small post office over real sockets: keeps in memory, hands over one at a time, says it all."""

import contextlib
import threading
from collections.abc import Callable, Iterator

from protocol import codec
from protocol.identifiers import ReaderId, TransportKey
from protocol.limits import PROTOCOL_VERSION
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeTaken,
    FromOffice,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    WatchReaders,
)
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Caller
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import Roster
from protocol.trust.sealing import Envelope
from tests.helpers.links import on_io, running_io
from tests.helpers.school import now_ms


class FakeOffice:
    """Every call here is for any thread but io; `log` says what was asked, in order."""

    def __init__(self, io: IoThread, own: PrivateKey, port: int = 0) -> None:
        self._io = io
        self.key: TransportKey = own.transport_key()
        self.log: list[str] = []
        self.waiting: dict[ReaderId, list[Envelope]] = {}
        self.watchers: dict[ReaderId, Caller] = {}
        self.roster: Signed[Roster] | None = None
        self.listed: Signed[RecipientsList] | None = None
        self.is_received = True
        self.keeps = True
        self._greeted: set[bytes] = set()
        self._news = threading.Condition()
        ZapHandler(io, lambda _: None)
        self._door = CurveServer(io, own=own, address="127.0.0.1", port=port, on_data=self._on_data)
        self.port = self._door.port

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def put(self, envelope: Envelope) -> None:
        """An envelope came from somewhere."""
        on_io(self._io, lambda: self._keep(envelope))

    def lie_there(self, reader: ReaderId) -> list[Envelope]:
        return on_io(self._io, lambda: list(self.waiting.get(reader, ())))

    def say_goodbye(self) -> None:
        def leave() -> None:
            for each in self.watchers.values():
                self._send(each, OfficeLeft())

        on_io(self._io, leave)

    def await_log(self, fits: Callable[[list[str]], bool], within_s: float = 10.0) -> None:
        with self._news:
            assert self._news.wait_for(lambda: fits(self.log), within_s), self.log

    def _note(self, what: str) -> None:
        with self._news:
            self.log.append(what)
            self._news.notify_all()

    def _on_data(self, caller: Caller, data: bytes) -> None:
        message = codec.decode_to_office(data)
        if not isinstance(message, GreetOffice) and caller.route not in self._greeted:
            self._send(caller, OfficeLeft())
            return
        self._note(type(message).__name__)
        match message:
            case GreetOffice():
                self._greeted.add(caller.route)
                self._greet(caller, message)
            case KeepEnvelope(envelope=envelope) if self.keeps:
                self._keep(envelope)
                self._send(caller, EnvelopeKept(id=envelope.id, is_received=self.is_received))
            case WatchReaders(readers=readers):
                for reader in readers:
                    self.watchers[reader] = caller
                    self._hand(reader)
            case EnvelopeTaken(id=envelope_id, reader=reader):
                there = self.waiting.get(reader, [])
                self.waiting[reader] = [each for each in there if each.id != envelope_id]
                self._hand(reader)
            case CallerAlive():
                self._send(caller, OfficeAlive())
            case CallerLeft():
                self._greeted.discard(caller.route)
            case _:
                pass

    def _greet(self, caller: Caller, greeting: GreetOffice) -> None:
        roster = self.roster.body.version if self.roster is not None else greeting.roster_version
        listed = self.listed.body.version if self.listed is not None else 0
        self._send(
            caller,
            OfficeGreeted(
                protocol_version=PROTOCOL_VERSION,
                roster_version=roster,
                recipients_version=listed,
            ),
        )
        if self.roster is not None and roster > greeting.roster_version:
            offer = OfferRoster(body=self.roster.canonical, signature=self.roster.signature)
            self._send(caller, offer)
        if self.listed is not None and listed > greeting.recipients_version:
            body, signature = self.listed.canonical, self.listed.signature
            self._send(caller, OfferRecipients(body=body, signature=signature))

    def _keep(self, envelope: Envelope) -> None:
        for reader in envelope.reader_ids():
            there = self.waiting.setdefault(reader, [])
            if all(each.id != envelope.id for each in there):
                there.append(envelope)
                if len(there) == 1:
                    self._hand(reader)

    def _hand(self, reader: ReaderId) -> None:
        there, caller = self.waiting.get(reader), self.watchers.get(reader)
        if there and caller is not None:
            handed = EnvelopeHanded(
                reader=reader, number=1, received_at=now_ms(), envelope=there[0]
            )
            self._send(caller, handed)

    def _send(self, caller: Caller, message: FromOffice) -> None:
        self._door.send(caller, codec.encode(message))


@contextlib.contextmanager
def fake_office(own: PrivateKey | None = None, port: int = 0) -> Iterator[FakeOffice]:
    """An office that listens until the block ends."""
    with running_io() as io:
        key = own or PrivateKey.generate()
        yield on_io(io, lambda: FakeOffice(io, key, port))
