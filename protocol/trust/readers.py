"""Who will be able to read a concern: decided here, shown to the child before it is sent. Pure.

Whoever a concern is about never reads it. A lead always reads beside the person who was chosen, so
that nothing lies unread while somebody is ill; where one lead is whom it is about, another does,
and where all of them are, the head.
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from protocol.errors import InputError
from protocol.trust.recipients import Recipient, RecipientsList
from protocol.vocabulary import Duty

_WHERE = "who can read this"


@dataclasses.dataclass(frozen=True, slots=True)
class Readers:
    """Whom a concern is sealed to.

    Attributes:
        first: Who was asked; one person, or every lead where the child asked for anyone.
        beside: Who reads as well, as the child is told before sending.
    """

    first: tuple[Recipient, ...]
    beside: tuple[Recipient, ...]

    @property
    def everybody(self) -> tuple[Recipient, ...]:
        """All who can read, each once."""
        return (*self.first, *self.beside)


def offered(listed: RecipientsList, about: Collection[str] = ()) -> list[Recipient]:
    """Return whom a pupil may choose, in the list's order; nobody the concern is about."""
    return [each for each in listed.recipients if each.is_offered and each.serial not in about]


def readers_of(
    listed: RecipientsList, chosen: str | None, *, about: Collection[str], now: dt.datetime
) -> Readers:
    """Return who reads a concern.

    Args:
        chosen: Serial of the person asked; None is anyone who keeps pupils safe.
        about: Serials of the recipients it is about.
        now: Aware UTC.

    Raises:
        InputError: The list is out of date, the person is not on it, or nobody is left to read.
    """
    if listed.is_expired(now):
        problem = "the school's list of people is out of date"
        raise InputError(_WHERE, problem, "tell an adult you trust, or call the number shown here")
    able = [each for each in listed.recipients if each.serial not in about]
    leads = [each for duty in (Duty.DSL, Duty.DEPUTY_DSL) for each in able if each.duty is duty]
    leads = leads or [each for each in able if each.duty is Duty.HEAD]
    if chosen is None:
        first, beside = leads, []
    else:
        person = listed.recipient(chosen)
        if person is None or not person.is_offered or person.serial in about:
            raise InputError(_WHERE, "this person cannot be written to", "choose somebody else")
        first = [person]
        beside = _until_present([lead for lead in leads if lead != person], now)
    for person in first:
        deputy = listed.recipient(person.deputy) if person.is_absent(now) else None
        if deputy is not None and deputy in able:
            beside.append(deputy)
    if not first:
        problem = "nobody is on the school's list who may read this"
        raise InputError(_WHERE, problem, "tell an adult you trust, or call the number shown here")
    return Readers(tuple(first), tuple(_once(beside, without=first)))


def _until_present(leads: list[Recipient], now: dt.datetime) -> list[Recipient]:
    """Return the first lead who is there, after all who are away: they come back."""
    found = []
    for lead in leads:
        found.append(lead)
        if not lead.is_absent(now):
            break
    return found


def _once(people: Iterable[Recipient], *, without: list[Recipient]) -> list[Recipient]:
    return [each for each in dict.fromkeys(people) if each not in without]
