"""The session over one link, between who dials and who listens, without sockets.

Rule 1: all that decides which message may cross in which state stands in a link's `Rules`.
Rule 2: `Session` does not know which side it is; it is told at construction.
"""

import dataclasses
import enum
from collections.abc import Mapping

from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.messages.message import Message


class Side(enum.Enum):
    """Which end of the link we are."""

    DIALLER = "dialler"
    """A console on the lesson link; a device or a console on the mail link."""
    LISTENER = "listener"
    """A device on the lesson link; a post office on the mail link."""


class SessionState(enum.Enum):
    """How far the session has come; both ends walk the same states."""

    NEW = "new"
    GREETED = "greeted"
    """Who dialled has said hello and is not welcomed yet."""
    OPEN = "open"
    CLOSED = "closed"


@dataclasses.dataclass(frozen=True)
class Rules:
    """What may cross a link.

    Attributes:
        transitions: state -> message that may cross in it (either way) -> state after it.
        from_dialler: Messages that only who dialled may send.
        from_both: Messages either may send.
    """

    transitions: Mapping[SessionState, Mapping[type[Message], SessionState]]
    from_dialler: frozenset[type[Message]]
    from_both: frozenset[type[Message]] = frozenset()

    def may_send(self, side: Side, message: type[Message]) -> bool:
        """Tell whether a message is `side`'s to send."""
        is_diallers = message in self.from_dialler
        return message in self.from_both or is_diallers is (side is Side.DIALLER)


class Session:
    """What may be sent and received now. Pure: no clock, no socket. Lane: io."""

    def __init__(self, side: Side, rules: Rules) -> None:
        self._side = side
        self._other = Side.LISTENER if side is Side.DIALLER else Side.DIALLER
        self._rules = rules
        self.state = SessionState.NEW

    def sent(self, message: Message) -> None:
        """Note that we send `message`.

        Raises:
            LocalProtocolError: The state does not allow it: our bug.
        """
        if not self._rules.may_send(self._side, type(message)):
            raise LocalProtocolError(f"{_name(message)} is not ours to send")
        after = self._rules.transitions[self.state].get(type(message))
        if after is None:
            raise LocalProtocolError(f"{_name(message)} may not be sent when {self.state.value}")
        self.state = after

    def received(self, message: Message) -> None:
        """Note that the peer sent `message`.

        Raises:
            RemoteProtocolError: The state does not allow it; the state stays as it was.
        """
        if not self._rules.may_send(self._other, type(message)):
            raise RemoteProtocolError(f"{_name(message)} is not the peer's to send")
        after = self._rules.transitions[self.state].get(type(message))
        if after is None:
            raise RemoteProtocolError(f"{_name(message)} may not come when {self.state.value}")
        self.state = after


def _name(message: Message) -> str:
    return type(message).__name__
