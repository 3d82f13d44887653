"""A concern among its readers: taken, opened, answered, handed over, escalated, closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.errors import InputError
from protocol.letters.safeguarding import StaffReply
from protocol.trust.recipients import Recipient
from protocol.vocabulary import Outcome
from teacher_console.concerns.clock import Urgency, clock_of
from teacher_console.concerns.intake import Taken
from teacher_console.concerns.thread import CaseState
from teacher_console.record.events import EventKind
from tests.helpers.casework import WORDS, Staff, TellingSchool, telling_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[TellingSchool]:
    with telling_school(tmp_path) as made:
        yield made


def test_a_concern_lies_new_and_unread_with_each_reader_and_nobody_else(
    school: TellingSchool,
) -> None:
    school.deliver(school.concern())
    assert school.teacher.states() == school.dsl.states() == ["new"]
    assert school.deputy.states() == school.head.states() == []
    assert school.teacher.work.cases()[0].is_unread


def test_an_envelope_handed_over_again_is_known_and_stands_once(school: TellingSchool) -> None:
    envelope = school.concern()
    assert school.teacher.hand(envelope) is Taken.RECORDED
    assert school.teacher.hand(envelope) is Taken.KNOWN
    assert len(school.teacher.work.cases()) == 1


def test_opening_shows_the_words_and_is_itself_an_event_each_time(school: TellingSchool) -> None:
    envelope = school.concern(meet_when="after lunch")
    school.deliver(envelope)
    thread = school.teacher.work.open(envelope.id)
    school.teacher.work.open(envelope.id)
    assert thread.said[0].text == WORDS
    assert thread.said[0].meet_when == "after lunch"
    assert thread.pupil_name == "Amira Khan"
    kinds = [each.kind for each in school.teacher.record.events(envelope.id)]
    assert kinds == [EventKind.RECEIVED, EventKind.OPENED, EventKind.OPENED]
    assert not school.teacher.work.cases()[0].is_unread


def test_the_other_readers_hear_that_it_was_opened_and_by_whom_it_is_looked_after(
    school: TellingSchool,
) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.teacher.work.open(envelope.id)
    school.teacher.work.claim(envelope.id)
    school.settle()
    case = school.dsl.work.cases()[0]
    assert case.state is CaseState.WAITING
    assert case.holder_name == "Ms Patel"
    assert case.acknowledged_at is not None
    assert case.is_unread, "the lead has not read it themselves"
    assert school.teacher.states() == ["mine"]


def test_a_note_reaches_the_readers_and_never_the_pupil(school: TellingSchool) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.teacher.work.note(envelope.id, "spoke to the form tutor")
    assert school.settle() == []
    said = school.dsl.work.thread(envelope.id).said
    assert [(each.who, each.text) for each in said[1:]] == [("Ms Patel", "spoke to the form tutor")]


def test_a_reply_reaches_the_pupil_and_all_readers(school: TellingSchool) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.teacher.work.claim(envelope.id)
    school.teacher.work.reply(envelope.id, "thank you, I will find you at break")
    (reached,) = school.settle()
    assert isinstance(reached.letter, StaffReply)
    assert reached.letter.author == "Ms Patel"
    assert reached.letter.text == "thank you, I will find you at break"
    assert school.dsl.work.thread(envelope.id).said[-1].text == reached.letter.text
    assert school.teacher.states() == ["waiting"], "for the pupil now"


def test_what_the_pupil_adds_makes_it_unread_again_even_after_closing(
    school: TellingSchool,
) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.teacher.work.open(envelope.id)
    school.teacher.work.claim(envelope.id)
    school.teacher.work.close(envelope.id, Outcome.TALKED, "talked at break")
    school.settle()
    assert school.teacher.states() == school.dsl.states() == ["closed"]
    school.deliver(school.answer(envelope.id))
    assert school.teacher.states() == ["mine"]
    assert school.teacher.work.cases()[0].is_unread


def test_handing_over_seals_it_anew_as_the_pupils_computer_signed_it(
    school: TellingSchool,
) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.deliver(school.picture(envelope.id, b"\xff\xd8 a picture"))
    school.teacher.work.hand_over(envelope.id, school.head.line.serial, "please look")
    school.settle()
    said = school.head.work.open(envelope.id).said
    assert [each.text for each in said if each.kind is EventKind.RECEIVED] == [WORDS]
    assert [each.picture for each in said if each.picture] == [b"\xff\xd8 a picture"]
    school.settle()
    names = ["Dr Hale", "Mr Okoro", "Ms Patel"]
    assert _readers(school.teacher, envelope.id) == names
    assert _readers(school.dsl, envelope.id) == names
    assert _readers(school.head, envelope.id) == names
    kinds = [each.kind for each in school.teacher.record.events(envelope.id)]
    assert EventKind.HANDED_OVER in kinds


def _readers(staff: Staff, concern: str) -> list[str]:
    return [each.name for each in staff.work.reach(concern).readers]


def test_to_whom_it_was_handed_over_they_answer_and_later_words_follow(
    school: TellingSchool,
) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.teacher.work.hand_over(envelope.id, school.head.line.serial, "")
    school.settle()
    school.deliver(school.answer(envelope.id, "one more thing"))
    assert school.head.work.thread(envelope.id).said[-1].text == "one more thing"
    school.head.work.reply(envelope.id, "I am here for you")
    (reached,) = school.settle()
    assert isinstance(reached.letter, StaffReply)
    assert school.teacher.work.thread(envelope.id).said[-1].text == "I am here for you"


def _line(school: TellingSchool, name: str) -> Recipient:
    return next(each.line for each in school.everybody if each.line.name == name)


def test_it_is_never_handed_to_whom_it_is_about_nor_to_a_reader_nor_to_a_stranger(
    school: TellingSchool,
) -> None:
    head = _line(school, "Dr Hale")
    envelope = school.concern(about=(head.serial,))
    school.deliver(envelope)
    for serial, sentence in (
        (head.serial, "this concern is about them"),
        (school.dsl.line.serial, "they can read it already"),
        ("f" * 32, "not on the list"),
    ):
        with pytest.raises(InputError, match=sentence):
            school.teacher.work.hand_over(envelope.id, serial, "")
    assert school.teacher.work.outgoing() == []


def test_when_nobody_opened_it_in_time_the_deputy_gets_it_once(school: TellingSchool) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.forward(hours=3.9)
    assert school.dsl.work.escalate() == 0
    school.forward(hours=0.2)
    assert school.dsl.work.escalate() == 1
    assert school.teacher.work.escalate() == 1, "its console does not know that of the lead's"
    school.settle()
    assert school.dsl.work.escalate() == school.teacher.work.escalate() == 0
    assert [each.is_escalated for each in school.deputy.work.cases()] == [True]
    assert school.deputy.work.open(envelope.id).said[0].text == WORDS
    assert school.head.states() == [], "one deputy is enough"


def test_nothing_is_escalated_once_somebody_opened_it(school: TellingSchool) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    school.teacher.work.open(envelope.id)
    school.settle()
    school.forward(hours=12)
    assert school.dsl.work.escalate() == 0


def test_escalating_passes_by_whom_it_is_about(school: TellingSchool) -> None:
    envelope = school.concern(about=(school.deputy.line.serial,))
    school.deliver(envelope)
    school.forward(hours=5)
    school.dsl.work.escalate()
    school.settle()
    assert school.deputy.states() == []
    assert school.head.states() == ["new"]


def test_the_clock_counts_down_and_a_wrong_clock_never_makes_it_late_early(
    school: TellingSchool,
) -> None:
    school.deliver(school.concern())
    case = school.teacher.work.cases()[0]
    start = school.now_ms()
    assert clock_of(case, 3600, start).urgency is Urgency.IN_TIME
    assert clock_of(case, 3600, start + 3_000_000).urgency is Urgency.SOON
    assert clock_of(case, 3600, start + 3_600_000).urgency is Urgency.LATE
    assert clock_of(case, 3600, 0).urgency is Urgency.IN_TIME
    assert clock_of(case, 3600, start + 1_000).left_s == 3599.0


def test_unread_stands_first_then_the_oldest(school: TellingSchool) -> None:
    concerns = []
    for _ in range(4):
        concerns.append(school.concern())
        school.deliver(concerns[-1])
        school.forward(minutes=1)
    school.teacher.work.open(concerns[0].id)
    order = [each.concern for each in school.teacher.work.cases()]
    assert order == [each.id for each in (*concerns[1:], concerns[0])]


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 2001])
def test_nothing_empty_or_too_long_is_sent(school: TellingSchool, text: str) -> None:
    envelope = school.concern()
    school.deliver(envelope)
    for act in (school.teacher.work.reply, school.teacher.work.note):
        with pytest.raises(InputError, match="the text"):
            act(envelope.id, text)
    assert school.teacher.work.outgoing() == []


def test_a_picture_that_comes_before_its_text_waits_for_it(school: TellingSchool) -> None:
    envelope = school.concern(has_picture=True)
    school.deliver(school.picture(envelope.id, b"\xff\xd8"))
    assert school.teacher.states() == ["new"]
    with pytest.raises(InputError, match="wait until the rest of it has come"):
        school.teacher.work.reply(envelope.id, "hello")
    school.deliver(envelope)
    assert len(school.teacher.work.cases()) == 1
    assert school.teacher.work.thread(envelope.id).has_picture
