"""What a hub keeps on disk beside its mail: its keys and the newest lists. Any thread."""

from pathlib import Path

from protocol.files import (
    make_private_folder,
    read_file,
    read_private_file,
    write_file,
    write_new_file,
)
from protocol.trust.document import Signed
from protocol.trust.keyfile import device_key_file, read_device_key_file
from protocol.trust.keys import DeviceKeys
from protocol.trust.recipients import RECIPIENTS, RecipientsList, read_recipients
from protocol.trust.roster import ROSTER, Roster, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school

_KEY_REMEDY = "restore it, or move it away and start again: the hub then asks to be admitted anew"


class HubFolder:
    """The hub's private folder.

    Args:
        path: Made if it is not there; only this user may enter.

    Raises:
        InputError: The folder cannot be made.
    """

    def __init__(self, path: Path) -> None:
        make_private_folder(path)
        self.path = path
        self.lock_path = path / "hub.lock"
        self.mail_path = path / "mail.sqlite"
        self._key_path = path / "hub.key"
        self._roster_path = path / "roster.harbour"
        self._recipients_path = path / "recipients.harbour"

    def keys(self) -> DeviceKeys:
        """Return the hub's keys; made here at the first start.

        Raises:
            InputError: The key file is damaged, or others may read it; it is left as it is.
        """
        if not self._key_path.exists():
            write_new_file(self._key_path, device_key_file(DeviceKeys.generate()))
        data = read_private_file(self._key_path, remedy=_KEY_REMEDY)
        return read_device_key_file(data, where=self._key_path)

    def roster(self, school: School) -> Signed[Roster] | None:
        """Return the roster held, None if there is none yet.

        Raises:
            InputError: The file is damaged or another school's.
        """
        if not self._roster_path.exists():
            return None
        data = read_file(self._roster_path, remedy=ROSTER.remedy)
        return read_roster(data, where=self._roster_path, school=school)

    def recipients(self, school: School) -> Signed[RecipientsList] | None:
        """Return the recipients list held, None if there is none yet.

        Raises:
            InputError: The file is damaged or another school's.
        """
        if not self._recipients_path.exists():
            return None
        data = read_file(self._recipients_path, remedy=RECIPIENTS.remedy)
        return read_recipients(data, where=self._recipients_path, school=school)

    def save_roster(self, roster: Signed[Roster]) -> None:
        """Keep `roster` in place of the older one, on the disk when this returns.

        Raises:
            InputError: It could not be written; the older one is still there.
        """
        write_file(self._roster_path, ROSTER.to_file(roster))

    def save_recipients(self, recipients: Signed[RecipientsList]) -> None:
        """Keep `recipients` in place of the older list, on the disk when this returns.

        Raises:
            InputError: It could not be written; the older one is still there.
        """
        write_file(self._recipients_path, RECIPIENTS.to_file(recipients))


def load_school(path: Path) -> School:
    """Return the school of the file `path`.

    Raises:
        InputError: Missing, damaged, or not a school file.
    """
    return read_school(read_file(path, remedy=SCHOOL_FILE.remedy), where=path).body
