"""What an office hands over: opened, its author checked, recorded, and only then taken.

The order is the guarantee: an office keeps an envelope until it hears that it was taken, so a crash
anywhere here costs a repeat, never a concern, and a repeat is known by its id. What cannot be
opened or is from none of ours is kept aside as it came, and said. Lane: writer.
"""

import dataclasses
import datetime as dt
import enum
import logging
from collections.abc import Callable

import msgspec

from protocol.errors import RemoteProtocolError
from protocol.identifiers import Identifier, ReaderId
from protocol.letters.safeguarding import (
    Concern,
    ConcernPicture,
    HandedOver,
    PupilAnswer,
    StaffAct,
    StaffReply,
)
from protocol.letters.signed import Opened, open_letter, read_statement
from protocol.messages import EnvelopeHanded
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import reader_id
from protocol.vocabulary import Outcome, StaffDeed
from teacher_console.concerns.people import Colleague, People
from teacher_console.concerns.ports import CaseStore
from teacher_console.record.events import (
    AsideBody,
    DeedBody,
    Entry,
    EventKind,
    LetterBody,
)

logger = logging.getLogger(__name__)

_KIND_OF_DEED = {
    StaffDeed.OPENED: EventKind.OPENED,
    StaffDeed.CLAIMED: EventKind.CLAIMED,
    StaffDeed.NOTED: EventKind.NOTED,
    StaffDeed.HANDED_ON: EventKind.HANDED_OVER,
    StaffDeed.CLOSED: EventKind.CLOSED,
}


class Taken(enum.Enum):
    """What became of an envelope; in every case it is on the disk."""

    RECORDED = "recorded"
    KNOWN = "known"
    """It was here before."""
    SET_ASIDE = "set aside"


class NotOursError(Exception):
    """A letter that is well formed and not one that may be taken; says why."""


