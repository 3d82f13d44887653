"""What was said in a concern, oldest first, each with who and when; plain text. Lane: gui."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from protocol.identifiers import Identifier
from protocol.plain_text import plain as one_line
from protocol.plain_text import plain_lines
from teacher_console.concerns.thread import PUPILS, Said, Thread
from teacher_console.concerns.ui import words
from teacher_console.concerns.ui.blurred_picture import BlurredPicture
from teacher_console.record.events import EventKind
from teacher_console.shell.ui.labels import plain

_KEYBOARD = Qt.TextInteractionFlag.TextSelectableByKeyboard
_MOUSE = Qt.TextInteractionFlag.TextSelectableByMouse


class SaidView(QScrollArea):
    """A column of what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What was said"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._is_at_end = False
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.clear()

    def clear(self) -> None:
        """Let go of everything that was shown."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self._column = QWidget()
        self._column.setObjectName("scrolled")
        self._layout = QVBoxLayout(self._column)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(10)
        self._layout.addStretch(1)
        self.setWidget(self._column)

    def show_thread(
        self,
        thread: Thread,
        names: Mapping[Identifier, str],
        now: dt.datetime,
        *,
        to_end: bool,
    ) -> None:
        """Show what was said, from its beginning or scrolled to the last of it."""
        self.clear()
        for said in thread.said:
            is_told = _is_told(said)
            widget = self._card(said, thread, now) if is_told else self._line(said, names, now)
            if widget is not None:
                self._layout.insertWidget(self._layout.count() - 1, widget)
        self._is_at_end = to_end

    def _on_range(self, _: int, most: int) -> None:
        if self._is_at_end:
            self.verticalScrollBar().setValue(most)

    def _card(self, said: Said, thread: Thread, now: dt.datetime) -> QWidget:
        card = QFrame()
        card.setObjectName("card" if said.kind in PUPILS else "ownCard")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(plain(self._head(said, thread, now), "soft"))
        if said.picture:
            column.addWidget(BlurredPicture(said.picture))
            return card
        text = plain_lines(said.text)
        if text:
            column.addWidget(_words(text))
        elif said.kind is EventKind.RECEIVED:
            column.addWidget(plain(self.tr("They wrote nothing more: they want to talk."), "soft"))
        if said.meet_when.strip():
            meet = plain_lines(said.meet_when)
            column.addWidget(plain(self.tr("When they can talk:"), "soft"))
            column.addWidget(_words(meet))
        return card

    def _head(self, said: Said, thread: Thread, now: dt.datetime) -> str:
        at = words.when(said.at, now)
        if said.kind is EventKind.NOTED:
            return self.tr("Note by {who}, staff only  ·  {at}").format(
                who=one_line(said.who), at=at
            )
        if said.kind is EventKind.REPLIED:
            return self.tr("{who} to the pupil  ·  {at}").format(who=one_line(said.who), at=at)
        pupil = one_line(thread.pupil_name) or self.tr("The pupil")
        return f"{pupil}  ·  {at}"

    def _line(self, said: Said, names: Mapping[Identifier, str], now: dt.datetime) -> QLabel | None:
        who, at = one_line(said.who), words.when(said.at, now)
        match said.kind:
            case EventKind.OPENED:
                text = self.tr("{who} read it").format(who=who)
            case EventKind.CLAIMED:
                text = self.tr("{who} looks after it").format(who=who)
            case EventKind.HANDED_OVER:
                to = one_line(names.get(said.recipient or "", "")) or self.tr("somebody")
                text = self.tr("{who} handed it over to {to}").format(who=who, to=to)
            case EventKind.ESCALATED:
                text = self.tr("Nobody had opened it in time: the deputy was told")
            case EventKind.CLOSED:
                outcome = words.outcome_word(said.outcome) if said.outcome is not None else ""
                text = self.tr("{who} closed it: {outcome}").format(who=who, outcome=outcome)
            case EventKind.ERASED:
                text = self.tr("What stood here was erased by the school's rule")
            case _:
                return None
        if said.text.strip():
            text += f". {one_line(said.text)}"
        label = plain(f"{text}  ·  {at}", "soft")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label


def _is_told(said: Said) -> bool:
    return said.kind in PUPILS or said.kind in {EventKind.NOTED, EventKind.REPLIED}


def _words(text: str) -> QLabel:
    label = plain(text)
    label.setTextInteractionFlags(_MOUSE | _KEYBOARD)
    return label
