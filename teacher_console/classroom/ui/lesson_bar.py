"""Start and end a lesson: room, title, duration, and who will be seen. Lane: gui."""

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.limits import NAME_MAX_CHARACTERS
from protocol.plain_text import plain
from teacher_console.classroom.device_status import LessonInfo, Teacher
from teacher_console.shell.ui.elided_label import ElidedLabel
from teacher_console.shell.ui.wrapping_row import WrappingRow

_DURATIONS_MIN = (30, 45, 60, 90, 120, 240)
_DEFAULT_DURATION_MIN = 60
_REFRESH_MS = 10_000
_ROOM_LETTERS = 32


class LessonBar(QWidget):
    """The top of the window.

    Signals:
        start_asked: Title, room, duration in seconds.
        end_asked: End the open lesson.
    """

    start_asked = Signal(str, str, int)
    end_asked = Signal()

    def __init__(self, teacher: Teacher) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lesson: LessonInfo | None = None
        self._title = ElidedLabel("title")
        self._subtitle = ElidedLabel("soft")
        self._who = plain(f"{teacher.school_name}  ·  {teacher.name}")
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        self._actions = QStackedWidget()
        self._actions.addWidget(self._start_form(teacher))
        self._actions.addWidget(self._end_form())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 14)
        layout.setSpacing(24)
        layout.addLayout(names, 1)
        layout.addWidget(self._actions)
        self._clock = QTimer(self)
        self._clock.setObjectName("lesson clock")
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self._say)
        self.show_lesson(None)

    def room(self) -> str:
        """Return the room that is chosen, or that of the open lesson."""
        return self._lesson.room if self._lesson is not None else self._rooms.currentText()

    def show_lesson(self, lesson: LessonInfo | None) -> None:
        """Follow a lesson that opened or ended."""
        self._lesson = lesson
        self._actions.setCurrentIndex(0 if lesson is None else 1)
        if lesson is None:
            self._clock.stop()
        else:
            self._clock.start()
        self._say()

    def _start_form(self, teacher: Teacher) -> QWidget:
        form = QWidget()
        self._rooms = QComboBox()
        self._rooms.addItems(list(teacher.rooms))
        self._rooms.setAccessibleName(self.tr("Room"))
        self._rooms.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._rooms.setMaximumWidth(_ROOM_LETTERS * self.fontMetrics().averageCharWidth())
        self._lesson_title = QLineEdit()
        self._lesson_title.setPlaceholderText(self.tr("What is the lesson called?"))
        self._lesson_title.setAccessibleName(self.tr("Lesson title, as pupils read it"))
        self._lesson_title.setMaxLength(NAME_MAX_CHARACTERS)
        self._lesson_title.setMinimumWidth(210)
        self._lesson_title.returnPressed.connect(self._start)
        self._duration = QComboBox()
        self._duration.setAccessibleName(self.tr("Duration"))
        for minutes in _DURATIONS_MIN:
            self._duration.addItem(self.tr("{n} minutes").format(n=minutes), minutes * 60)
        self._duration.setCurrentIndex(_DURATIONS_MIN.index(_DEFAULT_DURATION_MIN))
        self._start_button = QPushButton(self.tr("Start lesson"))
        self._start_button.setObjectName("primary")
        self._start_button.setEnabled(bool(teacher.rooms))
        self._start_button.clicked.connect(self._start)
        row = WrappingRow(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._rooms, self._lesson_title, self._duration, self._start_button):
            row.addWidget(widget)
        return form

    def _end_form(self) -> QWidget:
        form = QWidget()
        self._left = _label("soft")
        end = QPushButton(self.tr("End lesson"))
        end.clicked.connect(self.end_asked)
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self._left)
        row.addWidget(end)
        return form

    def _start(self) -> None:
        room = self._rooms.currentText()
        if room and self._lesson is None:
            title = " ".join(self._lesson_title.text().split()) or self.tr("Lesson")
            self.start_asked.emit(title, room, int(self._duration.currentData()))

    def _say(self) -> None:
        if self._lesson is None:
            self._title.setText(self.tr("No lesson is open"))
            self._subtitle.setText(self._who)
            return
        self._title.setText(plain(self._lesson.title))
        self._subtitle.setText(f"{plain(self._lesson.room)}  ·  {self._who}")
        left = self._lesson.ends_at - dt.datetime.now(dt.UTC)
        minutes = max(0, -(-int(left.total_seconds()) // 60))
        ends = self._lesson.ends_at.astimezone().strftime("%H:%M")
        self._left.setText(self.tr("Ends {time}, {n} min left").format(time=ends, n=minutes))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
