"""Texts, cards and headings: always plain text, whatever a name says. Lane: gui."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from protocol.limits import NAME_MAX_CHARACTERS
from protocol.plain_text import plain as plain_line


def plain(text: str = "", name: str = "") -> QLabel:
    """Return a label that wraps and never reads markup.

    Args:
        name: Of its style: `title`, `emptyTitle`, `soft`, `problem` or none.
    """
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def problem_label() -> QLabel:
    """Return the place of one error's sentence; hidden until there is one."""
    label = plain("", "problem")
    label.setVisible(False)
    return label


def say(label: QLabel, text: str) -> None:
    """Show `text` on `label`; hide the label when there is none."""
    label.setText(text)
    label.setVisible(bool(text))


def mark_label(text: str = "") -> QLabel:
    """Return a label for a fingerprint: even letters, and it can be copied."""
    label = plain(text)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(font.pointSizeF() + 1)
    label.setFont(font)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def shown_name(text: str) -> str:
    """Return a name from outside fit for one line: nothing unprinted, nothing longer than names."""
    return plain_line(text)[:NAME_MAX_CHARACTERS]


class Card(QFrame):
    """A quiet box around what belongs together; add to `column`."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 18)
        self.column.setSpacing(10)
        if title:
            heading = plain(title, "cardTitle")
            self.column.addWidget(heading)

    def add(self, *widgets: QWidget) -> None:
        """Add `widgets`, one below the other."""
        for widget in widgets:
            self.column.addWidget(widget)
