"""One dialled connection on which only what the session allows is said and heard. Lane: io."""

from protocol import codec
from protocol.errors import RemoteProtocolError
from protocol.lesson_link import LESSON_LINK
from protocol.limits import PROTOCOL_VERSION
from protocol.messages import FromDevice, Hello, ToDevice, Welcomed
from protocol.session import Session, SessionState, Side
from protocol.transport.ports import Line
from protocol.vocabulary import Purpose


class SpokenLine:
    """Typed messages on `line`, from the greeting on."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._session = Session(Side.DIALLER, LESSON_LINK)

    @property
    def is_open(self) -> bool:
        """The device welcomed us, and neither side said goodbye."""
        return self._session.state is SessionState.OPEN

    def greet(self, purpose: Purpose, *, roster_version: int = 0) -> None:
        """Say hello; call once, first.

        Args:
            purpose: What the connection is for.
            roster_version: Of the newest roster we hold; 0 when that does not matter.
        """
        self.say(
            Hello(protocol_version=PROTOCOL_VERSION, roster_version=roster_version, purpose=purpose)
        )

    def say(self, message: ToDevice) -> None:
        """Send `message`.

        Raises:
            LocalProtocolError: It may not be sent now: our bug.
        """
        self._session.sent(message)
        self._line.send(codec.encode(message))

    def heard(self, data: bytes) -> FromDevice:
        """Return the message that came.

        Raises:
            RemoteProtocolError: It is none, it may not come now, or it is of another version.
        """
        message = codec.decode_from_device(data)
        self._session.received(message)
        if isinstance(message, Welcomed) and message.protocol_version != PROTOCOL_VERSION:
            raise RemoteProtocolError("another protocol version")
        return message

    def close(self) -> None:
        """Hang up."""
        self._line.close()
