"""A concern as its events tell it: where it stands, who reads, what was said. Pure.

`Case` is what a list may show, and holds no word of a pupil; `Thread` is what somebody sees who has
opened it, and is dropped when the console locks.
"""

import dataclasses
import enum
from collections.abc import Iterable, Sequence

from protocol.errors import RemoteProtocolError
from protocol.identifiers import Identifier, ReaderId, SealingKey
from protocol.letters.safeguarding import Concern, ConcernPicture, PupilAnswer
from protocol.letters.signed import Opened, read_statement
from protocol.vocabulary import ConcernKind, Outcome
from teacher_console.record.events import DeedBody, Event, EventKind, LetterBody

PUPILS = frozenset({EventKind.RECEIVED, EventKind.PICTURE_CAME, EventKind.ANSWER_CAME})
"""What the pupil's computer sent."""


class CaseState(enum.Enum):
    """In which list a concern stands."""

    NEW = "new"
    """Nobody looks after it yet."""
    MINE = "mine"
    """I look after it, and the last word is not mine."""
    WAITING = "waiting"
    """A colleague looks after it, or I answered and the pupil has not."""
    CLOSED = "closed"


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """A concern in a list.

    Attributes:
        number: In the order in which this person received them, from 1.
        received_at: Unix milliseconds, by the clock of the office that had it first.
        is_unread: The pupil sent something that I have not opened.
        holder: Serial of who looks after it, None while nobody does.
        acknowledged_at: When anybody opened it first; None while nobody has.
        is_escalated: Nobody had opened it in time, and the deputies were told.
        readers: To whose keys it is sealed by now.
        about, chosen: Serials, as the pupil gave them.
    """

    concern: Identifier
    number: int
    received_at: int
    last_at: int
    state: CaseState
    is_unread: bool
    holder: Identifier | None
    holder_name: str
    acknowledged_at: int | None
    is_escalated: bool
    outcome: Outcome | None
    readers: frozenset[ReaderId]
    handed_to: frozenset[Identifier]
    about: tuple[Identifier, ...]
    chosen: Identifier | None


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """One line of a thread.

    Attributes:
        at: Unix milliseconds: when it was received or done.
        who: Name of a member of staff; empty for the pupil.
        recipient: Serial of whom it was handed over to.
        picture: JPEG or WebP, untrusted.
    """

    kind: EventKind
    at: int
    who: str
    text: str
    meet_when: str = ""
    recipient: Identifier | None = None
    outcome: Outcome | None = None
    picture: bytes = dataclasses.field(default=b"", repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Thread:
    """A concern that was opened.

    Attributes:
        pupil_name: Empty where they asked not to be named, or the text has not come yet.
        has_picture: One was announced; it may come later than the text.
        reply_to: Keys that answers are sealed to.
    """

    case: Case
    kind: ConcernKind | None
    pupil_name: str
    has_picture: bool
    reply_to: tuple[SealingKey, ...]
    said: tuple[Said, ...]


def cases_of(events: Iterable[Event], me: Identifier) -> list[Case]:
    """Return every concern, unread first, then oldest.

    Args:
        events: Of the whole record, in order; contents of `PUPILS` other than concerns may be left
            out.
        me: Serial of the console's person.
    """
    by_concern: dict[Identifier, list[Event]] = {}
    for event in events:
        if event.kind in _IN_A_CASE:
            by_concern.setdefault(event.subject, []).append(event)
    cases = [
        _case(concern, number, each, me)
        for number, (concern, each) in enumerate(by_concern.items(), 1)
    ]
    return sorted(cases, key=lambda each: (not each.is_unread, each.received_at, each.number))


def thread_of(case: Case, events: Sequence[Event]) -> Thread:
    """Return what was said in the concern of `case`; `events` are its own, opened."""
    concern = _first_concern(events)
    letter = concern.letter if concern is not None else None
    said = (_said(event) for event in events)
    return Thread(
        case=case,
        kind=letter.kind if isinstance(letter, Concern) else None,
        pupil_name=letter.pupil_name if isinstance(letter, Concern) else "",
        has_picture=isinstance(letter, Concern) and letter.has_picture,
        reply_to=letter.reply_to if isinstance(letter, Concern) else (),
        said=tuple(each for each in said if each is not None),
    )


_IN_A_CASE = PUPILS | {
    EventKind.OPENED,
    EventKind.CLAIMED,
    EventKind.NOTED,
    EventKind.REPLIED,
    EventKind.HANDED_OVER,
    EventKind.CLOSED,
    EventKind.ESCALATED,
}


def _case(concern: Identifier, number: int, events: Sequence[Event], me: Identifier) -> Case:
    holder, holder_name, outcome = None, "", None
    acknowledged_at: int | None = None
    is_closed = is_escalated = is_mine_last = False
    is_unread = False
    handed_to: set[Identifier] = set()
    for event in events:
        deed = event.body if isinstance(event.body, DeedBody) else None
        actor = deed.actor if deed is not None else None
        match event.kind:
            case EventKind.RECEIVED | EventKind.PICTURE_CAME | EventKind.ANSWER_CAME:
                is_unread, is_closed, is_mine_last = True, False, False
            case EventKind.OPENED:
                acknowledged_at = acknowledged_at or event.at
                is_unread = is_unread and actor != me
            case EventKind.CLAIMED if deed is not None:
                holder, holder_name = actor, deed.actor_name
            case EventKind.REPLIED:
                is_mine_last = True
            case EventKind.HANDED_OVER if deed is not None and deed.recipient is not None:
                handed_to.add(deed.recipient)
            case EventKind.CLOSED if deed is not None:
                is_closed, outcome = True, deed.outcome
            case EventKind.ESCALATED:
                is_escalated = True
            case _:
                pass
    if is_closed:
        state = CaseState.CLOSED
    elif holder is None:
        state = CaseState.NEW
    elif holder == me and not is_mine_last:
        state = CaseState.MINE
    else:
        state = CaseState.WAITING
    letter = _first_concern(events)
    told = letter.letter if letter is not None else None
    readers: set[ReaderId] = set()
    received_at = events[0].at
    for event in events:
        if event.kind is EventKind.RECEIVED and isinstance(event.body, LetterBody):
            received_at = event.body.received_at
    if letter is not None:
        readers.update(letter.readers)
    return Case(
        concern=concern,
        number=number,
        received_at=received_at,
        last_at=events[-1].at,
        state=state,
        is_unread=is_unread,
        holder=holder,
        holder_name=holder_name,
        acknowledged_at=acknowledged_at,
        is_escalated=is_escalated,
        outcome=outcome if is_closed else None,
        readers=frozenset(readers),
        handed_to=frozenset(handed_to),
        about=told.about if isinstance(told, Concern) else (),
        chosen=told.chosen if isinstance(told, Concern) else None,
    )


def _first_concern(events: Sequence[Event]) -> Opened | None:
    return next((each for each in map(_concern_of, events) if each is not None), None)


def _concern_of(event: Event) -> Opened | None:
    if event.kind is not EventKind.RECEIVED or not isinstance(event.body, LetterBody):
        return None
    return _opened(event.body)


def _opened(body: LetterBody) -> Opened | None:
    try:
        return read_statement(body.statement, body.signature)
    except RemoteProtocolError:  # checked when it was taken: an older program's letter, perhaps
        return None


def _said(event: Event) -> Said | None:
    match event.body:
        case DeedBody() as deed:
            return Said(
                event.kind,
                event.at,
                deed.actor_name,
                deed.text,
                recipient=deed.recipient,
                outcome=deed.outcome,
            )
        case LetterBody() as body:
            opened = _opened(body)
            if opened is None:
                return None
            match opened.letter:
                case Concern() as letter:
                    at, when = body.received_at, letter.meet_when
                    return Said(event.kind, at, "", letter.text, when)
                case PupilAnswer(text=text):
                    return Said(event.kind, body.received_at, "", text)
                case ConcernPicture(picture=picture):
                    return Said(event.kind, body.received_at, "", "", picture=picture)
                case _:
                    return None
        case None if event.kind in PUPILS:
            return Said(EventKind.ERASED, event.at, "", "")
        case _:
            return None
