"""The tray icon: says in picture and words whether somebody watches. Lane: gui.

A convenience: many desktops have no tray, or it starts after us. The light does not depend on it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QMessageBox, QSystemTrayIcon

from assets import resource
from student_client.openness.ui.words import sign_words
from student_client.openness.watcher import Watcher

_LOOK_EVERY_MS = 2000
_PLAIN = str.maketrans("<&", "(+")
"""Qt and some desktops take a tip with tags or entities for markup, and offer no way to say no."""
_DOT = QColor("#3B82C4")
_ICON_PX = 64
_LOOKS = 30
"""The tray's host may start up to a minute after us."""


class Tray(QObject):
    """Icon and menu. There is nothing in it to switch off.

    Args:
        show_history: Opens the window of who has watched.
        show_help: Opens the Help window.
        mark: This device's fingerprint, for a technician to compare before admitting it.
    """

    def __init__(
        self,
        school: str,
        show_history: Callable[[], None],
        mark: str,
        *,
        show_help: Callable[[], None],
    ) -> None:
        super().__init__()
        self._school = school
        self._mark = mark
        self._watched = QIcon(str(resource("icons/client-watched.svg")))
        self._unwatched = QIcon(str(resource("icons/client-unwatched.svg")))
        self._menu = QMenu()
        self._state = QAction(self._menu)
        self._state.setEnabled(False)
        self._menu.addAction(self._state)
        self._menu.addSeparator()
        self._help = self._menu.addAction(self.tr("Help…"))
        self._help.triggered.connect(show_help)
        history = self._menu.addAction(self.tr("Who has watched…"))
        history.triggered.connect(show_history)
        about = self._menu.addAction(self.tr("About Harbour…"))
        about.triggered.connect(self._about)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(show_history)
        self._is_watched = self._has_news = False
        self._looks_left = _LOOKS
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look_for_host)
        self.say(())
        self._timer.start()
        self._look_for_host()

    def say(self, watchers: tuple[Watcher, ...]) -> None:
        """Show whether somebody watches."""
        words = sign_words(watchers)
        self._is_watched = bool(watchers)
        self._show_icon()
        self._icon.setToolTip(words.translate(_PLAIN))
        self._state.setText(words.replace("&", "&&"))

    def say_news(self, *, has_news: bool) -> None:
        """Show a dot while something waits in the Help window; no words, and nothing pops up."""
        self._has_news = has_news
        self._show_icon()

    def close(self) -> None:
        """Take the icon away."""
        self._timer.stop()
        self._icon.hide()
        self._menu.deleteLater()

    def _show_icon(self) -> None:
        icon = self._watched if self._is_watched else self._unwatched
        self._icon.setIcon(_dotted(icon) if self._has_news else icon)

    def _look_for_host(self) -> None:
        self._looks_left -= 1
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()
            self._timer.stop()
        elif self._looks_left <= 0:
            self._timer.stop()

    def _about(self) -> None:
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(self.tr("About Harbour"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            self.tr(
                "Harbour belongs to {school}.\n\nIn a lesson your teacher can see this screen as a "
                "small picture, or in full with a reason. A sign at the top of the screen always "
                "says so. Outside lessons nothing is looked at.\n\nHarbour has no camera, no "
                "microphone and no record of what you type.\n\n"
                "Fingerprint of this computer:\n{mark}"
            ).format(school=self._school, mark=self._mark)
        )
        box.exec()


def _dotted(icon: QIcon) -> QIcon:
    picture = QPixmap(icon.pixmap(_ICON_PX, _ICON_PX))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(_DOT)
    painter.setPen(QColor("#FFFFFF"))
    side = picture.width() * 2 // 5
    painter.drawEllipse(picture.width() - side - 1, 1, side, side)
    painter.end()
    return QIcon(picture)
