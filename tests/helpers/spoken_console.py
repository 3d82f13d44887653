"""A console with three pupils, one selected, to be read over the accessibility bus.

Run as a program with a display and a session bus. A line on its input loses Amira's computer.
"""

import os
import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from teacher_console.classroom.device_status import DeviceState, Teacher
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.shell.ui.theme import apply_theme
from teacher_console.wall.ui.wall_view import WallView
from tests.helpers.console_scene import ControlLog, status


def main() -> int:
    application = QApplication(["harbour-console"])
    application.setApplicationName("Harbour")
    apply_theme(application)
    bridge = EventBridge()
    teacher = Teacher("Ms Patel", "Oak School", ("Room 12",))
    window = ConsoleWindow(control=ControlLog(), bridge=bridge, teacher=teacher)
    window.show()
    bridge.device_changed(status(1, pupil="Amira Khan"))
    bridge.device_changed(status(2, DeviceState.LOST, pupil="<b>Ben</b>"))
    bridge.device_changed(status(3, pupil="Chloe Adeyemi"))
    wall = window.findChildren(WallView)[0]
    wall.model().rowsInserted.connect(lambda *_: wall.setCurrentIndex(wall.model().index(2, 0)))
    told = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def lose() -> None:
        if os.read(sys.stdin.fileno(), 100):
            bridge.device_changed(status(1, DeviceState.LOST, pupil="Amira Khan"))
        else:
            application.exit(0)

    told.activated.connect(lambda *_: lose())
    result = application.exec()
    window.close_without_asking()
    bridge.close()
    return result


if __name__ == "__main__":
    sys.exit(main())
