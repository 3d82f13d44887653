"""The technician's network while the school page is open: finder, io thread and lookout, joined.

Lane: its own io and finder threads; `ask` waits on the caller's.
"""

import datetime as dt
import logging
from collections.abc import Callable

from protocol.identifiers import TransportKey
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.admission_request import AdmissionRequest
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.classroom.finder import Finder
from teacher_console.school.address_question import ask_address
from teacher_console.school.lookout import Lookout, SeenDevice
from teacher_console.school.office import SchoolOffice

logger = logging.getLogger(__name__)


class Looking:
    """Looks for devices from its making until it is closed.

    Args:
        office: Whose admission key dials.
        interfaces: IPv4 addresses to look on; empty means all.
        on_seen, on_gone: As of `Lookout`; on the io thread.
        utc_now: Aware UTC.
    """

    def __init__(
        self,
        office: SchoolOffice,
        *,
        interfaces: tuple[str, ...],
        on_seen: Callable[[SeenDevice], None],
        on_gone: Callable[[TransportKey], None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._io = IoThread("look", lambda exc: logger.error("looking ended: %r", exc))
        self._lookout = Lookout(
            loop=self._io,
            dialler=CurveDialler(self._io, own=office.keys.admission),
            school=office.school,
            roster=office.roster(),
            on_seen=on_seen,
            on_gone=on_gone,
            utc_now=utc_now,
        )
        self._finder = Finder(
            interfaces=interfaces, on_advert=self._lookout.found, on_gone=self._lookout.gone
        )
        self._io.start()
        self._finder.start()

    def ask(self, address: str) -> None:
        """Ask the computer at `address` whether it is a device. Waits up to 3 s.

        Raises:
            InputError: Not an address, or nothing of Harbour answered there.
        """
        self._lookout.found(ask_address(address))

    def add_request(self, request: AdmissionRequest) -> None:
        """Take a device's request from a file. Any thread."""
        self._lookout.add_request(request)

    def follow_roster(self, roster: Signed[Roster]) -> None:
        """Judge by `roster` and carry it to every device found. Any thread."""
        self._lookout.follow_roster(roster)

    def close(self) -> None:
        """Stop looking; returns when all threads ended, after 3 s at most."""
        self._finder.close()
        self._io.post(self._lookout.close)
        self._io.stop()
