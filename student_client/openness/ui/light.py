"""The watching light: a small pill at the top of every screen that says who can see it.

Lane: gui. While it is truly visible it renews the lease without which no picture leaves; hidden,
minimised, covered by nothing it can see, or destroyed, it withdraws it. It never takes the focus.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QScreen,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from assets import resource
from student_client.openness.sign import SignLease
from student_client.openness.ui.words import sign_words
from student_client.openness.watcher import Watcher
from student_client.screen.lights import LIGHT_COLOURS

CONFIRM_EVERY_MS = 400
_PATIENCE_TICKS = 2
_RAISE_EVERY_TICKS = 3
"""How often a light is put above what may lie on it; each time wakes the display server."""
_STEADY_S = 1.0
"""A light that was taken off the screen must stand this long before it counts again: one that
only flickers would else let pictures through."""
_TEXT_MAX_PX = 520
_BACKGROUND, _FULL_BACKGROUND = (QColor(*colour) for colour in LIGHT_COLOURS)
_RIM, _FULL_RIM = QColor("#FFB68A"), QColor("#FFFFFF")
"""White on either is at least 6:1 (WCAG 2.2, 1.4.3); the second is larger, too, and bold."""
_FULL_SIZE = 1.25
_WORDS = QColor("#FFFFFF")


class WatchingLight(QWidget):
    """One screen's light.

    Args:
        on_seen: Called when it has been painted.
        on_hidden: Called when it is hidden, by whomever.
    """

    def __init__(
        self, screen: QScreen, *, on_seen: Callable[[], None], on_hidden: Callable[[], None]
    ) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.X11BypassWindowManagerHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(self.tr("Your screen can be seen"))
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._screen = screen
        self._on_seen = on_seen
        self._on_hidden = on_hidden
        self._words = ""
        self._is_full = False
        self._has_painted = False
        self._is_lit = False
        self._grip_x: int | None = None
        self._needed = QSize()
        self._eye = QSvgRenderer(str(resource("icons/client-eye.svg")), self)

    def say(self, watchers: tuple[Watcher, ...]) -> None:
        """Show who watches; not empty."""
        self._words = sign_words(watchers)
        self._is_full = any(watcher.reason is not None for watcher in watchers)
        self._has_painted = False
        self._dress()
        self.setAccessibleName(self._words)
        self._is_lit = True
        self._fit()
        self.show()
        self.raise_()
        self.update()
        self.windowHandle().installEventFilter(self)  # again and again does no harm

    def come_back(self) -> None:
        """Return to the screen, after something took the light off it or made it unseen."""
        self.hide()
        self.setWindowOpacity(1.0)
        self._fit()
        self.show()

    def put_out(self) -> None:
        """Hide: nobody watches any more."""
        self._is_lit = False
        self.close()

    def screen_area(self) -> QRect:
        """Return where the light's screen lies."""
        return self._screen.geometry()

    def is_seen(self) -> bool:
        """Tell whether the light is really on the screen, whole and opaque."""
        window = self.windowHandle()
        return (
            self.isVisible()
            and window is not None
            and window.isExposed()
            and window.opacity() == 1.0
            and not self.isMinimized()
            and self._has_painted
            and self.width() >= self._needed.width()
            and self.height() >= self._needed.height()
            and self._screen.geometry().contains(self.geometry())
        )

    def sizeHint(self) -> QSize:
        """Return the pill's size for its words."""
        metrics = QFontMetrics(self.font())
        unit = metrics.height()
        words = min(_TEXT_MAX_PX, metrics.horizontalAdvance(self._words))
        return QSize(words + 4 * unit, round(unit * 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, the eye and the words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(_FULL_BACKGROUND if self._is_full else _BACKGROUND)
        painter.setPen(_FULL_RIM if self._is_full else _RIM)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        unit = QFontMetrics(self.font()).height()
        side = unit * 1.15
        self._eye.render(painter, QRectF(unit, (self.height() - side) / 2, side, side))
        painter.setPen(_WORDS)
        words = area.adjusted(unit * 2.5, 0, -unit, 0)
        text = QFontMetrics(self.font()).elidedText(
            self._words, Qt.TextElideMode.ElideMiddle, int(words.width()) + 1
        )
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(align), text)
        painter.end()
        self._has_painted = True
        self._on_seen()

    def hideEvent(self, event: QHideEvent) -> None:
        """Withdraw the lease at once."""
        self._on_hidden()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Withdraw the lease when the display server takes the light off the screen."""
        window = self.windowHandle()
        if event.type() is QEvent.Type.Expose and window is not None and not window.isExposed():
            self._on_hidden()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while somebody watches."""
        if self._is_lit:
            event.ignore()
        else:
            super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the pill along the top edge, off what the pupil needs."""
        self._grip_x = event.position().toPoint().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it sideways, never off the screen."""
        if self._grip_x is None:
            return
        area = self._screen.geometry()
        left = event.globalPosition().toPoint().x() - self._grip_x
        left = max(area.left(), min(left, area.right() - self.width() + 1))
        self.move(left, self.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the pill."""
        del event
        self._grip_x = None

    def _dress(self) -> None:
        font = QGuiApplication.font()
        if self._is_full:
            font.setPointSizeF(font.pointSizeF() * _FULL_SIZE)
            font.setBold(True)
        self.setFont(font)

    def _fit(self) -> None:
        size = self.sizeHint()
        area = self._screen.geometry()
        size.setWidth(min(size.width(), area.width()))
        self._needed = size
        self.setFixedSize(size)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(QRect(QPoint(), size)), size.height() / 2, size.height() / 2)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))  # no compositor, no transparency
        if not self.isVisible():
            self.move(area.topLeft() + QPoint((area.width() - size.width()) // 2, 6))


class WatchingLights(QObject):
    """A light on every screen; all must be seen for the lease to hold.

    Args:
        sign: Held while the lights say who watches.
        full_sign: Held while they say, besides, who looks at the screen in full.
    """

    def __init__(self, sign: SignLease, full_sign: SignLease) -> None:
        super().__init__()
        self._sign = sign
        self._full_sign = full_sign
        self._watchers: tuple[Watcher, ...] = ()
        self._unseen_ticks = 0
        self._ticks = 0
        self._trusted_from = 0.0
        self._lights: dict[QScreen, WatchingLight] = {}
        self._timer = QTimer(self)
        self._timer.setObjectName("watching lights")
        self._timer.setInterval(CONFIRM_EVERY_MS)
        self._timer.timeout.connect(self._confirm)

    def say(self, watchers: tuple[Watcher, ...]) -> None:
        """Show who watches, on every screen; nobody puts the lights out."""
        if not self._watchers:
            self._trusted_from = 0.0
        self._watchers = watchers
        self._full_sign.withdraw()  # until the new words are on the screen
        if watchers:
            self._follow_screens()
            self._timer.start()
        else:
            self._timer.stop()
            self._sign.withdraw()
            for screen in list(self._lights):
                self._remove(screen)

    def _follow_screens(self) -> None:
        screens = QGuiApplication.screens()
        for screen in [screen for screen in self._lights if screen not in screens]:
            self._remove(screen)
        for screen in screens:
            if screen not in self._lights:
                light = WatchingLight(screen, on_seen=self._confirm, on_hidden=self._lost_sight)
                self._lights[screen] = light
            self._lights[screen].say(self._watchers)

    def _confirm(self) -> None:
        if not self._watchers:
            return
        if set(self._lights) != set(QGuiApplication.screens()):
            self._follow_screens()
        unseen = [light for light in self._lights.values() if not light.is_seen()]
        if self._lights and not unseen:
            self._unseen_ticks = 0
            if time.monotonic() >= self._trusted_from:
                self._sign.confirm_shown(time.monotonic())
                if any(watcher.reason is not None for watcher in self._watchers):
                    self._full_sign.confirm_shown(time.monotonic())
        else:
            self._lost_sight()
            self._unseen_ticks += 1
        self._ticks += 1
        if unseen or self._ticks % _RAISE_EVERY_TICKS == 0:
            for light in self._lights.values():
                light.raise_()
        if self._unseen_ticks > _PATIENCE_TICKS:  # a light that was just shown needs a moment
            self._unseen_ticks = 0
            for light in unseen:
                light.come_back()

    def _lost_sight(self) -> None:
        self._sign.withdraw()
        self._full_sign.withdraw()
        self._trusted_from = time.monotonic() + _STEADY_S

    def _remove(self, screen: QScreen) -> None:
        light = self._lights.pop(screen)
        light.put_out()
        light.deleteLater()
