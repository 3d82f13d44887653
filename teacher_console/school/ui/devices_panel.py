"""Admitted devices for the technician: taking a key back, carrying the roster. Lane: gui."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from protocol.identifiers import TransportKey
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.school.lookout import SeenDevice, Standing
from teacher_console.school.roster_editing import line_fingerprint
from teacher_console.school.roster_table import device_standing
from teacher_console.school.ui.desk import Desk
from teacher_console.school.ui.lines_model import Line, LinesModel
from teacher_console.school.ui.table import table_of
from teacher_console.shell.ui.labels import Card, plain, problem_label, say, shown_name


class DevicesPanel(QWidget):
    """Every device of the roster, and whether it is here and holds the newest roster."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._seen: dict[TransportKey, SeenDevice] = {}
        self._model = LinesModel(
            [
                self.tr("Device"),
                self.tr("Room"),
                self.tr("Standing"),
                self.tr("Now"),
                self.tr("Fingerprint"),
            ]
        )
        self._table = table_of(self._model, self.tr("Admitted devices"), stretched=(0,))
        self._revoke = QPushButton(self.tr("Take the key back…"))
        self._revoke.clicked.connect(self._ask_revoke)
        self._push = QPushButton(self.tr("Carry the roster again"))
        self._push.clicked.connect(desk.push)
        self._said = plain("", "soft")
        self._said.setVisible(False)
        self._empty = plain(self.tr("No device is admitted yet; admit some first."), "soft")
        self._problem = problem_label()
        self._sure = self._sure_card()
        buttons = QHBoxLayout()
        buttons.addWidget(self._revoke)
        buttons.addWidget(self._push)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(buttons)
        for widget in (self._problem, self._sure, self._said, self._empty):
            layout.addWidget(widget)
        layout.addWidget(self._table, 1)
        desk.roster_changed.connect(self._show)
        desk.device_seen.connect(self._on_seen, Qt.ConnectionType.QueuedConnection)
        desk.opened.connect(self._follow)
        desk.closed.connect(self._on_closed)
        self._table.selectionModel().selectionChanged.connect(self._follow)
        if desk.roster is not None:
            self._show(desk.roster)
        self._follow()

    def _sure_card(self) -> Card:
        card = Card()
        self._which = plain("", "cardTitle")
        yes = QPushButton(self.tr("Take it back"))
        yes.setObjectName("primary")
        yes.clicked.connect(self._revoke_device)
        no = QPushButton(self.tr("Keep it"))
        no.clicked.connect(lambda: card.setVisible(False))
        card.add(
            self._which,
            plain(
                self.tr(
                    "It leaves every lesson and shows no screen any more. It cannot be undone: "
                    "the device would need a new key."
                ),
                "soft",
            ),
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(no)
        row.addWidget(yes)
        card.column.addLayout(row)
        card.setVisible(False)
        return card

    def _ask_revoke(self) -> None:
        line = self._chosen()
        if line is not None:
            say(self._problem, "")
            self._which.setText(self.tr("Take the key of {name} back?").format(name=line.cells[0]))
            self._sure.setVisible(True)

    def _revoke_device(self) -> None:
        line = self._chosen()
        if line is None:
            return
        self._desk.change(
            lambda office: office.revoke_device(line.key),
            lambda _: self._revoked(line.cells[0]),
            lambda sentence: say(self._problem, sentence),
        )

    def _revoked(self, name: str) -> None:
        self._sure.setVisible(False)
        say(self._said, self.tr("The key of {name} was taken back.").format(name=name))

    def _on_seen(self, seen: SeenDevice) -> None:
        self._seen[seen.key] = seen
        if self._desk.roster is not None:
            self._show(self._desk.roster)

    def _on_closed(self) -> None:
        self._seen.clear()
        self._sure.setVisible(False)
        self._follow()

    def _chosen(self) -> Line | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.line(rows[0].row()) if rows else None

    def _show(self, roster: Signed[Roster]) -> None:
        chosen = self._chosen()
        lines = [
            Line(
                device.serial,
                [
                    shown_name(device.name),
                    shown_name(device.room),
                    device_standing(device),
                    self._now(device.transport_key, roster.body.version),
                    line_fingerprint(device),
                ],
                is_over=device.revoked_at is not None,
            )
            for device in roster.body.devices
        ]
        self._model.show(lines)
        for row, line in enumerate(lines):
            if chosen is not None and line.key == chosen.key:
                self._table.selectRow(row)
        self._follow()

    def _now(self, key: TransportKey, version: int) -> str:
        seen = self._seen.get(key)
        if seen is None or seen.standing is Standing.ASKING:
            return self.tr("Not found yet")
        if seen.request is None:
            return self.tr("Does not answer")
        if seen.roster_version < version:
            return self.tr("Here; holds an older roster")
        return self.tr("Here, up to date")

    def _follow(self) -> None:
        is_open = self._desk.office is not None
        self._revoke.setEnabled(is_open and self._chosen() is not None)
        self._push.setEnabled(is_open and self._model.rowCount() > 0)
        self._empty.setVisible(self._model.rowCount() == 0)
