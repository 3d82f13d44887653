"""Every window of a full view: asks why, opens, brings news to the right one. Lane: gui."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from protocol.identifiers import TransportKey
from protocol.vocabulary import ViewReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.view.ports import ViewControl
from teacher_console.view.ui.canvas import Drawn
from teacher_console.view.ui.view_bridge import ViewBridge
from teacher_console.view.ui.whose import Whose
from teacher_console.view.view_status import ViewStatus

if TYPE_CHECKING:
    from teacher_console.view.ui.viewer_window import ViewerWindow

_SIZE = QSize(1280, 800)
_SHARE = 0.92
"""Of the monitor, that a new window takes at most."""


class ViewerDesk(QObject):
    """Holds the windows by device.

    Args:
        parent: The wall's window: dialogs belong to it, and views end when it goes.
        now: Monotonic seconds, the clock of the views' loop.

    Signals:
        view_told, frame_drawn: A `TransportKey` and its `ViewStatus` or `Drawn`, of views that no
            window shows.
        screenshot_asked: A `TransportKey`, pressed in the window of its view.
    """

    view_told = Signal(object, object)
    frame_drawn = Signal(object, object)
    screenshot_asked = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        *,
        control: ViewControl,
        bridge: ViewBridge,
        teacher_name: str,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._control = control
        self._bridge = bridge
        self._teacher_name = teacher_name
        self._now = now
        self._windows: dict[TransportKey, ViewerWindow] = {}
        self._devices: dict[TransportKey, DeviceStatus] = {}
        self._reasons: dict[TransportKey, ViewReason] = {}
        self._size = _SIZE
        self._expected_name = ""
        parent.installEventFilter(self)
        queued = Qt.ConnectionType.QueuedConnection
        bridge.view_told.connect(self._on_view, queued)
        bridge.frame_drawn.connect(self._on_frame, queued)
        bridge.picture_lost.connect(self._on_picture_lost, queued)

    def on_status(self, status: DeviceStatus) -> None:
        """Follow how a device stands, for its names."""
        self._devices[status.key] = status
        if status.device_name == self._expected_name and status.state is DeviceState.LIVE:
            self._expected_name = ""
            self.open(status.key, ViewReason.WORK)

    def open_when_live(self, device_name: str) -> None:
        """Open the view of this device, to look at the work, once its small picture is live."""
        self._expected_name = device_name

    def ask_view(self, key: TransportKey) -> None:
        """Ask why, then open; bring the window to the front when it is open already."""
        window = self._windows.get(key)
        if window is not None:
            window.raise_()
            window.activateWindow()
            return
        from teacher_console.view.ui.reason_dialog import ReasonDialog  # noqa: PLC0415  # as below

        whose = self.whose(key)
        dialog = ReasonDialog(
            self._parent,
            question=self.tr("Why do you look at this screen?"),
            who=whose.title,
            teacher=self._teacher_name,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda reason: self.open(key, reason))
        dialog.open()

    def open(self, key: TransportKey, reason: ViewReason) -> None:
        """Open a window and its view."""
        if key in self._windows:
            return
        # Loaded with the first view: starting the console must not wait for it.
        from teacher_console.view.ui.viewer_window import ViewerWindow  # noqa: PLC0415

        window = ViewerWindow(
            key,
            whose=self.whose(key),
            teacher_name=self._teacher_name,
            control=self._control,
            canvas=self._bridge.canvas_of(key),
            now=self._now,
        )
        window.closed.connect(self._on_closed)
        window.screenshot_asked.connect(self.screenshot_asked)
        window.again_asked.connect(self._on_again)
        self._windows[key] = window
        self._reasons[key] = reason
        window.resize(self._size.boundedTo(window.screen().availableSize() * _SHARE))
        window.show()
        self._control.open_view(key, reason)

    def whose(self, key: TransportKey) -> Whose:
        """Return the names of a device; empty where it is not known."""
        status = self._devices.get(key)
        if status is None:
            return Whose("", "", "")
        return Whose(status.pupil_name, status.device_name, status.room)

    def window_of(self, key: TransportKey) -> "ViewerWindow | None":
        """Return the window that shows this device."""
        return self._windows.get(key)

    def reason_of(self, key: TransportKey) -> ViewReason | None:
        """Return why the window of this device was opened."""
        return self._reasons.get(key)

    def open_count(self) -> int:
        """Return how many windows there are."""
        return len(self._windows)

    def close_all(self) -> None:
        """End every view."""
        for window in list(self._windows.values()):
            window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End every view when the wall is closed."""
        if (
            watched is self._parent
            and event.type() is QEvent.Type.Hide
            and not event.spontaneous()  # only minimised
        ):
            self.close_all()
        return super().eventFilter(watched, event)

    def _on_view(self, key: TransportKey, status: ViewStatus) -> None:
        window = self._windows.get(key)
        if window is None:
            self.view_told.emit(key, status)
        else:
            window.follow(status)

    def _on_frame(self, key: TransportKey, drawn: Drawn) -> None:
        window = self._windows.get(key)
        if window is None:
            self.frame_drawn.emit(key, drawn)
            drawn.shown(True)
        else:
            window.show_frame(drawn)

    def _on_picture_lost(self, key: TransportKey) -> None:
        window = self._windows.get(key)
        if window is not None:
            window.picture_lost()

    def _on_closed(self, key: TransportKey) -> None:
        window = self._windows.pop(key, None)
        self._reasons.pop(key, None)
        if window is not None:
            if not (window.isFullScreen() or window.isMaximized()):
                self._size = window.size()
            window.deleteLater()
        self._bridge.forget(key)
        if not self._windows and self._parent.isVisible():
            self._parent.activateWindow()

    def _on_again(self, key: TransportKey) -> None:
        window = self._windows.get(key)
        if window is not None:
            window.close()
        self.ask_view(key)
