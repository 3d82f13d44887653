"""What a pupil reads of who watches, and why. Lane: gui."""

from PySide6.QtCore import QCoreApplication, QObject

from protocol.plain_text import plain
from protocol.vocabulary import ViewReason
from student_client.openness.watcher import Watcher

translate = QCoreApplication.translate


class WatchingPlurals(QObject):
    """Texts that one or several persons do; in a class, for lupdate sees them in `tr` alone."""

    def can_see(self, count: int) -> str:
        """Return what `{names}`, so many, can do."""
        return self.tr("{names} can see this screen", "", count)


_PLURALS = WatchingPlurals()


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
        text = translate("watching", "{name} looks at this screen in full: {reason}")
        parts.append(text.format(name=plain(watcher.name), reason=reason_words(watcher.reason)))
    if others:
        names = dict.fromkeys(plain(watcher.name) for watcher in others)
        parts.append(_PLURALS.can_see(len(names)).format(names=", ".join(names)))
    return "; ".join(dict.fromkeys(parts)) or translate("watching", "Nobody can see this screen")


def reason_words(reason: ViewReason | None) -> str:
    """Return why somebody looks in full; empty when they do not."""
    return {
        ViewReason.HELP: translate("watching", "to help you"),
        ViewReason.WORK: translate("watching", "to see your work"),
        ViewReason.OFF_TASK: translate("watching", "to see if you are on task"),
        ViewReason.WORRY: translate("watching", "because of something that may need a look"),
        ViewReason.TECHNICAL: translate("watching", "because something does not work"),
        None: "",
    }[reason]
