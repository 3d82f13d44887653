"""Who reads a concern: whoever was chosen and a lead, and never whom it is about."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import InputError
from protocol.trust.readers import offered, readers_of
from protocol.trust.recipients import (
    RECIPIENTS,
    RecipientsList,
    carried_recipients,
    read_recipients,
)
from protocol.vocabulary import Duty
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import DAY_MS, SchoolInMemory, now_ms, utc_now

SCHOOL = SchoolInMemory()
PATEL = recipient("Ms Patel")
JONES = recipient("Mr Jones")
LEAD = recipient("Ms Okoro", Duty.DSL)
DEPUTY = recipient("Mr Lee", Duty.DEPUTY_DSL)
HEAD = recipient("Dr Brown", Duty.HEAD, is_offered=False)
LISTED = recipients_list(SCHOOL, [PATEL, JONES, LEAD, DEPUTY, HEAD]).body


def names(listed: RecipientsList, chosen: str | None, *about: str) -> tuple[list[str], list[str]]:
    found = readers_of(listed, chosen, about=about, now=utc_now())
    return [each.name for each in found.first], [each.name for each in found.beside]


def test_the_lead_reads_beside_the_person_who_was_chosen() -> None:
    assert names(LISTED, PATEL.serial) == (["Ms Patel"], ["Ms Okoro"])


def test_the_deputy_reads_beside_the_lead() -> None:
    assert names(LISTED, LEAD.serial) == (["Ms Okoro"], ["Mr Lee"])


def test_anyone_who_keeps_pupils_safe_is_every_lead() -> None:
    assert names(LISTED, None) == (["Ms Okoro", "Mr Lee"], [])


def test_a_lead_it_is_about_is_replaced_by_the_deputy() -> None:
    assert names(LISTED, PATEL.serial, LEAD.serial) == (["Ms Patel"], ["Mr Lee"])


def test_where_it_is_about_all_leads_the_head_reads() -> None:
    assert names(LISTED, None, LEAD.serial, DEPUTY.serial) == (["Dr Brown"], [])


def test_whoever_it_is_about_cannot_be_chosen() -> None:
    with pytest.raises(InputError, match="cannot be written to"):
        names(LISTED, PATEL.serial, PATEL.serial)
    assert PATEL not in offered(LISTED, [PATEL.serial])


def test_somebody_who_is_not_offered_cannot_be_chosen() -> None:
    with pytest.raises(InputError, match="cannot be written to"):
        names(LISTED, HEAD.serial)
    assert HEAD not in offered(LISTED)


def test_for_a_person_who_is_away_their_deputy_reads_too() -> None:
    away = recipient("Ms Rao", absent_until=now_ms() + DAY_MS, deputy=JONES.serial)
    listed = recipients_list(SCHOOL, [away, JONES, LEAD]).body
    assert names(listed, away.serial) == (["Ms Rao"], ["Ms Okoro", "Mr Jones"])
    assert names(listed, away.serial, JONES.serial) == (["Ms Rao"], ["Ms Okoro"])


def test_while_the_lead_is_away_the_deputy_reads_as_well() -> None:
    lead = recipient("Ms Okoro", Duty.DSL, absent_until=now_ms() + DAY_MS)
    listed = recipients_list(SCHOOL, [PATEL, lead, DEPUTY]).body
    assert names(listed, PATEL.serial) == (["Ms Patel"], ["Ms Okoro", "Mr Lee"])


def test_an_old_list_seals_nothing_and_says_whom_to_tell() -> None:
    listed = recipients_list(SCHOOL, [PATEL, LEAD], expires_in_ms=-3 * DAY_MS).body
    with pytest.raises(InputError, match="out of date; tell an adult you trust"):
        names(listed, PATEL.serial)


def test_a_computer_at_1970_still_seals() -> None:
    found = readers_of(LISTED, None, about=(), now=dt.datetime(1970, 1, 2, tzinfo=dt.UTC))
    assert found.first == (LEAD, DEPUTY)


def test_where_nobody_is_left_the_child_is_told_whom_to_ask() -> None:
    listed = recipients_list(SCHOOL, [LEAD]).body
    with pytest.raises(InputError, match=r"nobody .* may read this"):
        names(listed, None, LEAD.serial)


PEOPLE = (PATEL, JONES, LEAD, DEPUTY, HEAD)


@given(
    chosen=st.sampled_from([None, *(each.serial for each in PEOPLE)]),
    about=st.sets(st.sampled_from([each.serial for each in PEOPLE])),
    away=st.sets(st.sampled_from(range(5))),
    deputies=st.lists(st.sampled_from([None, *range(5)]), min_size=5, max_size=5),
)
def test_whoever_it_is_about_never_reads(
    chosen: str | None, about: set[str], away: set[int], deputies: list[int | None]
) -> None:
    people = [
        recipient(
            each.name,
            each.duty,
            serial=each.serial,
            absent_until=now_ms() + DAY_MS if number in away else None,
            deputy=PEOPLE[deputies[number] or 0].serial if deputies[number] is not None else None,
        )
        for number, each in enumerate(PEOPLE)
    ]
    listed = recipients_list(SCHOOL, people).body
    try:
        found = readers_of(listed, chosen, about=about, now=utc_now())
    except InputError:
        return
    serials = [each.serial for each in found.everybody]
    assert not about & set(serials)
    assert len(serials) == len(set(serials)) > 0
    if chosen is not None:
        assert serials[0] == chosen


def test_only_the_safeguarding_root_signs_the_list() -> None:
    listed = recipients_list(SCHOOL, [PATEL])
    data = RECIPIENTS.to_file(listed)
    assert read_recipients(data, where="x", school=SCHOOL.school).body == listed.body
    forged = RECIPIENTS.sign(listed.body, SCHOOL.deployment.signing.secret)
    with pytest.raises(InputError, match="another school signed it"):
        read_recipients(RECIPIENTS.to_file(forged), where="x", school=SCHOOL.school)
    assert carried_recipients(forged.canonical, forged.signature, SCHOOL.school) is None
    assert carried_recipients(listed.canonical, listed.signature, SCHOOL.school) is not None
