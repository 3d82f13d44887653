"""How long a concern has waited, and when the deputies are told that nobody opened it. Pure."""

import dataclasses
import enum

from protocol.identifiers import Identifier
from protocol.trust.recipients import Recipient, RecipientsList
from protocol.trust.sealing import reader_id
from protocol.vocabulary import Duty
from teacher_console.concerns.thread import Case, CaseState

_SOON = 4
"""The last quarter of the time the school set."""


class Urgency(enum.Enum):
    """How the acknowledged-within clock stands."""

    DONE = "done"
    """Somebody has opened it, or it is closed."""
    IN_TIME = "in time"
    SOON = "soon"
    LATE = "late"


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """Of one concern.

    Attributes:
        left_s: Until it is late; negative once it is; 0 when done.
    """

    urgency: Urgency
    left_s: float


def clock_of(case: Case, within_s: int, now_ms: int) -> Clock:
    """Return how the clock of `case` stands.

    A receipt from the future comes of a wrong clock and counts as now.
    """
    if case.acknowledged_at is not None or case.state is CaseState.CLOSED:
        return Clock(Urgency.DONE, 0.0)
    left_s = within_s - max(0, now_ms - case.received_at) / 1000
    if left_s <= 0:
        return Clock(Urgency.LATE, left_s)
    return Clock(Urgency.SOON if left_s < within_s / _SOON else Urgency.IN_TIME, left_s)


def deputies(case: Case, listed: RecipientsList) -> list[Recipient]:
    """Return who is told when nobody opened it: never whom it is about, nobody who reads already.

    The deputy of who was asked, else the first deputy lead, lead or head who is left.
    """
    able = [
        each
        for each in listed.recipients
        if each.serial not in case.about
        and each.serial not in case.handed_to
        and reader_id(each.sealing_key) not in case.readers
    ]
    asked = listed.recipient(case.chosen)
    named: Identifier | None = asked.deputy if asked is not None else None
    own = [each for each in able if each.serial == named]
    by_duty = [
        each
        for duty in (Duty.DEPUTY_DSL, Duty.DSL, Duty.HEAD)
        for each in able
        if each.duty is duty
    ]
    return (own or by_duty)[:1]


def must_escalate(case: Case, within_s: int, now_ms: int) -> bool:
    """Tell whether it is late and nobody was told of that yet."""
    return not case.is_escalated and clock_of(case, within_s, now_ms).urgency is Urgency.LATE
