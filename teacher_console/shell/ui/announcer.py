"""Tells a screen reader what somebody who sees would notice at once. Lane: gui."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMainWindow

from protocol.identifiers import TransportKey
from protocol.plain_text import plain
from teacher_console.classroom.device_status import DeviceState, DeviceStatus, LessonInfo
from teacher_console.wall.ui.plurals import PLURALS
from teacher_console.wall.ui.words import title

_GATHER_MS = 300
"""A switch that fails takes thirty devices: one sentence, not thirty."""
_NAMED = 3
_HERE = {DeviceState.LIVE, DeviceState.STARTING, DeviceState.READY, DeviceState.WITHHELD}


class Announcer(QObject):
    """Gathers news for a moment, then says it; names nobody while the window's content is hidden.

    Args:
        window: Whose content is hidden while it is locked.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._states: dict[TransportKey, DeviceState] = {}
        self._lost: dict[TransportKey, str] = {}
        self._back: dict[TransportKey, str] = {}
        self._gather = QTimer(self)
        self._gather.setObjectName("announcements")
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._say_gathered)

    def follow(self, status: DeviceStatus) -> None:
        """Note how a device stands; being lost and being back are news."""
        before = self._states.get(status.key)
        self._states[status.key] = status.state
        if before is None or before is status.state:
            return
        if status.state is DeviceState.LOST:
            self._back.pop(status.key, None)
            self._lost[status.key] = title(status)
        elif before is DeviceState.LOST and status.state in _HERE:
            self._lost.pop(status.key, None)
            self._back[status.key] = title(status)
        else:
            return
        if not self._gather.isActive():
            self._gather.start()

    def forget(self, key: TransportKey) -> None:
        """A device is no longer known."""
        for each in (self._states, self._lost, self._back):
            each.pop(key, None)

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        """Say that a lesson opened or ended."""
        if lesson is None:
            self.say(self.tr("The lesson has ended."))
        else:
            self.say(
                self.tr("The lesson “{title}” is open in {room}.").format(
                    title=plain(lesson.title), room=plain(lesson.room)
                )
            )

    def say(self, sentence: str, *, is_urgent: bool = False) -> None:
        """Say this now."""
        event = QAccessibleAnnouncementEvent(self._window, sentence)
        if is_urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def stop(self) -> None:
        """Say nothing more."""
        self._gather.stop()

    def _say_gathered(self) -> None:
        lost, self._lost = list(self._lost.values()), {}
        back, self._back = list(self._back.values()), {}
        content = self._window.centralWidget()
        if content is None or not content.isVisible():
            return
        if lost:
            text = self.tr("Connection lost to %n devices: {names}", "", len(lost))
            self.say(text.format(names=self._named(lost)), is_urgent=True)
        if back:
            text = self.tr("%n devices are back: {names}", "", len(back))
            self.say(text.format(names=self._named(back)))

    def _named(self, names: list[str]) -> str:
        shown = ", ".join(name[:40] for name in names[:_NAMED])
        more = len(names) - _NAMED
        return shown if more <= 0 else shown + " " + PLURALS.more(more)
