"""What a member of staff does with a concern: each deed recorded and told in one step.

Lane: writer. A deed and the letters that tell of it lie in one transaction: either both are on the
disk, or neither. Letters go to every other reader, so that all their inboxes agree.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from protocol.errors import InputError
from protocol.identifiers import Identifier, ReaderId, SealingKey
from protocol.letters.safeguarding import (
    AnyLetter,
    HandedOver,
    StaffAct,
    StaffReply,
)
from protocol.letters.signed import seal_letter
from protocol.limits import CONCERN_TEXT_MAX_CHARACTERS, READERS_MAX
from protocol.messages import EnvelopeHanded
from protocol.trust.keys import StaffKeys
from protocol.trust.recipients import Recipient
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id
from protocol.vocabulary import Outcome, StaffDeed
from teacher_console.concerns.clock import deputies, must_escalate
from teacher_console.concerns.intake import Intake, Taken
from teacher_console.concerns.people import People
from teacher_console.concerns.ports import CaseStore
from teacher_console.concerns.thread import PUPILS, Case, Thread, cases_of, thread_of
from teacher_console.record.events import DeedBody, Entry, Event, EventKind, LetterBody

_BULKY = PUPILS - {EventKind.RECEIVED}
_WHERE = "this concern"


@dataclasses.dataclass(frozen=True, slots=True)
class Reach:
    """Whom a concern reaches.

    Attributes:
        readers: Who can read it, by name.
        others: To whom it may be handed over.
        names: Of everybody on the list, by serial.
    """

    readers: tuple[Recipient, ...]
    others: tuple[Recipient, ...]
    names: Mapping[Identifier, str]


class Casework:
    """One person's concerns.

    Args:
        serial, name: Of the console's person, as the recipients list has them.
        people: Roster and list as they stand now.
        utc_now: Aware UTC.
    """

    def __init__(
        self,
        record: CaseStore,
        keys: StaffKeys,
        *,
        serial: Identifier,
        name: str,
        people: Callable[[], People],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._record = record
        self._keys = keys
        self._serial = serial
        self._name = name
        self._people = people
        self._utc_now = utc_now
        self._numbers: dict[Identifier, int] = {}
        self._own_id = reader_id(keys.sealing.sealing_key())
        self._intake = Intake(
            record, keys.sealing, people=people, readers_of=self.readers_of, utc_now=utc_now
        )

    def cases(self) -> list[Case]:
        """Return every concern, unread first, then oldest; no content."""
        cases = cases_of(self._record.events(without=_BULKY), self._serial)
        self._numbers = {each.concern: each.number for each in cases}
        return cases

    def set_aside(self) -> int:
        """Return how many envelopes were kept aside."""
        events = self._record.events(without=frozenset(EventKind))
        return sum(event.kind is EventKind.SET_ASIDE for event in events)

    def take(self, handed: EnvelopeHanded) -> Taken:
        """Record what an office handed over; answers are handed on to whom I handed the concern.

        Raises:
            InputError: The record could not be written: the office must keep the envelope.
        """
        taken, subject = self._intake.take(handed)
        if taken is Taken.RECORDED:
            self._pass_on(subject, handed.envelope.id)
        return taken

    def open(self, concern: Identifier) -> Thread:
        """Return what was said; that it was read is recorded, and the first time told.

        Raises:
            InputError: There is no such concern, or the record could not be written.
        """
        case = self._case(concern)
        letters = []
        if case.acknowledged_at is None:
            letters = self._tell(case, StaffDeed.OPENED)
        self._record.append([self._deed(EventKind.OPENED, concern)], letters)
        return self.thread(concern)

    def thread(self, concern: Identifier) -> Thread:
        """Return what was said, to whoever has it open already."""
        return thread_of(self._case(concern), self._record.events(concern))

    def claim(self, concern: Identifier) -> None:
        """Look after it from now on."""
        letters = self._tell(self._case(concern), StaffDeed.CLAIMED)
        self._record.append([self._deed(EventKind.CLAIMED, concern)], letters)

    def note(self, concern: Identifier, text: str) -> None:
        """Keep a note for all readers; the pupil never sees it.

        Raises:
            InputError: Empty or too long.
        """
        text = _checked(text)
        letters = self._tell(self._case(concern), StaffDeed.NOTED, text=text)
        self._record.append([self._deed(EventKind.NOTED, concern, text=text)], letters)

    def reply(self, concern: Identifier, text: str) -> None:
        """Answer the pupil; all readers see it too.

        Raises:
            InputError: Empty or too long, or the pupil's letter has not come yet.
        """
        text = _checked(text)
        thread = self.thread(concern)
        if not thread.reply_to:
            problem = "there is no way to answer it yet"
            raise InputError(_WHERE, problem, "wait until the rest of it has come")
        letter = StaffReply(concern=concern, text=text, author=self._name)
        readers = [*thread.reply_to, *(each.sealing_key for each in self._others(thread.case))]
        letters = list(self._sealed(letter, readers))
        self._record.append([self._deed(EventKind.REPLIED, concern, text=text)], letters)

    def hand_over(self, concern: Identifier, recipient: Identifier, text: str) -> None:
        """Seal it anew to one more recipient, every letter as the pupil's computer signed it.

        Raises:
            InputError: They read it already, it is about them, or they are not on the list.
        """
        case = self._case(concern)
        person = self._people().recipient(recipient)
        if person is None:
            raise InputError("handing over", "this person is not on the list", "choose another")
        if person.serial in case.about:
            raise InputError(person.name, "this concern is about them", "choose somebody else")
        if reader_id(person.sealing_key) in self.readers_of(concern):
            raise InputError(person.name, "they can read it already", "nothing is to be done")
        letters = list(self._handing_over(concern, person, text.strip(), is_escalation=False))
        letters += self._tell(case, StaffDeed.HANDED_ON, text=person.serial)
        deed = self._deed(EventKind.HANDED_OVER, concern, text=text.strip(), recipient=recipient)
        self._record.append([deed], letters)

    def close(self, concern: Identifier, outcome: Outcome, text: str) -> None:
        """Close it; what the pupil sends later opens it anew."""
        text = text.strip()[:CONCERN_TEXT_MAX_CHARACTERS]
        letters = self._tell(self._case(concern), StaffDeed.CLOSED, text=text, outcome=outcome)
        deed = self._deed(EventKind.CLOSED, concern, text=text, outcome=outcome)
        self._record.append([deed], letters)

    def escalate(self) -> int:
        """Tell the deputies of every concern that nobody opened in time; return of how many.

        Done by whichever reader's console is running; who has it already takes no second copy.
        """
        listed = self._people().listed
        if listed is None:
            return 0
        now_ms = int(self._utc_now().timestamp() * 1000)
        late = [
            each
            for each in self.cases()
            if must_escalate(each, listed.acknowledge_within_s, now_ms)
        ]
        for case in late:
            letters: list[Envelope] = []
            told = deputies(case, listed)
            for person in told:
                letters += self._handing_over(case.concern, person, "", is_escalation=True)
                letters += self._tell(case, StaffDeed.HANDED_ON, text=person.serial)
            entries = [self._deed(EventKind.ESCALATED, case.concern)]
            entries += [
                self._deed(EventKind.HANDED_OVER, case.concern, recipient=person.serial)
                for person in told
            ]
            self._record.append(entries, letters)
        return len(late)

    def outgoing(self) -> list[Envelope]:
        """Return the letters that have not arrived yet, in order."""
        return self._record.outgoing()

    def arrived(self, envelope_id: Identifier) -> None:
        """Forget a letter that an office has received."""
        self._record.arrived(envelope_id)

    def readers_of(self, concern: Identifier) -> frozenset[ReaderId]:
        """Return to whose keys the concern is sealed by now; empty where it is not known here."""
        events = self._record.events(concern, without=_BULKY)
        case = next(iter(cases_of(events, self._serial)), None)
        if case is None:
            return frozenset()
        handed = (self._people().recipient(serial) for serial in case.handed_to)
        later = {reader_id(each.sealing_key) for each in handed if each is not None}
        by = {
            event.body.handed_by
            for event in events
            if isinstance(event.body, LetterBody) and event.body.handed_by is not None
        }
        handers = (self._people().recipient(serial) for serial in by)
        later |= {reader_id(each.sealing_key) for each in handers if each is not None}
        own = {self._own_id} if case.readers else set()
        return frozenset(case.readers | later | own)

    def reach(self, concern: Identifier) -> Reach:
        """Return who reads a concern, and to whom it may be handed over."""
        case, ids = self._case(concern), self.readers_of(concern)
        listed = self._people().listed
        everybody = sorted(listed.recipients if listed is not None else (), key=lambda r: r.name)
        return Reach(
            readers=tuple(each for each in everybody if reader_id(each.sealing_key) in ids),
            others=tuple(
                each
                for each in everybody
                if reader_id(each.sealing_key) not in ids and each.serial not in case.about
            ),
            names={each.serial: each.name for each in everybody},
        )

    def _pass_on(self, concern: Identifier, envelope_id: Identifier) -> None:
        """Hand on what the pupil added later to whom this console handed the concern over."""
        events = self._record.events(concern)
        came = [each for each in events if each.envelope == envelope_id and each.kind in _BULKY]
        mine = {
            each.body.recipient
            for each in events
            if each.kind is EventKind.HANDED_OVER
            and isinstance(each.body, DeedBody)
            and each.body.actor == self._serial
        }
        letters = [
            letter
            for person in map(self._people().recipient, sorted(filter(None, mine)))
            for event in came
            if person is not None and _is_from_pupil(event)
            for letter in self._anew(event, person, "", is_escalation=False)
        ]
        if letters:
            self._record.append([], letters)

    def _handing_over(
        self, concern: Identifier, person: Recipient, text: str, *, is_escalation: bool
    ) -> Iterator[Envelope]:
        for event in self._record.events(concern):
            if event.kind in PUPILS:
                yield from self._anew(event, person, text, is_escalation=is_escalation)

    def _anew(
        self, event: Event, person: Recipient, text: str, *, is_escalation: bool
    ) -> Iterator[Envelope]:
        if isinstance(event.body, LetterBody):
            letter = HandedOver(
                concern=event.subject,
                statement=event.body.statement,
                signature=event.body.signature,
                text=text[:CONCERN_TEXT_MAX_CHARACTERS],
                is_escalation=is_escalation,
            )
            yield from self._sealed(letter, [person.sealing_key])

    def _tell(
        self, case: Case, deed: StaffDeed, *, text: str = "", outcome: Outcome | None = None
    ) -> list[Envelope]:
        letter = StaffAct(concern=case.concern, deed=deed, text=text, outcome=outcome)
        return list(self._sealed(letter, [each.sealing_key for each in self._others(case)]))

    def _others(self, case: Case) -> list[Recipient]:
        everybody = self._people().readers(self.readers_of(case.concern))
        return [each for each in everybody if reader_id(each.sealing_key) != self._own_id]

    def _sealed(self, letter: AnyLetter, readers: Sequence[SealingKey]) -> Iterator[Envelope]:
        for start in range(0, len(readers), READERS_MAX):
            yield seal_letter(
                letter,
                author=self._keys.signing,
                readers=readers[start : start + READERS_MAX],
                envelope_id=new_envelope_id(),
                written_at=int(self._utc_now().timestamp() * 1000),
            )

    def _deed(
        self,
        kind: EventKind,
        concern: Identifier,
        *,
        text: str = "",
        outcome: Outcome | None = None,
        recipient: Identifier | None = None,
    ) -> Entry:
        body = DeedBody(
            actor=self._serial,
            actor_name=self._name,
            text=text,
            outcome=outcome,
            recipient=recipient,
        )
        return Entry(kind, concern, body)

    def _case(self, concern: Identifier) -> Case:
        found = cases_of(self._record.events(concern, without=_BULKY), self._serial)
        if not found:
            raise InputError(_WHERE, "it is not in your record", "choose another")
        return dataclasses.replace(found[0], number=self._numbers.get(concern, 0))


def _is_from_pupil(event: Event) -> bool:
    return isinstance(event.body, LetterBody) and event.body.handed_by is None


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise InputError("the text", "it is empty", "write a few words")
    if len(text) > CONCERN_TEXT_MAX_CHARACTERS:
        problem = f"it has {len(text)} characters"
        raise InputError("the text", problem, f"use {CONCERN_TEXT_MAX_CHARACTERS} at most")
    return text
