"""The top of a view's window: whose screen it is, and what can be done. Lane: gui."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolBar, QVBoxLayout, QWidget

from teacher_console.shell.ui.elided_label import ElidedLabel
from teacher_console.shell.ui.theme import current_theme
from teacher_console.view.ui.marks import action_icon
from teacher_console.view.ui.whose import Whose

_NAME_LETTERS = 26
"""Room that a name is given before the buttons lose their words."""


class ViewerBar(QWidget):
    """Names and actions.

    Signals:
        fit_asked, real_asked, screenshot_asked, full_asked, close_asked: What was pressed.
        monitor_chosen: From 0.
    """

    fit_asked = Signal()
    real_asked = Signal()
    screenshot_asked = Signal()
    full_asked = Signal()
    close_asked = Signal()
    monitor_chosen = Signal(int)

    def __init__(self, whose: Whose) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = ElidedLabel("title")
        self._name.setText(whose.title)
        self._where = ElidedLabel("soft")
        self._where.setText(whose.subtitle)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._where)
        self._tools = QToolBar()
        self._tools.setObjectName("viewTools")
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._tools.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._icons: dict[QAction, str] = {}
        self._words_px = 0
        self._fit = self._add("fit", self.tr("Fit"), "Ctrl+0", self.fit_asked, is_choice=True)
        self._real = self._add("real", self.tr("1:1"), "Ctrl+1", self.real_asked, is_choice=True)
        self._before_monitors = self._tools.addSeparator()
        self._monitors: list[QAction] = []
        self._monitor_group = QActionGroup(self)
        self._after_monitors = self._tools.addSeparator()
        self.screenshot = self._add(
            "camera", self.tr("Screenshot"), "Ctrl+S", self.screenshot_asked
        )
        self._full = self._add("full", self.tr("Full screen"), "F11", self.full_asked)
        self._add("close", self.tr("Close"), "Esc", self.close_asked)
        self.show_monitors(1, 0)
        self.show_scale(1.0, is_fit=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 10, 12, 10)
        layout.setSpacing(16)
        layout.addLayout(names, 1)
        layout.addWidget(self._tools)
        self._paint_icons()

    def show_scale(self, scale: float, *, is_fit: bool) -> None:
        """Show at what scale the picture is, window px for one px of it."""
        self._fit.setChecked(is_fit)
        self._real.setChecked(not is_fit and abs(scale - 1) < 1e-6)  # noqa: PLR2004  # rounding

    def show_monitors(self, monitors: int, monitor: int) -> None:
        """Offer the monitors there are, when there is more than one; `monitor` is shown."""
        before = len(self._monitors)
        if before != monitors:
            for action in self._monitors:
                self._tools.removeAction(action)
                action.deleteLater()
            self._monitors = [self._monitor_action(number) for number in range(monitors)]
            for action in self._monitors:
                self._tools.insertAction(self._after_monitors, action)
        for number, action in enumerate(self._monitors):
            action.setVisible(monitors > 1)
            action.setChecked(number == monitor)
        self._after_monitors.setVisible(monitors > 1)
        if len(self._monitors) != before:
            self._measure()

    def all_actions(self) -> list[QAction]:
        """Return what can be done, in order."""
        return [action for action in self._tools.actions() if not action.isSeparator()]

    def show_full(self, *, is_full: bool) -> None:
        """Say what the full screen's key does now."""
        self._full.setText(self.tr("Leave full screen") if is_full else self.tr("Full screen"))

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the buttons, which have their sizes by now."""
        super().showEvent(event)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the buttons out where the name would have no room."""
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the colours that hold now."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._paint_icons()

    def _add(
        self, icon: str, text: str, keys: str, signal: object, *, is_choice: bool = False
    ) -> QAction:
        action = self._tools.addAction(text)
        action.setShortcut(QKeySequence(keys))
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({shown})")
        action.setCheckable(is_choice)
        action.triggered.connect(lambda _=False: signal.emit())  # type: ignore[attr-defined]
        self.addAction(action)  # its key works even when the button is in the overflow
        self._icons[action] = icon
        return action

    def _monitor_action(self, number: int) -> QAction:
        action = QAction(self.tr("Screen {n}").format(n=number + 1), self)
        action.setShortcut(QKeySequence(f"Alt+{number + 1}") if number < 9 else QKeySequence())  # noqa: PLR2004
        action.setCheckable(True)
        self._monitor_group.addAction(action)
        action.triggered.connect(lambda _=False: self.monitor_chosen.emit(number))
        return action

    def _settle(self) -> None:
        style = Qt.ToolButtonStyle
        name_px = self.fontMetrics().averageCharWidth() * _NAME_LETTERS
        is_wide = self.width() - self._words_px >= name_px
        self._tools.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly
        )

    def _measure(self) -> None:
        if not self.isVisible():  # unpolished buttons have other sizes, and the tool bar keeps them
            return
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._words_px = self._tools.sizeHint().width()
        self._settle()

    def _paint_icons(self) -> None:
        side = round(self.fontMetrics().lineSpacing() * 1.1)
        self._tools.setIconSize(QSize(side, side))
        for action, name in self._icons.items():
            action.setIcon(action_icon(name, side, self.devicePixelRatioF()))
        self._tools.setStyleSheet(_sheet())
        self._measure()


def _sheet() -> str:
    theme = current_theme()
    return f"""
    QToolBar {{ background: transparent; border: none; spacing: 4px; }}
    QToolBar::separator {{ background: {theme.line.name()}; width: 1px; margin: 4px 6px; }}
    QToolButton {{
        border: 1px solid transparent; border-radius: 7px; padding: 6px 10px;
        color: {theme.ink.name()};
    }}
    #qt_toolbar_ext_button {{ padding: 0; min-width: 22px; }}
    QToolButton:hover {{ background: {theme.hollow.name()}; }}
    QToolButton:focus {{ border: 2px solid {theme.accent.name()}; padding: 5px 9px; }}
    QToolButton:checked {{
        background: {theme.hollow.name()}; border: 1px solid {theme.ink_soft.name()};
    }}
    """
