"""The menu of the tiles under the pointer, or of a group. Lane: gui."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from protocol.identifiers import fingerprint
from protocol.plain_text import plain
from teacher_console.wall.groups import Group, GroupKind
from teacher_console.wall.targets import Targets
from teacher_console.wall.ui.group_actions import GroupActions

translate = QCoreApplication.translate


def tile_menu(
    parent: QWidget,
    chosen: Targets,
    group: Group,
    groups: GroupActions,
    *,
    view: Callable[[], None],
    screenshot: Callable[[], None],
) -> QMenu:
    """Return what can be done to `chosen`, which somebody selected."""
    menu = QMenu(parent)
    keys = chosen.keys
    see = menu.addAction(translate("menu", "&View screen"), view)
    see.setEnabled(len(keys) == 1)
    menu.addAction(translate("menu", "Take a &screenshot"), screenshot)
    menu.addSeparator()
    add = menu.addMenu(translate("menu", "Add to &group"))
    for name in sorted(groups.groups):
        add.addAction(_label(name), partial(groups.add, name, keys))
    add.addAction(translate("menu", "&New group…"), lambda: groups.make(keys))
    if group.kind is GroupKind.MADE:
        menu.addAction(
            translate("menu", "&Take out of {group}").format(group=_label(group.name)),
            lambda: groups.take_out(group.name, keys),
        )
    menu.addSeparator()
    copy = menu.addAction(
        translate("menu", "&Copy fingerprint"),
        lambda: QGuiApplication.clipboard().setText("\n".join(fingerprint(key) for key in keys)),
    )
    copy.setEnabled(bool(keys))
    return menu


def show_group_menu(parent: QWidget, group: Group, groups: GroupActions, place: QPoint) -> None:
    """Offer what can be done with a group a teacher made."""
    menu = QMenu(parent)
    menu.addAction(translate("menu", "&Remove this group"), lambda: groups.remove(group.name))
    menu.exec(place)
    menu.deleteLater()


def _label(name: str) -> str:
    """Return a name as a menu shows it: `&` would mark a key."""
    return plain(name)[:60].replace("&", "&&")
