"""Buttons whose words wrap: nothing is cut at 200 % text or in a long language. Lane: gui."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget

from student_client.concerns.ui.look import current_look
from student_client.concerns.ui.pressable import Pressable

_MARGIN_PX = 14
_GAP_PX = 10
_FACES = ("#2F6B7A", "#5B5A8C", "#6B5B3E", "#3F6B4F", "#7A4F63", "#4A5F86")
"""Grounds of initials where there is no photo; white on each is at least 5:1."""


class WrappingButton(Pressable):
    """A button with words of any length, and quieter words below."""

    def __init__(self, text: str, below: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._below = below
        self.setAccessibleName(f"{text}, {below}" if below else text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which every word is seen."""
        return max(self._face_px(), self._words_height(self._words_width(width))) + 2 * _GAP_PX

    def sizeHint(self) -> QSize:
        """Return a size at which the words have a few lines at most."""
        width = min(360, self.fontMetrics().horizontalAdvance(self.text()) + 4 * _MARGIN_PX)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a width for short words; the height follows from the width that is given."""
        return QSize(120, self.fontMetrics().height() + 2 * _GAP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame as the style does, then the words."""
        del event
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        area = self.rect().adjusted(_MARGIN_PX, _GAP_PX, -_MARGIN_PX, -_GAP_PX)
        face = self._face_px()
        if face:
            place = QRect(area.left(), area.center().y() - face // 2, face, face)
            self._paint_face(painter, self._mirrored(place))
            area.setLeft(area.left() + face + _GAP_PX)
            area = self._mirrored(area)
        self._paint_words(painter, area)

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        look = current_look()
        flags = self._flags()
        above = QFontMetrics(self._bold()).boundingRect(
            QRect(0, 0, area.width(), 10_000), flags, self.text()
        )
        height = self._words_height(area.width())
        top = area.top() + max(0, (area.height() - height) // 2)
        painter.setFont(self._bold())
        painter.setPen(QColor(look.text))
        painter.drawText(QRect(area.left(), top, area.width(), above.height()), flags, self.text())
        if self._below:
            painter.setFont(self.font())
            painter.setPen(QColor(look.quiet))
            rest = QRect(area.left(), top + above.height(), area.width(), height - above.height())
            painter.drawText(rest, flags, self._below)

    def _paint_face(self, painter: QPainter, place: QRect) -> None:
        """Draw nothing: a plain choice has no face."""

    def _face_px(self) -> int:
        return 0

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _words_width(self, width: int) -> int:
        face = self._face_px()
        return max(40, width - 2 * _MARGIN_PX - (face + _GAP_PX if face else 0))

    def _words_height(self, width: int) -> int:
        area = QRect(0, 0, width, 10_000)
        height = QFontMetrics(self._bold()).boundingRect(area, self._flags(), self.text()).height()
        if self._below:
            height += self.fontMetrics().boundingRect(area, self._flags(), self._below).height()
        return height

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _flags(self) -> int:
        wrap = Qt.TextFlag.TextWrapAnywhere if self._has_long_word() else Qt.TextFlag.TextWordWrap
        # The painter mirrors what is on the left where the window is read from the right.
        return int(wrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)

    def _has_long_word(self) -> bool:
        room = self._words_width(max(self.width(), 120))
        words = f"{self.text()} {self._below}".split()
        return any(self.fontMetrics().horizontalAdvance(word) > room for word in words)


class PersonButton(WrappingButton):
    """Somebody to tell: face, name, and what they are to pupils.

    Args:
        photo: Null for none: then initials stand for it.
    """

    def __init__(self, name: str, below: str, photo: QImage) -> None:
        super().__init__(name, below)
        self._photo = QPixmap.fromImage(photo)
        self._initials = "".join(word[0] for word in name.split()[-2:]).upper()
        self._ground = QColor(_FACES[sum(map(ord, name)) % len(_FACES)])

    def _face_px(self) -> int:
        return max(36, round(self.fontMetrics().height() * 2.1))

    def _paint_face(self, painter: QPainter, place: QRect) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        circle = QPainterPath()
        circle.addEllipse(place)
        painter.setClipPath(circle)
        if self._photo.isNull():
            painter.fillPath(circle, self._ground)
            painter.setPen(QColor("#FFFFFF"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._initials)
        else:
            side = min(self._photo.width(), self._photo.height())
            middle = self._photo.rect().center()
            cut = QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)
            painter.drawPixmap(place, self._photo, cut)
        painter.restore()
