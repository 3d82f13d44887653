"""What founding a school asks for: its name, and two passphrases of two people. Lane: gui."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from protocol.errors import InputError
from protocol.limits import NAME_MAX_CHARACTERS
from teacher_console.school.founding import checked_name
from teacher_console.school.ui.new_passphrase import NewPassphrase
from teacher_console.shell.ui.labels import Card, plain, problem_label, say


class FoundingCard(Card):
    """Asks, and says at once what is unfit.

    Signals:
        asked: The school's name, the technician's passphrase, the safeguarding lead's.
    """

    asked = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._name = QLineEdit()
        self._name.setMaxLength(NAME_MAX_CHARACTERS)
        self._name.setPlaceholderText(self.tr("The school's name, as pupils read it"))
        self._name.setAccessibleName(self.tr("The school's name"))
        self._technician = NewPassphrase(self.tr("Technician's passphrase"))
        self._safeguarding = NewPassphrase(self.tr("Safeguarding lead's passphrase"))
        self._problem = problem_label()
        self._button = QPushButton(self.tr("Found the school"))
        self._button.setObjectName("primary")
        self._button.clicked.connect(self._ask)
        self.add(
            self._name,
            plain(
                self.tr(
                    "A school has two roots of trust, and they belong to two people. Each types "
                    "their own passphrase and keeps it from the other."
                )
            ),
        )
        pair = QHBoxLayout()
        pair.setSpacing(24)
        pair.addLayout(
            self._side(
                self.tr("The technician's root"),
                self.tr("Says which computers and which staff belong to the school."),
                self._technician,
            ),
            1,
        )
        pair.addLayout(
            self._side(
                self.tr("The safeguarding lead's root"),
                self.tr("Says who may ever read a concern. The technician cannot."),
                self._safeguarding,
            ),
            1,
        )
        self.column.addLayout(pair)
        row = QHBoxLayout()
        row.addWidget(self._problem, 1)
        row.addStretch()
        row.addWidget(self._button)
        self.column.addLayout(row)

    def clear(self) -> None:
        """Forget the passphrases."""
        self._technician.clear()
        self._safeguarding.clear()

    def set_busy(self, is_busy: bool) -> None:  # noqa: FBT001  # a slot
        """Take no second order while one is under way."""
        self._button.setEnabled(not is_busy)
        self._button.setText(self.tr("Founding…") if is_busy else self.tr("Found the school"))

    def _side(self, title: str, sentence: str, fields: NewPassphrase) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(plain(title, "cardTitle"))
        side.addWidget(plain(sentence, "soft"))
        side.addStretch(1)
        side.addWidget(fields)
        return side

    def _ask(self) -> None:
        say(self._problem, "")
        try:
            name = checked_name(self._name.text(), self.tr("The school's name"))
            technician = self._technician.passphrase()
            safeguarding = self._safeguarding.passphrase()
        except InputError as exc:
            say(self._problem, str(exc))
            return
        if technician == safeguarding:
            say(
                self._problem,
                self.tr("Both roots have the same passphrase; choose two, for two people."),
            )
        else:
            self.asked.emit(name, technician, safeguarding)
