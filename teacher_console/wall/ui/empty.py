"""What the window says when there is no tile to show, and what to do next. Lane: gui."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from protocol.plain_text import plain


class EmptyState(QWidget):
    """A title, a sentence, and a button where one helps.

    Signals:
        clear_search_asked: Show everything again.
    """

    clear_search_asked = Signal()

    def __init__(self, *, has_rooms: bool) -> None:
        super().__init__()
        self._has_rooms = has_rooms
        self._title = QLabel()
        self._title.setObjectName("emptyTitle")
        self._text = QLabel()
        self._text.setObjectName("soft")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = QPushButton(self.tr("Show everything"))
        self._clear.clicked.connect(self.clear_search_asked)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.setContentsMargins(48, 0, 48, 0)
        layout.addStretch(2)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._clear, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, *, has_devices: bool, search: str, is_narrowed: bool) -> None:
        """Say why nothing is shown."""
        self._clear.setVisible(has_devices and is_narrowed)
        if has_devices and search:
            self._title.setText(self.tr("Nothing is called so"))
            self._text.setText(
                self.tr("No pupil, device or room has “{text}” in its name.").format(
                    text=plain(search[:60])
                )
            )
        elif has_devices:
            self._title.setText(self.tr("Nothing to show here"))
            self._text.setText(self.tr("Nobody is in this group, or stands so, now."))
        elif not self._has_rooms:
            self._title.setText(self.tr("No room is yours yet"))
            self._text.setText(
                self.tr("Ask your technician to add your rooms to the school's roster.")
            )
        else:
            self._title.setText(self.tr("No pupil's computer has been admitted yet"))
            self._text.setText(
                self.tr(
                    "Start Harbour on a pupil's computer: it appears here by itself. Then your "
                    "technician admits it, and you see its screen in your lessons."
                )
            )
