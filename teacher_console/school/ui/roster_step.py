"""Step 3: the school's rooms, the pupils' names, and the staff. Lane: gui."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton

from protocol.errors import InputError
from protocol.limits import ROOMS_MAX
from teacher_console.school.founding import checked_name
from teacher_console.school.ui.labels import Card, plain, problem_label, say
from teacher_console.school.ui.root_row import RootRow
from teacher_console.school.ui.staff_panel import StaffPanel, split_rooms
from teacher_console.school.ui.step_page import SettingUp, StepPage

_ROOMS_TYPED_MAX = 8192
_PROBLEM_LINES_SHOWN = 8


class PupilsOutcome(NamedTuple):
    """What came of a file with pupils' names.

    Attributes:
        kept: How many pupils this console knows from it now.
        problems: A sentence for every line that could not be used.
    """

    kept: int
    problems: Sequence[str]


ImportPupils = Callable[[Path], PupilsOutcome]
"""Reads a file of pupils' names and keeps them; on a worker thread. May raise InputError for the
file as a whole."""


class RosterStep(StepPage):
    """Rooms, pupils, staff; each may be done later.

    Args:
        import_pupils: None where this console keeps no pupils' names.
    """

    def __init__(self, setting_up: SettingUp, import_pupils: ImportPupils | None) -> None:
        super().__init__()
        self.entitle(self.tr("Rooms and people"))
        self.ask(
            self.tr(
                "Name the rooms, let the console learn the pupils' names, and add colleagues. All "
                "of it can be done later."
            )
        )
        self._state = setting_up
        self._import = import_pupils
        self.column.addWidget(self._rooms_card())
        self._pupils = self._pupils_card()
        self._pupils.setVisible(import_pupils is not None)
        self.column.addWidget(self._pupils)
        self._root = RootRow(setting_up.desk, setting_up.attempts)
        self.staff = StaffPanel(setting_up.desk, setting_up.utc_now)
        self.column.addWidget(plain(self.tr("Staff"), "cardTitle"))
        self.column.addWidget(self._root)
        self.column.addWidget(self.staff)
        self.column.addStretch(1)
        self._root.settled.connect(self.begin)
        self.begin()

    def begin(self) -> None:
        """Follow the rooms that other steps named, and the root."""
        self.staff.setVisible(self._state.desk.office is not None)
        if not self._rooms.hasFocus():
            self._rooms.setText(", ".join(self._known_rooms()))
        self.changed.emit()

    def is_done(self) -> bool:
        """Tell whether a room is named."""
        return bool(self._known_rooms())

    def take_pupils(self, path: Path) -> None:
        """Import the pupils of the file `path`; every bad line is a sentence."""
        read = self._import
        if read is None:
            return
        say(self._pupils_problem, "")
        self._bad_lines.setVisible(False)
        self._pupils_said.setText(self.tr("Reading…"))
        self._state.desk.run(lambda: read(path), self._pupils_read, self._pupils_failed)

    def close_workers(self) -> None:
        """Wait for the root's passphrase under way."""
        self._root.close_worker()

    def _rooms_card(self) -> Card:
        card = Card(self.tr("Rooms"))
        self._rooms = QLineEdit()
        self._rooms.setMaxLength(_ROOMS_TYPED_MAX)
        self._rooms.setPlaceholderText(self.tr("Room 12, Room 14, Library"))
        self._rooms.setAccessibleName(self.tr("Rooms of the school"))
        self._rooms.editingFinished.connect(self._keep_rooms)
        self._rooms_problem = problem_label()
        card.add(
            plain(
                self.tr("With commas between. They are offered wherever a room is asked for."),
                "soft",
            ),
            self._rooms,
            self._rooms_problem,
        )
        return card

    def _pupils_card(self) -> Card:
        card = Card(self.tr("Pupils' names"))
        choose = QPushButton(self.tr("Choose a CSV file…"))
        choose.clicked.connect(self._choose_pupils)
        self._pupils_said = plain(
            self.tr("A list of your own, or a OneRoster export. It stays on this computer."), "soft"
        )
        self._pupils_problem = problem_label()
        self._bad_lines = QPlainTextEdit()
        self._bad_lines.setReadOnly(True)
        self._bad_lines.setAccessibleName(self.tr("Lines that could not be used"))
        lines_px = self._bad_lines.fontMetrics().lineSpacing()
        self._bad_lines.setMaximumHeight(lines_px * _PROBLEM_LINES_SHOWN)
        self._bad_lines.setVisible(False)
        row = QHBoxLayout()
        row.addWidget(self._pupils_said, 1)
        row.addWidget(choose)
        card.column.addLayout(row)
        card.add(self._pupils_problem, self._bad_lines)
        return card

    def _keep_rooms(self) -> None:
        say(self._rooms_problem, "")
        where = self.tr("Rooms")
        try:
            rooms = [checked_name(room, where) for room in split_rooms(self._rooms.text())]
            if len(rooms) > ROOMS_MAX:
                say(
                    self._rooms_problem,
                    self.tr("Rooms: there are {n}; name {most} at most.").format(
                        n=len(rooms), most=ROOMS_MAX
                    ),
                )
                return
        except InputError as exc:
            say(self._rooms_problem, str(exc))
            return
        self._state.progress = msgspec.structs.replace(
            self._state.progress, rooms=tuple(dict.fromkeys(rooms))
        )
        self.changed.emit()

    def _choose_pupils(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Pupils' names"), "", self.tr("CSV (*.csv);;All files (*)")
        )
        if path:
            self.take_pupils(Path(path))

    def _pupils_read(self, outcome: PupilsOutcome) -> None:
        self._pupils_said.setText(self.tr("{n} pupils are known now.").format(n=outcome.kept))
        self._bad_lines.setPlainText("\n".join(outcome.problems))
        self._bad_lines.setVisible(bool(outcome.problems))

    def _pupils_failed(self, sentence: str) -> None:
        self._pupils_said.clear()
        say(self._pupils_problem, sentence)

    def _known_rooms(self) -> tuple[str, ...]:
        rooms = list(self._state.progress.rooms)
        roster = self._state.desk.roster
        if roster is not None:
            rooms += [room for member in roster.body.staff for room in member.rooms]
        return tuple(dict.fromkeys(rooms))
