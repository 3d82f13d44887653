"""What the device keeps on disk: its keys, its school, the newest lists. Any thread; no Qt."""

import itertools
import logging
from collections.abc import Callable
from pathlib import Path

from protocol.errors import InputError
from protocol.files import (
    is_file_there,
    make_private_folder,
    read_file,
    read_private_file,
    write_file,
    write_new_file,
)
from protocol.trust.document import Signed
from protocol.trust.keyfile import device_key_file, read_device_key_file
from protocol.trust.keys import DeviceKeys, PrivateKey
from protocol.trust.recipients import RECIPIENTS, RecipientsList, read_recipients
from protocol.trust.roster import ROSTER, Roster, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school
from student_client.machine_mark import machine_mark_file, mark_machine, read_machine_mark
from student_client.reply_key import read_reply_key_file, reply_key_file

logger = logging.getLogger(__name__)

_REPLY_REMEDY = "move the file away and start again: answers to what was sent before are then lost"
_KEY_REMEDY = "move the file away and start again: the device then asks to be admitted anew"


class DeviceFolder:
    """The device's private folder.

    Args:
        path: Made if it is not there; only this user may enter.
        machine: Says what tells this computer from its clones, None where the system does not say.

    Raises:
        InputError: The folder cannot be made.
    """

    def __init__(self, path: Path, machine: Callable[[], bytes | None]) -> None:
        make_private_folder(path)
        self.path = path
        self.ledger_path = path / "watched.jsonl"
        self._machine = machine
        self._key_path = path / "device.key"
        self._mark_path = path / "device.machine"
        self._roster_path = path / "roster.harbour"
        self._recipients_path = path / "recipients.harbour"
        self._reply_key_path = path / "reply.key"
        self.outbox_path = path / "outbox.db"

    def keys(self) -> DeviceKeys:
        """Return this device's keys; made here, at the first start on this computer.

        A key that came with a copied disk is never used: two computers would speak with one voice.
        It is kept aside, and the device asks to be admitted anew.

        Raises:
            InputError: The key file is damaged, or others may read it; it is left as it is.
        """
        identity = self._machine()
        if is_file_there(self._key_path, remedy=_KEY_REMEDY) and self._is_elsewhere(identity):
            aside = self._put_aside()
            logger.warning(
                "this disk was copied from another computer: made a new key, kept the old one as "
                "%s; a technician must admit this device anew",
                aside.name,
            )
        if not self._key_path.exists():
            if identity is not None:  # before the key: a key of ours is never without its mark
                write_file(self._mark_path, machine_mark_file(mark_machine(identity)))
            write_new_file(self._key_path, device_key_file(DeviceKeys.generate()))
        data = read_private_file(self._key_path, remedy=_KEY_REMEDY)
        keys = read_device_key_file(data, where=self._key_path)
        if identity is not None and not self._mark_path.exists():
            write_file(self._mark_path, machine_mark_file(mark_machine(identity)))
        return keys

    def reply_key(self) -> PrivateKey:
        """Return the key that answers to this pupil are sealed to; made here, for everybody.

        Call after `keys`, which puts a copied disk's key aside.

        Raises:
            InputError: The key file is damaged, or others may read it; it is left as it is.
        """
        if not self._reply_key_path.exists():
            write_new_file(self._reply_key_path, reply_key_file(PrivateKey.generate()))
        data = read_private_file(self._reply_key_path, remedy=_REPLY_REMEDY)
        return read_reply_key_file(data, where=self._reply_key_path, remedy=_REPLY_REMEDY)

    def recipients(self, school: School) -> Signed[RecipientsList] | None:
        """Return the recipients list held, None if the device was never shown one.

        One that is damaged or another school's counts as none: any post office brings it again,
        and a child must not be kept from everything else by it.
        """
        if not self._recipients_path.exists():
            return None
        try:
            data = read_file(self._recipients_path, remedy=RECIPIENTS.remedy)
            return read_recipients(data, where=self._recipients_path, school=school)
        except InputError as exc:
            logger.error("the recipients list cannot be used: %s", exc)  # noqa: TRY400  # a file
            return None

    def save_recipients(self, recipients: Signed[RecipientsList]) -> None:
        """Keep `recipients` in place of the older list, on the disk when this returns.

        Raises:
            InputError: It could not be written; the older one is still there.
        """
        write_file(self._recipients_path, RECIPIENTS.to_file(recipients))

    def roster(self, school: School) -> Signed[Roster] | None:
        """Return the roster held, None if the device was never shown one.

        Raises:
            InputError: The file is damaged or another school's; the device then stays shut.
        """
        if not is_file_there(self._roster_path, remedy=ROSTER.remedy):
            return None
        data = read_file(self._roster_path, remedy=ROSTER.remedy)
        return read_roster(data, where=self._roster_path, school=school)

    def save(self, roster: Signed[Roster]) -> None:
        """Keep `roster` in place of the older one, on the disk when this returns.

        Raises:
            InputError: It could not be written; the older one is still there.
        """
        write_file(self._roster_path, ROSTER.to_file(roster))

    def _is_elsewhere(self, identity: bytes | None) -> bool:
        if identity is None or not is_file_there(self._mark_path, remedy=_KEY_REMEDY):
            return False
        data = read_private_file(self._mark_path, remedy=_KEY_REMEDY)
        return not read_machine_mark(data, where=self._mark_path).is_of(identity)

    def _put_aside(self) -> Path:
        for number in itertools.count(1):
            aside = self._key_path.with_name(f"device-of-another-computer-{number}.key")
            if not aside.exists():
                break
        try:
            if self._reply_key_path.exists():
                self._reply_key_path.rename(aside.with_suffix(".reply-key"))
            self._key_path.rename(aside)
        except OSError as exc:
            problem = f"it cannot be put aside ({exc.strerror})"
            raise InputError(self._key_path, problem, _KEY_REMEDY) from None
        return aside


def load_school(path: Path) -> School:
    """Return the school of the file `path`.

    Raises:
        InputError: Missing, damaged, or not a school file.
    """
    return read_school(read_file(path, remedy=SCHOOL_FILE.remedy), where=path).body