class Intake:
    """Takes one envelope after the other.

    Args:
        own: Private sealing key of the console's person.
        people: Roster and list as they stand now.
        readers_of: To whose keys a concern is sealed by now; empty where it is not known here.
        utc_now: Aware UTC.
    """

    def __init__(
        self,
        record: CaseStore,
        own: PrivateKey,
        *,
        people: Callable[[], People],
        readers_of: Callable[[Identifier], frozenset[ReaderId]],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._record = record
        self._own = own
        self._people = people
        self._readers_of = readers_of
        self._utc_now = utc_now

    def take(self, handed: EnvelopeHanded) -> tuple[Taken, Identifier]:
        """Record what is in `handed`; when this returns, it is on the disk.

        Returns:
            What became of it, and the concern it belongs to; its own id where that is not known.

        Raises:
            InputError: The record could not be written: the office must keep the envelope.
        """
        envelope = handed.envelope
        if self._record.holds(envelope.id):
            return Taken.KNOWN, envelope.id
        taken = Taken.RECORDED
        try:
            entries = self._entries(open_letter(envelope, self._own), handed)
        except (RemoteProtocolError, NotOursError) as exc:
            logger.warning("an envelope was set aside: %s", exc)
            taken = Taken.SET_ASIDE
            body = AsideBody(envelope=msgspec.msgpack.encode(envelope), reason=str(exc))
            entries = [Entry(EventKind.SET_ASIDE, envelope.id, body, envelope=envelope.id)]
        if not self._record.append(entries):
            return Taken.KNOWN, envelope.id
        return taken, entries[0].subject

    def _entries(self, opened: Opened, handed: EnvelopeHanded) -> list[Entry]:
        match opened.letter:
            case Concern():
                return [self._from_pupil(opened, handed, EventKind.RECEIVED, opened.envelope_id)]
            case ConcernPicture(concern=concern):
                return [self._from_pupil(opened, handed, EventKind.PICTURE_CAME, concern)]
            case PupilAnswer(concern=concern):
                return [self._from_pupil(opened, handed, EventKind.ANSWER_CAME, concern)]
            case StaffReply(concern=concern, text=text):
                author = self._reader(opened, self._readers_of(concern))
                return [_deed(EventKind.REPLIED, concern, author, opened, text=text)]
            case StaffAct():
                return [self._act(opened, opened.letter)]
            case HandedOver():
                return self._handed_over(opened, opened.letter, handed)

    def _from_pupil(
        self, opened: Opened, handed: EnvelopeHanded, kind: EventKind, concern: Identifier
    ) -> Entry:
        device = self._people().device(opened.author)
        if device is None:
            raise NotOursError("it was signed by no computer of this school")
        body = LetterBody(
            statement=opened.statement,
            signature=opened.signature,
            received_at=handed.received_at,
            sender=device,
        )
        return Entry(kind, concern, body, envelope=handed.envelope.id)

    def _act(self, opened: Opened, act: StaffAct) -> Entry:
        author = self._reader(opened, self._readers_of(act.concern))
        kind = _KIND_OF_DEED[act.deed]
        if act.deed is StaffDeed.HANDED_ON:
            recipient = self._people().recipient(act.text)
            if recipient is None:
                raise NotOursError("it names a recipient who is not on the list")
            return _deed(kind, act.concern, author, opened, recipient=recipient.serial)
        return _deed(kind, act.concern, author, opened, text=act.text, outcome=act.outcome)

    def _handed_over(
        self, opened: Opened, letter: HandedOver, handed: EnvelopeHanded
    ) -> list[Entry]:
        original = read_statement(letter.statement, letter.signature)
        match original.letter:
            case Concern():
                kind, concern = EventKind.RECEIVED, original.envelope_id
            case ConcernPicture(concern=concern):
                kind = EventKind.PICTURE_CAME
            case PupilAnswer(concern=concern):
                kind = EventKind.ANSWER_CAME
            case _:
                raise NotOursError("what was handed over is no pupil's letter")
        if concern != letter.concern:
            raise NotOursError("what was handed over belongs to another concern")
        device = self._people().device(original.author)
        if device is None:
            raise NotOursError("what was handed over was signed by no computer of this school")
        author = self._reader(opened, frozenset(original.readers) | self._readers_of(concern))
        own = reader_id(self._own.sealing_key())
        entries = []
        if own not in original.readers and not self._is_here(concern, letter.statement):
            body = LetterBody(
                statement=letter.statement,
                signature=letter.signature,
                received_at=handed.received_at,
                sender=device,
                handed_by=author.serial,
                text=letter.text,
            )
            entries.append(Entry(kind, concern, body))
        if letter.is_escalation and kind is EventKind.RECEIVED:
            entries.append(_deed(EventKind.ESCALATED, concern, author, opened))
        if not entries:
            me = next(iter(self._people().readers([own])), None)
            recipient = me.serial if me is not None else None
            entries.append(
                _deed(
                    EventKind.HANDED_OVER,
                    concern,
                    author,
                    opened,
                    text=letter.text,
                    recipient=recipient,
                )
            )
        first, *rest = entries
        marked = dataclasses.replace(first, envelope=handed.envelope.id)
        return [marked, *(dataclasses.replace(each, envelope=None) for each in rest)]

    def _is_here(self, concern: Identifier, statement: bytes) -> bool:
        return any(
            isinstance(event.body, LetterBody) and event.body.statement == statement
            for event in self._record.events(concern)
        )

    def _reader(self, opened: Opened, readers: frozenset[ReaderId]) -> Colleague:
        colleague = self._people().colleague(opened.author, self._utc_now())
        if colleague is None:
            raise NotOursError("it was signed by nobody on the recipients list")
        if reader_id(colleague.sealing_key) not in readers:
            raise NotOursError("its author is no reader of this concern")
        return colleague


def _deed(
    kind: EventKind,
    concern: Identifier,
    author: Colleague,
    opened: Opened,
    *,
    text: str = "",
    outcome: Outcome | None = None,
    recipient: Identifier | None = None,
) -> Entry:
    body = DeedBody(
        actor=author.serial,
        actor_name=author.name,
        text=text,
        outcome=outcome,
        recipient=recipient,
        statement=opened.statement,
        signature=opened.signature,
    )
    return Entry(kind, concern, body, envelope=opened.envelope_id)
