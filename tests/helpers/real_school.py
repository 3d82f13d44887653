"""A school on disk, founded by the real command line tools; made once, copied for each test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from teacher_console.school.staff_request import read_staff_request, request_fingerprint

ADMIN = [sys.executable, "-m", "teacher_console.school"]
PASSPHRASE = "three random words"  # noqa: S105  # a test's


def run_admin(*arguments: object, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """Run harbour-admin as a person would."""
    done = subprocess.run(
        [*ADMIN, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


class SchoolOnDisk:
    """`root` is the technician's folder, `teacher` Ms Patel's, each complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "school"
        self.teacher = folder / "teacher"
        self.passphrase = folder / "passphrase"
        self.other_passphrase = folder / "other-passphrase"

    def found(self) -> None:
        for path, text in ((self.passphrase, PASSPHRASE), (self.other_passphrase, "other words 4")):
            path.touch(mode=0o600)
            path.write_text(text + "\n")
        run_admin(
            *("found", self.root, "--name", "Oak School"),
            *("--passphrase-file", self.passphrase),
            *("--safeguarding-passphrase-file", self.other_passphrase),
        )
        run_admin(
            *("staff", "request", "--name", "Ms Patel", "--role", "teacher"),
            *("--out", self.teacher, "--school", self.root / "school.harbour"),
            *("--passphrase-file", self.passphrase),
        )
        request = self.teacher / "ms-patel.request"
        mark = request_fingerprint(read_staff_request(request.read_bytes(), where=request))
        run_admin(
            *("staff", "add", request, "--school-folder", self.root, "--rooms", "Room 12"),
            *("--fingerprint", mark, "--passphrase-file", self.passphrase),
        )
        self.hand_over_roster()

    def copied_to(self, folder: Path) -> "SchoolOnDisk":
        """The same school in another folder, to change."""
        shutil.copytree(self.folder, folder)
        return SchoolOnDisk(folder)

    def hand_over_roster(self) -> None:
        shutil.copy(self.root / "roster.harbour", self.teacher / "roster.harbour")


@pytest.fixture(scope="session")
def founded_school(tmp_path_factory: pytest.TempPathFactory) -> SchoolOnDisk:
    """The original; tests that change anything take `school_on_disk`."""
    school = SchoolOnDisk(tmp_path_factory.mktemp("founded"))
    school.found()
    return school


@pytest.fixture
def school_on_disk(founded_school: SchoolOnDisk, tmp_path: Path) -> SchoolOnDisk:
    """A copy for this test alone."""
    return founded_school.copied_to(tmp_path / "copy")
