"""The window in which a pupil reads who has watched this screen. Lane: gui."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.plain_text import plain
from student_client.openness.ledger import Watch
from student_client.openness.ui.words import reason_words, sign_words
from student_client.openness.watcher import Watcher


class HistoryWindow(QWidget):
    """Who can see the screen now, who did before, and what that means."""

    def __init__(self, school: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Who has watched this screen"))
        self.resize(460, 540)
        self._now = QLabel()
        self._now.setTextFormat(Qt.TextFormat.PlainText)
        self._now.setWordWrap(True)
        font = self._now.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._now.setFont(font)
        about = QLabel(
            self.tr(
                "In a lesson, the teacher of {school} who opened it can see this screen as a "
                "small picture, or in full with a reason. A sign at the top says so, always. "
                "Nobody can look without it."
            ).format(school=plain(school))
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Who has watched before"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setWordWrap(True)
        self._list.setSpacing(4)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        nobody = QLabel(self.tr("Nobody has watched this screen yet."))
        nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(nobody)
        self._pages.addWidget(self._list)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self._now)
        layout.addWidget(about)
        layout.addWidget(self._pages, 1)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def show_now(self, watchers: tuple[Watcher, ...]) -> None:
        """Say who can see the screen at this moment."""
        if not watchers:
            self._now.setText(self.tr("Nobody can see this screen now."))
            return
        self._now.setText(sign_words(watchers) + ".")

    def show_before(self, watches: list[Watch]) -> None:
        """List `watches`, newest first."""
        self._list.clear()
        for watch in watches:
            self._list.addItem(QListWidgetItem(self._line(watch)))
        self._pages.setCurrentIndex(1 if watches else 0)

    def _line(self, watch: Watch) -> str:
        began = watch.began_at.astimezone()
        day = QLocale().toString(_to_date(began), QLocale.FormatType.LongFormat)
        time = began.strftime("%H:%M")
        if watch.ended_at is None:
            span = self.tr("from {time}").format(time=time)
        else:
            end = watch.ended_at.astimezone().strftime("%H:%M")
            span = self.tr("{time} to {end}").format(time=time, end=end)
        line = f"{plain(watch.who)}, {plain(watch.lesson)}\n{day}, {span}"
        if watch.reason is None:
            return line
        text = self.tr("looked in full {reason}").format(reason=reason_words(watch.reason))
        return f"{line}, {text}"


def _to_date(moment: dt.datetime) -> QDate:
    return QDate(moment.year, moment.month, moment.day)
