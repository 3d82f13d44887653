"""One conversation of the technician's tools with one device: describe yourself, take this roster.

Lane: io. Sans-IO but for the line it is given; each outcome is reported once.
"""

import dataclasses
from collections.abc import Callable

from protocol.errors import RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.messages import (
    ConsoleLeft,
    DescribeDevice,
    DeviceDescribed,
    DeviceLeft,
    OfferRoster,
    RequestRefused,
    RosterTaken,
    Welcomed,
)
from protocol.transport.ports import Line
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.vocabulary import Purpose
from teacher_console.classroom.spoken_line import SpokenLine


@dataclasses.dataclass(frozen=True, slots=True)
class Failed:
    """The device did not do what was asked.

    Attributes:
        why: A clause for the technician.
    """

    why: str


Outcome = DeviceDescribed | RosterTaken | Failed


class DeviceCall:
    """Greets a device, makes one request, reports the answer.

    Args:
        request: What to ask once welcomed.
        on_outcome: Called once, on the io thread.
    """

    def __init__(
        self,
        key: TransportKey,
        request: DescribeDevice | OfferRoster,
        on_outcome: Callable[[TransportKey, Outcome], None],
    ) -> None:
        self.key = key
        self._request = request
        self._on_outcome = on_outcome
        self._line: SpokenLine | None = None
        self._is_done = False

    def begin(self, line: Line) -> None:
        """Greet the device over `line`, which this call closes at its end."""
        self._line = SpokenLine(line)
        self._line.greet(Purpose.CLASS)

    def give_up(self) -> None:
        """Report that nobody answered, unless the answer came."""
        self._finish(Failed("it did not answer"))

    def on_data(self, data: bytes) -> None:
        """Take one message from the device."""
        if self._is_done or self._line is None:
            return
        try:
            message = self._line.heard(data)
        except RemoteProtocolError as exc:
            self._finish(Failed(f"it broke the protocol ({exc})"))
            return
        match message:
            case Welcomed():
                self._line.say(self._request)
            case DeviceDescribed() | RosterTaken():
                self._finish(message)
            case RequestRefused():
                self._finish(Failed(f"it refused ({message.reason.value})"))
            case DeviceLeft():
                self._finish(Failed("it was shutting down"))
            case _:
                pass  # a sign of life, or the rest of a lesson that is none of ours

    def _finish(self, outcome: Outcome) -> None:
        if self._is_done:
            return
        self._is_done = True
        if self._line is not None:
            if not isinstance(outcome, Failed):
                self._line.say(ConsoleLeft())
            self._line.close()
        self._on_outcome(self.key, outcome)


def offer_of(roster: Signed[Roster]) -> OfferRoster:
    """Return the message that carries `roster`."""
    return OfferRoster(body=roster.canonical, signature=roster.signature)
