"""The five steps under bad input, by files that people carry, and on another day."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from protocol.errors import InputError
from protocol.trust.admission_request import DEVICE_REQUEST, read_request, request_file
from protocol.trust.keys import DeviceKeys
from protocol.trust.school_file import School
from protocol.vocabulary import Role
from teacher_console.classroom.ports import ClassroomControl
from teacher_console.config import read_config
from teacher_console.school.app import set_up_window
from teacher_console.school.office import SchoolOffice
from teacher_console.school.school_folder import SchoolFolder
from teacher_console.school.set_up_progress import read_progress
from teacher_console.school.staff_folder import make_staff_key
from teacher_console.school.ui.admit_panel import AdmitPanel
from teacher_console.school.ui.answer_card import AnswerCard
from teacher_console.school.ui.school_step import SchoolStep
from teacher_console.school.ui.staff_panel import StaffPanel
from teacher_console.school.unlocking import SignedInStaff
from teacher_console.shell.ui.bridge import EventBridge
from tests.helpers.hands import Hands
from tests.helpers.real_school import PASSPHRASE, SchoolOnDisk
from tests.helpers.school import utc_now

WORDS, HERS = "my very own words", "hers, not yours"


def no_class(_: SignedInStaff, __: EventBridge) -> tuple[ClassroomControl, Callable[[], None]]:
    raise AssertionError("no lesson is tried here")


class Scene:
    """The window of setting up over one folder."""

    def __init__(self, qtbot: QtBot, folder: Path, *more: str) -> None:
        self.qtbot = qtbot
        self.folder = folder
        config = read_config(["--data", str(folder), "--interface", "127.0.0.1", *more])
        self.window, self.state = set_up_window(config, no_class)
        qtbot.addWidget(self.window)
        self.window.show()
        self.hands = Hands(qtbot, self.window)

    def step(self, title: str) -> None:
        """Click a step in the rail."""
        buttons = [
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.accessibleName().startswith(f"{title},") and each.isCheckable()
        ]
        self.qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def found(self, *, name: str = "Oak School", words: str = PASSPHRASE) -> None:
        self.hands.choose("Found a new school on this computer")
        self.hands.write("The school's name", name)
        for who, passphrase in (
            ("Technician's", words),
            ("Safeguarding lead's", HERS),
        ):
            self.hands.write(f"{who} passphrase", passphrase)
            self.hands.write(f"{who} passphrase, once more", passphrase)
        self.hands.click("Found the school")

    def make_key(self, name: str = "Ms Patel", role: str = "Teacher") -> None:
        self.hands.write("Your name", name)
        self.hands.choose(role)
        self.hands.write("Your passphrase", WORDS)
        self.hands.write("Your passphrase, once more", WORDS)
        self.hands.click("Make my key")

    def problem(self) -> str:
        labels = self.window.findChildren(QLabel)
        return "\n".join(
            each.text() for each in labels if each.isVisible() and each.objectName() == "problem"
        )

    def await_problem(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.problem(), timeout=10_000)


@contextlib.contextmanager
def opened(qtbot: QtBot, folder: Path, *more: str) -> Iterator[Scene]:
    scene = Scene(qtbot, folder, *more)
    try:
        yield scene
    finally:
        scene.window.close()


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    with opened(qtbot, tmp_path / "console") as scene:
        yield scene


@pytest.mark.parametrize(
    ("name", "words", "problem"),
    [
        ("", PASSPHRASE, "it is empty"),
        ("Oak\u202eSchool", PASSPHRASE, "not printed"),
        ("Oak", "short", "it has 5 characters"),
        ("Oak", HERS, "Both roots have the same passphrase"),
    ],
)
def test_what_is_unfit_for_a_school_is_said_and_nothing_typed_is_lost(
    scene: Scene, name: str, words: str, problem: str
) -> None:
    scene.found(name=name, words=words)
    scene.await_problem(problem)
    assert scene.problem().count("\n") == 0
    assert scene.hands.named(QLineEdit, "The school's name").text() == name
    assert scene.hands.named(QLineEdit, "Technician's passphrase").text() == words
    assert not (scene.folder / "school").exists()


def test_a_name_of_300_characters_is_cut_where_it_is_typed(scene: Scene) -> None:
    scene.found(name="x" * 300)
    scene.hands.await_words("The school is founded")
    assert scene.state.school is not None
    assert scene.state.school.body.name == "x" * 64


def test_of_two_founders_at_once_one_founds_and_the_other_is_told(
    qtbot: QtBot, scene: Scene, tmp_path: Path
) -> None:
    shared = str(tmp_path / "console" / "school")
    with opened(qtbot, tmp_path / "second", "--school-folder", shared) as other:
        scene.found()
        other.found(name="Elm School")
        qtbot.waitUntil(
            lambda: (
                (scene.state.school is None) != (other.state.school is None)
                and bool(scene.problem() or other.problem())
            ),
            timeout=15_000,
        )
        loser = scene if scene.state.school is None else other
        assert "already" in loser.problem()
        winner = other if loser is scene else scene
        assert winner.state.school is not None
        founded = SchoolFolder(Path(shared)).school()
        assert founded.school_id == winner.state.school.body.school_id


def test_the_safeguarding_root_is_handed_over_and_gone_from_here(
    scene: Scene, tmp_path: Path
) -> None:
    scene.found()
    scene.hands.await_words("still lies on this computer")
    scene.window.findChildren(SchoolStep)[0].hand_over(tmp_path / "stick.key")
    scene.hands.await_words("The safeguarding root is now")
    assert (tmp_path / "stick.key").exists()
    assert not (scene.folder / "school" / "safeguarding.key").exists()
    assert "still lies on this computer" not in scene.hands.read()


def school_file_of(school: SchoolOnDisk, damage: str, folder: Path) -> Path:
    path = folder / "given.harbour"
    data = (school.root / "school.harbour").read_bytes()
    match damage:
        case "cut":
            path.write_bytes(data[:-40])
        case "another kind":
            path.write_bytes((school.root / "roster.harbour").read_bytes())
        case "empty":
            path.write_bytes(b"")
        case "a folder":
            path.mkdir()
        case "large":
            path.write_bytes(b"x" * (4 * 1024 * 1024 + 1))
        case "missing":
            pass
    return path


@pytest.mark.parametrize("damage", ["cut", "another kind", "empty", "a folder", "large", "missing"])
def test_a_bad_school_file_is_one_sentence_and_joins_nothing(
    scene: Scene, school_on_disk: SchoolOnDisk, damage: str
) -> None:
    scene.hands.choose("Join a school that exists")
    path = school_file_of(school_on_disk, damage, school_on_disk.folder)
    scene.window.findChildren(SchoolStep)[0].take_school_file(path)
    scene.await_problem(str(path))
    assert scene.problem().count("\n") == 0
    assert scene.state.school is None


def test_a_person_joins_asks_and_is_answered_by_files(
    scene: Scene, school_on_disk: SchoolOnDisk, qtbot: QtBot, tmp_path: Path
) -> None:
    scene.hands.choose("Join a school that exists")
    scene.window.findChildren(SchoolStep)[0].take_school_file(
        school_on_disk.root / "school.harbour"
    )
    scene.hands.await_button("It is the same: join")
    scene.hands.click("It is the same: join")
    scene.hands.await_words("This console belongs to the school below")
    scene.hands.click("Next")
    scene.make_key("Mr Okafor", "Technician")
    scene.hands.await_words("Read this fingerprint out")
    card = scene.window.findChildren(AnswerCard)[0]
    card.save_request(tmp_path / "okafor.request")
    scene.hands.await_words("Saved")

    with opened(qtbot, tmp_path / "desk", "--school-folder", str(school_on_disk.root)) as desk:
        desk.step("Rooms and people")
        desk.hands.write("Technician's passphrase", PASSPHRASE)
        desk.hands.click("Unlock")
        desk.hands.await_button("Add from a request file…")
        staff = desk.window.findChildren(StaffPanel)[0]
        staff.take_request(tmp_path / "okafor.request")
        desk.hands.await_words("Mr Okafor asks to be added as Technician")
        desk.hands.click("They are the same: add")
        desk.hands.await_words("Mr Okafor was added")
        staff.write_answer(tmp_path / "okafor.answer")
        desk.hands.await_words("Saved")

    card.take_answer_file(tmp_path / "okafor.answer")
    scene.hands.await_words("The school knows you")
    scene.step("Try it")
    scene.hands.await_words("only a teacher sees screens")


def test_a_bad_answer_is_said_and_the_key_waits_on(
    scene: Scene, school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    scene.step("You")
    scene.make_key()
    scene.hands.await_words("Read this fingerprint out")
    path = tmp_path / "a.answer"
    path.write_bytes((school_on_disk.root / "school.harbour").read_bytes())
    scene.window.findChildren(AnswerCard)[0].take_answer_file(path)
    scene.await_problem("a.answer")
    assert not scene.state.is_answered


def test_closing_and_starting_again_goes_on_where_the_person_was(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, tmp_path / "console") as first:
        first.step("You")
        first.hands.write("Your name", "Zoë Ødegård")
        first.hands.choose("Technician")
    with opened(qtbot, tmp_path / "console") as again:
        assert again.hands.named(QLineEdit, "Your name").text() == "Zoë Ødegård"
        assert again.hands.button("Technician").isChecked()
        again.make_key("Zoë Ødegård", "Technician")
        again.hands.await_words("Read this fingerprint out")
    with opened(qtbot, tmp_path / "console") as third:
        assert "Read this fingerprint out" in third.hands.read()
    assert read_progress(tmp_path / "console").role is Role.TECHNICIAN


@pytest.mark.parametrize("rooms", ["Room\u202e12", "x" * 65, ", ".join(map(str, range(70)))])
def test_unfit_rooms_are_said_where_they_are_typed(scene: Scene, rooms: str) -> None:
    scene.step("Rooms and people")
    scene.hands.write("Rooms of the school", rooms)
    scene.qtbot.keyClick(scene.hands.named(QLineEdit, "Rooms of the school"), Qt.Key.Key_Return)
    scene.await_problem("Rooms")
    assert scene.hands.named(QLineEdit, "Rooms of the school").text() == rooms


@pytest.fixture
def desk(qtbot: QtBot, school_on_disk: SchoolOnDisk, tmp_path: Path) -> Iterator[Scene]:
    """At the devices' step with the root unlocked."""
    with opened(qtbot, tmp_path / "desk", "--school-folder", str(school_on_disk.root)) as scene:
        scene.step("Devices")
        scene.hands.write("Technician's passphrase", PASSPHRASE)
        scene.hands.click("Unlock")
        qtbot.waitUntil(lambda: scene.state.desk.office is not None, timeout=10_000)
        yield scene


