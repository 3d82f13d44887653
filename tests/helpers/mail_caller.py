"""A caller of a real office over real sockets: an honest one, unless the test says otherwise."""

import time
from typing import Self, TypeVar

from protocol import codec
from protocol.identifiers import ReaderId, TransportKey
from protocol.messages import (
    EnvelopeHanded,
    EnvelopeTaken,
    FromOffice,
    GreetOffice,
    KeepEnvelope,
    OfficeGreeted,
    WatchReaders,
)
from protocol.messages.message import Message
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope
from tests.helpers.links import RawCaller
from tests.helpers.messages import greet_office

MessageT = TypeVar("MessageT")


class MailCaller:
    """Dials `port` on this machine as the holder of `own`."""

    def __init__(self, port: int, office: TransportKey, own: PrivateKey) -> None:
        self._raw = RawCaller(port, office, own)

    def send(self, message: Message) -> None:
        self._raw.send(codec.encode(message))

    def receive(self, within_s: float = 5.0) -> FromOffice | None:
        data = self._raw.receive(int(within_s * 1000))
        return codec.decode_from_office(data) if data is not None else None

    def await_kind(self, kind: type[MessageT], within_s: float = 5.0) -> MessageT:
        """The next message of `kind`; others are let pass."""
        found = self.seek(kind, within_s)
        assert found is not None, f"no {kind.__name__} came"
        return found

    def seek(self, kind: type[MessageT], within_s: float) -> MessageT | None:
        """The next message of `kind`, None if none came in time."""
        end = time.monotonic() + within_s
        while (left_s := end - time.monotonic()) > 0:
            message = self.receive(left_s)
            if isinstance(message, kind):
                return message
        return None

    def greet(self, greeting: GreetOffice | None = None) -> OfficeGreeted:
        self.send(greeting or greet_office())
        return self.await_kind(OfficeGreeted)

    def keep(self, envelope: Envelope) -> None:
        self.send(KeepEnvelope(envelope=envelope))

    def fetch(self, *readers: ReaderId, quiet_s: float = 0.5) -> list[Envelope]:
        """Take all that waits, until nothing more comes for a while."""
        self.send(WatchReaders(readers=readers))
        fetched = []
        while (handed := self.seek(EnvelopeHanded, quiet_s)) is not None:
            fetched.append(handed.envelope)
            self.send(EnvelopeTaken(id=handed.envelope.id, reader=handed.reader))
        return fetched

    def close(self) -> None:
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
