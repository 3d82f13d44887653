"""What a teacher does with groups of their own: make, add to, take from, remove. Lane: gui."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from teacher_console.wall.groups import (
    Groups,
    GroupStore,
    with_members,
    without_group,
    without_members,
)


class GroupActions(QObject):
    """Keeps the groups and saves each change.

    Args:
        store: None keeps them until the window closes.

    Signals:
        changed: The groups are others.
        failed: A sentence about what could not be read or saved.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, window: QWidget, store: GroupStore | None) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self.groups: Groups = {}

    def load(self) -> None:
        """Read what was saved; what cannot be read is said, and never written over."""
        if self._store is None:
            return
        try:
            self.groups = self._store.load()
        except InputError as exc:
            self._store = None
            self.failed.emit(str(exc))
        self.changed.emit()

    def make(self, keys: Iterable[TransportKey]) -> None:
        """Ask for a name, then make a group of these or add them to the one called so."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Make a group"))
        dialog.setLabelText(self.tr("What is the group called?"))
        if dialog.exec():
            self.add(dialog.textValue(), keys)

    def add(self, name: str, keys: Iterable[TransportKey]) -> None:
        """Add these to a group, which is made if it is new."""
        try:
            self._keep(with_members(self.groups, name, keys))
        except InputError as exc:
            self.failed.emit(str(exc))

    def take_out(self, name: str, keys: Iterable[TransportKey]) -> None:
        """Take these out of a group; an empty one goes."""
        self._keep(without_members(self.groups, name, keys))

    def remove(self, name: str) -> None:
        """Remove a group; its members are untouched."""
        self._keep(without_group(self.groups, name))

    def _keep(self, groups: Groups) -> None:
        self.groups = groups
        self.changed.emit()
        if self._store is not None:
            try:
                self._store.save(groups)
            except InputError as exc:
                self.failed.emit(str(exc))
