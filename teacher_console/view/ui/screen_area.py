"""The picture of a view on the window: painted where it changed, fitted, zoomed, moved. Lane: gui.

Only what changed is repainted: at 1:1 that is a copy, else the smooth scaling of those px alone
(0.2 ms for a film of 640x360), so that text stays readable while it moves.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from teacher_console.view.ui.canvas import Canvas, Drawn
from teacher_console.view.ui.pointer import draw_pointer, pointer_area
from teacher_console.view.ui.zoom import STEP, Zoom

_GROUND = QColor("#101418")
_SHARP_FROM = 3.0
"""From this scale on, px are shown as squares: somebody wants to see them."""
_KEY_STEP_PX = 60


class ScreenArea(QAbstractScrollArea):
    """Shows a canvas.

    Signals:
        scale_changed: The scale, and whether it follows the window.
    """

    scale_changed = Signal(float, bool)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._zoom = Zoom()
        self._pointer: QPoint | None = None
        self._is_old = False
        self._waiting: list[Callable[[bool], None]] = []
        self._grabbed: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 135)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_frame(self, drawn: Drawn) -> None:
        """Repaint what a frame changed; say that it was shown when it was painted."""
        changed = QRegion()
        if drawn.size != self._zoom.picture:
            self._zoom.set_picture(drawn.size)
            self._follow_size()
            changed += self.viewport().rect()
        for area in drawn.dirty:
            changed += self._zoom.to_window(area)
        if drawn.pointer != self._pointer:
            changed += self._pointer_region()
            self._pointer = drawn.pointer
            changed += self._pointer_region()
        changed = changed.intersected(self.viewport().rect())
        if changed.isEmpty() and self.isVisible():
            drawn.shown(True)
            return
        self._waiting.append(drawn.shown)
        self.viewport().update(changed)

    def set_old(self, *, is_old: bool) -> None:
        """Show the picture without colour, because it may not be what the screen shows now."""
        if is_old != self._is_old:
            self._is_old = is_old
            self.viewport().update()

    def fit(self) -> None:
        """Show the whole picture, as large as it goes."""
        self._zoom.set_scale(None)
        self._follow_size()

    def real_size(self) -> None:
        """Show one px of the picture on one px of the monitor."""
        self.zoom_to(1.0 / self.devicePixelRatioF())

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Scale about `at`, the middle where it is None."""
        offset = self._zoom.about(scale, at or QPointF(self.viewport().rect().center()))
        self._follow_size()
        self._move_to(offset)

    def zoom_by(self, notches: float, at: QPointF | None = None) -> None:
        """Scale by so many notches of the wheel."""
        self.zoom_to(self._zoom.scale * STEP**notches, at)

    def give_up(self) -> None:
        """Answer every frame that was not painted: the window goes."""
        waiting, self._waiting = self._waiting, []
        for shown in waiting:
            shown(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is asked for, and nothing else."""
        painter = QPainter(self.viewport())
        target = self._zoom.target
        has_picture = self._canvas.size() is not None
        if not (has_picture and target.contains(event.rect())):
            picture = QRegion(target) if has_picture else QRegion()
            painter.setClipRegion(event.region().subtracted(picture))
            painter.fillRect(event.rect(), _GROUND)
            painter.setClipping(False)
        device_scale = self._zoom.scale * self.devicePixelRatioF()
        is_smooth = abs(device_scale - 1) > 1e-6 and device_scale < _SHARP_FROM  # noqa: PLR2004
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        self._canvas.paint(painter, QRectF(target), event.rect(), is_old=self._is_old)
        if has_picture and self._pointer is not None and not self._is_old:
            tip = self._zoom.point_to_window(self._pointer)
            if event.rect().intersects(pointer_area(tip)):
                draw_pointer(painter, tip)
        painter.end()
        self.give_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._follow_size()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in other colours."""
        super().changeEvent(event)
        self.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is painted any more."""
        super().hideEvent(event)
        self._grabbed = None

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture."""
        del dx, dy
        self._zoom.move_to(
            QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        )
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / 120, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton and not self._zoom.overhang().isNull():
            self._grabbed = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._grabbed is not None:
            at = event.position().toPoint()
            moved, self._grabbed = self._grabbed - at, at
            self._move_to(self._zoom.offset + moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._grabbed = None
        self._show_hand()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        steps = {
            Qt.Key.Key_Left: QPoint(-_KEY_STEP_PX, 0),
            Qt.Key.Key_Right: QPoint(_KEY_STEP_PX, 0),
            Qt.Key.Key_Up: QPoint(0, -_KEY_STEP_PX),
            Qt.Key.Key_Down: QPoint(0, _KEY_STEP_PX),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move_to(self._zoom.offset + step)

    def _follow_size(self) -> None:
        is_fit = self._zoom.is_fit
        policy = Qt.ScrollBarPolicy
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(policy.ScrollBarAlwaysOff if is_fit else policy.ScrollBarAsNeeded)
        room = self.viewport().size()
        self._zoom.set_room(room)
        overhang = self._zoom.overhang()
        for bar, most, page in (
            (self.horizontalScrollBar(), overhang.width(), room.width()),
            (self.verticalScrollBar(), overhang.height(), room.height()),
        ):
            bar.setRange(0, most)
            bar.setPageStep(page)
            bar.setSingleStep(_KEY_STEP_PX)
        self._show_hand()
        self.viewport().update()
        self.scale_changed.emit(self._zoom.scale * self.devicePixelRatioF(), is_fit)

    def _move_to(self, offset: QPoint) -> None:
        self.horizontalScrollBar().setValue(offset.x())
        self.verticalScrollBar().setValue(offset.y())

    def _show_hand(self) -> None:
        can_move = not self._zoom.overhang().isNull()
        shape = Qt.CursorShape.OpenHandCursor if can_move else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _pointer_region(self) -> QRegion:
        if self._pointer is None:
            return QRegion()
        return QRegion(pointer_area(self._zoom.point_to_window(self._pointer)))
