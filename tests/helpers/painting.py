"""Windows on a real X display, painted as any program does."""

from Xlib import X
from Xlib import display as xdisplay

from student_client.screen.geometry import Rectangle


class Painter:
    """Draws on a display as any program does."""

    def __init__(self, name: str) -> None:
        self.display = xdisplay.Display(name)
        self.root = self.display.screen().root

    def window(self, place: Rectangle, colour: int) -> "PaintedWindow":
        return PaintedWindow(self, place, colour)

    def close(self) -> None:
        self.display.close()


class PaintedWindow:
    def __init__(self, painter: Painter, place: Rectangle, colour: int) -> None:
        self._painter = painter
        self._window = painter.root.create_window(
            *place, 0, X.CopyFromParent, background_pixel=colour, override_redirect=1
        )
        self._window.map()
        painter.display.sync()

    def fill(self, colour: int) -> None:
        self._window.change_attributes(background_pixel=colour)
        self._window.clear_area()
        self._painter.display.sync()
