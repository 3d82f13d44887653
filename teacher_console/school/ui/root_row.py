"""Unlocks the school's root where a page needs it, or says why that cannot be. Lane: gui."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.school.attempts import Attempts
from teacher_console.school.office import SchoolOffice
from teacher_console.school.ui.desk import Desk
from teacher_console.shell.ui.labels import Card, plain
from teacher_console.shell.ui.passphrase_form import PassphraseForm


class RootRow(QWidget):
    """A card with the passphrase of the technician's root; gone once the office is open.

    Signals:
        settled: It was opened, closed or found missing.
    """

    settled = Signal()

    def __init__(self, desk: Desk, attempts: Attempts) -> None:
        super().__init__()
        self._desk = desk
        self._opened: tuple[SchoolOffice, Signed[Roster]] | None = None
        self._card = Card(self.tr("The school's root is locked"))
        self._form = PassphraseForm(
            self._try,
            attempts=attempts,
            label=self.tr("Technician's passphrase"),
            button=self.tr("Unlock"),
        )
        self._form.opened.connect(self._on_opened)
        self._card.add(
            plain(
                self.tr("Changing who belongs to the school needs the technician's passphrase."),
                "soft",
            ),
            self._form,
        )
        self._missing = Card(self.tr("The school's root is not on this computer"))
        self._missing.add(
            plain(
                self.tr(
                    "Whoever founded the school holds it. Add people and computers there, or start "
                    "the console with --school-folder and the folder it lies in."
                ),
                "soft",
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        layout.addWidget(self._missing)
        desk.opened.connect(self.follow)
        desk.closed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show what holds now."""
        is_open = self._desk.office is not None
        self._card.setVisible(not is_open and self._desk.has_root)
        self._missing.setVisible(not is_open and not self._desk.has_root)
        self.setVisible(not is_open)
        self.settled.emit()

    def close_worker(self) -> None:
        """Wait for the try under way."""
        self._form.close_worker()

    def _try(self, passphrase: str) -> None:
        office = self._desk.unlock(passphrase)
        self._opened = office, office.roster()

    def _on_opened(self, _: str) -> None:
        if self._opened is not None:
            opened, self._opened = self._opened, None
            self._desk.open(*opened)
