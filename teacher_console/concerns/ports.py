"""What concerns need of the record; `teacher_console.record.store.Record` is one."""

from collections.abc import Sequence
from typing import Protocol

from protocol.identifiers import Identifier
from protocol.trust.sealing import Envelope
from teacher_console.record.events import Entry, Event, EventKind


class CaseStore(Protocol):
    """Appends and reads; what it returned from is on the disk. Lane: writer."""

    def append(self, entries: Sequence[Entry], letters: Sequence[Envelope] = ()) -> bool:
        """Append all or nothing; False when the first entry's envelope is here already."""

    def holds(self, envelope_id: Identifier) -> bool:
        """Tell whether this envelope was recorded before."""

    def events(
        self, subject: Identifier | None = None, *, without: frozenset[EventKind] = frozenset()
    ) -> list[Event]:
        """Return events in order, opened."""

    def outgoing(self) -> list[Envelope]:
        """Return the letters that have not arrived yet, in order."""

    def arrived(self, envelope_id: Identifier) -> None:
        """Forget a letter that an office has received."""
