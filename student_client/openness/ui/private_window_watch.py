"""Reports every window of ours to the capture thread, so that it is greyed out. Lane: gui.

The watching lights are reported apart: they hold nothing private, and must be in the picture.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

from student_client.openness.ui.light import WatchingLight
from student_client.screen.geometry import Rectangle
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows

_PLACED = {QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize}


class PrivateWindowWatch(QObject):
    """An event filter over the whole application.

    Qt sends a widget its show event before the window is mapped, so it is masked from its first
    pixel; `PrivateWindows` keeps a place masked for a moment after the window left it.
    """

    def __init__(
        self, application: QApplication, private_windows: PrivateWindows, lights: Lights
    ) -> None:
        super().__init__(application)
        self._private_windows = private_windows
        self._lights = lights
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note where our windows are; let every event pass."""
        if isinstance(watched, QWidget) and watched.isWindow():
            kept = self._lights if isinstance(watched, WatchingLight) else self._private_windows
            self._note(watched, event.type(), kept)
        return False

    @staticmethod
    def _note(window: QWidget, kind: QEvent.Type, kept: Lights | PrivateWindows) -> None:
        if kind is QEvent.Type.Hide:
            kept.removed(id(window))
        elif kind in _PLACED and window.isVisible():
            kept.placed(id(window), _physical(window))


def _physical(widget: QWidget) -> Rectangle:
    frame = widget.frameGeometry()
    window: QWindow | None = widget.windowHandle()
    screen = window.screen() if window is not None else widget.screen()
    ratio = screen.devicePixelRatio()
    origin = screen.geometry().topLeft()
    # Screens lie at their physical origin; only the offset within one is scaled.
    return Rectangle(
        round(origin.x() + (frame.x() - origin.x()) * ratio),
        round(origin.y() + (frame.y() - origin.y()) * ratio),
        round(frame.width() * ratio),
        round(frame.height() * ratio),
    )
