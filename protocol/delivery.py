"""When what waits in an outbox is sent, and sent again, without sockets, disks or clocks.

At least once: an envelope is sent until an office says it is received, and its id makes doubles
harmless. What only was carried on is kept and offered to the next office too. Text goes before
pictures. Pure; the caller owns time and randomness. Lane: io.
"""

import dataclasses
import enum
from collections.abc import Callable

from protocol.identifiers import Identifier
from protocol.limits import ENVELOPES_IN_FLIGHT

ANSWER_PATIENCE_S = 5.0
"""Without an answer for so long an envelope is sent again: a disk may be slow."""
_PAUSE_MIN_S, _PAUSE_MAX_S = 2.0, 300.0
"""After a refusal, doubled each time; half of it is chance, so that a school does not come back at
one moment."""


class Stage(enum.Enum):
    """How far an envelope has come; what the pupil is told follows from it."""

    SAVED = "saved"
    """On this disk, nowhere else for certain."""
    CARRIED = "carried"
    """Also with a colleague's console that will pass it on."""
    RECEIVED = "received"
    """At the hub or at a reader's own console; the outbox forgets it."""


@dataclasses.dataclass(slots=True)
class _Waiting:
    is_text: bool
    order: int
    stage: Stage = Stage.SAVED
    sent_at: float | None = None
    not_before: float = float("-inf")
    pause_s: float = _PAUSE_MIN_S
    is_told_here: bool = False


class Delivery:
    """The outbox's side of one post office at a time.

    Args:
        chance: Returns a number from 0 to 1, fresh at each call.
    """

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._waiting: dict[Identifier, _Waiting] = {}
        self._orders = 0
        self._is_linked = False

    def add(self, envelope_id: Identifier, *, is_text: bool, stage: Stage = Stage.SAVED) -> None:
        """Take in what is on the disk; doing so twice changes nothing."""
        if envelope_id not in self._waiting and stage is not Stage.RECEIVED:
            self._orders += 1
            self._waiting[envelope_id] = _Waiting(is_text, self._orders, stage)

    def link_up(self) -> None:
        """An office greeted us; it may be another one than before."""
        self._is_linked = True
        for each in self._waiting.values():
            each.sent_at, each.is_told_here = None, False
            each.not_before, each.pause_s = float("-inf"), _PAUSE_MIN_S

    def link_down(self) -> None:
        """The office is gone; what it did not answer is sent again to the next."""
        self._is_linked = False

    def due(self, now: float) -> list[Identifier]:
        """Return what is to be sent now, in order; it counts as sent."""
        if not self._is_linked:
            return []
        for each in self._waiting.values():
            if each.sent_at is not None and now - each.sent_at >= ANSWER_PATIENCE_S:
                each.sent_at = None
        ready = [
            (not each.is_text, each.order, envelope_id)
            for envelope_id, each in self._waiting.items()
            if each.sent_at is None and not each.is_told_here and each.not_before <= now
        ]
        found = [envelope_id for *_, envelope_id in sorted(ready)[: self._room()]]
        for envelope_id in found:
            self._waiting[envelope_id].sent_at = now
        return found

    def next_deadline(self, now: float) -> float:
        """Return when `due` may have something new, monotonic seconds; inf if only news can."""
        if not self._is_linked:
            return float("inf")
        has_room = self._room() > 0
        moments = []
        for each in self._waiting.values():
            if each.sent_at is not None:
                moments.append(each.sent_at + ANSWER_PATIENCE_S)
            elif has_room and not each.is_told_here:
                moments.append(each.not_before)
        return max(now, min(moments, default=float("inf")))

    def kept(self, envelope_id: Identifier, *, is_received: bool) -> Stage | None:
        """Note an office's receipt; return the envelope's new stage, None if it has none.

        An envelope that was received is forgotten.
        """
        each = self._waiting.get(envelope_id)
        if each is None:
            return None
        if is_received:
            del self._waiting[envelope_id]
            return Stage.RECEIVED
        each.sent_at, each.is_told_here = None, True
        is_news = each.stage is Stage.SAVED
        each.stage = Stage.CARRIED
        return Stage.CARRIED if is_news else None

    def refused(self, envelope_id: Identifier, now: float) -> None:
        """Note that the office does not keep it now; it is offered again later."""
        each = self._waiting.get(envelope_id)
        if each is None:
            return
        each.sent_at = None
        each.not_before = now + each.pause_s * (0.5 + 0.5 * self._chance())
        each.pause_s = min(_PAUSE_MAX_S, each.pause_s * 2)

    def drop(self, envelope_id: Identifier) -> None:
        """Forget an envelope that was given up for lack of room."""
        self._waiting.pop(envelope_id, None)

    def waiting(self) -> list[Identifier]:
        """Return what no office has received yet, oldest first."""
        return list(self._waiting)

    def _room(self) -> int:
        return ENVELOPES_IN_FLIGHT - sum(
            each.sent_at is not None for each in self._waiting.values()
        )
