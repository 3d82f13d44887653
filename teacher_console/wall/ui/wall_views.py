"""Grid, list, or why there is nothing to show: one at a time, with one selection. Lane: gui."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget

from teacher_console.wall.order import Choice, Showing
from teacher_console.wall.ui.empty import EmptyState
from teacher_console.wall.ui.hover_zoom import HoverZoom
from teacher_console.wall.ui.wall_view import WallView

if TYPE_CHECKING:
    from protocol.identifiers import TransportKey
    from teacher_console.wall.ui.list_view import ListView
    from teacher_console.wall.ui.tile_model import TileModel


class WallViews(QStackedWidget):
    """Shows `TileModel` as somebody chose.

    Signals:
        visible_changed, opened, typed, menu_asked: As those of `WallView`, of the view in use.
    """

    visible_changed = Signal(object, int)
    opened = Signal(object)
    typed = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, tiles: TileModel, *, has_rooms: bool) -> None:
        super().__init__()
        self._tiles = tiles
        self._list: ListView | None = None
        self._is_list = False
        self.zoom = HoverZoom(self, tiles)
        self.grid = WallView(tiles)
        self.empty = EmptyState(has_rooms=has_rooms)
        self.addWidget(self.grid)
        self.addWidget(self.empty)
        self._join(self.grid)

    @property
    def view(self) -> WallView | ListView:
        """Return the view in use."""
        return self._list if self._is_list and self._list is not None else self.grid

    def show_list(self, is_list: bool) -> None:  # noqa: FBT001  # a slot
        """Use the list, or the grid; the list is made when it is first asked for."""
        self._is_list = is_list
        if is_list and self._list is None:
            from teacher_console.wall.ui.list_view import (  # noqa: PLC0415  # see above
                ListView,
            )

            self._list = ListView(self._tiles)
            self._list.setSelectionModel(self.grid.selectionModel())
            self.addWidget(self._list)
            self._join(self._list)
        self.turn()

    def turn(self) -> None:
        """Show the view in use, or why it would be empty; sorted as the model is."""
        choice = self._tiles.choice
        if self._list is not None:
            self._list.follow(choice)
        if self._tiles.rowCount() == 0:
            self.empty.say(
                has_devices=bool(self._tiles.statuses()),
                search=choice.search,
                is_narrowed=_is_narrowed(choice),
            )
            self.setCurrentWidget(self.empty)
        else:
            self.setCurrentWidget(self.view)

    def selected(self) -> frozenset[TransportKey]:
        """Return whom somebody selected."""
        rows = self.grid.selectionModel().selectedRows()
        return frozenset(self._tiles.status_at(index.row()).key for index in rows)

    def _join(self, view: WallView | ListView) -> None:
        view.visible_changed.connect(self.visible_changed)
        view.opened.connect(self.opened)
        view.typed.connect(self.typed)
        view.menu_asked.connect(self.menu_asked)
        self.zoom.watch(view)


def _is_narrowed(choice: Choice) -> bool:
    return bool(choice.search or choice.group is not None or choice.showing is not Showing.ALL)
