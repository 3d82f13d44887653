"""Rosters between this console and one device: the newer one goes to whoever lacks it. Lane: io."""

from collections.abc import Callable
from typing import Protocol

from protocol.errors import RemoteProtocolError
from protocol.messages import OfferRoster, RequestRoster, RosterOffered
from protocol.trust.document import Signed
from protocol.trust.roster import Roster


class RosterKeeper(Protocol):
    """Who holds this console's roster. Io thread."""

    def current_roster(self) -> Signed[Roster]:
        """Return the newest roster this console holds."""

    def roster_carried(self, body: bytes, signature: bytes) -> None:
        """A device offers a roster newer than ours."""


class RosterExchange:
    """What one device holds, as far as is known, on one connection after the other.

    Args:
        send: Sends to the device while it is welcome to; harmless at other times.
    """

    def __init__(
        self, keeper: RosterKeeper, send: Callable[[OfferRoster | RequestRoster], None]
    ) -> None:
        self._keeper = keeper
        self._send = send
        self._their_version: int | None = None
        self._has_asked = False

    @property
    def our_version(self) -> int:
        """The version this console holds."""
        return self._keeper.current_roster().body.version

    def begin(self, their_version: int) -> None:
        """The device welcomed us and named the version it holds."""
        self._their_version = their_version
        if their_version > self.our_version:
            self._has_asked = True
            self._send(RequestRoster())
        self.follow()

    def end(self) -> None:
        """The connection is over."""
        self._their_version = None
        self._has_asked = False

    def follow(self) -> None:
        """Carry our roster to the device when it holds an older one."""
        roster = self._keeper.current_roster()
        if self._their_version is not None and self._their_version < roster.body.version:
            self._their_version = roster.body.version
            self._send(OfferRoster(body=roster.canonical, signature=roster.signature))

    def take(self, message: RosterOffered) -> None:
        """Pass on the roster that was asked for.

        Raises:
            RemoteProtocolError: Nobody asked for one.
        """
        if not self._has_asked:
            raise RemoteProtocolError("a roster nobody asked for")
        self._has_asked = False
        self._keeper.roster_carried(message.body, message.signature)
