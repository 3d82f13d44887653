"""The page of a lesson: groups, whom actions hit, tools, the wall as grid or list. Lane: gui."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState
from teacher_console.wall.groups import EVERYBODY, Group, GroupKind, GroupStore, members
from teacher_console.wall.order import Sorting, counts
from teacher_console.wall.targets import Targets, targets
from teacher_console.wall.ui.group_actions import GroupActions
from teacher_console.wall.ui.group_rail import GroupRail
from teacher_console.wall.ui.target_bar import TargetBar
from teacher_console.wall.ui.tile_model import TileModel
from teacher_console.wall.ui.wall_menu import show_group_menu, tile_menu
from teacher_console.wall.ui.wall_tools import WallTools
from teacher_console.wall.ui.wall_views import WallViews

if TYPE_CHECKING:
    from teacher_console.wall.ui.list_view import ListView
    from teacher_console.wall.ui.wall_view import WallView


class WallPage(QWidget):
    """Joins the parts of the wall; what a group, an order or a target is, `wall` decides.

    Signals:
        visible_changed: Keys of the visible tiles (frozenset), and the picture width that serves.
        view_asked: The key of the device to see in full.
        screenshot_asked: A tuple of keys.
        enlarged_changed: The key shown larger than its tile, or None.
        failed: A sentence about something that did not work.
    """

    visible_changed = Signal(object, int)
    view_asked = Signal(object)
    screenshot_asked = Signal(object)
    enlarged_changed = Signal(object)
    failed = Signal(str)

    def __init__(self, tiles: TileModel, store: GroupStore | None, *, has_rooms: bool) -> None:
        super().__init__()
        self._tiles = tiles
        self._group = EVERYBODY
        self.groups = GroupActions(self, store)
        self.rail = GroupRail()
        self.tools = WallTools()
        self.views = WallViews(tiles, has_rooms=has_rooms)
        self.grid = self.views.grid
        self.zoom = self.views.zoom
        self._targets = TargetBar()
        self._lay_out()
        self._follow_width()
        self._join()
        self._news = QTimer(self)
        self._news.setObjectName("wall news")
        self._news.setSingleShot(True)
        self._news.timeout.connect(self._refresh)
        self._refresh()

    @property
    def view(self) -> "WallView | ListView":
        """Return the view in use."""
        return self.views.view

    def current_targets(self) -> Targets:
        """Return whom an action hits now."""
        admitted = sum(
            status.state is not DeviceState.NOT_ADMITTED for status in self._tiles.statuses()
        )
        return targets(self._tiles.shown(), self.views.selected(), admitted)

    def size_tiles(self, step_px: int) -> None:
        """Make tiles larger or smaller."""
        self.grid.set_tile_width(self.grid.tile_width() + step_px)

    def refresh(self) -> None:
        """Sort anew and ask for what is visible again."""
        self._tiles.sort_anew()
        self.view.refresh()

    def leave(self) -> None:
        """Take back one thing: the large picture, else the search, else the selection."""
        if self.zoom.key is not None:
            self.zoom.end()
        elif self.tools.search.text():
            self.tools.search.clear()
            self.view.setFocus()
        else:
            self.grid.selectionModel().clearSelection()
            self.view.setFocus()

    def select_all(self) -> None:
        """Select everybody who is shown."""
        self.view.selectAll()

    def ask_view(self) -> None:
        """See the one target in full; say why not where there are none or several."""
        keys = self.current_targets().keys
        if len(keys) == 1:
            self.failed.emit("")
            self.view_asked.emit(keys[0])
        else:
            self.failed.emit(self.tr("No view was opened: select one pupil first."))

    def ask_screenshot(self) -> None:
        """Keep a picture of every target."""
        keys = self.current_targets().keys
        if keys:
            self.screenshot_asked.emit(keys)

    def make_group(self) -> None:
        """Make a group of the targets."""
        keys = self.current_targets().keys
        if keys:
            self.groups.make(keys)

    def showEvent(self, event: QShowEvent) -> None:
        """Let ages grow."""
        super().showEvent(event)
        self._tiles.run_clock(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody reads ages now."""
        self._tiles.run_clock(False)
        self._news.stop()
        self.zoom.end()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.addWidget(self.views)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._targets)
        column.addWidget(self.tools)
        column.addLayout(inset, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(column, 1)

    def _join(self) -> None:
        self.views.visible_changed.connect(self.visible_changed)
        self.views.opened.connect(self._on_opened)
        self.views.typed.connect(self._on_typed)
        self.views.menu_asked.connect(self._on_menu)
        self.zoom.enlarged_changed.connect(self.enlarged_changed)
        self.grid.width_changed.connect(lambda _: self._follow_width())
        self.grid.fit_changed.connect(self.tools.fit.setChecked)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._refresh_soon())
        self._tiles.changed.connect(self._refresh)
        self.tools.search_changed.connect(lambda text: self._tiles.choose(search=text))
        self.tools.search.returnPressed.connect(self._on_found)
        self.tools.showing_changed.connect(lambda showing: self._tiles.choose(showing=showing))
        self.tools.sorting_changed.connect(self._on_sorting)
        self.tools.width_changed.connect(self.grid.set_tile_width)
        self.tools.fit_asked.connect(self.grid.set_fitted)
        self.tools.list_asked.connect(self.views.show_list)
        self._targets.view_asked.connect(self.ask_view)
        self._targets.screenshot_asked.connect(self.ask_screenshot)
        self.rail.chosen.connect(self._on_group)
        self.rail.menu_asked.connect(
            lambda group, place: show_group_menu(self, group, self.groups, place)
        )
        self.groups.changed.connect(self._on_groups)
        self.groups.failed.connect(self.failed)
        self.views.empty.clear_search_asked.connect(self._show_everything)

    def _on_sorting(self, sorting: Sorting) -> None:
        self._tiles.choose(sorting=sorting, is_descending=False)

    def _on_group(self, group: Group) -> None:
        self._group = group
        self._refresh()

    def _on_groups(self) -> None:
        if self._group.kind is GroupKind.MADE and self._group.name not in self.groups.groups:
            self._group = EVERYBODY
        self._refresh()

    def _on_opened(self, key: TransportKey) -> None:
        status = self._tiles.status_of(key)
        if status is None:
            return
        if status.state is DeviceState.NOT_ADMITTED:
            self.failed.emit(self.tr("No view was opened: this computer is not admitted yet."))
        else:
            self.failed.emit("")
            self.view_asked.emit(key)

    def _on_typed(self, text: str) -> None:
        self.tools.search.setFocus()
        self.tools.search.insert(text)

    def _on_found(self) -> None:
        if self._tiles.rowCount():
            self.view.setFocus()
            self.view.setCurrentIndex(self._tiles.index(0, 0))

    def _on_menu(self, place: QPoint) -> None:
        chosen = self.current_targets()
        if not chosen.is_selection or not chosen.statuses:
            return
        self.zoom.end()
        menu = tile_menu(
            self,
            chosen,
            self._group,
            self.groups,
            view=self.ask_view,
            screenshot=self.ask_screenshot,
        )
        menu.exec(place)
        menu.deleteLater()

    def _show_everything(self) -> None:
        self._group = EVERYBODY
        self.tools.show_everything()
        self._refresh()

    def _follow_width(self) -> None:
        self.tools.follow_width(self.grid.tile_width(), *self.grid.width_range())

    def _refresh_soon(self) -> None:
        if not self._news.isActive():
            self._news.start(0)

    def _refresh(self) -> None:
        self._news.stop()
        statuses = self._tiles.statuses()
        self._tiles.choose(group=members(self._group, statuses, self.groups.groups))
        self.tools.count(counts(statuses))
        self.tools.follow_sorting(self._tiles.choice.sorting)
        self.rail.follow(statuses, self.groups.groups, self._group)
        self._targets.say(self.current_targets(), self._group)
        self.views.turn()
