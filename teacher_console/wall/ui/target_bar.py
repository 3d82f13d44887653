"""Says whom an action will hit, and offers the actions. Lane: gui."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from teacher_console.shell.ui.elided_label import ElidedLabel
from teacher_console.wall.groups import Group
from teacher_console.wall.targets import Targets
from teacher_console.wall.ui.target_words import whom


class TargetBar(QWidget):
    """A sentence and buttons.

    Signals:
        view_asked: See one screen in full.
        screenshot_asked: Keep a picture of each.
    """

    view_asked = Signal()
    screenshot_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("targets")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._whom = ElidedLabel("whom")
        self.view = QPushButton(self.tr("View"))
        self.view.setAccessibleDescription(self.tr("See the selected screen in full"))
        self.view.clicked.connect(self.view_asked)
        self.screenshot = QPushButton(self.tr("Screenshot"))
        self.screenshot.setAccessibleDescription(self.tr("Keep a picture of each of these screens"))
        self.screenshot.clicked.connect(self.screenshot_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 0)
        layout.setSpacing(10)
        layout.addWidget(self._whom, 1)
        for button in (self.view, self.screenshot):
            button.setObjectName("tool")
            layout.addWidget(button)

    def say(self, targets: Targets, group: Group) -> None:
        """Say whom an action hits now; offer only what can be done to them."""
        sentence = whom(targets, group)
        if sentence != self._whom.text():
            self._whom.setText(sentence)
        self.view.setEnabled(len(targets.statuses) == 1)
        self.screenshot.setEnabled(bool(targets.statuses))
