"""Members of staff: adding one by request and answer, taking a key back. Lane: gui."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from protocol.files import read_file, write_file
from protocol.trust.document import Signed
from protocol.trust.roster import Roster, StaffMember
from protocol.vocabulary import Role
from teacher_console.school.roster_editing import line_fingerprint
from teacher_console.school.roster_table import staff_standing
from teacher_console.school.staff_request import (
    STAFF_REQUEST,
    StaffRequest,
    read_staff_request,
    request_fingerprint,
)
from teacher_console.school.ui.desk import Desk
from teacher_console.school.ui.lines_model import Line, LinesModel
from teacher_console.school.ui.roles import role_word
from teacher_console.school.ui.table import table_of
from teacher_console.shell.ui.labels import Card, mark_label, plain, problem_label, say, shown_name

_ROOMS_TYPED_MAX = 4096


def split_rooms(text: str) -> tuple[str, ...]:
    """Return the rooms of a line with commas between."""
    return tuple(room.strip() for room in text.split(",") if room.strip())


class StaffPanel(QWidget):
    """The staff's table and its two actions.

    Args:
        utc_now: Aware UTC, to tell who has expired.

    Signals:
        added: A person was added; carries their name.
    """

    added = Signal(str)

    def __init__(self, desk: Desk, utc_now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._desk = desk
        self._utc_now = utc_now
        self._request: StaffRequest | None = None
        self._model = LinesModel(
            [
                self.tr("Name"),
                self.tr("Role"),
                self.tr("Rooms"),
                self.tr("Standing"),
                self.tr("Fingerprint"),
            ]
        )
        self._table = table_of(self._model, self.tr("Staff"), stretched=(0, 2))
        self._add = QPushButton(self.tr("Add from a request file…"))
        self._add.clicked.connect(self._choose_request)
        self._revoke = QPushButton(self.tr("Take the key back…"))
        self._revoke.clicked.connect(self._ask_revoke)
        self._save = QPushButton(self.tr("Save answer file…"))
        self._save.clicked.connect(self._save_answer)
        self._said = plain("", "soft")
        self._problem = problem_label()
        self._compare = self._compare_card()
        self._sure = self._sure_card()
        buttons = QHBoxLayout()
        for button in (self._add, self._revoke, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(buttons)
        for widget in (self._problem, self._compare, self._sure, self._said, self._table):
            layout.addWidget(widget)
        desk.roster_changed.connect(self._show)
        desk.opened.connect(self._follow)
        desk.closed.connect(self._follow)
        desk.busy_changed.connect(self._follow)
        self._table.selectionModel().selectionChanged.connect(self._follow)
        say(self._said, "")
        if desk.roster is not None:
            self._show(desk.roster)
        self._follow()

    def take_request(self, path: Path) -> None:
        """Show the request in `path` for comparison; a bad file is one sentence."""
        self._close_cards()
        self._desk.run(
            lambda: read_staff_request(read_file(path, remedy=STAFF_REQUEST.remedy), where=path),
            self._compare_with,
            lambda sentence: say(self._problem, sentence),
        )

    def _compare_card(self) -> Card:
        card = Card()
        self._who = plain("", "cardTitle")
        self._mark = mark_label()
        self._mark.setAccessibleName(self.tr("Fingerprint to compare"))
        self._rooms = QLineEdit()
        self._rooms.setMaxLength(_ROOMS_TYPED_MAX)
        self._rooms.setPlaceholderText(self.tr("Rooms, with commas between"))
        self._rooms.setAccessibleName(self.tr("Rooms of this person"))
        same = QPushButton(self.tr("They are the same: add"))
        same.setObjectName("primary")
        same.clicked.connect(self._add_person)
        other = QPushButton(self.tr("They differ"))
        other.clicked.connect(self._close_cards)
        card.add(
            self._who,
            plain(
                self.tr("Let the person read their fingerprint out to you and compare all of it:"),
                "soft",
            ),
            self._mark,
            self._rooms,
        )
        card.column.addLayout(_right(other, same))
        card.setVisible(False)
        return card

    def _sure_card(self) -> Card:
        card = Card()
        self._revoked_who = plain("", "cardTitle")
        yes = QPushButton(self.tr("Take it back"))
        yes.setObjectName("primary")
        yes.clicked.connect(self._revoke_person)
        no = QPushButton(self.tr("Keep it"))
        no.clicked.connect(self._close_cards)
        card.add(
            self._revoked_who,
            plain(
                self.tr(
                    "Every device found now refuses them within seconds and ends their lesson; "
                    "consoles carry the news to the others. It cannot be undone: they would need "
                    "a new key."
                ),
                "soft",
            ),
        )
        card.column.addLayout(_right(no, yes))
        card.setVisible(False)
        return card

    def _choose_request(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("A person's request"), "", self.tr("Requests (*.request);;All files (*)")
        )
        if path:
            self.take_request(Path(path))

    def _compare_with(self, request: StaffRequest) -> None:
        self._request = request
        self._who.setText(
            self.tr("{name} asks to be added as {role}").format(
                name=shown_name(request.name), role=role_word(request.role)
            )
        )
        self._mark.setText(request_fingerprint(request))
        self._rooms.setVisible(request.role is Role.TEACHER)
        self._compare.setVisible(True)
        (self._rooms if request.role is Role.TEACHER else self._compare).setFocus()

    def _add_person(self) -> None:
        request = self._request
        if request is None:
            return
        rooms = split_rooms(self._rooms.text()) if request.role is Role.TEACHER else ()
        if request.role is Role.TEACHER and not rooms:
            say(self._problem, self.tr("Rooms: a teacher needs one at least; name it above."))
            return
        self._desk.change(
            lambda office: office.add_staff(request, rooms),
            lambda _: self._person_added(request),
            lambda sentence: say(self._problem, sentence),
        )

    def _person_added(self, request: StaffRequest) -> None:
        self._close_cards()
        self._rooms.clear()
        name = shown_name(request.name)
        say(
            self._said,
            self.tr(
                "{name} was added. Save the answer file and give it to them: their console takes "
                "it in one step."
            ).format(name=name),
        )
        self.added.emit(name)

    def _save_answer(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the answer"),
            "staff.answer",
            self.tr("Answers (*.answer);;All files (*)"),
        )
        if path:
            self.write_answer(Path(path))

    def write_answer(self, path: Path) -> None:
        """Write the answer file, which serves everybody in the roster, to `path`."""
        office = self._desk.office
        if office is not None:
            self._desk.run(
                lambda: write_file(path, office.answer()),
                lambda _: say(self._said, self.tr("Saved {path}.").format(path=path)),
                lambda sentence: say(self._problem, sentence),
            )

    def _ask_revoke(self) -> None:
        line = self._chosen()
        if line is not None:
            self._close_cards()
            self._revoked_who.setText(
                self.tr("Take the key of {name} back?").format(name=line.cells[0])
            )
            self._sure.setVisible(True)

    def _revoke_person(self) -> None:
        line = self._chosen()
        if line is None:
            return
        self._desk.change(
            lambda office: office.revoke_staff(line.key),
            lambda _: self._person_revoked(line.cells[0]),
            lambda sentence: say(self._problem, sentence),
        )

    def _person_revoked(self, name: str) -> None:
        self._close_cards()
        say(self._said, self.tr("The key of {name} was taken back.").format(name=name))

    def _close_cards(self) -> None:
        self._request = None
        self._compare.setVisible(False)
        self._sure.setVisible(False)
        say(self._problem, "")
        say(self._said, "")

    def _chosen(self) -> Line | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.line(rows[0].row()) if rows else None

    def _show(self, roster: Signed[Roster]) -> None:
        now = self._utc_now()
        self._model.show([_line(member, now) for member in roster.body.staff])
        self._follow()

    def _follow(self) -> None:
        is_open = self._desk.office is not None
        self._add.setEnabled(is_open)
        self._save.setEnabled(is_open and self._model.rowCount() > 0)
        self._revoke.setEnabled(is_open and self._chosen() is not None)
        if not is_open:
            self._close_cards()


def _line(member: StaffMember, now: dt.datetime) -> Line:
    return Line(
        member.serial,
        [
            shown_name(member.name),
            role_word(member.role),
            ", ".join(map(shown_name, member.rooms)) or "-",
            staff_standing(member, now),
            line_fingerprint(member),
        ],
        is_over=member.revoked_at is not None,
    )


def _right(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
