"""A lesson opens, ends, or is refused. Outside a lesson no picture leaves a device."""

from typing import Annotated

import msgspec

from protocol.identifiers import Identifier, SignatureField
from protocol.messages.message import Message
from protocol.vocabulary import LessonRefusal

StatementBody = Annotated[bytes, msgspec.Meta(min_length=1, max_length=8 * 1024)]


class OpenLesson(Message, frozen=True, tag=20):
    """Take part in the lesson the statement describes.

    Attributes:
        body: Canonical bytes of `protocol.trust.lesson.LessonStatement`.
        signature: By the teacher who is on this connection.
    """

    body: StatementBody
    signature: SignatureField


class EndLesson(Message, frozen=True, tag=23):
    """The lesson is over; a later statement with its id is refused."""

    lesson_id: Identifier


class LessonOpened(Message, frozen=True, tag=21):
    """The device takes part and shows its pupil that it does."""

    lesson_id: Identifier


class LessonRefused(Message, frozen=True, tag=22):
    """The device does not take part."""

    reason: LessonRefusal


class LessonEnded(Message, frozen=True, tag=24):
    """The lesson's time is up on the device."""

    lesson_id: Identifier
