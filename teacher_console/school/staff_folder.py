"""A member of staff's own folder before they can sign in: key made here, answer taken here.

Any thread but a gui one (Argon2id takes half a second); no Qt.
"""

import dataclasses
import re
from pathlib import Path

from protocol.errors import InputError
from protocol.files import (
    make_private_folder,
    read_file,
    read_private_file,
    write_file,
    write_new_file,
)
from protocol.trust.document import Signed
from protocol.trust.keyfile import Argon2id, seal_keys, stated_fingerprint
from protocol.trust.keys import StaffKeys
from protocol.trust.roster import ROSTER, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school
from protocol.vocabulary import Role
from teacher_console.school.founding import checked_name
from teacher_console.school.roster_editing import line_fingerprint
from teacher_console.school.staff_answer import STAFF_ANSWER, Answered
from teacher_console.school.staff_request import (
    STAFF_REQUEST,
    StaffRequest,
    read_staff_request,
    staff_request_file,
)
from teacher_console.school.unlocking import KEY_NAME, ROSTER_NAME, SCHOOL_NAME

_WINDOWS_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Source: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file"""


@dataclasses.dataclass(frozen=True, slots=True)
class MadeKey:
    """A new key, and the request that asks for its line in the roster."""

    request: StaffRequest
    request_path: Path


def request_name(name: str) -> str:
    """Return the file name of a person's request: letters and digits only, whatever the name."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if _WINDOWS_DEVICE.fullmatch(stem):  # whatever follows the dot
        stem += "-staff"
    return f"{stem or 'staff'}.request"


def make_staff_key(folder: Path, *, name: str, role: Role, passphrase: str) -> MadeKey:
    """Make a person's key under `passphrase`, and their request, in `folder`.

    Raises:
        InputError: A key is there already, or name or passphrase is unfit; nothing is overwritten.
    """
    name = checked_name(name, "name")
    refuse_existing_key(folder, name)
    request_path = folder / request_name(name)
    keys = StaffKeys.generate()
    sealed = seal_keys(keys, passphrase, Argon2id.fresh())
    request = staff_request_file(name, role, keys)
    make_private_folder(folder)
    write_new_file(request_path, request)
    write_new_file(folder / KEY_NAME, sealed)
    return MadeKey(read_staff_request(request, where=request_path), request_path)


def refuse_existing_key(folder: Path, name: str) -> None:
    """Refuse to make a key where one, or a request of this name, lies already.

    Raises:
        InputError: It does.
    """
    for path in (folder / KEY_NAME, folder / request_name(name)):
        if path.exists():
            problem = "the file is there already and was left as it is"
            raise InputError(path, problem, "name another folder")


def made_key(folder: Path) -> MadeKey | None:
    """Return the key's request as it lies in `folder`, None when there is none.

    Raises:
        InputError: The key file is damaged or readable by others.
    """
    mark = key_fingerprint_in(folder)
    if mark is None:
        return None
    for path in sorted(folder.glob("*.request")):
        try:
            request = read_staff_request(read_file(path, remedy=STAFF_REQUEST.remedy), where=path)
        except InputError:  # somebody else's file, which is none of this person's
            continue
        if line_fingerprint(request) == mark:
            return MadeKey(request, path)
    return None


def key_fingerprint_in(folder: Path) -> str | None:
    """Return the fingerprint that the key file in `folder` states, None when there is no key.

    Raises:
        InputError: The key file is damaged or readable by others.
    """
    path = folder / KEY_NAME
    if not path.exists():
        return None
    data = read_private_file(path, remedy="restore this key file from its backup")
    return stated_fingerprint(data, StaffKeys, where=path)


def join_school(folder: Path, school: Signed[School]) -> None:
    """Keep `school` in `folder` as the school this console belongs to.

    Raises:
        InputError: The console belongs to another school already.
    """
    _refuse_other_school(folder, school.body)
    make_private_folder(folder)
    write_file(folder / SCHOOL_NAME, SCHOOL_FILE.to_file(school))


def school_in(folder: Path) -> Signed[School] | None:
    """Return the school of `folder`, None when it has none yet.

    Raises:
        InputError: Its file is damaged.
    """
    path = folder / SCHOOL_NAME
    if not path.exists():
        return None
    return read_school(read_file(path, remedy=SCHOOL_FILE.remedy), where=path)


def take_answer(folder: Path, answer: Answered, *, where: object) -> None:
    """Keep what an answer brings, so that the person can sign in.

    Args:
        where: The answer's file, for the error's sentence.

    Raises:
        InputError: It is for another key or another school, or older than what is here.
    """
    school, roster = answer.school.body, answer.roster.body
    _refuse_other_school(folder, school)
    mark = key_fingerprint_in(folder)
    if mark is None:
        raise InputError(where, "there is no key here yet that it could answer", "make your key")
    if not any(line_fingerprint(member) == mark for member in roster.staff):
        problem = "it answers somebody else's request: your key is not in it"
        raise InputError(where, problem, "give your technician your request file")
    path = folder / ROSTER_NAME
    if path.exists():
        data = read_file(path, remedy=ROSTER.remedy)
        if read_roster(data, where=path, school=school).body.version > roster.version:
            problem = "it is older than the roster that is here"
            raise InputError(where, problem, STAFF_ANSWER.remedy)
    write_file(folder / SCHOOL_NAME, SCHOOL_FILE.to_file(answer.school))
    write_file(path, ROSTER.to_file(answer.roster))


def _refuse_other_school(folder: Path, school: School) -> None:
    held = school_in(folder)
    if held is not None and (held.body.school_id, held.body.deployment_root) != (
        school.school_id,
        school.deployment_root,
    ):
        problem = f"this console belongs to another school, {held.body.name!r}"
        remedy = "use that school's file, or start with another folder"
        raise InputError(folder / SCHOOL_NAME, problem, remedy)
