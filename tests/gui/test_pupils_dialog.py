"""Reading in the list of pupils, as a person does: choose, match columns, read, use."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from protocol.errors import InputError
from teacher_console.classroom.pupils import Pupil
from teacher_console.classroom.ui.pupils_dialog import PupilsDialog
from teacher_console.classroom.ui.pupils_table import PupilsTable
from tests.unit.test_pupils import BULK_11


class Office:
    """The dialog, and what it gave away."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.used: list[tuple[Pupil, ...]] = []
        self.problem: InputError | None = None
        self.dialog = PupilsDialog(None, self._use)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)

    def open(self, path: Path) -> None:
        self.dialog.open_list(path)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: "Reading…" not in self.texts())

    def choose(self, column: int, text: str) -> None:
        """Choose in the box above a column, with the keyboard."""
        box = self.table.cellWidget(0, column)
        assert isinstance(box, QComboBox)
        self.qtbot.keyClicks(box, text)
        assert box.currentText() == text
        self.settle()

    def click(self, text: str) -> None:
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def button(self, text: str) -> QPushButton:
        buttons = self.dialog.findChildren(QPushButton)
        return next(each for each in buttons if each.text().startswith(text))

    @property
    def table(self) -> PupilsTable:
        return self.dialog.findChildren(PupilsTable)[0]

    def texts(self) -> str:
        labels = self.dialog.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def bad_lines(self) -> list[str]:
        listed = self.dialog.findChildren(QListWidget)[0]
        return [listed.item(row).text() for row in range(listed.count())]

    def _use(self, pupils: tuple[Pupil, ...]) -> None:
        if self.problem is not None:
            raise self.problem
        self.used.append(pupils)


@pytest.fixture
def office(qtbot: QtBot) -> Office:
    return Office(qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, text: str) -> Path:
    path = folder / "pupils.csv"
    path.write_text(text)
    return path


def test_a_list_with_known_headings_is_used_in_one_click(office: Office, folder: Path) -> None:
    assert not office.button("Use").isEnabled()
    office.open(written(folder, "login,name,group\nakhan,Amira Khan,7A\nbode,Ben Ode,7B\n"))
    assert "2 pupils can be used, and no line is wrong." in office.texts()
    office.click("Use 2 pupils")
    assert office.used == [
        (Pupil("akhan", "Amira Khan", ("7A",)), Pupil("bode", "Ben Ode", ("7B",)))
    ]
    assert not office.dialog.isVisible()


def test_bad_lines_are_listed_and_the_good_ones_used_if_the_person_agrees(
    office: Office, folder: Path
) -> None:
    office.open(written(folder, "login,name\nakhan,Amira Khan\n,Nobody\nbode,\n"))
    assert office.bad_lines() == [
        "pupils.csv line 3: the sign-in name is missing; fill it in.",
        "pupils.csv line 4: the name is missing; fill it in.",
    ]
    assert "1 pupil can be used. These lines cannot, and are left out:" in office.texts()
    assert office.used == []
    office.click("Use 1")
    assert office.used == [(Pupil("akhan", "Amira Khan", ()),)]


def test_unknown_headings_are_matched_by_the_person(office: Office, folder: Path) -> None:
    office.open(written(folder, "Kuerzel,Wer,Wo\nakhan,Amira Khan,7A\n"))
    assert "which column is the sign-in name" in office.texts()
    assert not office.button("Use").isEnabled()
    office.choose(0, "Sign-in name")
    assert "which column is the name" in office.texts()
    office.choose(1, "Name")
    office.choose(2, "Group or year")
    office.click("Use 1")
    assert office.used == [(Pupil("akhan", "Amira Khan", ("7A",)),)]


def test_a_column_chosen_twice_is_explained(office: Office, folder: Path) -> None:
    office.open(written(folder, "login,name,other\nakhan,Amira Khan,x\n"))
    office.choose(2, "Name")
    assert "Two columns say the same" in office.texts()
    assert not office.button("Use").isEnabled()


def test_a_oneroster_folder_needs_no_matching(office: Office, folder: Path) -> None:
    for name, text in BULK_11.items():
        (folder / name).write_text(text)
    office.open(folder)
    assert "1 pupil can be used, and no line is wrong." in office.texts()
    assert office.dialog.findChildren(QComboBox) == []
    office.click("Use 1")
    assert office.used == [(Pupil("akhan", "Amira Khan", ("Computing 8B", "Tutor 8B")),)]


def test_a_file_that_is_no_list_is_explained_and_the_one_before_is_not_used(
    office: Office, folder: Path
) -> None:
    office.open(written(folder, "login,name\nakhan,Amira Khan\n"))
    (folder / "photo.csv").write_bytes(b"\xff\xd8\xff")
    office.open(folder / "photo.csv")
    assert "photo.csv line 1: this is not UTF-8 text" in office.texts()
    assert not office.button("Use").isEnabled()


def test_a_list_that_cannot_be_kept_is_explained_and_stays(office: Office, folder: Path) -> None:
    office.problem = InputError("pupils.json", "it could not be written", "make room")
    office.open(written(folder, "login,name\nakhan,Amira Khan\n"))
    office.click("Use 1")
    assert "pupils.json: it could not be written; make room." in office.texts()
    assert office.dialog.isVisible()


def test_t10_markup_in_a_list_is_shown_as_its_letters(office: Office, folder: Path) -> None:
    office.open(written(folder, "<b>login</b>,login,name\nx,akhan,<img src=x>\u202e\n"))
    cell = office.table.model().index(1, 2)
    assert cell.data() == "<img src=x>"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) is None  # Qt would guess rich text there
    for label in office.dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_every_choice_has_a_name_for_a_screen_reader(office: Office, folder: Path) -> None:
    office.open(written(folder, "login,name\nakhan,Amira Khan\n"))
    boxes = office.dialog.findChildren(QComboBox)
    assert sorted(box.accessibleName() for box in boxes) == ["What login is", "What name is"]


def test_closing_while_a_list_is_read_leaves_nothing_behind(office: Office, folder: Path) -> None:
    lines = "".join(f"p{number},Pupil {number}\n" for number in range(15_000))
    office.dialog.open_list(written(folder, "login,name\n" + lines))
    office.qtbot.keyClick(office.dialog, Qt.Key.Key_Escape)
    assert not office.dialog.isVisible()
