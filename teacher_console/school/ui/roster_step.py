"""Step 3: the school's rooms, the pupils' names, and the staff. Lane: gui."""

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from protocol.errors import InputError
from protocol.limits import ROOMS_MAX
from teacher_console.school.founding import checked_name
from teacher_console.school.ui.root_row import RootRow
from teacher_console.school.ui.staff_panel import StaffPanel, split_rooms
from teacher_console.school.ui.step_page import SettingUp, StepPage
from teacher_console.shell.ui.labels import Card, plain, problem_label, say

_ROOMS_TYPED_MAX = 8192


ReadInPupils = Callable[[QWidget], int | None]
"""Opens the window that reads pupils' names in and says what is wrong with each line; returns how
many are known now, None when nothing was read in."""


class RosterStep(StepPage):
    """Rooms, pupils, staff; each may be done later.

    Args:
        read_in_pupils: None where this console keeps no pupils' names.
    """

    def __init__(self, setting_up: SettingUp, read_in_pupils: ReadInPupils | None) -> None:
        super().__init__()
        self.entitle(self.tr("Rooms and people"))
        self.ask(
            self.tr(
                "Name the rooms, let the console learn the pupils' names, and add colleagues. All "
                "of it can be done later."
            )
        )
        self._state = setting_up
        self._read_in_pupils = read_in_pupils
        self.column.addWidget(self._rooms_card())
        self._pupils = self._pupils_card()
        self._pupils.setVisible(read_in_pupils is not None)
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
        choose = QPushButton(self.tr("Read a list in…"))
        choose.clicked.connect(self._choose_pupils)
        self._pupils_said = plain(
            self.tr("A CSV list or a OneRoster export. It stays on this computer."), "soft"
        )
        row = QHBoxLayout()
        row.addWidget(self._pupils_said, 1)
        row.addWidget(choose)
        card.column.addLayout(row)
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
        known = self._read_in_pupils(self) if self._read_in_pupils is not None else None
        if known is not None:
            self._pupils_said.setText(self.tr("{n} pupils are known now.").format(n=known))

    def _known_rooms(self) -> tuple[str, ...]:
        rooms = list(self._state.progress.rooms)
        roster = self._state.desk.roster
        if roster is not None:
            rooms += [room for member in roster.body.staff for room in member.rooms]
        return tuple(dict.fromkeys(rooms))
