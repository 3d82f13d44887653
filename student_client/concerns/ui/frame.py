"""What stands around every page of the Help window: Hide now, Back, and whom one can call.

A tool window, so that it is in no task list and no Alt+Tab. Lane: gui.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from student_client.concerns.ui.helplines import HelplineBar
from student_client.concerns.ui.hiding_keys import HidingKeys
from student_client.concerns.ui.look import current_look, palette_of, style_sheet
from student_client.concerns.ui.pages import Page, button

_SIZE = QSize(420, 520)
_NORMAL_LINE_PX = 17
"""Of text at 100 %; the window grows with the text, or at 200 % a line would hold three words."""
_EDGE_PX = 16


class HelpFrame(QWidget):
    """A window of pages. What hides it and what Back does, the window itself says."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Tool)
        self.setObjectName("help")
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._keys = HidingKeys(self, self.hide_now)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(_EDGE_PX, 12, _EDGE_PX, 6)
        hide = button(self.tr("Hide now"), "hide", self.hide_now)
        hide.setParent(self)  # first, so that it is the first in the order of Tab
        self._back = button(self.tr("Back"), "link", self.go_back)
        top.addWidget(self._back)
        top.addStretch(1)
        top.addWidget(hide)
        whole.addLayout(top)
        self._pages = QStackedWidget(self)
        whole.addWidget(self._pages, 1)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedHeight(1)
        whole.addWidget(line)
        self._helplines = HelplineBar()
        whole.addWidget(self._helplines)
        self._dress()

    def hide_now(self) -> None:
        """Be gone at once."""
        self.hide()

    def go_back(self) -> None:
        """Show the page before."""

    def fit(self) -> None:
        """Take the size that suits the text, at the corner of the screen."""
        growth = max(1.0, self.fontMetrics().lineSpacing() / _NORMAL_LINE_PX)
        room = (self.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        size = (_SIZE * growth).boundedTo(room.size() - QSize(2 * _EDGE_PX, 3 * _EDGE_PX))
        self.setFixedSize(size)
        self.move(
            room.right() - size.width() - _EDGE_PX, room.bottom() - size.height() - 3 * _EDGE_PX
        )

    def go(self, page: Page, *, has_back: bool) -> None:
        """Show `page` from its top, and tell a screen reader its first line."""
        self._pages.setCurrentWidget(page)
        self._back.setVisible(has_back)
        page.to_top()
        page.focus_first()
        if self.isVisible():
            event = QAccessibleAnnouncementEvent(self, page.heading())
            QAccessible.updateAccessibility(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Listen for the keys that hide."""
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._keys)  # again and again does no harm

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing hides as Hide now does."""
        event.accept()
        if self.isVisible():
            self.hide_now()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop's colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._dress()

    def _dress(self) -> None:
        look = current_look()
        self.setPalette(palette_of(look))
        self.setStyleSheet(style_sheet(look))
