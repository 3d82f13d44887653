"""The technician's office as the pages of one window share it. Lane: gui; slow calls on a worker.

The lookout tells on its io thread; its signals are received queued.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from protocol.identifiers import TransportKey
from protocol.trust.admission_request import AdmissionRequest
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.school.lookout import SeenDevice
from teacher_console.school.office import SchoolOffice
from teacher_console.school.school_folder import SchoolFolder
from teacher_console.shell.ui.tasks import Tasks

T = TypeVar("T")


class Look(Protocol):
    """Looks for devices until closed; `teacher_console.school.looking`."""

    def ask(self, address: str) -> None:
        """Ask the computer at `address` whether it is a device. Waits up to 3 s."""

    def add_request(self, request: AdmissionRequest) -> None:
        """Take a device's request from a file."""

    def follow_roster(self, roster: Signed[Roster]) -> None:
        """Judge by `roster` and carry it to every device found."""

    def close(self) -> None:
        """Stop looking; waits up to 3 s."""


StartLook = Callable[
    [SchoolOffice, Callable[[SeenDevice], None], Callable[[TransportKey], None]], Look
]
"""Begins to look; the two callables are called on a thread of its own."""


class Desk(QObject):
    """Holds the unlocked office, its newest roster and the devices that were seen.

    Args:
        school_path: Folder of the school's roots; it need not exist.
        unlock: Makes the office from that folder and a passphrase, on a worker thread.
        look: Begins to look for devices with an office.

    Signals:
        opened: The office was unlocked, or the roots were made here.
        closed: The keys are forgotten.
        roster_changed: A `Signed[Roster]`, newer than the last.
        device_seen: A `SeenDevice`. Connect queued.
        device_gone: A `TransportKey`. Connect queued.
        busy_changed: Whether a change is under way.
    """

    opened = Signal()
    closed = Signal()
    roster_changed = Signal(object)
    device_seen = Signal(object)
    device_gone = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self,
        school_path: Path,
        *,
        unlock: Callable[[SchoolFolder, str], SchoolOffice],
        look: StartLook,
    ) -> None:
        super().__init__()
        self.folder = SchoolFolder(school_path)
        self.office: SchoolOffice | None = None
        self.roster: Signed[Roster] | None = None
        self._unlock = unlock
        self._start_look = look
        self._look: Look | None = None
        self._tasks = Tasks(self, "office")
        self._tasks.busy_changed.connect(self.busy_changed)

    @property
    def has_root(self) -> bool:
        """Tell whether the technician's root lies on this computer."""
        return self.folder.deployment_key_path.exists() and self.folder.school_path.exists()

    def run(
        self, call: Callable[[], T], done: Callable[[T], object], failed: Callable[[str], object]
    ) -> None:
        """Make a slow call on the worker; see `Tasks.run`."""
        self._tasks.run(call, done, failed)

    def unlock(self, passphrase: str) -> SchoolOffice:
        """Return the office. Worker thread: takes half a second.

        Raises:
            InputError: No root here, or the passphrase does not open it.
        """
        return self._unlock(self.folder, passphrase)

    def open(self, office: SchoolOffice, roster: Signed[Roster]) -> None:
        """Begin to work with `office`; looking starts."""
        self.office = office
        self.roster = roster
        if self._look is None:
            self._look = self._start_look(office, self.device_seen.emit, self.device_gone.emit)
        self.opened.emit()
        self.roster_changed.emit(roster)

    def change(
        self,
        change: Callable[[SchoolOffice], Signed[Roster]],
        done: Callable[[Signed[Roster]], object],
        failed: Callable[[str], object],
    ) -> None:
        """Change the roster on the worker, then carry it to every device found."""
        office = self.office
        if office is None:
            failed(self.tr("The school's root is locked; type its passphrase first."))
            return

        def changed(roster: Signed[Roster]) -> None:
            self.roster = roster
            if self._look is not None:
                self._look.follow_roster(roster)
            self.roster_changed.emit(roster)
            done(roster)

        self._tasks.run(lambda: change(office), changed, failed)

    def ask(
        self, address: str, done: Callable[[], object], failed: Callable[[str], object]
    ) -> None:
        """Ask the computer at `address`; it appears among the devices seen."""
        look = self._look
        if look is not None:
            self._tasks.run(lambda: look.ask(address), lambda _: done(), failed)

    def add_request(self, request: AdmissionRequest) -> None:
        """Show a device whose request came in a file."""
        if self._look is not None:
            self._look.add_request(request)

    def push(self) -> None:
        """Carry the newest roster again to every device found that holds an older one."""
        if self._look is not None and self.roster is not None:
            self._look.follow_roster(self.roster)

    def forget(self) -> None:
        """Drop the keys; what looks for devices ends with them."""
        self.office = None
        look, self._look = self._look, None
        if look is not None:
            self._tasks.run(look.close, lambda _: None, lambda _: None)
        self.closed.emit()

    def close(self) -> None:
        """End the worker and the looking; waits up to 3 s."""
        self.office = None
        self._tasks.close()
        look, self._look = self._look, None
        if look is not None:
            look.close()
