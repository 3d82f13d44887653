"""Answers from staff, the pupil's word back, and the way in with five words. Lane: gui."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from protocol.limits import CONCERN_TEXT_MAX_CHARACTERS
from protocol.plain_text import plain, plain_lines
from student_client.concerns.progress import Progress
from student_client.concerns.threads import Reply
from student_client.concerns.ui.pages import Page, button, cleared, label
from student_client.concerns.ui.words import HelpWords
from student_client.concerns.ui.writing import WritingBox, WritingLine

translate = QCoreApplication.translate
_CODE_MAX = 120


class AnswersPage(Page):
    """What came for this pupil.

    Args:
        on_answer: Send this text in answer to the newest one shown.
        on_read: These were read; the school's post office may forget them.
        on_words: Given what was typed as word code.
    """

    def __init__(
        self,
        words: HelpWords,
        *,
        on_answer: Callable[[Reply, str], None],
        on_read: Callable[[Sequence[Reply]], None],
        on_words: Callable[[str], None],
    ) -> None:
        super().__init__(translate("help", "Answers"))
        self._words = words
        self._on_answer = on_answer
        self._on_read = on_read
        self._on_words = on_words
        self._replies: tuple[Reply, ...] = ()
        self._nothing = label(translate("help", "There is no answer here yet."))
        letters = QWidget()
        self._letters = QVBoxLayout(letters)
        self._letters.setContentsMargins(0, 0, 0, 0)
        self._box = WritingBox(translate("help", "Write back"), CONCERN_TEXT_MAX_CHARACTERS)
        self._box.setPlaceholderText(translate("help", "Write back (only if you want)"))
        self._box.setFixedHeight(self._box.fontMetrics().lineSpacing() * 3 + 20)
        self._box.textChanged.connect(self._say_actions)
        self._state = label(kind="note")
        self._send = button(translate("help", "Send my answer"), "main", self._answer)
        self._read = button(translate("help", "I have read it"), "main", self._done)
        self._code = WritingLine(translate("help", "Your five words"), _CODE_MAX)
        self._code.setPlaceholderText(translate("help", "five words, like: apple river …"))
        self._code.returnPressed.connect(self._look)
        self._code_state = label(kind="note")
        self._code_label = label(
            translate("help", "Were you given five words? Type them here to see the answer.")
        )
        self._code_label.setBuddy(self._code)
        self._find = button(translate("help", "Look for my answer"), "", self._look)
        self.add(self._nothing, letters, self._box, self._state)
        self.add(self._code_label, self._code, self._find, self._code_state)
        self.add_room()
        self.at_bottom(self._send, self._read)
        self.clear()

    def show_replies(self, replies: tuple[Reply, ...]) -> None:
        """Show what came and was not read yet."""
        self._replies = replies
        cleared(self._letters)
        for reply in replies:
            who = translate("help", "{who}, {when}").format(
                who=plain(reply.who), when=_moment(reply.received_at)
            )
            self._letters.addWidget(label(who, "quiet"))
            self._letters.addWidget(label(plain_lines(reply.text), "note"))
        if any(reply.is_by_code for reply in replies):
            self._code_state.hide()
        self._say_actions()

    def say_answer(self, progress: Progress) -> None:
        """Say how far the pupil's own answer is."""
        heading, sentence = self._words.saying(progress)
        self._state.setText(f"{heading}. {sentence}")
        self._state.show()

    def say_code(self, sentence: str) -> None:
        """Say what became of the words that were typed."""
        self._code_state.setText(sentence)
        self._code_state.setVisible(bool(sentence))

    def clear(self) -> None:
        """Forget everything that was shown or typed."""
        self._box.setPlainText("")
        self._code.clear()
        self._state.hide()
        self.say_code("")
        self.show_replies(())

    def _say_actions(self) -> None:
        has_some = bool(self._replies)
        can_answer = has_some and bool(self._replies[-1].readers)
        is_writing = can_answer and bool(self._box.toPlainText().strip())
        self._nothing.setVisible(not has_some)
        self._box.setVisible(can_answer)
        self._send.setVisible(is_writing)
        self._read.setVisible(has_some and not is_writing)
        for each in (self._code_label, self._code, self._find):
            each.setVisible(not has_some)

    def _answer(self) -> None:
        text = self._box.toPlainText()
        self._box.setPlainText("")
        self._on_answer(self._replies[-1], text)

    def _done(self) -> None:
        self._state.hide()
        self._on_read(self._replies)

    def _look(self) -> None:
        self._on_words(self._code.text())


def _moment(unix_ms: int) -> str:
    moment = dt.datetime.fromtimestamp(unix_ms / 1000, dt.UTC).astimezone()
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), "dddd d MMMM")
    return f"{day}, {moment:%H:%M}"
