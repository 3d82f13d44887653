"""The technician's desk: the unlocked deployment root, and each change it makes to the roster.

Any thread but a gui one: every call reads and writes files. No Qt.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from protocol.errors import InputError
from protocol.identifiers import fingerprint
from protocol.trust.admission_request import AdmissionRequest
from protocol.trust.document import Signed
from protocol.trust.keys import DeploymentKeys
from protocol.trust.roster import Roster
from protocol.trust.school_file import School
from teacher_console.school import roster_editing
from teacher_console.school.admitting import sort_candidates
from teacher_console.school.school_folder import SchoolFolder
from teacher_console.school.staff_answer import staff_answer_file
from teacher_console.school.staff_request import StaffRequest

STAFF_VALID_DAYS = 400
"""A school year and the summer after it; then a key is renewed."""


class SchoolOffice:
    """Every change reads the newest roster, signs the next and writes it, alone.

    Args:
        keys: Of this folder's school.
        utc_now: Aware UTC.
    """

    def __init__(
        self, folder: SchoolFolder, keys: DeploymentKeys, utc_now: Callable[[], dt.datetime]
    ) -> None:
        self.folder = folder
        self.keys = keys
        self._utc_now = utc_now
        self.school: School = folder.school()

    @classmethod
    def unlock(
        cls, folder: SchoolFolder, passphrase: str, utc_now: Callable[[], dt.datetime]
    ) -> "SchoolOffice":
        """Return the office of `folder`. Takes about half a second.

        Raises:
            InputError: No school, or no root here, or the passphrase does not open it.
        """
        return cls(folder, folder.deployment_keys(passphrase, folder.school()), utc_now)

    def roster(self) -> Signed[Roster]:
        """Return the newest roster.

        Raises:
            InputError: Missing, damaged, or another school's.
        """
        return self.folder.roster(self.school)

    def add_staff(self, request: StaffRequest, rooms: Sequence[str]) -> Signed[Roster]:
        """Add the person of `request`.

        Raises:
            InputError: Their key is in the roster already, or a name is unfit.
        """
        return self._change(
            lambda roster, now: roster_editing.add_staff(
                roster, request, rooms=tuple(rooms), valid_days=STAFF_VALID_DAYS, now=now
            )
        )

    def answer(self) -> bytes:
        """Return the answer file for anybody in the roster.

        Raises:
            InputError: A file of the school cannot be read.
        """
        return staff_answer_file(self.folder.signed_school(), self.roster(), self.keys)

    def admit(self, devices: Sequence[tuple[AdmissionRequest, str, str]]) -> Signed[Roster]:
        """Admit devices, each (request, name, room): all of them or none.

        Raises:
            InputError: One may not be admitted, or a name is unfit or taken.
        """

        def edit(roster: Roster, now: dt.datetime) -> Roster:
            asked = {request.transport_key: request for request, _, _ in devices}
            candidates = sort_candidates(asked, school=self.school, roster=roster, now=now)
            for mark, why in candidates.refused:
                raise InputError(f"device {mark}", why, "leave it out")
            for key in candidates.already:
                problem = "it was admitted before"
                raise InputError(f"device {fingerprint(key)}", problem, "leave it out")
            return roster_editing.add_devices(roster, devices, now=now)

        return self._change(edit)

    def revoke_staff(self, serial: str) -> Signed[Roster]:
        """Take back the key of the person with `serial`.

        Raises:
            InputError: There is no such person.
        """
        return self._change(
            lambda roster, now: roster_editing.revoke_staff(roster, serial, now=now)[0]
        )

    def revoke_device(self, serial: str) -> Signed[Roster]:
        """Take back the key of the device with `serial`.

        Raises:
            InputError: There is no such device.
        """
        return self._change(
            lambda roster, now: roster_editing.revoke_device(roster, serial, now=now)[0]
        )

    def _change(self, edit: Callable[[Roster, dt.datetime], Roster]) -> Signed[Roster]:
        with self.folder.locked():
            changed = edit(self.roster().body, self._utc_now())
            signed = roster_editing.sign_roster(changed, self.keys)
            self.folder.save_roster(signed)
        return signed
