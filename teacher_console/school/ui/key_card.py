"""What making a person's key asks for: name, role, passphrase. Lane: gui."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QRadioButton

from protocol.errors import InputError
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.vocabulary import Role
from teacher_console.school.founding import checked_name
from teacher_console.school.set_up_progress import Progress
from teacher_console.school.ui.new_passphrase import NewPassphrase
from teacher_console.school.ui.roles import role_sentence, role_word
from teacher_console.shell.ui.labels import Card, plain, problem_label, say

_RADIO_PX = 26
"""From a radio button's left edge to its words, as `school_sheet` draws it."""


class KeyCard(Card):
    """Asks, and says at once what is unfit.

    Args:
        progress: What was typed another day.

    Signals:
        asked: Name, role, passphrase.
    """

    asked = Signal(str, object, str)

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._name = QLineEdit(progress.name)
        self._name.setMaxLength(NAME_MAX_CHARACTERS)
        self._name.setPlaceholderText(self.tr("Your name, as pupils know you"))
        self._name.setAccessibleName(self.tr("Your name"))
        self._passphrase = NewPassphrase(self.tr("Your passphrase"))
        self._problem = problem_label()
        self._button = QPushButton(self.tr("Make my key"))
        self._button.setObjectName("primary")
        self._button.clicked.connect(self._ask)
        self.add(self._name)
        self._roles = QButtonGroup(self)
        for number, role in enumerate(Role):
            button = QRadioButton(role_word(role))
            button.setChecked(role is progress.role)
            self._roles.addButton(button, number)
            self.add(button)
            sentence = plain(role_sentence(role), "soft")
            sentence.setIndent(_RADIO_PX)
            self.add(sentence)
        self.add(
            plain(
                self.tr(
                    "Your key is made on this computer and never leaves it. The passphrase opens "
                    "it at every sign-in; nobody can give you another."
                )
            ),
            self._passphrase,
        )
        row = QHBoxLayout()
        row.addWidget(self._problem, 1)
        row.addStretch()
        row.addWidget(self._button)
        self.column.addLayout(row)

    def typed(self) -> tuple[str, Role]:
        """Return name and role as they stand."""
        return self._name.text(), list(Role)[max(0, self._roles.checkedId())]

    def clear(self) -> None:
        """Forget the passphrase."""
        self._passphrase.clear()

    def set_busy(self, is_busy: bool) -> None:  # noqa: FBT001  # a slot
        """Take no second order while one is under way."""
        self._button.setEnabled(not is_busy)
        self._button.setText(self.tr("Making it…") if is_busy else self.tr("Make my key"))

    def _ask(self) -> None:
        say(self._problem, "")
        name, role = self.typed()
        try:
            checked = checked_name(name, self.tr("Your name"))
            passphrase = self._passphrase.passphrase()
        except InputError as exc:
            say(self._problem, str(exc))
            return
        self.asked.emit(checked, role, passphrase)
