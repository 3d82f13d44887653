"""The kinds of events of the safeguarding record, and what is sealed in each. Pure.

A later capability adds kinds and bodies here; the store and the chain stay as they are.
"""

import dataclasses
import enum
from typing import Annotated

import msgspec

from protocol.identifiers import Identifier, UnixMillis
from protocol.vocabulary import Outcome


class EventKind(enum.StrEnum):
    """What happened. Stands unsealed in the store: never reuse or rename a value."""

    RECEIVED = "received"
    """A concern came."""
    PICTURE_CAME = "picture_came"
    ANSWER_CAME = "answer_came"
    """More from the pupil."""
    OPENED = "opened"
    """Somebody read it: reading is an event too."""
    CLAIMED = "claimed"
    NOTED = "noted"
    REPLIED = "replied"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    ESCALATED = "escalated"
    """Nobody had opened it in the time the school set."""
    SET_ASIDE = "set_aside"
    """Something came that could not be opened, or was not from one of ours; kept as it came."""
    ERASED = "erased"
    """The content of another event was destroyed; what remains of it is this line."""
    DAMAGE_FOUND = "damage_found"
    """What was written before does not verify; the record goes on in a new segment."""


class _Body(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    array_like=True,
    forbid_unknown_fields=True,
    tag_field="is",
):
    """Base of all bodies; each names its own tag, a number."""


class LetterBody(_Body, frozen=True, tag=1):
    """A letter as its author signed it.

    Attributes:
        received_at: By the clock of the office that received it first.
        sender: Serial in the roster of the device or the person who signed it.
        handed_by: Serial of who handed it over; None where it came from its author.
        text: Why it was handed over; empty where it was not.
    """

    statement: bytes
    signature: bytes
    received_at: UnixMillis
    sender: Identifier
    handed_by: Identifier | None = None
    text: str = ""


class DeedBody(_Body, frozen=True, tag=2):
    """What a member of staff did.

    Attributes:
        actor: Serial of who did it; None where the console did by itself.
        actor_name: As it was then.
        recipient: Serial of whom it was handed over or escalated to, else None.
        statement, signature: Of the letter that told us, where it was somebody else's deed.
    """

    actor: Identifier | None
    actor_name: str
    text: str = ""
    outcome: Outcome | None = None
    recipient: Identifier | None = None
    statement: bytes = b""
    signature: bytes = b""


class AsideBody(_Body, frozen=True, tag=3):
    """An envelope that is kept as it came, and why it was not taken."""

    envelope: bytes
    reason: str


class ErasureBody(_Body, frozen=True, tag=4):
    """By which rule a content was destroyed, and who did it."""

    rule: str
    actor: Identifier


class DamageBody(_Body, frozen=True, tag=5):
    """What did not verify."""

    found: Annotated[tuple[str, ...], msgspec.Meta(max_length=100)]


Body = LetterBody | DeedBody | AsideBody | ErasureBody | DamageBody


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """An event to be appended.

    Attributes:
        subject: Id of the concern, or of what else it belongs to.
        envelope: Id of the envelope it came in: taken once only. None for own deeds.
        target: Number of the event that is erased, else None.
    """

    kind: EventKind
    subject: Identifier
    body: Body
    envelope: Identifier | None = None
    target: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """An event as the record holds it.

    Attributes:
        segment: Part of the record, from 1; a new one begins after damage.
        number: From 1 in each segment, without gaps.
        at: Unix milliseconds by this computer's clock.
        body: None where it was erased, was damaged, or was not asked for.
    """

    segment: int
    number: int
    kind: EventKind
    at: int
    subject: Identifier
    envelope: Identifier | None
    body: Body | None
