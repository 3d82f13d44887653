"""What the device keeps on disk: its keys, its school, the newest roster. Any thread; no Qt."""

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
from protocol.trust.roster import ROSTER, Roster, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school


class DeviceFolder:
    """The device's private folder.

    Args:
        path: Made if it is not there; only this user may enter.

    Raises:
        InputError: The folder cannot be made.
    """

    def __init__(self, path: Path) -> None:
        make_private_folder(path)
        self.path = path
        self.ledger_path = path / "watched.jsonl"
        self._key_path = path / "device.key"
        self._roster_path = path / "roster.harbour"

    def keys(self) -> DeviceKeys:
        """Return this device's keys; made here, at the first start.

        Raises:
            InputError: The key file is damaged, or others may read it; it is left as it is.
        """
        if not self._key_path.exists():
            write_new_file(self._key_path, device_key_file(DeviceKeys.generate()))
        data = read_private_file(
            self._key_path,
            remedy="move the file away and start again: the device then asks to be admitted anew",
        )
        return read_device_key_file(data, where=self._key_path)

    def roster(self, school: School) -> Signed[Roster] | None:
        """Return the roster held, None if the device was never shown one.

        Raises:
            InputError: The file is damaged or another school's; the device then stays shut.
        """
        if not self._roster_path.exists():
            return None
        data = read_file(self._roster_path, remedy=ROSTER.remedy)
        return read_roster(data, where=self._roster_path, school=school)

    def save(self, roster: Signed[Roster]) -> None:
        """Keep `roster` in place of the older one, on the disk when this returns.

        Raises:
            InputError: It could not be written; the older one is still there.
        """
        write_file(self._roster_path, ROSTER.to_file(roster))


def load_school(path: Path) -> School:
    """Return the school of the file `path`.

    Raises:
        InputError: Missing, damaged, or not a school file.
    """
    return read_school(read_file(path, remedy=SCHOOL_FILE.remedy), where=path).body
