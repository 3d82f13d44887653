"""The inbox of whoever may receive concerns: four lists, and the one that is chosen. Lane: gui."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from protocol.identifiers import Identifier
from teacher_console.concerns.thread import Case, CaseState
from teacher_console.concerns.ui import words
from teacher_console.concerns.ui.bridge import CaseBridge
from teacher_console.concerns.ui.case_list import CASE, CaseDelegate, CaseModel
from teacher_console.concerns.ui.case_pane import CasePane
from teacher_console.shell.ui.card_sheet import card_sheet
from teacher_console.shell.ui.labels import plain, problem_label, say
from teacher_console.shell.ui.theme import current_theme

_TICK_MS = 30_000
_ORDER = (CaseState.NEW, CaseState.MINE, CaseState.WAITING, CaseState.CLOSED)


class InboxPage(QWidget):
    """New, mine, waiting, closed; nothing of a concern's content until it is opened.

    Args:
        me: Serial of the console's person.
        within_s: How soon somebody must have opened a concern.
        utc_now: Aware UTC.

    Signals:
        unread_changed: How many concerns have something unread.
    """

    unread_changed = Signal(int)

    def __init__(
        self,
        bridge: CaseBridge,
        *,
        me: Identifier,
        within_s: Callable[[], int],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        super().__init__()
        self._cases: Sequence[Case] = ()
        self._model = CaseModel(me, within_s, utc_now)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(self.tr("Lists of concerns"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        for state in _ORDER:
            self._tabs.addTab(words.state_word(state))
        self._tabs.currentChanged.connect(lambda _: self._turn())
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(CaseDelegate(self._list))
        self._list.setAccessibleName(self.tr("Concerns"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setMouseTracking(True)
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._list.activated.connect(self._open_chosen)
        self.pane = CasePane(bridge, me, self._model.clock, utc_now)
        self.pane.hidden.connect(self._list.setFocus)
        self._empty_title, self._empty_text = plain("", "emptyTitle"), plain("", "soft")
        self._right = QStackedWidget()
        self._right.addWidget(self._empty_page())
        self._right.addWidget(self.pane)
        self._problem = problem_label()
        self._aside = plain("", "soft")
        self._aside.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._problem)
        layout.addWidget(self._tabs)
        layout.addWidget(self._halves(), 1)
        layout.addWidget(self._aside)
        self.setStyleSheet(card_sheet(current_theme()) + _sheet())
        bridge.changed.connect(self._on_changed)
        bridge.told.connect(lambda sentence: say(self._problem, sentence))
        self._ticking = QTimer(self)
        self._ticking.setObjectName("clocks of concerns")
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._model.tick)
        QShortcut(
            QKeySequence("Esc"),
            self,
            self._hide_words,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        for number, _ in enumerate(_ORDER, 1):
            QShortcut(
                QKeySequence(f"Alt+{number}"),
                self,
                lambda number=number: self._tabs.setCurrentIndex(number - 1),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self._turn()

    def let_go(self) -> None:
        """Take every pupil's word off the window: the console locks."""
        if self.pane.is_open:
            self.pane.hide_words()

    def showEvent(self, event: QShowEvent) -> None:
        """Paint the clocks as time passes."""
        super().showEvent(event)
        self._model.tick()
        self._ticking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing stays open."""
        super().hideEvent(event)
        self._ticking.stop()
        self.let_go()

    def _halves(self) -> QWidget:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        self._list.setMinimumWidth(28 * self.fontMetrics().averageCharWidth())
        self._right.setMinimumWidth(40 * self.fontMetrics().averageCharWidth())
        halves.addWidget(self._list)
        halves.addWidget(self._right)
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 5)
        halves.setSizes([360, 900])
        return halves

    def _empty_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(32, 0, 32, 0)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (self._empty_title, self._empty_text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(3)
        return page

    def _state(self) -> CaseState:
        return _ORDER[max(0, self._tabs.currentIndex())]

    def _open_chosen(self) -> None:
        self.pane.open()

    def _hide_words(self) -> None:
        if self.pane.is_open:
            self.pane.hide_words()

    def _turn(self) -> None:
        self.pane.let_go()
        self._show_list()

    def _on_changed(self, cases: list[Case], aside: int) -> None:
        self._cases = cases
        for place, state in enumerate(_ORDER):
            count = sum(each.state is state for each in cases)
            unread = sum(each.state is state and each.is_unread for each in cases)
            name = words.state_word(state)
            shown = count if state is not CaseState.CLOSED else unread
            self._tabs.setTabText(place, f"{name}  {shown}" if shown else name)
        chosen = self.pane.case
        now = next((e for e in cases if chosen is not None and e.concern == chosen.concern), None)
        if now is not None and self.pane.is_open and now.state is not self._state():
            self._tabs.blockSignals(True)
            self._tabs.setCurrentIndex(_ORDER.index(now.state))  # it moved; we go with it
            self._tabs.blockSignals(False)
        self._show_list()
        say(
            self._aside,
            self.tr(
                "%n letter(s) came that are not from this school's computers or were changed on "
                "their way. They are kept aside; tell your technician.",
                "",
                aside,
            )
            if aside
            else "",
        )
        self.unread_changed.emit(sum(each.is_unread for each in cases))

    def _show_list(self) -> None:
        shown = [each for each in self._cases if each.state is self._state()]
        chosen = self.pane.case
        selection = self._list.selectionModel()
        selection.blockSignals(True)
        self._model.show(shown)
        row = self._model.row_of(chosen.concern) if chosen is not None else None
        if row is not None:
            self._list.setCurrentIndex(self._model.index(row))
        selection.blockSignals(False)
        self._list.viewport().update()
        if row is not None:
            self.pane.follow(shown[row])
            self._right.setCurrentWidget(self.pane)
        elif shown:
            self._list.setCurrentIndex(self._model.index(0))
            self._choose(shown[0])
        else:
            title, text = words.empty_words(self._state())
            self._empty_title.setText(title)
            self._empty_text.setText(text)
            self.pane.let_go()
            self._right.setCurrentIndex(0)

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        if now.isValid():
            self._choose(now.data(CASE))

    def _choose(self, case: Case) -> None:
        if self.pane.case is None or self.pane.case.concern != case.concern:
            self.pane.choose(case)
        self._right.setCurrentWidget(self.pane)


def _sheet() -> str:
    theme = current_theme()
    return f"""
    #ownCard {{ background: {theme.chosen.name()}; border: 1px solid {theme.line.name()};
        border-radius: 10px; }}
    #ownCard QLabel {{ background: transparent; }}
    QSplitter::handle {{ background: transparent; }}
    """
