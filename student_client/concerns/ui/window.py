"""The Help window: from the first tap to "the school has it", and back to the answer.

It is empty of words once it is hidden. Lane: gui.
"""

import dataclasses
import datetime as dt
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from protocol.errors import InputError
from protocol.identifiers import Identifier
from protocol.trust.readers import offered
from protocol.vocabulary import ConcernKind
from student_client.concerns.desk import CodeFound, Desk
from student_client.concerns.draft import KEPT_HIDDEN_S, Draft, DraftKeeper
from student_client.concerns.progress import Progress
from student_client.concerns.reporting import Promise, ReadersChangedError
from student_client.concerns.threads import Reply
from student_client.concerns.ui.answers_page import AnswersPage
from student_client.concerns.ui.frame import HelpFrame
from student_client.concerns.ui.helplines import DEFAULT_HELPLINES
from student_client.concerns.ui.pages import Page, label
from student_client.concerns.ui.screenshot import take_picture
from student_client.concerns.ui.sent_page import SentPage
from student_client.concerns.ui.start_page import StartPage
from student_client.concerns.ui.what_page import WhatPage
from student_client.concerns.ui.who_page import AboutPage, WhoPage
from student_client.concerns.ui.words import HelpWords
from student_client.concerns.word_code import WordCode

_LATE_AFTER_MS = 2 * 60 * 1000
"""A message that is not at the school after so long: the pupil is told whom else to turn to."""
_UNSEEN_MS = 250
"""How long the window is away while the picture of the screen is taken."""


@dataclasses.dataclass(slots=True)
class _Sent:
    """The message that was sent last, as long as its window is open or hidden for a while."""

    concern: Identifier
    progress: Progress | None = None


