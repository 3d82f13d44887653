"""A person at a window: finds what is on it by its words, clicks and types."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

WidgetT = TypeVar("WidgetT", bound=QWidget)


class Hands:
    """Acts on one window; only on what is visible."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self.qtbot = qtbot
        self.window = window

    def button(self, text: str) -> QAbstractButton:
        return self._one(QAbstractButton, lambda each: each.text() == text, text)

    def named(self, kind: type[WidgetT], name: str) -> WidgetT:
        return self._one(kind, lambda each: each.accessibleName() == name, name)

    def click(self, text: str) -> None:
        button = self.button(text)
        assert button.isEnabled(), f"{text!r} cannot be clicked"
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    def choose(self, text: str) -> None:
        """Click a radio button or box on its sign."""
        button = self.button(text)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)

    def write(self, name: str, text: str) -> None:
        """Type into the field called `name`, over what is there; paste what has no key."""
        field = self.named(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        if text.isascii() and text.isprintable():
            self.qtbot.keyClicks(field, text)
        else:
            field.insert(text)

    def read(self) -> str:
        """Every word on the window."""
        labels = [each for each in self.window.findChildren(QLabel) if each.isVisible()]
        return "\n".join(label.text() for label in labels)

    def await_words(self, words: str, within_s: float = 10.0) -> None:
        self.qtbot.waitUntil(lambda: words in self.read(), timeout=round(within_s * 1000))

    def await_button(self, text: str, within_s: float = 10.0) -> None:
        def is_there() -> bool:
            buttons = self.window.findChildren(QAbstractButton)
            return any(b.isVisible() and b.isEnabled() and b.text() == text for b in buttons)

        self.qtbot.waitUntil(is_there, timeout=round(within_s * 1000))

    def _one(self, kind: type[WidgetT], fits: Callable[[WidgetT], bool], what: str) -> WidgetT:
        found = [e for e in self.window.findChildren(kind) if e.isVisible() and fits(e)]
        assert found, f"{what!r} is not on the window:\n{self.read()}"
        return found[0]
