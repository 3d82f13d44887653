"""Changes to the recipients list, each giving the next version. Pure: list in, list out."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from protocol.errors import InputError
from protocol.limits import HELPLINES_MAX, RECIPIENTS_MAX
from protocol.trust.document import Signed
from protocol.trust.keys import SafeguardingKeys
from protocol.trust.recipients import RECIPIENTS, Helpline, Recipient, RecipientsList
from protocol.trust.roster import StaffMember
from protocol.trust.school_file import School
from protocol.vocabulary import Duty
from teacher_console.school.founding import checked_name, millis

VALID_DAYS = 400
"""A school year and the summer after it; then the list is renewed."""
_ACKNOWLEDGE_WITHIN_S = 4 * 3600
_TEXT_MAX = 120
_LEADS = frozenset({Duty.DSL, Duty.DEPUTY_DSL})
DEFAULT_HELPLINES = (
    Helpline(name="Childline", number="0800 1111", is_emergency=False),
    Helpline(name="In danger now", number="999", is_emergency=True),
)
"""Of the United Kingdom; other nations set their own."""


def empty_list(school: School, now: dt.datetime) -> RecipientsList:
    """Return what the first list of a school is made from: version 0, never signed itself."""
    return RecipientsList(
        school_id=school.school_id,
        version=0,
        issued_at=millis(now),
        expires_at=millis(now + dt.timedelta(days=VALID_DAYS)),
        acknowledge_within_s=_ACKNOWLEDGE_WITHIN_S,
        helplines=DEFAULT_HELPLINES,
        recipients=(),
    )


def add_recipient(
    listed: RecipientsList,
    member: StaffMember,
    *,
    title: str,
    looks_after: str,
    photo: bytes,
    duty: Duty,
    is_offered: bool,
    now: dt.datetime,
) -> RecipientsList:
    """Return the list with `member` of the roster; one who is on it already is changed.

    Args:
        photo: As `small_photo` made it; empty keeps the one there is.

    Raises:
        InputError: The key was taken back, a text is unfit, the list is full, or no lead is on it.
    """
    if member.revoked_at is not None:
        raise InputError(member.name, "this key was taken back", "choose somebody else")
    before = listed.recipient(member.serial)
    made = Recipient(
        serial=member.serial,
        name=member.name,
        title=_checked_text(title, "title"),
        looks_after=_checked_text(looks_after, "looks after"),
        photo=photo or (before.photo if before is not None else b""),
        duty=duty,
        transport_key=member.transport_key,
        signing_key=member.signing_key,
        sealing_key=member.sealing_key,
        is_offered=is_offered,
        absent_until=before.absent_until if before is not None else None,
        deputy=before.deputy if before is not None else None,
    )
    others = tuple(each for each in listed.recipients if each.serial != member.serial)
    if len(others) >= RECIPIENTS_MAX:
        problem = f"{RECIPIENTS_MAX} people are on it already"
        raise InputError("the recipients list", problem, "remove somebody first")
    if before is None:
        return _next(listed, now, recipients=(*others, made))
    changed = (made if each is before else each for each in listed.recipients)
    return _next(listed, now, recipients=tuple(changed))


def remove_recipient(listed: RecipientsList, serial: str, now: dt.datetime) -> RecipientsList:
    """Return the list without this person; whose deputy they were has none.

    Raises:
        InputError: They are not on it, or they are the last lead.
    """
    _known(listed, serial)
    left = (
        msgspec.structs.replace(each, deputy=None) if each.deputy == serial else each
        for each in listed.recipients
        if each.serial != serial
    )
    return _next(listed, now, recipients=tuple(left))


def set_absence(
    listed: RecipientsList,
    serial: str,
    *,
    until: dt.datetime | None,
    deputy: str | None,
    now: dt.datetime,
) -> RecipientsList:
    """Return the list with a person away until then, or back where `until` is None.

    Raises:
        InputError: They or the deputy are not on it, or the moment is past.
    """
    person = _known(listed, serial)
    if until is not None and until <= now:
        raise InputError("away until", "this is in the past", "name a later day")
    if deputy is not None and _known(listed, deputy) is person:
        raise InputError(person.name, "nobody is their own deputy", "name somebody else")
    away = msgspec.structs.replace(
        person,
        absent_until=millis(until) if until is not None else None,
        deputy=deputy if deputy is not None else person.deputy,
    )
    changed = (away if each is person else each for each in listed.recipients)
    return _next(listed, now, recipients=tuple(changed))


def set_helplines(
    listed: RecipientsList, helplines: Sequence[Helpline], now: dt.datetime
) -> RecipientsList:
    """Return the list with these numbers; one at least is for danger now.

    Raises:
        InputError: None, too many, or none for danger now.
    """
    if not 0 < len(helplines) <= HELPLINES_MAX:
        raise InputError("helplines", f"there are {len(helplines)}", f"name 1 to {HELPLINES_MAX}")
    if not any(each.is_emergency for each in helplines):
        raise InputError("helplines", "none is for danger now", "mark one as the emergency number")
    return _next(listed, now, helplines=tuple(helplines))


def set_acknowledge_within(
    listed: RecipientsList, seconds: int, now: dt.datetime
) -> RecipientsList:
    """Return the list with another time within which somebody must open a concern.

    Raises:
        InputError: Less than five minutes or more than a week.
    """
    return _next(listed, now, acknowledge_within_s=seconds)


def renew(listed: RecipientsList, now: dt.datetime) -> RecipientsList:
    """Return the list, good for a school year and its summer from `now`."""
    return _next(listed, now, expires_at=millis(now + dt.timedelta(days=VALID_DAYS)))


def sign_recipients(listed: RecipientsList, keys: SafeguardingKeys) -> Signed[RecipientsList]:
    """Return `listed` signed by the safeguarding root.

    Raises:
        InputError: A value is out of its bounds.
    """
    return RECIPIENTS.sign(listed, keys.signing.secret)


def found_recipient(listed: RecipientsList, text: str) -> Recipient:
    """Return the person with this name or serial.

    Raises:
        InputError: Nobody, or more than one.
    """
    found = [each for each in listed.recipients if text in {each.serial, each.name}]
    if len(found) != 1:
        problem = "nobody on the list has this name" if not found else "several have this name"
        raise InputError(repr(text[:64]), problem, "use the serial that recipients show prints")
    return found[0]


def _known(listed: RecipientsList, serial: str) -> Recipient:
    person = listed.recipient(serial)
    if person is None:
        raise InputError("the recipients list", "this person is not on it", "choose another")
    return person


def _checked_text(text: str, where: str) -> str:
    text = " ".join(text.split())
    if not text.isprintable():
        raise InputError(where, "it has characters that are not printed", "leave them out")
    if len(text) > _TEXT_MAX:
        raise InputError(where, f"it is longer than {_TEXT_MAX}", "shorten it")
    return text


def _next(listed: RecipientsList, now: dt.datetime, **changes: object) -> RecipientsList:
    changed = msgspec.structs.replace(
        listed, version=listed.version + 1, issued_at=millis(now), **changes
    )
    if changed.recipients and not any(each.duty in _LEADS for each in changed.recipients):
        problem = "no safeguarding lead or deputy lead would be on it"
        raise InputError("the recipients list", problem, "add a lead first")
    for each in changed.recipients:
        checked_name(each.name, "name")
    return changed
