"""The technician's folder on disk: the school's roots, its public file, its newest roster.

Any thread; no Qt.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from protocol.errors import InputError
from protocol.files import (
    held_alone,
    make_private_folder,
    read_file,
    read_private_file,
    write_file,
    write_new_file,
)
from protocol.trust.document import Signed
from protocol.trust.keyfile import Argon2id, open_keys, seal_keys
from protocol.trust.keys import DeploymentKeys, SafeguardingKeys
from protocol.trust.roster import ROSTER, Roster, read_roster
from protocol.trust.school_file import SCHOOL_FILE, School, read_school

_REMEDY = "name the folder that harbour-admin found made, with --school-folder"


class SchoolFolder:
    """Paths and their reading and writing; every error names the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.deployment_key_path = path / "deployment.key"
        self.safeguarding_key_path = path / "safeguarding.key"
        self.school_path = path / "school.harbour"
        self.roster_path = path / "roster.harbour"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other changes of this school away until the block ends.

        Raises:
            InputError: No school here, or another change is under way.
        """
        if not self.path.is_dir():
            raise InputError(self.path, "there is no school in this folder", _REMEDY)
        problem = "another harbour-admin is changing this school"
        remedy = "wait for it to end, then try again"
        with held_alone(self.path / "changing.lock", problem=problem, remedy=remedy):
            yield

    def school(self) -> School:
        """Return the school.

        Raises:
            InputError: No school here, or its file is damaged.
        """
        return self.signed_school().body

    def signed_school(self) -> Signed[School]:
        """Return the school as it was signed.

        Raises:
            InputError: No school here, or its file is damaged.
        """
        data = read_file(self.school_path, remedy=_REMEDY)
        return read_school(data, where=self.school_path)

    def roster(self, school: School) -> Signed[Roster]:
        """Return the newest roster.

        Raises:
            InputError: Missing, damaged, or another school's.
        """
        data = read_file(self.roster_path, remedy=_REMEDY)
        return read_roster(data, where=self.roster_path, school=school)

    def save_roster(self, roster: Signed[Roster]) -> None:
        """Keep `roster` in place of the older one, in one step.

        Raises:
            InputError: It could not be written; the older one is untouched.
        """
        write_file(self.roster_path, ROSTER.to_file(roster))

    def deployment_keys(self, passphrase: str, school: School) -> DeploymentKeys:
        """Return the technician's root keys. Takes about half a second.

        Raises:
            InputError: Missing, damaged, wrong passphrase, or another school's.
        """
        path = self.deployment_key_path
        data = read_private_file(path, remedy="only the technician who holds it can do this")
        keys = open_keys(data, passphrase, DeploymentKeys, where=path)
        if keys.signing.signing_key() != school.deployment_root:
            raise InputError(path, "this key is another school's", "name the right folder")
        return keys

    def hand_over_safeguarding_key(self, path: Path) -> None:
        """Move the safeguarding root to `path`, on the stick its owner takes away.

        Raises:
            InputError: It is not here, or could not be written there; then it stays here.
        """
        remedy = "only whoever founded the school here can hand it over"
        data = read_private_file(self.safeguarding_key_path, remedy=remedy)
        write_new_file(path, data)
        self.safeguarding_key_path.unlink()


def write_new_school(
    folder: SchoolFolder,
    *,
    school: Signed[School],
    roster: Signed[Roster],
    deployment: tuple[DeploymentKeys, str],
    safeguarding: tuple[SafeguardingKeys, str],
) -> None:
    """Write a new school's files; the school file last, so that a broken attempt is no school.

    Args:
        deployment, safeguarding: Keys, and the passphrase each is kept under.

    Raises:
        InputError: A school is here already, or something cannot be written.
    """
    if folder.school_path.exists():
        problem = "a school was founded in this folder already, and was left as it is"
        raise InputError(folder.path, problem, "name a new folder")
    for path in (folder.deployment_key_path, folder.safeguarding_key_path, folder.roster_path):
        if path.exists():
            problem = "the file is there already and was left as it is"
            raise InputError(path, problem, "name a new folder")
    sealed = [
        (folder.deployment_key_path, seal_keys(*deployment, Argon2id.fresh())),
        (folder.safeguarding_key_path, seal_keys(*safeguarding, Argon2id.fresh())),
    ]
    make_private_folder(folder.path)
    for path, data in sealed:
        write_new_file(path, data)
    write_new_file(folder.roster_path, ROSTER.to_file(roster))
    write_new_file(folder.school_path, SCHOOL_FILE.to_file(school))
