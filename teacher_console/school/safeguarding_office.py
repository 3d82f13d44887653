"""The safeguarding lead's office: the unlocked safeguarding root, and each change of its list.

Any thread but a gui one: every call reads and writes files. No Qt.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from protocol.errors import InputError
from protocol.files import read_file, read_private_file, write_file
from protocol.trust.document import Signed
from protocol.trust.keyfile import open_keys
from protocol.trust.keys import SafeguardingKeys
from protocol.trust.recipients import RECIPIENTS, RecipientsList, read_recipients
from protocol.trust.roster import Roster, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school
from teacher_console.school.recipients_editing import empty_list, sign_recipients
from teacher_console.school.school_folder import SchoolFolder
from teacher_console.school.unlocking import ROSTER_NAME, SCHOOL_NAME

RECIPIENTS_NAME = "recipients.harbour"
SAFEGUARDING_KEY_NAME = "safeguarding.key"


class SafeguardingFolder:
    """A lead's folder: school, roster, recipients list, and the root where it lies there too.

    Args:
        key_path: Of the root; None looks for it in the folder.
    """

    def __init__(self, path: Path, key_path: Path | None = None) -> None:
        self.path = path
        self.recipients_path = path / RECIPIENTS_NAME
        self.key_path = key_path or path / SAFEGUARDING_KEY_NAME

    @property
    def has_root(self) -> bool:
        """Tell whether the root lies where it is looked for."""
        return self.key_path.exists()

    def school(self) -> School:
        """Return the school.

        Raises:
            InputError: Missing or damaged.
        """
        path = self.path / SCHOOL_NAME
        return read_school(read_file(path, remedy=SCHOOL_FILE.remedy), where=path).body

    def roster(self, school: School) -> Signed[Roster]:
        """Return the roster that lies beside.

        Raises:
            InputError: Missing, damaged, or another school's.
        """
        path = self.path / ROSTER_NAME
        remedy = "copy roster.harbour here from your technician"
        return read_roster(read_file(path, remedy=remedy), where=path, school=school)

    def recipients(self, school: School) -> Signed[RecipientsList] | None:
        """Return the newest list, None while there is none.

        Raises:
            InputError: Damaged, or another school's.
        """
        path = self.recipients_path
        if not path.exists():
            return None
        data = read_file(path, remedy=RECIPIENTS.remedy)
        return read_recipients(data, where=path, school=school)

    def keep(self, listed: Signed[RecipientsList], school: School) -> None:
        """Keep a list in place of an older one, in one step.

        Raises:
            InputError: It is not newer than what is here, or could not be written.
        """
        held = self.recipients(school)
        if held is not None and held.body.version >= listed.body.version:
            problem = f"version {held.body.version} is here already"
            raise InputError(self.recipients_path, problem, "use the newer list")
        write_file(self.recipients_path, RECIPIENTS.to_file(listed))


class SafeguardingOffice:
    """Every change reads the newest list, signs the next and writes it, alone.

    Args:
        keys: Of this folder's school.
        utc_now: Aware UTC.
    """

    def __init__(
        self,
        folder: SafeguardingFolder,
        keys: SafeguardingKeys,
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self.folder = folder
        self._keys = keys
        self._utc_now = utc_now
        self.school = folder.school()

    @classmethod
    def unlock(
        cls, folder: SafeguardingFolder, passphrase: str, utc_now: Callable[[], dt.datetime]
    ) -> "SafeguardingOffice":
        """Return the office of `folder`. Takes about half a second.

        Raises:
            InputError: No school or no root here, or the passphrase does not open it.
        """
        path = folder.key_path
        school = folder.school()
        data = read_private_file(path, remedy="only the lead who holds it can do this")
        keys = open_keys(data, passphrase, SafeguardingKeys, where=path)
        if keys.signing.signing_key() != school.safeguarding_root:
            raise InputError(path, "this key is another school's", "name the right folder")
        return cls(folder, keys, utc_now)

    def roster(self) -> Signed[Roster]:
        """Return the roster from which people are chosen.

        Raises:
            InputError: Missing, damaged, or another school's.
        """
        return self.folder.roster(self.school)

    def recipients(self) -> Signed[RecipientsList] | None:
        """Return the newest list, None while there is none.

        Raises:
            InputError: Damaged, or another school's.
        """
        return self.folder.recipients(self.school)

    def change(
        self, edit: Callable[[RecipientsList, dt.datetime], RecipientsList]
    ) -> Signed[RecipientsList]:
        """Return the next version, signed and on the disk.

        Raises:
            InputError: The change is not possible; the list is as it was.
        """
        now = self._utc_now()
        with SchoolFolder(self.folder.path).locked():
            held = self.recipients()
            before = held.body if held is not None else empty_list(self.school, now)
            signed = sign_recipients(edit(before, now), self._keys)
            self.folder.keep(signed, self.school)
        return signed
