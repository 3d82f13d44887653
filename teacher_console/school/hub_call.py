"""Brings the newest roster to every hub it names, over the mail link, with the admission key.

Lane: the caller's thread waits; an io thread of its own does the work.
"""

import threading
from collections.abc import Callable

from protocol import __version__, codec
from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.limits import PROTOCOL_VERSION
from protocol.mail_link import MAIL_LINK
from protocol.messages import (
    CallerLeft,
    GreetOffice,
    OfferRoster,
    OfficeGreeted,
    OfficeLeft,
    RequestRefused,
    RosterTaken,
    ToOffice,
)
from protocol.session import Session, Side
from protocol.transport.client import CurveDialler
from protocol.transport.ports import Line
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.roster import Roster
from teacher_console.school.calling import PATIENCE_S, running_io
from teacher_console.school.device_call import Failed, offer_of
from teacher_console.school.telling import tell

Outcome = RosterTaken | Failed


class HubCall:
    """Greets one hub, offers it the roster, reports once what came of it. Lane: io."""

    def __init__(
        self,
        key: TransportKey,
        offer: OfferRoster,
        on_outcome: Callable[[TransportKey, Outcome], None],
    ) -> None:
        self.key = key
        self._offer = offer
        self._on_outcome = on_outcome
        self._session = Session(Side.DIALLER, MAIL_LINK)
        self._line: Line | None = None
        self._is_done = False

    def begin(self, line: Line) -> None:
        """Greet the hub over `line`, which this call closes at its end."""
        self._line = line
        self._send(
            GreetOffice(
                protocol_version=PROTOCOL_VERSION,
                roster_version=0,
                recipients_version=0,
                address="",
                software=__version__,
            )
        )

    def give_up(self, why: str = "it did not answer") -> None:
        """Report a failure, unless the answer came."""
        self._finish(Failed(why))

    def on_data(self, data: bytes) -> None:
        """Take one message from the hub."""
        if self._is_done:
            return
        try:
            message = codec.decode_from_office(data)
            self._session.received(message)
        except RemoteProtocolError as exc:
            self._finish(Failed(f"it broke the protocol ({exc})"))
            return
        match message:
            case OfficeGreeted():
                self._send(self._offer)
            case RosterTaken():
                self._finish(message)
            case RequestRefused():
                self._finish(Failed(f"it refused ({message.reason.value})"))
            case OfficeLeft():
                self._finish(Failed("it was shutting down"))
            case _:
                pass  # none of ours

    def _finish(self, outcome: Outcome) -> None:
        if self._is_done:
            return
        self._is_done = True
        if self._line is not None:
            if isinstance(outcome, RosterTaken):
                self._send(CallerLeft())
            self._line.close()
        self._on_outcome(self.key, outcome)

    def _send(self, message: ToOffice) -> None:
        if self._line is not None:
            self._session.sent(message)
            self._line.send(codec.encode(message))


def carry_to_hubs(
    own: PrivateKey, roster: Signed[Roster], *, patience_s: float = PATIENCE_S
) -> None:
    """Offer `roster` to every hub it names, and tell the person at the keyboard how it went.

    Args:
        own: The admission key.
    """
    hubs = {hub.transport_key: hub for hub in roster.body.hubs if hub.revoked_at is None}
    outcomes: dict[TransportKey, Outcome] = {}
    all_done = threading.Event()

    def on_outcome(key: TransportKey, outcome: Outcome) -> None:
        outcomes[key] = outcome
        if len(outcomes) == len(hubs):
            all_done.set()

    if not hubs:
        return
    calls = [HubCall(key, offer_of(roster), on_outcome) for key in hubs]
    with running_io() as io:
        dialler = CurveDialler(io, own=own)

        def begin() -> None:
            for call in calls:
                try:
                    call.begin(dialler.dial(call.key, hubs[call.key].address, call.on_data))
                except InputError as exc:
                    call.give_up(str(exc).rstrip("."))

        def give_up() -> None:
            for call in calls:
                call.give_up()

        io.post(begin)
        all_done.wait(patience_s)
        io.post(give_up)
    for key, outcome in outcomes.items():
        if isinstance(outcome, Failed):
            tell(f"Hub {hubs[key].name}: {outcome.why}; a console will carry the roster there.")
        else:
            tell(f"Hub {hubs[key].name} holds roster version {outcome.version}.")
