"""Concerns attacked by whoever carries them, by other staff and by other schools: none is taken."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from protocol.letters.safeguarding import Concern, HandedOver, StaffAct, StaffReply
from protocol.letters.signed import open_letter
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope, new_envelope_id, open_envelope, seal
from protocol.vocabulary import StaffDeed
from teacher_console.concerns.intake import Taken
from tests.helpers.casework import TellingSchool, telling_school

pytestmark = pytest.mark.usefixtures("expected_log")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[TellingSchool]:
    with telling_school(tmp_path) as made:
        yield made


def _taken(school: TellingSchool, envelope: Envelope) -> bool:
    return school.teacher.hand(envelope) is Taken.RECORDED


def test_t11_every_byte_of_an_envelope_flipped_0_accepted(school: TellingSchool) -> None:
    data = msgspec.msgpack.encode(school.concern())
    tried = accepted = 0
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x01
        try:
            envelope = msgspec.msgpack.decode(bytes(changed), type=Envelope)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue  # the link refuses it
        tried += 1
        accepted += _taken(school, envelope)
    assert tried > 1000
    assert accepted == 0
    assert school.teacher.work.cases() == []
    assert school.teacher.work.set_aside() > 0, "nothing that came is lost"


def test_t11_readers_stripped_added_or_swapped_0_accepted(school: TellingSchool) -> None:
    accepted = 0
    for _ in range(100):
        envelope = school.concern()
        other = school.concern(readers=(school.teacher, school.head))
        mine, theirs = envelope.readers
        for readers in (
            (mine,),
            (mine, theirs, other.readers[1]),
            (theirs, mine),
            (mine, other.readers[1]),
        ):
            attacked = msgspec.structs.replace(envelope, id=new_envelope_id(), readers=readers)
            accepted += _taken(school, attacked)
            accepted += _taken(school, msgspec.structs.replace(attacked, id=envelope.id))
    assert accepted == 0


def _foreign_device(school: TellingSchool) -> Envelope:
    return school.write(_letter(school), author=PrivateKey.generate())


def _staff_as_pupil(school: TellingSchool) -> Envelope:
    return school.write(_letter(school), author=school.dsl.person.keys.signing)


def _sealed_anew(school: TellingSchool) -> Envelope:
    """A reader seals the pupil's signed words under another id."""
    content = open_envelope(school.concern(), school.dsl.person.keys.sealing)
    return seal(content, [school.teacher.key, school.dsl.key], new_envelope_id())


def _sealed_to_others(school: TellingSchool) -> Envelope:
    envelope = school.concern(readers=(school.dsl,))
    content = open_envelope(envelope, school.dsl.person.keys.sealing)
    return seal(content, [school.teacher.key], envelope.id)


def _device_as_staff(school: TellingSchool) -> Envelope:
    return school.write(StaffReply(concern="a" * 32, text="x", author="Ms Patel"))


def _not_a_reader(school: TellingSchool) -> Envelope:
    concern = school.concern()
    assert _taken(school, concern)
    act = StaffAct(concern=concern.id, deed=StaffDeed.CLOSED, text="")
    return school.write(act, author=school.head.person.keys.signing)


def _not_on_the_list(school: TellingSchool) -> Envelope:
    concern = school.concern()
    assert _taken(school, concern)
    act = StaffAct(concern=concern.id, deed=StaffDeed.CLOSED, text="")
    return school.write(act, author=school.stranger().keys.signing)


def _handed_over_by_no_reader(school: TellingSchool) -> Envelope:
    concern = school.concern(readers=(school.dsl,))
    opened = open_letter(concern, school.dsl.person.keys.sealing)
    letter = _handing(concern.id, opened.statement, opened.signature)
    return school.write(letter, author=school.head.person.keys.signing)


def _handed_over_and_altered(school: TellingSchool) -> Envelope:
    concern = school.concern(readers=(school.dsl,))
    opened = open_letter(concern, school.dsl.person.keys.sealing)
    altered = opened.statement.replace(b"lunch", b"LUNCH")
    letter = _handing(concern.id, altered, opened.signature)
    return school.write(letter, author=school.dsl.person.keys.signing)


def _handed_over_as_another(school: TellingSchool) -> Envelope:
    opened = open_letter(school.concern(readers=(school.dsl,)), school.dsl.person.keys.sealing)
    letter = _handing("b" * 32, opened.statement, opened.signature)
    return school.write(letter, author=school.dsl.person.keys.signing)


def _handing(concern: str, statement: bytes, signature: bytes) -> HandedOver:
    return HandedOver(
        concern=concern, statement=statement, signature=signature, text="", is_escalation=False
    )


def _letter(school: TellingSchool) -> Concern:
    letter = open_letter(school.concern(), school.teacher.person.keys.sealing).letter
    assert isinstance(letter, Concern)
    return letter


@pytest.mark.parametrize(
    "attack",
    [
        _foreign_device,
        _staff_as_pupil,
        _sealed_anew,
        _sealed_to_others,
        _device_as_staff,
        _not_a_reader,
        _not_on_the_list,
        _handed_over_by_no_reader,
        _handed_over_and_altered,
        _handed_over_as_another,
    ],
)
def test_t11_another_author_20_times_0_accepted(
    school: TellingSchool, attack: Callable[[TellingSchool], Envelope]
) -> None:
    results = [school.teacher.hand(attack(school)) for _ in range(20)]
    assert set(results) == {Taken.SET_ASIDE}


def test_t11_a_device_that_was_revoked_is_not_believed(school: TellingSchool) -> None:
    school.school.revoke(school.computer)
    school.roster = school.school.roster()
    assert school.teacher.hand(school.concern()) is Taken.SET_ASIDE


def test_no_word_of_a_pupil_stands_in_the_log(
    school: TellingSchool, expected_log: pytest.LogCaptureFixture
) -> None:
    school.teacher.hand(_foreign_device(school))
    school.teacher.hand(school.concern())
    for word in ("lunch", "Amira", "Ms Patel", "Okoro"):
        assert word not in expected_log.text
