"""Step 1: found a school, or join one. Lane: gui; founding runs on the desk's worker."""

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from protocol.files import read_file, write_file
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school
from teacher_console.school.founding import school_fingerprint
from teacher_console.school.office import SchoolOffice
from teacher_console.school.staff_folder import join_school, school_in
from teacher_console.school.ui.founding_card import FoundingCard
from teacher_console.school.ui.step_page import Found, SettingUp, StepPage
from teacher_console.shell.ui.labels import Card, mark_label, plain, problem_label, say, shown_name

_Made = tuple[SchoolOffice, Signed[Roster], Signed[School] | None]


class SchoolStep(StepPage):
    """Two ways to a school, and what came of it."""

    def __init__(self, setting_up: SettingUp, found: Found) -> None:
        super().__init__()
        self.entitle(self.tr("Your school"))
        self._state = setting_up
        self._desk = setting_up.desk
        self._found = found
        self._offered: Signed[School] | None = None
        self._problem = problem_label()
        self._said = plain("", "soft")
        self._said.setVisible(False)
        self._choice = self._choice_row()
        self._founding = FoundingCard()
        self._founding.asked.connect(self._found_school)
        self._joining = self._joining_card()
        self._result = self._result_card()
        for widget in (
            self._choice,
            self._founding,
            self._joining,
            self._result,
            self._problem,
            self._said,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._desk.busy_changed.connect(self._founding.set_busy)
        self.begin()

    def begin(self) -> None:
        """Follow what is on the disk."""
        school = self._state.school
        self._choice.setVisible(school is None)
        self._result.setVisible(school is not None)
        self._follow_choice()
        if school is not None:
            self._show_school(school.body)
        else:
            self.ask(
                self.tr(
                    "Is this the first computer of your school? Then found the school here. Else "
                    "take the file school.harbour from your technician and join."
                )
            )
        self.changed.emit()

    def is_done(self) -> bool:
        """Tell whether there is a school."""
        return self._state.school is not None

    def take_school_file(self, path: Path) -> None:
        """Show the school of the file `path` for comparison; a bad file is one sentence."""
        say(self._problem, "")
        self._desk.run(
            lambda: read_school(read_file(path, remedy=SCHOOL_FILE.remedy), where=path),
            self._offer,
            self._fail,
        )

    def save_school_file(self, path: Path) -> None:
        """Write school.harbour to `path`, for the pupils' computers."""
        school = self._state.school
        if school is not None:
            self._desk.run(
                lambda: write_file(path, SCHOOL_FILE.to_file(school)),
                lambda _: say(self._said, self.tr("Saved {path}.").format(path=path)),
                self._fail,
            )

    def hand_over(self, path: Path) -> None:
        """Move the safeguarding root to `path`."""
        self._desk.run(
            lambda: self._desk.folder.hand_over_safeguarding_key(path),
            lambda _: self._handed_over(path),
            self._fail,
        )

    def _choice_row(self) -> QWidget:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._choices = QButtonGroup(self)
        self._founds = QRadioButton(self.tr("Found a new school on this computer"))
        self._joins = QRadioButton(self.tr("Join a school that exists"))
        for button in (self._founds, self._joins):
            self._choices.addButton(button)
            layout.addWidget(button)
            button.toggled.connect(lambda _: self._follow_choice())
        return row

    def _joining_card(self) -> Card:
        card = Card()
        choose = QPushButton(self.tr("Choose school.harbour…"))
        choose.clicked.connect(self._choose_file)
        self._offered_name = plain("", "cardTitle")
        self._offered_mark = mark_label()
        self._offered_mark.setAccessibleName(self.tr("The school's fingerprint"))
        self._same = QPushButton(self.tr("It is the same: join"))
        self._same.setObjectName("primary")
        self._same.clicked.connect(self._join)
        self._compare = plain(
            self.tr("Compare this fingerprint with the one your technician reads out to you:"),
            "soft",
        )
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        row.addWidget(self._same)
        card.add(self._offered_name, self._compare, self._offered_mark)
        card.column.addLayout(row)
        self._show_offer()
        return card

    def _result_card(self) -> Card:
        card = Card()
        self._school_name = plain("", "cardTitle")
        self._school_mark = mark_label()
        self._school_mark.setAccessibleName(self.tr("The school's fingerprint"))
        self._safe = plain("", "soft")
        self._hand_over = QPushButton(self.tr("Hand over the safeguarding root…"))
        self._hand_over.clicked.connect(self._choose_hand_over)
        save = QPushButton(self.tr("Save school.harbour…"))
        save.clicked.connect(self._choose_save)
        card.add(self._school_name, plain(self.tr("The school's fingerprint:"), "soft"))
        card.add(self._school_mark, self._safe)
        row = QHBoxLayout()
        row.addWidget(save)
        row.addWidget(self._hand_over)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _follow_choice(self) -> None:
        is_open = self._state.school is None
        self._founding.setVisible(is_open and self._founds.isChecked())
        self._joining.setVisible(is_open and self._joins.isChecked())

    def _found_school(self, name: str, technician: str, safeguarding: str) -> None:
        say(self._problem, "")
        desk, folder = self._desk, self._state.folder

        def make() -> _Made:
            self._found(name, technician, safeguarding)
            office = desk.unlock(technician)
            return office, office.roster(), school_in(folder)

        desk.run(make, self._founded, self._fail)

    def _founded(self, made: _Made) -> None:
        office, roster, school = made
        self._founding.clear()
        self._state.school = school
        self._desk.open(office, roster)
        self.begin()

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Your school's file"), "", self.tr("School (*.harbour);;All files (*)")
        )
        if path:
            self.take_school_file(Path(path))

    def _offer(self, school: Signed[School]) -> None:
        self._offered = school
        self._show_offer()

    def _show_offer(self) -> None:
        offered = self._offered
        for widget in (self._offered_name, self._compare, self._offered_mark, self._same):
            widget.setVisible(offered is not None)
        if offered is not None:
            self._offered_name.setText(shown_name(offered.body.name))
            self._offered_mark.setText(school_fingerprint(offered.body))

    def _join(self) -> None:
        school, folder = self._offered, self._state.folder
        if school is not None:
            self._desk.run(
                lambda: join_school(folder, school), lambda _: self._joined(school), self._fail
            )

    def _joined(self, school: Signed[School]) -> None:
        self._state.school = school
        self.begin()

    def _choose_hand_over(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("The safeguarding lead's stick"), "safeguarding.key"
        )
        if path:
            self.hand_over(Path(path))

    def _handed_over(self, path: Path) -> None:
        say(self._said, self.tr("The safeguarding root is now {path}.").format(path=path))
        self.begin()

    def _choose_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save school.harbour"), "school.harbour"
        )
        if path:
            self.save_school_file(Path(path))

    def _fail(self, sentence: str) -> None:
        say(self._problem, sentence)

    def _show_school(self, school: School) -> None:
        self._school_name.setText(shown_name(school.name))
        self._school_mark.setText(school_fingerprint(school))
        is_here = self._desk.folder.safeguarding_key_path.exists()
        self._hand_over.setVisible(is_here)
        self.ask(
            self.tr(
                "The school is founded. Put school.harbour on every pupil's computer, keep a copy "
                "of the folder {folder} in a safe, and go on."
            ).format(folder=self._desk.folder.path)
            if self._desk.has_root
            else self.tr("This console belongs to the school below. Go on.")
        )
        self._safe.setText(
            self.tr(
                "The safeguarding root still lies on this computer: move it to the safeguarding "
                "lead's own stick, and let them take it away."
            )
            if is_here
            else self.tr("Whoever joins compares this fingerprint with you.")
        )
