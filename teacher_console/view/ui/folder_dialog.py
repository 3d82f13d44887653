"""Where screenshots are kept: asked once in a session, with what they are. Lane: gui."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_LEAST_WIDTH_PX = 480


class FolderDialog(QDialog):
    """Asks for the folder.

    Args:
        place: What is proposed.

    Signals:
        chosen: A `Path`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, place: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Where are screenshots kept?"))
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        title = QLabel(self.tr("Where are screenshots kept?"))
        title.setObjectName("title")
        text = QLabel(
            self.tr(
                "A screenshot of a pupil is a record of the school, not your own. Keep it where "
                "your school keeps such records, and no longer than its rules say."
            )
        )
        for label in (title, text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._place = QLineEdit(str(place))
        self._place.setAccessibleName(self.tr("Folder for screenshots"))
        change = QPushButton(self.tr("&Change…"))
        change.setAutoDefault(False)
        change.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._place, 1)
        row.addWidget(change)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        keep = buttons.addButton(self.tr("&Keep them here"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setObjectName("primary")
        keep.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addLayout(row)
        layout.addWidget(buttons)

    def _browse(self) -> None:
        picked = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for screenshots"), self._place.text()
        )
        if picked:
            self._place.setText(picked)

    def _accept(self) -> None:
        if self._place.text().strip():
            self.accept()
            self.chosen.emit(Path(self._place.text().strip()))
