"""The sentence that says whom an action will hit, and names of groups and filters. Lane: gui."""

from PySide6.QtCore import QCoreApplication

from protocol.plain_text import plain
from teacher_console.wall.groups import Group, GroupKind
from teacher_console.wall.order import Showing
from teacher_console.wall.targets import Targets
from teacher_console.wall.ui.plurals import PLURALS
from teacher_console.wall.ui.words import title

translate = QCoreApplication.translate

_NAMES_SHOWN = 3
_NAME_LETTERS = 40


def whom(targets: Targets, group: Group) -> str:
    """Return whom an action hits, such as "All 27 pupils in Room 12"."""
    count = len(targets.statuses)
    if count == 0:
        return translate("targets", "Nobody: no admitted computer is shown")
    if targets.is_selection:
        names = [_short(title(status)) for status in targets.statuses[:_NAMES_SHOWN]]
        listed = translate("targets", ", ").join(names)
        chosen = PLURALS.selected(count)
        more = count - len(names)
        if more:
            rest = PLURALS.more(more)
            return translate("targets", "{chosen}: {names} {rest}").format(
                chosen=chosen, names=listed, rest=rest
            )
        return translate("targets", "{chosen}: {names}").format(chosen=chosen, names=listed)
    if group.kind in {GroupKind.MADE, GroupKind.CLASS}:
        everybody = PLURALS.pupils_shown(count)
        return translate("targets", "{pupils} of {group}").format(
            pupils=everybody, group=_short(plain(group.name))
        )
    if targets.is_part and not targets.room:
        return PLURALS.pupils_shown(count)
    pupils = (
        PLURALS.pupils_shown(count)
        if targets.is_part and group.kind is not GroupKind.ROOM
        else PLURALS.all_pupils(count)
    )
    if not targets.room:
        return pupils
    return translate("targets", "{pupils} in {room}").format(
        pupils=pupils, room=_short(plain(targets.room))
    )


def group_name(group: Group) -> str:
    """Return what the rail calls a group."""
    match group.kind:
        case GroupKind.EVERYBODY:
            return translate("groups", "Everybody")
        case GroupKind.STATE:
            return showing_name(Showing(group.name))
        case _:
            return plain(group.name)


def showing_name(showing: Showing) -> str:
    """Return what a filter is called."""
    match showing:
        case Showing.ALL:
            return translate("filter", "All")
        case Showing.LIVE:
            return translate("filter", "Live")
        case Showing.ATTENTION:
            return translate("filter", "Needs a look")
        case Showing.OFFLINE:
            return translate("filter", "Offline")
        case Showing.NEW:
            return translate("filter", "Not admitted")


def showing_count(showing: Showing, count: int) -> str:
    """Return a filter and how many it has."""
    return translate("filter", "{name} ({n})").format(name=showing_name(showing), n=count)


def _short(name: str) -> str:
    return name if len(name) <= _NAME_LETTERS else name[: _NAME_LETTERS - 1] + "…"
