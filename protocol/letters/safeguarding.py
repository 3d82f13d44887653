"""The letters of a concern: what a pupil tells, what staff answer. Sealed on their way, always."""

from typing import Annotated

import msgspec

from protocol.identifiers import Identifier, Name, SealingKeyField, SignatureField
from protocol.limits import (
    ABOUT_MAX,
    CONCERN_TEXT_MAX_CHARACTERS,
    MEET_WHEN_MAX_CHARACTERS,
)
from protocol.vocabulary import ConcernKind, Outcome, StaffDeed

PICTURE_MAX_BYTES = 480_000
"""Of a screenshot a pupil adds: JPEG or WebP, made smaller until it fits one envelope."""
REPLY_KEYS_MAX = 2
STATEMENT_MAX_BYTES = 500_000
"""Of a letter that is handed over: a picture and what stands around it."""

ConcernText = Annotated[str, msgspec.Meta(max_length=CONCERN_TEXT_MAX_CHARACTERS)]


class Letter(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    array_like=True,
    forbid_unknown_fields=True,
    tag_field="is",
):
    """Base of all letters; each names its own tag, a number from 1 to 255."""


class Concern(Letter, frozen=True, tag=1):
    """What a pupil tells. Its envelope's id names the concern from then on.

    Attributes:
        text: As much or as little as they wanted; may be empty.
        meet_when: When they can talk; may be empty.
        pupil_name: Who is signed in, as the system says; empty where they asked not to be named.
        chosen: Serial of the recipient they chose; None is anyone who keeps pupils safe.
        about: Serials of recipients it is about; none of them is a reader.
        has_picture: A `ConcernPicture` follows in an envelope of its own.
        reply_to: Keys that answers are sealed to: the pupil's own, and that of a word code.
        recipients_version: Of the list by which the readers were chosen.
    """

    kind: ConcernKind
    text: ConcernText
    meet_when: Annotated[str, msgspec.Meta(max_length=MEET_WHEN_MAX_CHARACTERS)]
    pupil_name: Annotated[str, msgspec.Meta(max_length=64)]
    chosen: Identifier | None
    about: Annotated[tuple[Identifier, ...], msgspec.Meta(max_length=ABOUT_MAX)]
    has_picture: bool
    reply_to: Annotated[
        tuple[SealingKeyField, ...], msgspec.Meta(min_length=1, max_length=REPLY_KEYS_MAX)
    ]
    recipients_version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class ConcernPicture(Letter, frozen=True, tag=2):
    """The screenshot a pupil ticked and saw before sending.

    Attributes:
        picture: JPEG or WebP file. Untrusted: bounded before it is decoded.
    """

    concern: Identifier
    picture: Annotated[bytes, msgspec.Meta(min_length=1, max_length=PICTURE_MAX_BYTES)]


class PupilAnswer(Letter, frozen=True, tag=3):
    """More from the pupil, in answer or of their own accord."""

    concern: Identifier
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=CONCERN_TEXT_MAX_CHARACTERS)]


class StaffReply(Letter, frozen=True, tag=4):
    """An answer to the pupil.

    Attributes:
        author: Name of who writes, as the pupil reads it.
    """

    concern: Identifier
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=CONCERN_TEXT_MAX_CHARACTERS)]
    author: Name


class StaffAct(Letter, frozen=True, tag=5):
    """What one reader did, told to the other readers, so that all their inboxes agree.

    Attributes:
        text: The note, or a few words to the outcome; empty where there are none.
        outcome: Of a closing, else None.
    """

    concern: Identifier
    deed: StaffDeed
    text: Annotated[str, msgspec.Meta(max_length=CONCERN_TEXT_MAX_CHARACTERS)]
    outcome: Outcome | None = None


class HandedOver(Letter, frozen=True, tag=6):
    """A letter of a concern for somebody it was not sealed to, as the pupil's device signed it.

    Attributes:
        statement: Exact bytes that were signed (`protocol.letters.signed`).
        signature: Over them, by the author who stands in them.
        text: Why it is handed over; may be empty.
        is_escalation: Nobody had opened it in the time the school set.
    """

    concern: Identifier
    statement: Annotated[bytes, msgspec.Meta(min_length=1, max_length=STATEMENT_MAX_BYTES)]
    signature: SignatureField
    text: Annotated[str, msgspec.Meta(max_length=CONCERN_TEXT_MAX_CHARACTERS)]
    is_escalation: bool


AnyLetter = Concern | ConcernPicture | PupilAnswer | StaffReply | StaffAct | HandedOver
