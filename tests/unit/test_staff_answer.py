"""A request is answered by one file, and only by the right one."""

from pathlib import Path

import pytest

from protocol.errors import InputError
from protocol.files import write_file
from protocol.trust.keyfile import Argon2id, seal_keys
from protocol.trust.keys import StaffKeys
from protocol.trust.school_file import SCHOOL_FILE
from protocol.vocabulary import Role
from teacher_console.school.roster_editing import line_fingerprint
from teacher_console.school.staff_answer import read_staff_answer, staff_answer_file
from teacher_console.school.staff_folder import (
    join_school,
    made_key,
    make_staff_key,
    request_name,
    school_in,
    take_answer,
)
from teacher_console.school.unlocking import KEY_NAME, ROSTER_NAME, read_staff_folder, unlock
from tests.helpers.school import Person, SchoolInMemory, utc_now

WORDS = "three random words"


class Staffroom:
    """A school, a person of it, and the person's folder with their key."""

    def __init__(self, folder: Path) -> None:
        self.school = SchoolInMemory()
        self.signed = SCHOOL_FILE.sign(self.school.school, self.school.deployment.signing.secret)
        self.person = self.school.person()
        self.folder = folder
        folder.mkdir(mode=0o700)
        write_file(folder / KEY_NAME, sealed(self.person.keys))

    def answer(self) -> bytes:
        return staff_answer_file(self.signed, self.school.roster(), self.school.deployment)


def sealed(keys: StaffKeys) -> bytes:
    cheapest = Argon2id(salt=bytes(16), operations=3, memory_bytes=128 * 1024 * 1024)
    return seal_keys(keys, WORDS, cheapest)


@pytest.fixture
def staffroom(tmp_path: Path) -> Staffroom:
    return Staffroom(tmp_path / "me")


def take(room: Staffroom, data: bytes) -> None:
    take_answer(room.folder, read_staff_answer(data, where="a.answer"), where="a.answer")


def test_an_answer_is_all_that_signing_in_needs(staffroom: Staffroom) -> None:
    take(staffroom, staffroom.answer())
    signed_in = unlock(read_staff_folder(staffroom.folder), WORDS, utc_now())
    assert signed_in.member == staffroom.person.line
    assert signed_in.school == staffroom.school.school


@pytest.mark.parametrize("cut", [0, 1, 60, 400, -3])
def test_a_cut_answer_is_one_sentence(staffroom: Staffroom, cut: int) -> None:
    with pytest.raises(InputError, match=r"\Aa\.answer: .*\.\Z"):
        take(staffroom, staffroom.answer()[:cut])


def test_an_answer_with_one_letter_changed_is_refused(staffroom: Staffroom) -> None:
    data = bytearray(staffroom.answer())
    at = data.index(b'"roster": "') + 300
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    with pytest.raises(InputError):
        take(staffroom, bytes(data))
    assert not (staffroom.folder / ROSTER_NAME).exists()


def test_an_answer_put_together_by_another_root_is_refused(staffroom: Staffroom) -> None:
    stranger = SchoolInMemory("Elm School")
    data = staff_answer_file(staffroom.signed, staffroom.school.roster(), stranger.deployment)
    with pytest.raises(InputError, match="school in it is damaged"):
        take(staffroom, data)


def test_another_schools_answer_does_not_move_a_console(staffroom: Staffroom) -> None:
    take(staffroom, staffroom.answer())
    elm = SchoolInMemory("Elm School")
    elm.people.append(Person(staffroom.person.keys, staffroom.person.line))
    signed = SCHOOL_FILE.sign(elm.school, elm.deployment.signing.secret)
    with pytest.raises(InputError, match="belongs to another school, 'Oak School'"):
        take(staffroom, staff_answer_file(signed, elm.roster(), elm.deployment))
    with pytest.raises(InputError, match="another school"):
        join_school(staffroom.folder, signed)
    held = school_in(staffroom.folder)
    assert held is not None
    assert held.body == staffroom.school.school


def test_somebody_elses_answer_is_refused(staffroom: Staffroom) -> None:
    staffroom.school.people.clear()
    staffroom.school.person(name="Mr Okafor")
    with pytest.raises(InputError, match="answers somebody else's request"):
        take(staffroom, staffroom.answer())


def test_t19_an_older_answer_does_not_roll_the_roster_back(staffroom: Staffroom) -> None:
    older = staffroom.answer()
    take(staffroom, staffroom.answer())
    with pytest.raises(InputError, match="older than the roster"):
        take(staffroom, older)


def test_an_answer_without_a_key_says_to_make_one(staffroom: Staffroom, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    with pytest.raises(InputError, match="no key here yet"):
        take_answer(empty, read_staff_answer(staffroom.answer(), where="a"), where="a")


def test_a_key_is_found_again_by_its_own_request_among_others(tmp_path: Path) -> None:
    folder = tmp_path / "me"
    made = make_staff_key(folder, name="Zoë Ødegård", role=Role.DSL, passphrase=WORDS)
    write_file(folder / "aaa.request", b"not a request")
    other = make_staff_key(tmp_path / "other", name="Ann", role=Role.DSL, passphrase=WORDS)
    write_file(folder / "ann.request", other.request_path.read_bytes())
    found = made_key(folder)
    assert found is not None
    assert line_fingerprint(found.request) == line_fingerprint(made.request)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x", "a/b", "CON", "..", "李老师", "\u202ex"]
)
def test_t05_a_persons_name_never_leads_out_of_the_folder(name: str) -> None:
    assert request_name(name).removesuffix(".request").replace("-", "").isalnum()
    assert Path(request_name(name)).name == request_name(name)


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 65, "x" * 300, "Ann\u202eB", "Ann\x07", "\u200b"]
)
def test_an_unfit_name_makes_no_key(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        make_staff_key(tmp_path / "me", name=name, role=Role.TEACHER, passphrase=WORDS)
    assert not (tmp_path / "me").exists()
