"""The left rail: everybody, rooms, states, and the groups a teacher made. Lane: gui."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.wall.groups import (
    EVERYBODY,
    Group,
    GroupKind,
    Groups,
    members,
    smart_groups,
)
from teacher_console.wall.ui.target_words import group_name

_WIDTH_LETTERS, _LEAST_LETTERS = 30, 26
_GROUP = Qt.ItemDataRole.UserRole


class GroupRail(QWidget):
    """Lists groups with how many each has.

    Signals:
        chosen: A `Group`.
        menu_asked: A `Group` a teacher made, and where, in global coordinates.
    """

    chosen = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._listed: list[tuple[Group | None, str]] = []
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Groups"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._on_menu)
        self._list.currentItemChanged.connect(self._on_current)
        heading = QLabel(self.tr("Groups"))
        heading.setObjectName("railTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(heading)
        layout.addWidget(self._list, 1)

    def sizeHint(self) -> QSize:
        """Return a width for names of usual length."""
        return QSize(_WIDTH_LETTERS * self.fontMetrics().averageCharWidth(), 0)

    def minimumSizeHint(self) -> QSize:
        """Return a width in which the groups that are always there can be read."""
        return QSize(_LEAST_LETTERS * self.fontMetrics().averageCharWidth(), 0)

    def follow(self, statuses: Sequence[DeviceStatus], made: Groups, current: Group) -> None:
        """List the groups as they stand, `current` marked."""
        everybody = self._with_count(EVERYBODY, len(statuses))
        sections: list[tuple[Group | None, str]] = [(EVERYBODY, everybody)]
        smart = smart_groups(statuses)
        known = {status.key for status in statuses}
        for heading, groups in (
            (self.tr("Rooms"), [each for each in smart if each.kind is GroupKind.ROOM]),
            (self.tr("Classes"), [each for each in smart if each.kind is GroupKind.CLASS]),
            (self.tr("States"), [each for each in smart if each.kind is GroupKind.STATE]),
            (self.tr("My groups"), [Group(GroupKind.MADE, name) for name in sorted(made)]),
        ):
            if groups:
                sections.append((None, heading))
            for group in groups:
                those = (members(group, statuses, made) or frozenset()) & known
                sections.append((group, self._with_count(group, len(those))))
        if [group for group, _ in sections] == [group for group, _ in self._listed]:
            self._retitle(sections)
        else:
            self._relist(sections, current)
        self._listed = sections

    def _with_count(self, group: Group, count: int) -> str:
        return self.tr("{group}  ({n})").format(group=group_name(group), n=count)

    def _retitle(self, sections: list[tuple[Group | None, str]]) -> None:
        for row, (_, text) in enumerate(sections):
            if text != self._listed[row][1]:
                self._list.item(row).setText(text)

    def _relist(self, sections: list[tuple[Group | None, str]], current: Group) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for group, text in sections:
            item = QListWidgetItem(text)
            item.setData(_GROUP, group)
            if group is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
            if group == current:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        group = item.data(_GROUP) if item is not None else None
        if group is not None:
            self.chosen.emit(group)

    def _on_menu(self, place: QPoint) -> None:
        item = self._list.itemAt(place)
        group = item.data(_GROUP) if item is not None else None
        if group is not None and group.kind is GroupKind.MADE:
            self.menu_asked.emit(group, self._list.viewport().mapToGlobal(place))
