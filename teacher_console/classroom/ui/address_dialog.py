"""Add a device by its address, where discovery does not reach. Lane: gui."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from protocol.errors import InputError


class AddressDialog(QDialog):
    """Asks which admitted device, and where it is.

    Args:
        add: Takes the device's name and the address; its InputError is shown, the text stays.
    """

    def __init__(
        self, parent: QWidget, names: Sequence[str], add: Callable[[str, str], None]
    ) -> None:
        super().__init__(parent)
        self._add = add
        self.setWindowTitle(self.tr("Add a device by address"))
        self._device = QComboBox()
        self._device.addItems(list(names))
        self._device.setAccessibleName(self.tr("Device"))
        self._address = QLineEdit()
        self._address.setPlaceholderText("10.0.0.5:48480")
        self._address.setAccessibleName(self.tr("Address"))
        self._address.setMinimumWidth(280)
        self._problem = QLabel()
        self._problem.setObjectName("problem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._try)
        buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setVerticalSpacing(12)
        layout.addRow(self.tr("Device"), self._device)
        layout.addRow(self.tr("Address"), self._address)
        layout.addRow(self._problem)
        layout.addRow(buttons)
        self._address.setFocus()

    def _try(self) -> None:
        try:
            self._add(self._device.currentText(), self._address.text())
        except InputError as exc:
            self._problem.setText(str(exc))
            self._address.setFocus()
        else:
            self.accept()
