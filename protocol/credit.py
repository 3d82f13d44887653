"""One picture of credit: the console asks for the next, the device sends one, then waits.

So a slow link holds one old picture at most, and after a cut none at all. A request that is not
answered yet may be replaced by another one, for a picture of another size.
"""

import enum

from protocol.errors import LocalProtocolError, RemoteProtocolError


class CreditState(enum.Enum):
    """Where the one credit is."""

    SPENT = "spent"
    GRANTED = "granted"


class CreditEvent(enum.Enum):
    """What moves it."""

    GRANT = "grant"
    SPEND = "spend"
    REPLACE = "replace"


TRANSITIONS: dict[CreditState, dict[CreditEvent, CreditState]] = {
    CreditState.SPENT: {CreditEvent.GRANT: CreditState.GRANTED},
    CreditState.GRANTED: {
        CreditEvent.SPEND: CreditState.SPENT,
        CreditEvent.REPLACE: CreditState.GRANTED,
    },
}
"""A second grant and a second picture are both errors: one is asked for at most."""


class GrantedCredit:
    """The console's end. Pure. Lane: io."""

    def __init__(self) -> None:
        self.state = CreditState.SPENT
        self._number = 0
        self._cancelled: set[int] = set()

    @property
    def number(self) -> int:
        """Of the last request; 0 when there was none."""
        return self._number

    def grant(self) -> int:
        """Return the number to ask for the next picture with.

        Raises:
            LocalProtocolError: One is outstanding already.
        """
        after = TRANSITIONS[self.state].get(CreditEvent.GRANT)
        if after is None:
            raise LocalProtocolError("a picture is outstanding already")
        self.state = after
        self._number += 1
        return self._number

    def replace(self) -> int:
        """Return the number of a request in place of the outstanding one, whose answer may come.

        Raises:
            LocalProtocolError: None is outstanding.
        """
        after = TRANSITIONS[self.state].get(CreditEvent.REPLACE)
        if after is None:
            raise LocalProtocolError("no picture is outstanding")
        self.state = after
        self._cancelled.add(self._number)
        self._number += 1
        return self._number

    def spend(self, number: int) -> bool:
        """Note the answer to `number`; False when its request was cancelled and it means nothing.

        Raises:
            RemoteProtocolError: Not the one outstanding: never shown.
        """
        if number in self._cancelled:
            self._cancelled.discard(number)
            return False
        after = TRANSITIONS[self.state].get(CreditEvent.SPEND)
        if after is None or number != self._number:
            raise RemoteProtocolError("a picture nobody asked for")
        self.state = after
        self._cancelled.clear()  # answers come in order: those that were replaced never will
        return True

    def cancel(self) -> None:
        """Forget an outstanding request, because its lesson ended."""
        if self.state is CreditState.GRANTED:
            self._cancelled.add(self._number)
        self.state = CreditState.SPENT


class HeldCredit:
    """The device's end. Pure. Lane: io."""

    def __init__(self) -> None:
        self.state = CreditState.SPENT
        self._number = 0

    def hold(self, number: int) -> None:
        """Note the console's request; it replaces one that is not answered yet.

        Raises:
            RemoteProtocolError: The number does not rise.
        """
        is_replaced = self.state is CreditState.GRANTED
        event = CreditEvent.REPLACE if is_replaced else CreditEvent.GRANT
        after = TRANSITIONS[self.state].get(event)
        if after is None or number <= self._number:
            raise RemoteProtocolError("credit granted twice")
        self.state = after
        self._number = number

    def spend(self) -> int:
        """Return the number to answer with; the credit is gone.

        Raises:
            LocalProtocolError: There is none.
        """
        after = TRANSITIONS[self.state].get(CreditEvent.SPEND)
        if after is None:
            raise LocalProtocolError("no credit to spend")
        self.state = after
        return self._number

    def cancel(self) -> None:
        """Drop the credit, because its lesson ended."""
        self.state = CreditState.SPENT


class FrameWindow:
    """The device's end of a full view: how many frames may be on their way. Pure. Lane: io."""

    def __init__(self, most_in_flight: int) -> None:
        self._most = most_in_flight
        self._sent = 0
        self._shown = 0

    @property
    def is_open(self) -> bool:
        """One more may be sent."""
        return self._sent - self._shown < self._most

    def send(self) -> int:
        """Return the number of the next frame.

        Raises:
            LocalProtocolError: As many as may be are on their way.
        """
        if not self.is_open:
            raise LocalProtocolError("too many frames on their way")
        self._sent += 1
        return self._sent

    def shown(self, number: int) -> None:
        """Note that the console has shown this frame and all before it.

        Raises:
            RemoteProtocolError: It was not sent, or was shown before.
        """
        if not self._shown < number <= self._sent:
            raise RemoteProtocolError("a frame shown that was not on its way")
        self._shown = number
