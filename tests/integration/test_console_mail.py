"""The console's mail over real sockets: fetched, recorded, taken; sent until it is safe."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import reader_id
from tests.helpers.cases_at_work import Heard, cases_at_work
from tests.helpers.casework import TellingSchool, telling_school
from tests.helpers.console_office import fake_office
from tests.helpers.safeguarding import recipients_list
from tests.helpers.school import SchoolInMemory


@pytest.fixture
def school(tmp_path: Path) -> Iterator[TellingSchool]:
    with telling_school(tmp_path) as made:
        yield made


def test_what_waits_at_the_hub_is_recorded_and_only_then_taken(school: TellingSchool) -> None:
    reader = reader_id(school.teacher.key)
    with fake_office() as office:
        for _ in range(3):
            office.put(school.concern())
        with cases_at_work(school, school.teacher, office) as console:
            console.heard.wait_for(lambda heard: len(heard.cases) == 3)
            office.await_log(lambda log: log.count("EnvelopeTaken") == 3)
            assert office.lie_there(reader) == []
            assert len(office.lie_there(reader_id(school.dsl.key))) == 3
    assert len(school.teacher.work.cases()) == 3


def _has_cases(number: int) -> Callable[[Heard], bool]:
    return lambda heard: len(heard.cases) == number


def test_a_concern_is_in_the_inbox_within_half_a_second(school: TellingSchool) -> None:
    with fake_office() as office, cases_at_work(school, school.teacher, office) as console:
        office.await_log(lambda log: "WatchReaders" in log)
        took = []
        for number in range(1, 21):
            envelope = school.concern()
            began = time.monotonic()
            office.put(envelope)
            console.heard.wait_for(_has_cases(number))
            took.append(time.monotonic() - began)
    assert sorted(took)[18] <= 0.5


def test_a_reply_goes_to_the_hub_and_is_forgotten_once_received(school: TellingSchool) -> None:
    envelope = school.concern()
    pupil = reader_id(school.reply_key.sealing_key())
    with fake_office() as office:
        office.put(envelope)
        with cases_at_work(school, school.teacher, office) as console:
            console.heard.wait_for(lambda heard: len(heard.cases) == 1)
            console.do(lambda work: work.reply(envelope.id, "thank you for telling"))
            console.heard.wait_for(lambda heard: len(heard.arrivals) == 1)
            assert len(office.lie_there(pupil)) == 1
    assert school.teacher.work.outgoing() == []


def test_what_was_only_carried_is_kept_and_sent_again_to_the_hub(school: TellingSchool) -> None:
    envelope = school.concern()
    school.teacher.hand(envelope)
    school.teacher.work.note(envelope.id, "a note")
    with fake_office() as office:
        office.is_received = False
        with cases_at_work(school, school.teacher, office):
            office.await_log(lambda log: "KeepEnvelope" in log)
    assert len(school.teacher.work.outgoing()) == 1
    with fake_office() as office, cases_at_work(school, school.teacher, office) as console:
        console.heard.wait_for(lambda heard: len(heard.arrivals) == 1)
    assert school.teacher.work.outgoing() == []


def test_without_a_hub_letters_lie_in_the_consoles_own_office(school: TellingSchool) -> None:
    envelope = school.concern()
    school.teacher.hand(envelope)
    school.teacher.work.reply(envelope.id, "thank you")
    with fake_office(school.teacher.person.keys.transport) as office:
        office.is_received = False  # it is sealed to others
        with cases_at_work(school, school.teacher, office, is_hub=False) as console:
            console.io.post(lambda: console.post.own_office(office.address))
            console.heard.wait_for(lambda heard: len(heard.arrivals) == 1)
            assert len(office.lie_there(reader_id(school.dsl.key))) == 1
    assert school.teacher.work.outgoing() == []


def test_a_colleagues_console_is_dialled_when_found_and_a_strangers_is_not(
    school: TellingSchool,
) -> None:
    colleague = school.dsl.person.keys.transport
    with (
        fake_office(colleague) as office,
        fake_office(PrivateKey.generate()) as stranger,
        cases_at_work(school, school.teacher, None) as console,
    ):
        post = console.post
        console.io.post(lambda: post.found_office(stranger.key, (stranger.address,)))
        console.io.post(lambda: post.found_office(office.key, (office.address,)))
        office.await_log(lambda log: "WatchReaders" in log)
        assert stranger.log == []


def test_an_office_that_restarts_is_dialled_again_and_nothing_is_recorded_twice(
    school: TellingSchool,
) -> None:
    own = PrivateKey.generate()
    envelope = school.concern()
    with fake_office(own) as office:
        port = office.port
        office.put(envelope)
        with cases_at_work(school, school.teacher, office) as console:
            console.heard.wait_for(lambda heard: len(heard.cases) == 1)
            office.say_goodbye()
            office.await_log(lambda log: log.count("GreetOffice") == 2)
            office.put(envelope)
            office.put(school.concern())
            console.heard.wait_for(lambda heard: len(heard.cases) == 2)
    assert port
    assert len(school.teacher.work.cases()) == 2


def test_a_newer_recipients_list_is_taken_from_the_office_and_another_schools_is_not(
    school: TellingSchool, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    people = [each.line for each in school.everybody]
    newer = recipients_list(school.school, people, version=5)
    with fake_office() as office:
        office.listed = newer
        with cases_at_work(school, school.teacher, office) as console:
            console.heard.wait_for(lambda heard: heard.lists == [5])
    with fake_office() as office:
        office.listed = recipients_list(SchoolInMemory(), people, version=9)
        with cases_at_work(school, school.teacher, office) as console:
            office.await_log(lambda log: "RecipientsTaken" in log)
            assert console.heard.lists == [], "another school's"


def test_while_the_record_cannot_be_opened_nothing_is_taken_from_the_office(
    school: TellingSchool, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    school.teacher.url, good = "sqlite:////nowhere/record.sqlite", school.teacher.url
    with fake_office() as office:
        office.put(school.concern())
        with cases_at_work(school, school.teacher, office) as console:
            console.heard.wait_for(lambda heard: len(heard.problems) == 1)
            office.await_log(lambda log: "WatchReaders" in log)
            assert "EnvelopeTaken" not in office.log
            assert len(office.lie_there(reader_id(school.teacher.key))) == 1
            school.teacher.url = good
