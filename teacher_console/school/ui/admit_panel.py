"""Devices on the network, live, to be admitted in batches. Lane: gui."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from protocol.files import read_file
from protocol.identifiers import TransportKey
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.trust.admission_request import DEVICE_REQUEST, AdmissionRequest, read_request
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.school.lookout import SeenDevice, Standing
from teacher_console.school.ui.desk import Desk
from teacher_console.school.ui.seen_model import NAME, STATE, SeenModel
from teacher_console.school.ui.table import table_of
from teacher_console.shell.ui.labels import plain, problem_label, say

_ADDRESS_MAX_CHARACTERS = 260


class AdmitPanel(QWidget):
    """Find, compare, choose, admit.

    Signals:
        admitted: So many devices were admitted.
    """

    admitted = Signal(int)

    def __init__(self, desk: Desk, rooms: Sequence[str] = ()) -> None:
        super().__init__()
        self._desk = desk
        self.model = SeenModel()
        self.table = table_of(self.model, self.tr("Devices found"), stretched=(NAME, STATE))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.room = QComboBox()
        self.room.setEditable(True)
        self.room.setAccessibleName(self.tr("Room of the devices"))
        self.room.addItems(list(rooms))
        field = self.room.lineEdit()
        if field is not None:
            field.setPlaceholderText(self.tr("Room, such as Room 12"))
            field.setMaxLength(NAME_MAX_CHARACTERS)
        self.room.currentTextChanged.connect(self.model.use_room)
        self.model.use_room(self.room.currentText())
        self._all = QPushButton(self.tr("Choose all"))
        self._all.clicked.connect(self.model.choose_all)
        self._admit = QPushButton()
        self._admit.setObjectName("primary")
        self._admit.clicked.connect(self._admit_chosen)
        self._address = QLineEdit()
        self._address.setPlaceholderText(self.tr("Address, such as 10.0.0.5"))
        self._address.setAccessibleName(self.tr("Address of a device that is not found"))
        self._address.setMaxLength(_ADDRESS_MAX_CHARACTERS)
        self._address.returnPressed.connect(self._ask)
        self._ask_button = QPushButton(self.tr("Ask it"))
        self._ask_button.clicked.connect(self._ask)
        self._files = QPushButton(self.tr("Add request files…"))
        self._files.clicked.connect(self._choose_files)
        self._problem = problem_label()
        self._said = plain("", "soft")
        self._lay_out()
        self.model.chosen_changed.connect(self._follow)
        desk.device_seen.connect(self._on_seen, Qt.ConnectionType.QueuedConnection)
        desk.device_gone.connect(self._on_gone, Qt.ConnectionType.QueuedConnection)
        desk.opened.connect(self._follow)
        desk.closed.connect(self.model.clear)
        desk.busy_changed.connect(self._follow)
        self._follow()

    def offer_rooms(self, rooms: Sequence[str]) -> None:
        """Offer `rooms`, and keep what was typed."""
        typed = self.room.currentText()
        self.room.clear()
        self.room.addItems(list(rooms))
        if typed:
            self.room.setCurrentText(typed)

    def take_requests(self, paths: Sequence[Path]) -> None:
        """Show the devices of these request files; each bad file is a sentence."""
        say(self._problem, "")
        self._desk.run(
            lambda: [_request_in(path) for path in paths],
            self._requests_read,
            lambda sentence: say(self._problem, sentence),
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        label = QLabel(self.tr("Room"))
        label.setBuddy(self.room)
        top.addWidget(label)
        top.addWidget(self.room, 1)
        top.addWidget(self._all)
        top.addWidget(self._admit)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        bottom.addWidget(self._address, 1)
        bottom.addWidget(self._ask_button)
        bottom.addWidget(self._files)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._problem)
        layout.addWidget(self._said)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)

    def _on_seen(self, seen: SeenDevice) -> None:
        if self._desk.office is not None:
            self.model.upsert(seen)

    def _on_gone(self, key: TransportKey) -> None:
        self.model.forget(key)

    def _ask(self) -> None:
        say(self._problem, "")
        self._desk.ask(
            self._address.text(), self._address.clear, lambda sentence: say(self._problem, sentence)
        )

    def _choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Devices' requests"), "", self.tr("Requests (*.request);;All files (*)")
        )
        if paths:
            self.take_requests([Path(path) for path in paths])

    def _requests_read(self, requests: list[AdmissionRequest]) -> None:
        for request in requests:
            self._desk.add_request(request)

    def _admit_chosen(self) -> None:
        say(self._problem, "")
        wanted = self.model.wanted()
        if any(not each.room for each in wanted):
            say(self._problem, self.tr("Room: some have none; type one above or in their row."))
            self.room.setFocus()
            return
        self._desk.change(
            lambda office: office.admit(wanted),
            lambda roster: self._on_admitted(len(wanted), roster),
            lambda sentence: say(self._problem, sentence),
        )

    def _on_admitted(self, count: int, _: Signed[Roster]) -> None:
        self.admitted.emit(count)
        self._follow()

    def _follow(self) -> None:
        chosen = len(self.model.wanted())
        is_free = self._desk.office is not None
        self._admit.setText(self.tr("Admit {n}").format(n=chosen) if chosen else self.tr("Admit"))
        self._admit.setEnabled(is_free and chosen > 0)
        self._all.setEnabled(is_free and self.model.count(Standing.NEW) > 0)
        for widget in (self._address, self._ask_button, self._files):
            widget.setEnabled(is_free)
        self._said.setText(self._sentence(chosen))

    def _sentence(self, chosen: int) -> str:
        if self._desk.office is None:
            return self.tr("Unlock the school's root to look for devices.")
        if self.model.rowCount() == 0:
            return self.tr(
                "Looking… Start Harbour on a pupil's computer, with the school file: it appears "
                "here by itself."
            )
        new = self.model.count(Standing.NEW)
        if new == 0:
            admitted = self.model.count(Standing.ADMITTED)
            return self.tr("{n} admitted here, none new. New ones appear by themselves.").format(
                n=admitted
            )
        return self.tr(
            "{chosen} of {new} new chosen. About Harbour on the device shows the same fingerprint."
        ).format(chosen=chosen, new=new)


def _request_in(path: Path) -> AdmissionRequest:
    return read_request(DEVICE_REQUEST, read_file(path, remedy=DEVICE_REQUEST.remedy), where=path)
