"""The foot of the window: counts, what did not work, what screens cost. Lane: gui."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from protocol.plain_text import plain
from teacher_console.classroom.device_status import DeviceState, DeviceStatus, LessonInfo
from teacher_console.shell.ui.elided_label import ElidedLabel


class StatusLine(QWidget):
    """Three texts in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._counts = ElidedLabel()
        self._problem = ElidedLabel("problem")
        self._problem.hide()
        self._cost = QLabel()
        self._cost.setObjectName("soft")
        self._cost.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(24)
        line.addWidget(self._counts, 2)
        line.addWidget(self._problem, 3)
        line.addWidget(self._cost)

    def say_problem(self, sentence: str) -> None:
        """Say what did not work, until the next one; empty when all is well."""
        self._problem.setText(plain(sentence))
        self._problem.setVisible(bool(sentence))

    def say_cost(self, bytes_s: int, budget_bytes_s: int) -> None:
        """Say what pictures cost of what they may."""
        self._cost.setText(
            self.tr("Screens use {used} of {budget} kB/s").format(
                used=-(-bytes_s // 1000), budget=budget_bytes_s // 1000
            )
        )

    def clear_cost(self) -> None:
        """No pictures are sent."""
        self._cost.clear()

    def count(self, statuses: Iterable[DeviceStatus], lesson: LessonInfo | None) -> None:
        """Say how many devices stand how."""
        statuses = list(statuses)
        by_state = Counter(status.state for status in statuses)
        here = by_state[DeviceState.READY] + by_state[DeviceState.STARTING]
        missing = by_state[DeviceState.SEARCHING] + by_state[DeviceState.LEFT]
        dark = sum(
            by_state[each]
            for each in (DeviceState.WITHHELD, DeviceState.REFUSED, DeviceState.QUIET)
        )
        parts = [
            (by_state[DeviceState.LIVE], self.tr("{n} live")),
            (here, self.tr("{n} ready")),
            (dark, self.tr("{n} without a picture")),
            (by_state[DeviceState.LOST], self.tr("{n} lost")),
            (by_state[DeviceState.DUPLICATE], self.tr("{n} with a copied key")),
            (missing, self.tr("{n} not here")),
            (by_state[DeviceState.NOT_ADMITTED], self.tr("{n} not admitted")),
        ]
        words = [text.format(n=number) for number, text in parts if number]
        sentence = self._sentence(statuses, by_state[DeviceState.LIVE], lesson)
        text = "   ·   ".join([sentence, *words]) if statuses else sentence
        if text != self._counts.text():
            self._counts.setText(text)

    def _sentence(self, statuses: list[DeviceStatus], live: int, lesson: LessonInfo | None) -> str:
        if lesson is None:
            return self.tr("Screens are shown during a lesson, and pupils see that they are.")
        whole = sum(status.room == lesson.room for status in statuses)
        return self.tr("You see {live} of {whole} screens in {room}.").format(
            live=live, whole=whole, room=plain(lesson.room)
        )