def requests_of(school: SchoolOnDisk, *names: str) -> list[Path]:
    school_body = SchoolFolder(school.root).school()
    paths = []
    for number, name in enumerate(names):
        path = school.folder / f"{number}.request"
        path.write_bytes(request_file(DEVICE_REQUEST, name, DeviceKeys.generate(), school_body))
        paths.append(path)
    return paths


def test_devices_from_files_are_admitted_together_or_not_at_all(
    desk: Scene, school_on_disk: SchoolOnDisk
) -> None:
    panel = desk.window.findChildren(AdmitPanel)[0]
    panel.take_requests(requests_of(school_on_disk, "pc-01", "pc-01"))
    desk.qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    panel.room.setCurrentText("")
    desk.hands.click("Choose all")
    desk.hands.click("Admit 2")
    desk.await_problem("Room: some have none")
    panel.room.setCurrentText("Room 12")
    desk.hands.click("Admit 2")
    desk.await_problem("another device has this name")
    assert SchoolFolder(school_on_disk.root).roster(desk_school(desk)).body.devices == ()
    panel.model.setData(panel.model.index(1, 0), "pc-02")
    desk.hands.click("Admit 2")
    desk.qtbot.waitUntil(lambda: "Admitted" in str(panel.model.index(0, 2).data()))
    roster = SchoolFolder(school_on_disk.root).roster(desk_school(desk)).body
    assert [(device.name, device.room) for device in roster.devices] == [
        ("pc-01", "Room 12"),
        ("pc-02", "Room 12"),
    ]


