"""The callers an office has greeted, and how many of them there may be. Lane: io."""

import dataclasses
import logging
from collections.abc import Iterator

from protocol.identifiers import ReaderId, TransportKey, fingerprint
from protocol.limits import (
    CALLERS_PER_ADDRESS_MAX,
    CALLERS_PER_KEY_MAX,
    OFFICE_SESSIONS_MAX,
)
from protocol.mail_link import MAIL_LINK
from protocol.session import Session, Side
from protocol.transport.ports import Caller
from school_hub.keeping import Waiting
from school_hub.permission import Standing

logger = logging.getLogger(__name__)


@dataclasses.dataclass(slots=True, eq=False)
class Visit:
    """One greeted connection.

    Attributes:
        heard_at: Monotonic seconds.
        roster_version: Newest the caller is known to hold; so `recipients_version`.
        watched: Readers it wants envelopes for.
        is_asking: The store is being asked for its next envelope.
        handed: What was handed over and not taken yet.
    """

    caller: Caller
    standing: Standing
    heard_at: float
    session: Session = dataclasses.field(default_factory=lambda: Session(Side.LISTENER, MAIL_LINK))
    roster_version: int = 0
    recipients_version: int = 0
    watched: tuple[ReaderId, ...] = ()
    is_asking: bool = False
    handed: Waiting | None = None

    @property
    def route(self) -> bytes:
        """Names the connection."""
        return self.caller.route


class Visits:
    """Finds a visit by its connection, its key, its address or what it watches."""

    def __init__(self) -> None:
        self._visits: dict[bytes, Visit] = {}
        self._of_key: dict[TransportKey, list[Visit]] = {}
        self._of_address: dict[str, int] = {}
        self._watching: dict[ReaderId, set[Visit]] = {}

    def __iter__(self) -> Iterator[Visit]:
        return iter(list(self._visits.values()))

    def __len__(self) -> int:
        return len(self._visits)

    def of(self, caller: Caller) -> Visit | None:
        """Return the visit on this connection, if its key greeted on it."""
        visit = self._visits.get(caller.route)
        return visit if visit is not None and visit.caller.key == caller.key else None

    def is_there(self, visit: Visit) -> bool:
        """Tell whether `visit` has not ended."""
        return self._visits.get(visit.route) is visit

    def open(self, visit: Visit) -> bool:
        """Take `visit` in; False when there are too many. The oldest of its key makes room."""
        same_key = self._of_key.get(visit.caller.key, [])
        if len(same_key) >= CALLERS_PER_KEY_MAX:
            self.end(same_key[0])
        address = visit.caller.address
        is_crowded = self._of_address.get(address, 0) >= CALLERS_PER_ADDRESS_MAX
        if is_crowded or len(self._visits) >= OFFICE_SESSIONS_MAX:
            logger.warning("no room for key %s: too many callers", fingerprint(visit.caller.key))
            return False
        self._visits[visit.route] = visit
        self._of_key.setdefault(visit.caller.key, []).append(visit)
        self._of_address[address] = self._of_address.get(address, 0) + 1
        return True

    def end(self, visit: Visit) -> None:
        """Forget `visit`; harmless when it has ended."""
        if not self.is_there(visit):
            return
        self.watch(visit, ())
        del self._visits[visit.route]
        same_key = self._of_key[visit.caller.key]
        same_key.remove(visit)
        if not same_key:
            del self._of_key[visit.caller.key]
        address = visit.caller.address
        self._of_address[address] -= 1
        if not self._of_address[address]:
            del self._of_address[address]

    def watch(self, visit: Visit, readers: tuple[ReaderId, ...]) -> None:
        """Let `visit` watch `readers` and nothing else."""
        for reader in visit.watched:
            watching = self._watching[reader]
            watching.discard(visit)
            if not watching:
                del self._watching[reader]
        visit.watched = readers
        for reader in readers:
            self._watching.setdefault(reader, set()).add(visit)

    def watching(self, reader: ReaderId) -> list[Visit]:
        """Return who watches `reader`."""
        return list(self._watching.get(reader, ()))
