"""The list of concerns: neutral titles, unread first, how long each may still wait. Lane: gui."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from protocol.identifiers import Identifier
from teacher_console.concerns.clock import Clock, Urgency, clock_of
from teacher_console.concerns.thread import Case
from teacher_console.concerns.ui import words
from teacher_console.shell.ui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
CASE = Qt.ItemDataRole.UserRole
CLOCK = Qt.ItemDataRole.UserRole + 1
SECOND = Qt.ItemDataRole.UserRole + 2
WHEN = Qt.ItemDataRole.UserRole + 3

_PAD_PX, _DOT_PX = 12, 9


class CaseModel(QAbstractListModel):
    """The concerns of one state, in order; holds no word of a pupil.

    Args:
        me: Serial of the console's person.
        within_s: How soon somebody must have opened a concern.
        utc_now: Aware UTC.
    """

    def __init__(
        self, me: Identifier, within_s: Callable[[], int], utc_now: Callable[[], dt.datetime]
    ) -> None:
        super().__init__()
        self._me = me
        self._within_s = within_s
        self._utc_now = utc_now
        self._cases: Sequence[Case] = ()

    def show(self, cases: Sequence[Case]) -> None:
        """Replace all rows; none changes where nothing did."""
        if list(cases) != list(self._cases):
            self.beginResetModel()
            self._cases = list(cases)
            self.endResetModel()

    def row_of(self, concern: Identifier) -> int | None:
        """Return the row of a concern, None when it is not in this list."""
        return next((row for row, each in enumerate(self._cases) if each.concern == concern), None)

    def tick(self) -> None:
        """Time passed: the clocks are painted anew."""
        if self._cases:
            self.dataChanged.emit(self.index(0), self.index(len(self._cases) - 1))

    def clock(self, case: Case) -> Clock:
        """Return how the clock of `case` stands now."""
        return clock_of(case, self._within_s(), int(self._utc_now().timestamp() * 1000))

    def second_line(self, case: Case) -> str:
        """Return where a concern stands, in words."""
        return words.standing(case, self.clock(case), is_mine=case.holder == self._me)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many concerns there are."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is painted, and what a screen reader says."""
        case = self._cases[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words.title(case)
            case Qt.ItemDataRole.AccessibleTextRole:
                unread = self.tr("unread") if case.is_unread else self.tr("read")
                at = words.when(case.received_at, self._utc_now())
                return f"{words.title(case)}, {unread}, {at}, {self.second_line(case)}"
            case _ if role == CASE:
                return case
            case _ if role == CLOCK:
                return self.clock(case).urgency
            case _ if role == SECOND:
                return self.second_line(case)
            case _ if role == WHEN:
                return words.when(case.received_at, self._utc_now())
            case _:
                return None


class CaseDelegate(QStyledItemDelegate):
    """Two lines and a dot where something was not read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a height for two lines."""
        del index
        return QSize(0, 2 * QFontMetrics(option.font).height() + 2 * _PAD_PX + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one concern."""
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        place = option.rect.adjusted(4, 2, -4, -2)
        painter.setPen(theme.accent if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(theme.chosen if is_chosen else theme.surface)
        painter.drawRoundedRect(place, 8, 8)
        case: Case = index.data(CASE)
        inside = place.adjusted(_PAD_PX + _DOT_PX + 8, _PAD_PX - 2, -_PAD_PX, -_PAD_PX + 2)
        first = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        second = QRect(inside.left(), first.bottom() + 1, inside.width(), inside.height() // 2)
        font = QFont(option.font)
        metrics = QFontMetrics(font)
        if case.is_unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            top = first.center().y() - _DOT_PX // 2
            painter.drawEllipse(place.left() + _PAD_PX, top, _DOT_PX, _DOT_PX)
        at = str(index.data(WHEN))
        at_width = metrics.horizontalAdvance(at) + 4
        painter.setFont(font)
        painter.setPen(theme.ink_soft)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(first, int(vertical | Qt.AlignmentFlag.AlignRight), at)
        font.setBold(case.is_unread)
        painter.setFont(font)
        painter.setPen(theme.ink)
        room = first.adjusted(0, 0, -at_width - 8, 0)
        name = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(vertical), name)
        font.setBold(False)
        painter.setFont(font)
        urgency = index.data(CLOCK)
        colours = {Urgency.LATE: theme.bad, Urgency.SOON: theme.warn}
        painter.setPen(colours.get(urgency, theme.ink_soft))
        line = metrics.elidedText(
            str(index.data(SECOND)), Qt.TextElideMode.ElideRight, second.width()
        )
        painter.drawText(second, int(vertical), line)
        painter.restore()
