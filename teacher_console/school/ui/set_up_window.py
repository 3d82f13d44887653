"""Setting up, from nothing to a live room, in five steps, skipped and resumed. Lane: gui."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.errors import InputError
from protocol.limits import NAME_MAX_CHARACTERS
from teacher_console.school.set_up_progress import save_progress
from teacher_console.school.ui.step_page import SettingUp, StepPage
from teacher_console.school.ui.trial_step import TrialStep
from teacher_console.school.ui.who_step import WhoStep
from teacher_console.shell.ui.card_sheet import card_sheet
from teacher_console.shell.ui.fitting import open_at
from teacher_console.shell.ui.labels import plain, problem_label, say
from teacher_console.shell.ui.theme import current_theme

_SIZE = QSize(1080, 720)
_RAIL_CHARACTERS = 30


class SetUpWindow(QWidget):
    """A rail of steps, the step, and the way on.

    Args:
        pages: In order.

    Signals:
        finished: The last step was left by its button; the console may open.
    """

    finished = Signal()

    def __init__(self, setting_up: SettingUp, pages: Sequence[StepPage]) -> None:
        super().__init__()
        self._state = setting_up
        self._pages = pages
        self.setWindowTitle(self.tr("Harbour - set up"))
        open_at(self, _SIZE)
        self._stack = QStackedWidget()
        for page in pages:
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setWidget(page)
            self._stack.addWidget(scroll)
            page.changed.connect(self._follow)
        self._back = QPushButton(self.tr("Back"))
        self._back.clicked.connect(lambda: self.go_to(self._step() - 1))
        self._next = QPushButton()
        self._next.clicked.connect(self._go_on)
        self._next.setShortcut(QKeySequence("Alt+Return"))
        self._problem = problem_label()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail())
        layout.addLayout(column, 1)
        self.setStyleSheet(card_sheet(current_theme()))
        self.go_to(setting_up.progress.step)

    def go_to(self, step: int) -> None:
        """Show a step, from 0, and remember it."""
        step = max(0, min(step, len(self._pages) - 1))
        before = self._pages[self._step()]
        if isinstance(before, TrialStep) and step != self._step():
            before.leave()
        self._stack.setCurrentIndex(step)
        self._rail_buttons[step].setChecked(True)
        self._pages[step].begin()
        self._remember(is_finished=False)
        self._follow()
        first = next(
            (each for each in self._pages[step].findChildren(QWidget) if _takes_focus(each)), None
        )
        (first or self._next).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the person was, and end what is under way; up to 3 s."""
        self._remember(is_finished=self._state.progress.is_finished)
        for page in self._pages:
            page.close_workers()
        self._state.desk.close()
        super().closeEvent(event)

    def _rail(self) -> QWidget:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rail.setFixedWidth(rail.fontMetrics().averageCharWidth() * _RAIL_CHARACTERS + 32)
        column = QVBoxLayout(rail)
        column.setContentsMargins(16, 28, 16, 16)
        column.setSpacing(4)
        column.addWidget(plain("Harbour", "emptyTitle"))
        column.addSpacing(16)
        self._rail_group = QButtonGroup(self)
        self._rail_buttons = [QPushButton() for _ in self._pages]
        for number, button in enumerate(self._rail_buttons):
            button.setCheckable(True)
            button.clicked.connect(lambda _, number=number: self.go_to(number))
            self._rail_group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(
            plain(self.tr("Close this window at any time: it goes on where you were."), "soft")
        )
        return rail

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(36, 12, 36, 12)
        row.addWidget(self._back)
        row.addWidget(self._problem, 1)
        row.addStretch()
        row.addWidget(self._next)
        return foot

    def _step(self) -> int:
        return max(0, self._stack.currentIndex())

    def _go_on(self) -> None:
        if self._step() < len(self._pages) - 1:
            self.go_to(self._step() + 1)
        else:
            self._remember(is_finished=self._state.is_answered)
            self.finished.emit()

    def _remember(self, *, is_finished: bool) -> None:
        progress = msgspec.structs.replace(
            self._state.progress, step=self._step(), is_finished=is_finished
        )
        for page in self._pages:
            if isinstance(page, WhoStep):
                name, role = page.key_card.typed()
                progress = msgspec.structs.replace(
                    progress, name=name[:NAME_MAX_CHARACTERS], role=role
                )
        self._state.progress = progress
        try:
            save_progress(self._state.folder, progress)
        except InputError as exc:
            say(self._problem, str(exc))

    def _follow(self) -> None:
        step = self._step()
        for number, (button, page) in enumerate(zip(self._rail_buttons, self._pages, strict=True)):
            sign = "✓" if page.is_done() else str(number + 1)
            button.setText(f"{sign}   {page.title}")
            done = self.tr("done") if page.is_done() else self.tr("not done")
            button.setAccessibleName(f"{page.title}, {done}")
        is_last = step == len(self._pages) - 1
        is_done = self._pages[step].is_done()
        self._back.setVisible(step > 0)
        if is_last:
            can_open = self._state.is_answered
            self._next.setText(self.tr("Open the console") if can_open else self.tr("Close"))
        else:
            self._next.setText(self.tr("Next") if is_done else self.tr("Skip for now"))
        name = "primary" if is_done or (is_last and self._state.is_answered) else ""
        if self._next.objectName() != name:
            self._next.setObjectName(name)
            self._next.style().polish(self._next)


def _takes_focus(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()
