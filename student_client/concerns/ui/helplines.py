"""Whom a child can call, always at the foot of the window. Lane: gui."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from protocol.plain_text import plain
from protocol.trust.recipients import Helpline
from student_client.concerns.ui.pages import cleared, label

translate = QCoreApplication.translate
DEFAULT_HELPLINES = (
    Helpline(name="Childline", number="0800 1111", is_emergency=False),
    Helpline(name="In danger now", number="999", is_emergency=True),
)
"""Where the school has not said otherwise. https://www.childline.org.uk, https://www.gov.uk/999"""


class HelplineBar(QWidget):
    """The numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 8, 16, 10)
        self._lines.setSpacing(2)
        self.say(DEFAULT_HELPLINES)

    def say(self, helplines: Sequence[Helpline]) -> None:
        """Show these, calm ones first."""
        cleared(self._lines)
        for each in sorted(helplines, key=lambda each: each.is_emergency):
            if each.is_emergency:
                text = translate("help", "{name}? Call {number}")
            else:
                text = translate("help", "Talk to {name}: {number}")
            line = label(
                text.format(name=plain(each.name), number=plain(each.number)),
                "danger" if each.is_emergency else "",
            )
            self._lines.addWidget(line)
