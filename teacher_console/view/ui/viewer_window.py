"""The window of one full view. It joins its parts and decides nothing about devices. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QCloseEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from protocol.identifiers import TransportKey
from protocol.limits import QUIET_AFTER_S
from teacher_console.view.ports import ViewControl
from teacher_console.view.ui.canvas import Canvas, Drawn
from teacher_console.view.ui.notice_page import NoticePage
from teacher_console.view.ui.renew_bar import ASK_S, RenewBar
from teacher_console.view.ui.screen_area import ScreenArea
from teacher_console.view.ui.view_keys import show_view_keys
from teacher_console.view.ui.viewer_bar import ViewerBar
from teacher_console.view.ui.viewer_foot import ViewerFoot
from teacher_console.view.ui.whose import Whose
from teacher_console.view.ui.words import notice, state_word
from teacher_console.view.view_status import FINAL, KEEPS_PICTURE, ViewState, ViewStatus

_TICK_MS = 1000
_NOTE_S = 6.0
_LEAST = QSize(480, 320)


class ViewerWindow(QWidget):
    """Shows one screen in full.

    Args:
        now: Monotonic seconds, the clock of `ViewStatus.ends_at_s`.

    Signals:
        closed, screenshot_asked, again_asked: The `TransportKey` of the device.
    """

    closed = Signal(object)
    screenshot_asked = Signal(object)
    again_asked = Signal(object)

    def __init__(
        self,
        key: TransportKey,
        *,
        whose: Whose,
        teacher_name: str,
        control: ViewControl,
        canvas: Canvas,
        now: Callable[[], float],
    ) -> None:
        super().__init__()
        self.key = key
        self._control = control
        self._canvas = canvas
        self._now = now
        self._status: ViewStatus | None = None
        self._quiet_since = now()
        self._frames = 0
        self._bytes = 0
        self._counted_at = now()
        # Qt reads "[*]" in a title as its own mark
        self.setWindowTitle(f"{whose.title.replace('[*]', '(*)')} - Harbour")
        self.setMinimumSize(_LEAST)
        self._bar = ViewerBar(whose)
        self._area = ScreenArea(canvas)
        self._area.setAccessibleName(self.tr("Screen of {name}").format(name=whose.title))
        self._notice = NoticePage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._area)
        self._pages.addWidget(self._notice)
        self._renew = RenewBar()
        self._foot = ViewerFoot(teacher_name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._renew)
        layout.addWidget(self._foot)
        self._clock = QTimer(self)
        self._clock.setObjectName("view clock")
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._join()
        self._add_keys()
        self._area.setFocus()

    def follow(self, status: ViewStatus) -> None:
        """Show how the view stands now."""
        before = self._status
        self._status = status
        if status.state is ViewState.QUIET and (before is None or before.state != status.state):
            self._quiet_since = self._now()
        if status.state in FINAL:
            self._renew.hide()
        self._bar.show_monitors(status.monitors, status.monitor)
        self._area.set_old(is_old=status.state is ViewState.QUIET)
        self._show_page()
        self._say()
        if before is None or before.state is not status.state:
            self._announce(state_word(status))

    def show_frame(self, drawn: Drawn) -> None:
        """Show a frame that is on the canvas."""
        self._frames += 1
        self._bytes += drawn.size_bytes
        self._area.show_frame(drawn)
        if self._pages.currentWidget() is not self._area:
            self._show_page()

    def note(self, text: str) -> None:
        """Say for a few seconds what became of something that was asked."""
        self._foot.note(text, self._now() + _NOTE_S)
        self._announce(text)
        self._say()

    def picture_lost(self) -> None:
        """Nothing is on the canvas any more."""
        self._show_page()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count the time."""
        super().showEvent(event)
        self._clock.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the view."""
        self._clock.stop()
        self._area.give_up()
        self._control.close_view(self.key)
        super().closeEvent(event)
        self.closed.emit(self.key)

    def _join(self) -> None:
        self._bar.fit_asked.connect(self._area.fit)
        self._bar.real_asked.connect(self._area.real_size)
        self._bar.full_asked.connect(self._toggle_full)
        self._bar.close_asked.connect(self._leave)
        self._bar.monitor_chosen.connect(self._choose_monitor)
        self._bar.screenshot_asked.connect(lambda: self.screenshot_asked.emit(self.key))
        self._area.scale_changed.connect(self._on_scale)
        self._notice.again_asked.connect(lambda: self.again_asked.emit(self.key))
        self._renew.renew_asked.connect(self._on_renew)

    def _add_keys(self) -> None:
        keys = QAction(self.tr("Keys"), self)
        keys.setShortcuts([QKeySequence("?"), QKeySequence("F1")])
        keys.triggered.connect(lambda _=False: show_view_keys(self, self._bar.all_actions()))
        self.addAction(keys)

    def _toggle_full(self) -> None:
        is_full = not self.isFullScreen()
        if is_full:
            self.showFullScreen()
        else:
            self.showNormal()
        self._bar.show_full(is_full=is_full)

    def _leave(self) -> None:
        if self.isFullScreen():
            self._toggle_full()
        else:
            self.close()

    def _choose_monitor(self, monitor: int) -> None:
        self._control.choose_monitor(self.key, monitor)
        if self._status is not None:  # the button follows the device, not the press
            self._bar.show_monitors(self._status.monitors, self._status.monitor)

    def _on_scale(self, scale: float, is_fit: bool) -> None:  # noqa: FBT001
        self._bar.show_scale(scale, is_fit=is_fit)

    def _on_renew(self) -> None:
        self._control.renew_view(self.key)
        self._renew.hide()

    def _show_page(self) -> None:
        if self._status is None:
            return
        has_picture = self._status.state in KEEPS_PICTURE and self._canvas.size() is not None
        self._bar.screenshot.setEnabled(has_picture)
        if not has_picture:
            self._notice.say(notice(self._status))
            self._area.give_up()
        self._pages.setCurrentWidget(self._area if has_picture else self._notice)

    def _tick(self) -> None:
        self._ask_to_renew()
        self._say()
        self._frames = self._bytes = 0
        self._counted_at = self._now()

    def _ask_to_renew(self) -> None:
        status = self._status
        if status is None or status.ends_at_s is None or status.state in FINAL:
            return
        left_s = status.ends_at_s - self._now()
        is_due = left_s <= ASK_S
        self._renew.say(left_s)
        if is_due and not self._renew.isVisible():
            self._announce(self.tr("The view ends in half a minute. Keep looking?"))
        self._renew.setVisible(is_due)

    def _say(self) -> None:
        if self._status is None:
            return
        now = self._now()
        passed_s = max(0.1, now - self._counted_at)
        self._foot.say(
            self._status,
            old_s=now - self._quiet_since + QUIET_AFTER_S,
            now=now,
            frames_s=self._frames / passed_s,
            bytes_s=self._bytes / passed_s,
        )

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
