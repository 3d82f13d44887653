"""One concern at the right of the list: sealed until opened, then its thread and what to do.

Lane: gui. What was opened is let go of whenever another is chosen, it is hidden, or the console
locks; only what was being written stays, in memory, until it is sent.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from protocol.identifiers import Identifier
from protocol.plain_text import plain as one_line
from protocol.vocabulary import Outcome
from teacher_console.concerns.casework import Casework, Reach
from teacher_console.concerns.clock import Clock, Urgency
from teacher_console.concerns.thread import Case, CaseState, Thread
from teacher_console.concerns.ui import words
from teacher_console.concerns.ui.bridge import CaseBridge
from teacher_console.concerns.ui.composer import Composer
from teacher_console.concerns.ui.deed_cards import CloseCard, HandOverCard
from teacher_console.concerns.ui.said_view import SaidView
from teacher_console.shell.ui.labels import Card, plain, problem_label, say

_Opened = tuple[Thread, Reach]


class CasePane(QWidget):
    """Shows the concern that is chosen.

    Args:
        me: Serial of the console's person.
        clock: How the acknowledged-within clock of a concern stands.
        utc_now: Aware UTC.

    Signals:
        hidden: What was opened is out of sight.
    """

    hidden = Signal()

    def __init__(
        self,
        bridge: CaseBridge,
        me: Identifier,
        clock: Callable[[Case], Clock],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._me = me
        self._clock = clock
        self._utc_now = utc_now
        self._case: Case | None = None
        self._reach: Reach | None = None
        self._is_open = False
        self._drafts: dict[Identifier, str] = {}
        self._stack = QStackedWidget()
        self._sealed = self._sealed_page()
        self._opened = self._opened_page()
        self._stack.addWidget(self._sealed)
        self._stack.addWidget(self._opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def is_open(self) -> bool:
        """Tell whether a pupil's words are on the window."""
        return self._is_open

    @property
    def case(self) -> Case | None:
        """Return the concern that is chosen."""
        return self._case

    def choose(self, case: Case) -> None:
        """Show another concern, sealed."""
        self.let_go()
        self._case = case
        self._show_sealed(case)
        self._bridge.ask(
            lambda work: work.reach(case.concern),
            lambda reach: self._show_readers(case, reach),
            self._fail,
        )

    def follow(self, case: Case) -> None:
        """The chosen concern stands differently; what is open shows it."""
        before, self._case = self._case, case
        if not self._is_open:
            self._show_sealed(case)
        elif before != case:
            self._read_again()

    def open(self) -> None:
        """Open what is chosen: its words are shown, and that they were read is recorded."""
        case = self._case
        if case is not None and not self._is_open:
            say(self._sealed_problem, "")
            self._bridge.ask(
                lambda work: (work.open(case.concern), work.reach(case.concern)),
                lambda opened: self._show_opened(case.concern, opened),
                self._fail,
            )

    def let_go(self) -> None:
        """Take every word off the window; what was being written is kept in memory."""
        if self._case is not None and self._is_open:
            self._drafts[self._case.concern] = self._composer.text()
        self._is_open = False
        self._composer.fill("")
        self._said.clear()
        self._from.setText("")
        self._close_cards()
        self._hand_card.offer(())
        self._stack.setCurrentWidget(self._sealed)

    def hide_words(self) -> None:
        """Take every word off the window; the concern stays chosen."""
        self.let_go()
        if self._case is not None:
            self._show_sealed(self._case)
            self._open_button.setFocus()
        self.hidden.emit()

    def _sealed_page(self) -> QWidget:
        page = QWidget()
        self._card = Card()
        self._title = plain("", "whom")
        self._received = plain("", "soft")
        self._stands = plain("")
        self._readers = plain("", "soft")
        self._open_button = QPushButton(self.tr("Open"))
        self._open_button.setObjectName("primary")
        self._open_button.clicked.connect(self.open)
        self._sealed_problem = problem_label()
        self._card.add(self._title, self._received, self._stands, self._readers)
        self._card.add(
            plain(
                self.tr(
                    "Make sure that nobody else sees your screen. That you read it is recorded."
                ),
                "soft",
            ),
            self._sealed_problem,
        )
        row = QHBoxLayout()
        row.addWidget(self._open_button)
        row.addStretch(1)
        self._card.column.addLayout(row)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        layout.addStretch(1)
        return page

    def _opened_page(self) -> QWidget:
        page = QWidget()
        self._open_title = plain("", "whom")
        self._from = plain("")
        self._can_read = plain("", "soft")
        self._claim = QPushButton(self.tr("I look after it"))
        self._hand_over = QPushButton(self.tr("Hand over…"))
        self._close = QPushButton(self.tr("Close…"))
        hide = QPushButton(self.tr("Hide"))
        hide.setToolTip(self.tr("Take the words off the screen (Esc)"))
        self._claim.clicked.connect(lambda: self._do(lambda work, it: work.claim(it)))
        self._hand_over.clicked.connect(self._ask_hand_over)
        self._close.clicked.connect(self._ask_close)
        hide.clicked.connect(self.hide_words)
        self._hand_card, self._close_card = HandOverCard(), CloseCard()
        self._hand_card.asked.connect(
            lambda who, why: self._do(lambda work, it: work.hand_over(it, who, why))
        )
        self._close_card.asked.connect(
            lambda outcome, text: self._do(lambda work, it: _close(work, it, outcome, text))
        )
        for card in (self._hand_card, self._close_card):
            card.left.connect(self._close_cards)
        self._said = SaidView()
        self._composer = Composer()
        self._composer.replied.connect(
            lambda text: self._write(lambda work, it: work.reply(it, text))
        )
        self._composer.noted.connect(lambda text: self._write(lambda work, it: work.note(it, text)))
        self._problem = problem_label()
        head = QVBoxLayout()
        head.setSpacing(2)
        for label in (self._open_title, self._from, self._can_read):
            head.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._claim, self._hand_over, self._close):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(hide)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)
        layout.addWidget(self._hand_card)
        layout.addWidget(self._close_card)
        layout.addWidget(self._said, 1)
        layout.addWidget(self._composer)
        self._close_cards()
        return page

    def _show_sealed(self, case: Case) -> None:
        clock = self._clock(case)
        self._title.setText(words.title(case))
        self._received.setText(
            self.tr("Received: {at}").format(at=words.when(case.received_at, self._utc_now()))
        )
        self._stands.setObjectName("problem" if clock.urgency is Urgency.LATE else "")
        self._stands.setText(words.standing(case, clock, is_mine=case.holder == self._me))
        self._stands.style().unpolish(self._stands)
        self._stands.style().polish(self._stands)

    def _show_readers(self, case: Case, reach: Reach) -> None:
        if self._case is not None and self._case.concern == case.concern:
            self._reach = reach
            sentence = self._reader_sentence(reach)
            self._readers.setText(sentence)
            self._can_read.setText(sentence)

    def _reader_sentence(self, reach: Reach) -> str:
        names = [
            self.tr("you") if each.serial == self._me else one_line(each.name)
            for each in sorted(reach.readers, key=lambda each: each.serial != self._me)
        ]
        return self.tr("Who can read it: {names}").format(names=", ".join(names))

    def _show_opened(self, concern: Identifier, opened: _Opened) -> None:
        if self._case is None or self._case.concern != concern:
            return
        thread, reach = opened
        self._is_open = True
        self._show_thread(thread, reach, to_end=False)
        self._composer.fill(self._drafts.pop(concern, ""))
        self._stack.setCurrentWidget(self._opened)
        self._said.setFocus()

    def _show_thread(self, thread: Thread, reach: Reach, *, to_end: bool) -> None:
        case = self._case = thread.case
        self._reach = reach
        self._can_read.setText(self._reader_sentence(reach))
        self._open_title.setText(words.title(case))
        self._from.setText(self._author(thread))
        self._said.show_thread(thread, reach.names, self._utc_now(), to_end=to_end)
        is_mine = case.holder == self._me
        self._claim.setVisible(not is_mine or case.state is CaseState.CLOSED)
        self._close.setVisible(case.state is not CaseState.CLOSED)

    def _author(self, thread: Thread) -> str:
        if thread.kind is None:
            return self.tr("The rest of it is still on its way.")
        kind = words.kind_sentence(thread.kind)
        name = one_line(thread.pupil_name)
        if name:
            return self.tr("{name} {kind}.").format(name=name, kind=kind)
        return self.tr("A pupil who asked not to be named {kind}.").format(kind=kind)

    def _read_again(self) -> None:
        case = self._case
        if case is None:
            return
        concern = case.concern
        self._bridge.ask(
            lambda work: (work.thread(concern), work.reach(concern)),
            lambda opened: self._show_again(concern, opened),
            self._fail,
        )

    def _show_again(self, concern: Identifier, opened: _Opened) -> None:
        if self._is_open and self._case is not None and self._case.concern == concern:
            self._show_thread(*opened, to_end=True)

    def _ask_hand_over(self) -> None:
        self._close_cards()
        self._hand_card.setVisible(True)
        self._composer.setVisible(False)
        self._hand_card.offer(self._reach.others if self._reach is not None else ())

    def _ask_close(self) -> None:
        self._close_cards()
        self._close_card.setVisible(True)
        self._composer.setVisible(False)
        self._close_card.begin()

    def _close_cards(self) -> None:
        say(self._problem, "")
        self._hand_card.setVisible(False)
        self._close_card.setVisible(False)
        self._composer.setVisible(True)

    def _write(self, call: Callable[[Casework, Identifier], None]) -> None:
        self._composer.set_busy(is_busy=True)
        self._do(call, written=self._composer.text())

    def _do(
        self, call: Callable[[Casework, Identifier], None], *, written: str | None = None
    ) -> None:
        case = self._case
        if case is None:
            return
        concern = case.concern

        def done(_: object) -> None:
            if self._case is None or self._case.concern != concern:
                return
            self._close_cards()
            if written is not None and self._composer.text() == written:
                self._composer.fill("")
            if self._is_open:
                self._read_again()

        self._bridge.ask(lambda work: call(work, concern), done, self._fail)

    def _fail(self, sentence: str) -> None:
        self._composer.set_busy(is_busy=False)
        say(self._problem if self._is_open else self._sealed_problem, sentence)


def _close(work: Casework, concern: Identifier, outcome: Outcome, text: str) -> None:
    work.close(concern, outcome, text)