def test_t10_a_device_with_markup_for_a_name_is_shown_as_it_is(
    desk: Scene, school_on_disk: SchoolOnDisk
) -> None:
    panel = desk.window.findChildren(AdmitPanel)[0]
    panel.take_requests(requests_of(school_on_disk, "<b>pc\u202e</b>\n\x07"))
    desk.qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    index = panel.model.index(0, 0)
    assert index.data() == "<b>pc</b>"
    tip = str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "<b>" not in tip
    assert isinstance(desk.hands.named(QTableView, "Devices found"), QTableView)


@pytest.mark.parametrize("kind", ["missing", "school.harbour", "cut"])
def test_a_bad_request_file_is_one_sentence(
    desk: Scene, school_on_disk: SchoolOnDisk, kind: str
) -> None:
    [path] = requests_of(school_on_disk, "pc-01")
    if kind == "missing":
        path.unlink()
    elif kind == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    else:
        path = school_on_disk.root / kind
    desk.window.findChildren(AdmitPanel)[0].take_requests([path])
    desk.await_problem(str(path))
    assert desk.problem().count("\n") == 0


def test_an_address_where_nothing_answers_is_said_and_kept(desk: Scene) -> None:
    desk.hands.write("Address of a device that is not found", "not an address")
    desk.hands.click("Ask it")
    desk.await_problem("neither an IPv4 address nor a host name")
    field = desk.hands.named(QLineEdit, "Address of a device that is not found")
    assert field.text() == "not an address"


