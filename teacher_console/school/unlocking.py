"""Signing in: a person's folder and passphrase become keys, a roster line and rights.

Takes about half a second (Argon2id): not on a GUI thread. No Qt.
"""

import dataclasses
import datetime as dt
from pathlib import Path

from protocol.errors import InputError
from protocol.files import read_file, read_private_file
from protocol.trust.document import Signed
from protocol.trust.keyfile import check_key_file, open_keys
from protocol.trust.keys import StaffKeys
from protocol.trust.roster import ROSTER, Roster, RosterIndex, StaffMember, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school

KEY_NAME, SCHOOL_NAME, ROSTER_NAME = "staff.key", "school.harbour", "roster.harbour"


@dataclasses.dataclass(frozen=True, slots=True)
class StaffFolder:
    """A person's folder, read but not unlocked.

    Attributes:
        key_file: The sealed key, as it lies on disk.
    """

    path: Path
    key_file: bytes
    school: School
    roster: Signed[Roster]


@dataclasses.dataclass(frozen=True, slots=True)
class SignedInStaff:
    """Who is at this console."""

    keys: StaffKeys
    member: StaffMember
    school: School
    roster: Signed[Roster]


def read_staff_folder(path: Path) -> StaffFolder:
    """Return what lies in a person's folder.

    Raises:
        InputError: A file is missing, damaged, or another school's.
    """
    key_path, school_path, roster_path = path / KEY_NAME, path / SCHOOL_NAME, path / ROSTER_NAME
    remedy = "restore it from its backup, or make a key by starting with --set-up"
    key_file = read_private_file(key_path, remedy=remedy)
    check_key_file(key_file, StaffKeys, where=key_path)
    school = read_school(read_file(school_path, remedy=SCHOOL_FILE.remedy), where=school_path).body
    roster = read_roster(
        read_file(roster_path, remedy=ROSTER.remedy), where=roster_path, school=school
    )
    return StaffFolder(path, key_file, school, roster)


def unlock(folder: StaffFolder, passphrase: str, now: dt.datetime) -> SignedInStaff:
    """Return the person whose key `passphrase` opens.

    Args:
        now: Aware UTC.

    Raises:
        InputError: Wrong passphrase, or the roster does not know the key or no longer trusts it.
    """
    keys = open_keys(folder.key_file, passphrase, StaffKeys, where="Your key")
    index = RosterIndex.of(folder.roster)
    standing = index.staff_standing(keys.transport.transport_key(), now)
    if standing.member is None or standing.problem is not None:
        problem = {
            "unknown": "your key is not in this roster yet",
            "revoked": "your key was revoked",
            "expired": "your key has expired",
        }.get(standing.problem or "", f"your key is {standing.problem}")
        remedy = "ask your technician to add it, and for the newest roster.harbour"
        raise InputError(folder.path / ROSTER_NAME, problem, remedy)
    return SignedInStaff(keys, standing.member, folder.school, folder.roster)
