"""T05: names are data. Whatever they look like, nothing is written but where it belongs."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.errors import InputError
from student_client.device_folder import DeviceFolder
from student_client.openness.ledger import Ledger
from teacher_console.classroom.addresses import read_addresses
from teacher_console.school.device_names import read_device_names
from teacher_console.school.staff_folder import request_name
from teacher_console.view.screenshots import ScreenshotFolder, Shot
from tests.helpers.console_side import ClassInMemory
from tests.helpers.hostile_text import EVERY_TEXT, FORMULAS, TRAVERSAL, as_name
from tests.helpers.school import SchoolInMemory

NAMES = (*TRAVERSAL, *EVERY_TEXT)
NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Device names of Windows, with any ending.

Source: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
"""


class Depth:
    """A folder some levels down, and what lies around it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.folder = root / "a" / "b" / "c" / "d"
        self.folder.mkdir(parents=True)

    def outside(self) -> list[str]:
        """Everything beneath the root but what is in the folder, and the folder's parents."""
        return [
            str(path.relative_to(self._root))
            for path in self._root.rglob("*")
            if not path.is_relative_to(self.folder) and path not in self.folder.parents
        ]


@pytest.fixture
def depth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Depth]:
    depth = Depth(tmp_path / "root")
    monkeypatch.chdir(depth.folder)
    yield depth
    assert not Path("/escaped").exists()


def test_there_are_two_hundred_traversal_names() -> None:
    assert len(set(TRAVERSAL)) >= 200


def test_t05_screenshots_stay_in_their_folder_whatever_the_names(depth: Depth) -> None:
    for number, name in enumerate(NAMES):
        folder = ScreenshotFolder(depth.folder, lesson_id=f"{number:032x}", lesson_date=NOON.date())
        path = folder.keep(b"png", Shot(NOON, name, name, name, name, name))
        assert path.parent == folder.path
        assert path.resolve().parent.parent == depth.folder.resolve()
        assert re.fullmatch(r"[A-Za-z0-9_.-]{1,120}\.png", path.name)
        assert not _RESERVED.fullmatch(path.name)
    assert depth.outside() == []


@pytest.mark.parametrize("name", FORMULAS)
def test_t10_a_name_is_no_formula_in_a_spreadsheet(depth: Depth, name: str) -> None:
    folder = ScreenshotFolder(depth.folder, lesson_id="0" * 32, lesson_date=NOON.date())
    folder.keep(b"png", Shot(NOON, name, name, name, name, name))
    [index] = depth.folder.rglob("index.csv")
    for line in index.read_text("utf-8-sig").splitlines()[1:]:
        assert not re.search(r'(^|,)"?[=+@-]', line)


def test_t05_the_history_of_a_device_stays_one_private_file(depth: Depth) -> None:
    folder = DeviceFolder(depth.folder / "device", lambda: None)
    ledger = Ledger(folder.ledger_path, now=lambda: NOON)
    for name in NAMES:
        ledger.ended(ledger.began(as_name(name), "teacher", as_name(name), None), 1)
    assert [path.name for path in folder.path.iterdir()] == ["watched.jsonl"]
    assert folder.ledger_path.stat().st_mode & 0o777 == 0o600
    assert len(ledger.watches()) == len(NAMES)
    assert depth.outside() == []


def test_t05_a_request_for_a_key_is_named_by_letters_and_digits() -> None:
    for name in NAMES:
        assert re.fullmatch(r"[a-z0-9-]+\.request", request_name(name))


def test_t05_a_request_for_a_key_is_no_device_of_windows() -> None:
    for name in ("CON", "con", "Nul", "AUX", "com1", "LPT9", "Prn "):
        assert not _RESERVED.fullmatch(request_name(name))


def test_t05_names_over_the_wire_write_nothing(depth: Depth) -> None:
    school = SchoolInMemory()
    for name in TRAVERSAL[:60]:
        room = ClassInMemory(school=school)
        room.classroom.add_address("pc-01", "pc-01:48480")
        room.classroom.open_lesson(as_name(name), "Room 12", 3600)
        room.loop.run(2)
        school.computers.clear()
        school.people.clear()
    assert depth.outside() == []
    assert list(depth.folder.iterdir()) == []


def test_t05_no_file_of_names_can_name_a_file(depth: Depth) -> None:
    for name in NAMES:
        quoted = '"' + name.replace('"', '""') + '"'
        mark = "-".join(["AAAA"] * 8)
        for read, text in (
            (read_device_names, f"fingerprint,name,room\n{mark},{quoted},{quoted}\n"),
            (read_addresses, f"device,address\n{quoted},{quoted}\n"),
        ):
            with contextlib.suppress(InputError):
                read(text.encode("utf-8", "surrogatepass"), where="names.csv")
    assert depth.outside() == []
    assert list(depth.folder.iterdir()) == []