class HelpWindow(HelpFrame):
    """Leads a pupil from the first tap to "the school has it", and back to the answer.

    Args:
        pupil_name: Who is signed in.
        utc_now: Aware UTC.
    """

    def __init__(
        self,
        words: HelpWords,
        desk: Desk,
        *,
        pupil_name: str,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        super().__init__()
        self._words = words
        self._desk = desk
        self._utc_now = utc_now
        self._keeper = DraftKeeper()
        self._promised: Promise | None = None
        self._is_for_somebody_else = False
        self._code: WordCode | None = None
        self._sent: _Sent | None = None
        self._pictures: set[Identifier] = set()
        self._answers_sent: set[Identifier] = set()
        self._replies: tuple[Reply, ...] = ()
        self._build(pupil_name)
        self._forgetting = _timer(self, round(KEPT_HIDDEN_S * 1000), self.wipe)
        self._lateness = _timer(self, _LATE_AFTER_MS, self._say_late)
        self._picture_time = _timer(self, _UNSEEN_MS, self._take_picture)

    # for the program

    def open(self) -> None:
        """Show the first page, or bring the window to the front."""
        if not self.isVisible():
            self._forgetting.stop()
            has_draft = self._keeper.shown(time.monotonic()) or self._sent is not None
            self._start.say_draft(has_draft=has_draft)
            self._go(self._start)
            self.fit()
        self.show()
        self.raise_()
        self.activateWindow()

    def hide_now(self) -> None:
        """Be gone at once; then take every word off the pages."""
        self.hide()
        self._keep_draft()
        self._clear_pages()
        self._desk.forget_words()
        self._keeper.hidden(time.monotonic())
        self._forgetting.start()

    def wipe(self) -> None:
        """Forget every word: hidden for long, locked, signed out, or done."""
        self._keeper.wipe()
        self._promised = self._code = self._sent = None
        self._pictures, self._answers_sent = set(), set()
        self._clear_pages()
        for timer in (self._forgetting, self._lateness, self._picture_time):
            timer.stop()

    def lock(self) -> None:
        """Hide and forget: the screen was locked."""
        self.hide()
        self.wipe()

    def letter_changed(self, letter: Identifier, progress: Progress) -> None:
        """Say how far a message, its picture, or an answer is."""
        if self._sent is not None and letter == self._sent.concern:
            self._sent.progress = progress
            self._after_sent.say(progress)
            if progress is Progress.RECEIVED:
                self._lateness.stop()
        elif letter in self._answers_sent:
            self._answers.say_answer(progress)

    def replies_changed(self, replies: tuple[Reply, ...]) -> None:
        """Show what was answered."""
        self._replies = replies
        self._start.say_answers(len(replies))
        self._answers.show_replies(replies if self.isVisible() else ())

    def code_made(self, word_code: WordCode) -> None:
        """Take a code for the next message."""
        self._code = word_code

    def words_checked(self, found: CodeFound) -> None:
        """Say what the words are that the pupil typed."""
        if found is CodeFound.IS_CODE:
            text = self.tr("No answer has come for these words yet. If one comes, it shows here.")
        else:
            text = self.tr("These are not five words from us. Please look at each word again.")
        self._answers.say_code(text if not self._replies else "")

    def list_changed(self) -> None:
        """Show the school's newest numbers, and its people where they are being chosen."""
        listed = self._desk.listed()
        self._helplines.say(listed.helplines if listed else DEFAULT_HELPLINES)
        if self._pages.currentWidget() in {self._who, self._cannot}:
            self._choose_who()

    # building

    def _build(self, pupil_name: str) -> None:
        words = self._words
        self._start = StartPage(
            words, on_kind=self._begin, on_go_on=self._go_on, on_answers=self._show_answers
        )
        self._who = WhoPage(words, on_chosen=self._chosen, on_about=self._choose_about)
        self._about = AboutPage(words, on_done=self._about_chosen)
        self._what = WhatPage(
            words, pupil_name=pupil_name, on_send=self._send, on_picture=self._want_picture
        )
        self._after_sent = SentPage(words, on_close=self._done)
        self._answers = AnswersPage(
            words, on_answer=self._answer, on_read=self._desk.read, on_words=self._use_words
        )
        self._cannot = Page(self.tr("Please tell someone another way"))
        self._cannot.add(label(words.cannot()))
        self._cannot.add_room()
        self._behind: dict[QWidget, Page] = {
            self._who: self._start,
            self._about: self._who,
            self._what: self._who,
            self._answers: self._start,
            self._cannot: self._start,
        }
        for page in (self._start, *self._behind, self._after_sent):
            self._pages.addWidget(page)
        self.list_changed()

    # the way through the pages

    def _go(self, page: Page) -> None:
        self.go(page, has_back=page in self._behind)

    def go_back(self) -> None:
        """Show the page before, and keep what was written."""
        shown = self._pages.currentWidget()
        page = self._behind.get(shown, self._start) if shown is not None else self._start
        self._keep_draft()
        if page is self._start:
            self._start.say_draft(has_draft=self._keeper.draft.has_words())
            self._go(page)
        else:
            self._choose_who()

    def _begin(self, kind: ConcernKind) -> None:
        self._sent = None
        self._keeper.draft = dataclasses.replace(Draft(), kind=kind)
        if self._code is None:
            self._desk.prepare_code()
        self._choose_who()

    def _go_on(self) -> None:
        if self._sent is not None:
            self._go(self._after_sent)
        else:
            self._write()

    def _choose_who(self) -> None:
        draft = self._keeper.draft
        listed = self._desk.listed()
        now = self._utc_now()
        try:
            anyone = self._desk.promise(dataclasses.replace(draft, chosen=None)).readers
        except InputError:
            anyone = None  # all who keep pupils safe are whom it is about, or there is no list
        if listed is None or listed.is_expired(now) or not (anyone or offered(listed, draft.about)):
            self._go(self._cannot)
            return
        self._who.show_people(listed, draft.about, anyone, now)
        self._go(self._who)

    def _choose_about(self) -> None:
        listed = self._desk.listed()
        if listed is not None:
            self._about.show_people(listed, self._keeper.draft.about)
            self._go(self._about)

    def _about_chosen(self, about: tuple[Identifier, ...]) -> None:
        self._keeper.draft.about = about
        self._choose_who()

    def _chosen(self, serial: Identifier | None, is_for_somebody_else: bool) -> None:  # noqa: FBT001
        self._keeper.draft.chosen = serial
        self._is_for_somebody_else = is_for_somebody_else
        self._write()

    def _write(self) -> None:
        draft, listed = self._keeper.draft, self._desk.listed()
        try:
            self._promised = self._desk.promise(draft)
        except InputError:
            self._choose_who()  # the list changed meanwhile
            return
        person = listed.recipient(draft.chosen) if listed is not None else None
        self._what.show_draft(draft, person, is_for_somebody_else=self._is_for_somebody_else)
        self._what.say_readers(self._promised.readers)
        self._go(self._what)

    def _send(self) -> None:
        draft, promised, listed = self._keeper.draft, self._promised, self._desk.listed()
        self._what.read_into(draft)
        if promised is None or listed is None:
            return
        word_code = self._code
        try:
            concern = self._desk.send(
                draft, promised, word_code.key if word_code is not None else None
            )
        except ReadersChangedError:
            self._write()
            self._what.say_problem(
                self.tr(
                    "Not sent: the school changed its list just now. Look who can read it, "
                    "then press Send again."
                )
            )
            return
        except InputError:
            self._go(self._cannot)
            return
        self._sent = _Sent(concern)
        self._after_sent.begin(
            promised.readers,
            listed.acknowledge_within_s,
            word_code.words if word_code is not None else (),
        )
        self._code = None
        self._keeper.wipe()
        self._what.clear()
        self._go(self._after_sent)
        self._lateness.start()

    def _done(self) -> None:
        self.hide()
        self.wipe()

    def _say_late(self) -> None:
        self._after_sent.say_late()

    def _show_answers(self) -> None:
        self._answers.show_replies(self._replies)
        self._go(self._answers)

    def _answer(self, reply: Reply, text: str) -> None:
        self._answers_sent.add(self._desk.answer(reply, text))

    def _use_words(self, text: str) -> None:
        self._answers.say_code(self.tr("Looking…"))
        self._desk.use_words(text)

    def _want_picture(self) -> None:
        self.hide()
        self._picture_time.start()

    def _take_picture(self) -> None:
        picture = take_picture(self.screen())
        self.show()
        self.activateWindow()
        self._what.show_picture(picture)

    def _keep_draft(self) -> None:
        if self._pages.currentWidget() is self._what:
            self._what.read_into(self._keeper.draft)

    def _clear_pages(self) -> None:
        self._what.clear()
        if self._sent is None:
            self._after_sent.clear()
        self._answers.clear()
        self._pages.setCurrentWidget(self._start)


def _timer(parent: QObject, wait_ms: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(wait_ms)
    timer.timeout.connect(call)
    return timer