def test_a_change_beside_another_programs_is_told_to_wait(
    desk: Scene, school_on_disk: SchoolOnDisk
) -> None:
    panel = desk.window.findChildren(AdmitPanel)[0]
    panel.take_requests(requests_of(school_on_disk, "pc-01"))
    desk.qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    panel.room.setCurrentText("Room 12")
    desk.hands.click("Choose all")
    with SchoolFolder(school_on_disk.root).locked():
        desk.hands.click("Admit 1")
        desk.await_problem("is changing this school")
    desk.hands.click("Admit 1")
    desk.qtbot.waitUntil(lambda: "Admitted" in str(panel.model.index(0, 2).data()))


def test_the_office_admits_no_device_twice(school_on_disk: SchoolOnDisk) -> None:
    office = SchoolOffice.unlock(SchoolFolder(school_on_disk.root), PASSPHRASE, utc_now)
    keys = DeviceKeys.generate()
    request = read_request(
        DEVICE_REQUEST, request_file(DEVICE_REQUEST, "pc", keys, office.school), where="x"
    )
    office.admit([(request, "pc-01", "Room 12")])
    with pytest.raises(InputError, match="it was admitted before"):
        office.admit([(request, "pc-02", "Room 12")])


def test_staff_are_added_only_after_comparing_and_revoked_only_after_asking(
    qtbot: QtBot, school_on_disk: SchoolOnDisk, tmp_path: Path
) -> None:
    made = make_staff_key(tmp_path / "new", name="Ann Bo", role=Role.TEACHER, passphrase=WORDS)
    with opened(qtbot, tmp_path / "desk", "--school-folder", str(school_on_disk.root)) as desk:
        desk.step("Rooms and people")
        desk.hands.write("Technician's passphrase", PASSPHRASE)
        desk.hands.click("Unlock")
        desk.hands.await_button("Add from a request file…")
        staff = desk.window.findChildren(StaffPanel)[0]
        before = SchoolFolder(school_on_disk.root).roster(desk_school(desk)).body
        staff.take_request(made.request_path)
        desk.hands.await_words("Ann Bo asks")
        desk.hands.click("They differ")
        staff.take_request(made.request_path)
        desk.hands.await_button("They are the same: add")
        desk.hands.click("They are the same: add")
        desk.await_problem("a teacher needs one at least")
        assert SchoolFolder(school_on_disk.root).roster(desk_school(desk)).body == before
        desk.hands.write("Rooms of this person", "Room 1, Room 2")
        desk.hands.click("They are the same: add")
        desk.hands.await_words("Ann Bo was added")
        roster = SchoolFolder(school_on_disk.root).roster(desk_school(desk)).body
        assert roster.staff[-1].rooms == ("Room 1", "Room 2")


def desk_school(scene: Scene) -> School:
    office = scene.state.desk.office
    assert office is not None
    return office.school
