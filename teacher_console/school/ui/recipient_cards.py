"""Adding a recipient, and saying that one is away: two forms of one page. Lane: gui."""

import dataclasses
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
)

from protocol.files import read_file
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import Roster, StaffMember
from protocol.vocabulary import Duty
from teacher_console.school.photo import small_photo
from teacher_console.shell.ui.labels import Card, plain, shown_name

_TEXT_MAX = 120
_PHOTO_FILE_MAX_BYTES = 40 * 1024 * 1024


def duty_word(duty: Duty) -> str:
    """Return what a recipient is to the school."""
    return {
        Duty.STAFF: QCoreApplication.translate("duties", "Member of staff"),
        Duty.DSL: QCoreApplication.translate("duties", "Safeguarding lead"),
        Duty.DEPUTY_DSL: QCoreApplication.translate("duties", "Deputy lead"),
        Duty.HEAD: QCoreApplication.translate("duties", "Head"),
    }[duty]


@dataclasses.dataclass(frozen=True, slots=True)
class Added:
    """Who is to be on the list, and how."""

    member: StaffMember
    title: str
    looks_after: str
    photo_path: Path | None
    duty: Duty
    is_offered: bool

    def small_photo(self) -> bytes:
        """Return the photo, small and safe; empty for none. Worker thread.

        Raises:
            InputError: It is no photo.
        """
        if self.photo_path is None:
            return b""
        data = read_file(
            self.photo_path, remedy="choose another photo", limit_bytes=_PHOTO_FILE_MAX_BYTES
        )
        return small_photo(data, where=self.photo_path)


class AddCard(Card):
    """Somebody of the roster, as pupils will see them.

    Signals:
        asked: An `Added`.
        left: Nothing is to be done.
    """

    asked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Add somebody, or change how they are shown"))
        self._members: dict[str, StaffMember] = {}
        self._photo: Path | None = None
        self._who = _combo(self.tr("Who"))
        self._title = _line(self.tr("Title, as pupils know it: Head of Year 8"))
        self._after = _line(self.tr("Looks after: Year 8 (empty for everybody)"))
        self._duty = _combo(self.tr("Duty"))
        for duty in Duty:
            self._duty.addItem(duty_word(duty), duty)
        self._is_offered = QCheckBox(self.tr("Pupils may choose them"))
        self._photo_name: QLabel = plain("", "soft")
        choose = QPushButton(self.tr("Choose a photo…"))
        choose.clicked.connect(self._choose_photo)
        photo = QHBoxLayout()
        photo.addWidget(choose)
        photo.addWidget(self._photo_name, 1)
        self.add(self._who, self._title, self._after, self._duty, self._is_offered)
        self.column.addLayout(photo)
        do = QPushButton(self.tr("Sign and add"))
        do.setObjectName("primary")
        do.clicked.connect(self._ask)
        self.column.addLayout(_buttons(self, do))

    def offer(self, roster: Roster) -> None:
        """Let these people be chosen."""
        self._members = {each.serial: each for each in roster.staff if each.revoked_at is None}
        self._who.clear()
        for serial, member in self._members.items():
            self._who.addItem(shown_name(member.name), serial)

    def begin(self) -> None:
        """Show an empty form."""
        self._title.clear()
        self._after.clear()
        self._is_offered.setChecked(True)
        self.take_photo(None)
        self.setVisible(True)
        self._who.setFocus()

    def take_photo(self, path: Path | None) -> None:
        """Use the photo in this file."""
        self._photo = path
        self._photo_name.setText(shown_name(path.name) if path else self.tr("No photo"))

    def _choose_photo(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("A photo"), "", self.tr("Photos (*.jpg *.jpeg *.png *.webp)")
        )
        if path:
            self.take_photo(Path(path))

    def _ask(self) -> None:
        member = self._members.get(self._who.currentData())
        if member is not None:
            self.asked.emit(
                Added(
                    member,
                    self._title.text(),
                    self._after.text(),
                    self._photo,
                    Duty(self._duty.currentData()),
                    self._is_offered.isChecked(),
                )
            )


class AwayCard(Card):
    """Until when somebody is away, and who reads meanwhile.

    Signals:
        asked: Serial, the first day back, serial of the deputy or an empty text.
        left: Nothing is to be done.
    """

    asked = Signal(str, QDate, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._serial = ""
        self._who = plain("", "cardTitle")
        self._until = QDateEdit()
        self._until.setDisplayFormat("d MMM yyyy")
        self._until.setAccessibleName(self.tr("First day back"))
        self._deputy = _combo(self.tr("Who reads meanwhile"))
        self.add(self._who, plain(self.tr("First day back:"), "soft"), self._until)
        self.add(plain(self.tr("Who reads meanwhile:"), "soft"), self._deputy)
        do = QPushButton(self.tr("Sign"))
        do.setObjectName("primary")
        do.clicked.connect(
            lambda: self.asked.emit(self._serial, self._until.date(), self._deputy.currentData())
        )
        self.column.addLayout(_buttons(self, do))

    def begin(self, serial: str, listed: RecipientsList) -> None:
        """Ask about the recipient with `serial`."""
        self._serial = serial
        person = listed.recipient(serial)
        name = shown_name(person.name) if person is not None else ""
        self._who.setText(self.tr("{name} is away").format(name=name))
        self._until.setMinimumDate(QDate.currentDate().addDays(1))
        self._until.setDate(QDate.currentDate().addDays(7))
        self._deputy.clear()
        self._deputy.addItem(self.tr("The safeguarding leads, as always"), "")
        for each in listed.recipients:
            if each.serial != serial:
                self._deputy.addItem(shown_name(each.name), each.serial)
        self.setVisible(True)
        self._until.setFocus()


def _line(text: str) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(_TEXT_MAX)
    field.setPlaceholderText(text)
    field.setAccessibleName(text)
    return field


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumContentsLength(20)
    return combo


def _buttons(card: AddCard | AwayCard, do: QPushButton) -> QHBoxLayout:
    cancel = QPushButton(QCoreApplication.translate("duties", "Cancel"))
    cancel.clicked.connect(card.left)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(do)
    return row
