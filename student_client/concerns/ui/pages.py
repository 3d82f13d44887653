"""What all pages of the Help window are made of. Lane: gui."""

import itertools
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from student_client.concerns.ui.pressable import Pressable

_SPACE_PX = 10


class Page(QWidget):
    """A heading, things below it that scroll where they must, and what is done at the bottom."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = label(heading)
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        self._heading.setFont(font)
        content = QWidget()
        content.setObjectName("content")
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(16, 4, 16, 8)
        self._content.setSpacing(_SPACE_PX)
        self._content.addWidget(self._heading)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self._bottom = QVBoxLayout()
        self._bottom.setContentsMargins(16, 4, 16, 4)
        self._bottom.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._bottom)

    def say_heading(self, heading: str) -> None:
        """Change the first line."""
        self._heading.setText(heading)

    def to_top(self) -> None:
        """Scroll up, as a page that is entered anew should stand."""
        self._scroll.verticalScrollBar().setValue(0)

    def heading(self) -> str:
        """Return the first line."""
        return self._heading.text()

    def focus_first(self) -> None:
        """Put the focus on the first thing here that can be done."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            if takes_focus and self.isAncestorOf(widget) and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below what is there."""
        for widget in widgets:
            self._content.addWidget(widget)

    def add_room(self) -> None:
        """Let what is above stay at the top."""
        self._content.addStretch(1)

    def at_bottom(self, *widgets: QWidget) -> None:
        """Put widgets where they are always seen."""
        for widget in widgets:
            self._bottom.addWidget(widget)


def label(text: str = "", kind: str = "") -> QLabel:
    """Return plain text that wraps; `kind` is how it looks: quiet, note or danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if kind:
        made.setProperty("is", kind)
    return made


def button(text: str, kind: str, on_click: Callable[[], None]) -> QPushButton:
    """Return a button; `kind` is how it looks: main, link, hide."""
    made = Pressable(text)
    made.setProperty("is", kind)
    made.clicked.connect(lambda *_: on_click())
    return made


def in_order(*widgets: QWidget) -> None:
    """Let Tab visit these one after another."""
    for before, after in itertools.pairwise(widgets):
        QWidget.setTabOrder(before, after)


def cleared(layout: QVBoxLayout) -> None:
    """Take everything out of `layout`."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
