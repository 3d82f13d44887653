"""What a pupil reads of who watches, and why. Lane: gui."""

from PySide6.QtCore import QCoreApplication

from protocol.plain_text import plain
from protocol.vocabulary import ViewReason
from student_client.openness.watcher import Watcher


def sign_words(watchers: tuple[Watcher, ...]) -> str:
    """Return the sentence of sign and tray; who looks in full, and why, comes first."""
    in_full = [watcher for watcher in watchers if watcher.reason is not None]
    others = [
        watcher
        for watcher in watchers
        if watcher.reason is None and watcher.name not in {full.name for full in in_full}
    ]
    parts = []
    for watcher in in_full:
        text = _tr("{name} looks at this screen in full: {reason}")
        parts.append(text.format(name=plain(watcher.name), reason=reason_words(watcher.reason)))
    if others:
        names = ", ".join(dict.fromkeys(plain(watcher.name) for watcher in others))
        parts.append(_tr("{names} can see this screen").format(names=names))
    return "; ".join(dict.fromkeys(parts)) or _tr("Nobody can see this screen")


def reason_words(reason: ViewReason | None) -> str:
    """Return why somebody looks in full; empty when they do not."""
    return {
        ViewReason.HELP: _tr("to help you"),
        ViewReason.WORK: _tr("to see your work"),
        ViewReason.OFF_TASK: _tr("to see if you are on task"),
        ViewReason.WORRY: _tr("because of something that may need a look"),
        ViewReason.TECHNICAL: _tr("because something does not work"),
        None: "",
    }[reason]


def _tr(text: str) -> str:
    return QCoreApplication.translate("watching", text)
