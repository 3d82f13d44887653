"""A larger picture beside the tile under the pointer, or the current one. Lane: gui.

It is a child of the wall and takes neither pointer nor keys, so it can never steal the focus.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHoverEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QWidget

from protocol.identifiers import TransportKey
from teacher_console.shell.ui.theme import current_theme
from teacher_console.wall.ui import words
from teacher_console.wall.ui.tile_model import TileModel

DELAY_MS = 400
_GAP = 8
_FRAME = 6
_WIDTH_MIN_PX, _WIDTH_MAX_PX = 320, 640


class HoverZoom(QWidget):
    """Watches the views given to `watch`.

    Signals:
        enlarged_changed: The `TransportKey` shown large, or None.
    """

    enlarged_changed = Signal(object)

    def __init__(self, parent: QWidget, tiles: TileModel) -> None:
        super().__init__(parent)
        self._room = parent
        self._tiles = tiles
        self._key: TransportKey | None = None
        self._waits_for: tuple[QAbstractItemView, TransportKey] | None = None
        self._is_on = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._delay = QTimer(self)
        self._delay.setObjectName("hover zoom")
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._on_delay)
        tiles.picture_changed.connect(self._on_picture)
        tiles.changed.connect(self._on_news)

    @property
    def key(self) -> TransportKey | None:
        """Return whose picture is large now."""
        return self._key

    def watch(self, view: QAbstractItemView) -> None:
        """Follow the pointer over this view."""
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.end)

    def set_on(self, is_on: bool) -> None:  # noqa: FBT001  # a slot
        """Zoom on hover, or only when asked by key."""
        self._is_on = is_on
        if not is_on:
            self.end()

    def toggle(self, view: QAbstractItemView) -> None:
        """Enlarge the current tile, or end that."""
        index = view.currentIndex()
        if self._key is not None:
            self.end()
        elif index.isValid():
            self._enlarge(view, self._tiles.status_at(index.row()).key)

    def end(self) -> None:
        """Show nothing large."""
        self._delay.stop()
        self._waits_for = None
        if self._key is not None:
            self._key = None
            self.hide()
            self.enlarged_changed.emit(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer; never swallow anything."""
        view = watched.parent()
        if isinstance(view, QAbstractItemView):
            match event.type():
                case QEvent.Type.MouseMove | QEvent.Type.HoverMove:
                    if isinstance(event, QMouseEvent | QHoverEvent):
                        self._follow(view, event.position().toPoint())
                case QEvent.Type.Leave | QEvent.Type.MouseButtonPress | QEvent.Type.Hide:
                    self.end()
                case _:
                    pass
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, picture and name."""
        del event
        picture = self._tiles.pictures.newest(self._key) if self._key is not None else None
        status = self._tiles.status_of(self._key) if self._key is not None else None
        if picture is None or status is None:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(theme.accent, 2.0))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        inside = self.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME - self._line())
        size = picture.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(inside.center())
        painter.drawImage(place, picture)
        line = self.rect().adjusted(_FRAME + 6, inside.bottom(), -_FRAME - 6, -2)
        painter.setPen(theme.ink)
        elided = self.fontMetrics().elidedText(
            words.title(status), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), elided)

    def _follow(self, view: QAbstractItemView, place: QPoint) -> None:
        index = view.indexAt(place)
        key = self._tiles.status_at(index.row()).key if index.isValid() else None
        if key is not None and key == self._key:
            return
        if self._waits_for is not None and self._waits_for[1] == key:
            return
        self.end()
        if key is not None and self._is_on:
            self._waits_for = (view, key)
            self._delay.start()

    def _on_delay(self) -> None:
        if self._waits_for is not None:
            self._enlarge(*self._waits_for)

    def _enlarge(self, view: QAbstractItemView, key: TransportKey) -> None:
        row, picture = self._tiles.row_of(key), self._tiles.pictures.newest(key)
        if row is None or picture is None:
            return
        self._waits_for = None
        self._key = key
        tile = view.visualRect(self._tiles.index(row, 0))
        corner = view.viewport().mapTo(self._room, tile.topLeft())
        self.setGeometry(self._place_beside(QRect(corner, tile.size()), picture.size()))
        self.raise_()
        self.show()
        self.enlarged_changed.emit(key)

    def _place_beside(self, tile: QRect, picture: QSize) -> QRect:
        """Return a place on the side that has more room, beside `tile` where it can be larger."""
        room = self._room.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        at_left, at_right = tile.left() - _GAP - room.left(), room.right() - _GAP - tile.right()
        least = max(_WIDTH_MIN_PX, tile.width() * 5 // 4)
        width = min(_WIDTH_MAX_PX, max(at_left, at_right, least))
        extra = QSize(2 * _FRAME, 2 * _FRAME + self._line())
        most = QSize(width, room.height()) - extra
        size = picture.scaled(most, Qt.AspectRatioMode.KeepAspectRatio) + extra
        place = QRect(QPoint(tile.right() + _GAP, tile.top()), size)
        if at_left > at_right:
            place.moveRight(tile.left() - _GAP)
        place.moveLeft(max(room.left(), min(place.left(), room.right() - size.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() - size.height())))
        return place

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing() + 10

    def _on_picture(self, row: int, part: QRect) -> None:
        del part
        if self._key is not None and self._tiles.row_of(self._key) == row:
            self.update()

    def _on_news(self) -> None:
        if self._key is not None and self._tiles.pictures.newest(self._key) is None:
            self.end()
