"""A new passphrase, typed twice, with a hint of how hard it is to guess. Lane: gui."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from protocol.errors import InputError
from protocol.limits import PASSPHRASE_MIN_CHARACTERS
from protocol.trust.keyfile import check_new_passphrase
from teacher_console.school.strength import Strength, strength_of
from teacher_console.shell.ui.labels import plain

_PASSPHRASE_MAX_CHARACTERS = 1024


class NewPassphrase(QWidget):
    """Two fields and a hint.

    Args:
        label: What the passphrase is of.

    Signals:
        edited: Something was typed.
    """

    edited = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label
        self.first = _field(label)
        self.second = _field(self.tr("{label}, once more").format(label=label))
        self._bar = QProgressBar()
        self._bar.setRange(0, int(Strength.GOOD))
        self._bar.setTextVisible(False)
        self._hint = plain("", "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.first, self._bar, self._hint, self.second):
            layout.addWidget(widget)
        self.first.textChanged.connect(self._follow)
        self.second.textChanged.connect(self.edited)
        self._follow()

    def passphrase(self) -> str:
        """Return the passphrase.

        Raises:
            InputError: Too short, or the two differ.
        """
        text = self.first.text()
        try:
            check_new_passphrase(text)
        except InputError as exc:
            raise InputError(self._label, *_parts(exc)) from None
        if text != self.second.text():
            raise InputError(
                self._label,
                self.tr("the two differ"),
                self.tr("type the same passphrase twice"),
            )
        return text

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _follow(self) -> None:
        text = self.first.text()
        strength = strength_of(text)
        self._bar.setValue(int(strength))
        self._hint.setText(
            {
                Strength.TOO_SHORT: self.tr(
                    "At least {n} characters; three random words are good."
                ).format(n=PASSPHRASE_MIN_CHARACTERS),
                Strength.WEAK: self.tr("Easy to guess: use three random words."),
                Strength.FAIR: self.tr("Fair; another word makes it good."),
                Strength.GOOD: self.tr("Good."),
            }[strength]
        )
        self.edited.emit()


def _field(label: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(label)
    field.setPlaceholderText(label)
    field.setMaxLength(_PASSPHRASE_MAX_CHARACTERS)
    return field


def _parts(exc: InputError) -> tuple[str, str]:
    problem, _, remedy = str(exc).removeprefix(f"{exc.where}: ").rstrip(".").partition("; ")
    return problem, remedy
