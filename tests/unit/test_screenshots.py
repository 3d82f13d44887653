"""Screenshots on disk, and the round through several pupils."""

import csv
import datetime as dt
import stat
from pathlib import Path

import pytest

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.vocabulary import NoPictureReason, ViewEnd, ViewReason, ViewRefusal
from teacher_console.view.screenshot_round import PATIENCE_S, ScreenshotRound, Stage
from teacher_console.view.screenshots import ScreenshotFolder, Shot, safe_cell, safe_name
from teacher_console.view.view_status import ViewState, ViewStatus

PNG = b"\x89PNG pixels"
DAY = dt.date(2026, 11, 24)
TAKEN = dt.datetime(2026, 11, 24, 10, 15, 3).astimezone()
EVIL = (
    "../../etc/passwd",
    "..\\..\\windows",
    "C:\\temp",
    "\\\\server\\share",
    "nul\0l",
    "CON",
    "x" * 300,
    "\u202egnp.exe",
    "",
    "...",
    "a/b:c*d?e|f",
)


def shot(device: str = "pc-01", pupil: str = "Amira Khan", lesson: str = "Computing") -> Shot:
    return Shot(TAKEN, "Ms Patel", pupil, device, lesson, "to help")


@pytest.fixture
def folder(tmp_path: Path) -> ScreenshotFolder:
    return ScreenshotFolder(tmp_path, lesson_id="a1b2c3d4" * 4, lesson_date=DAY)


def rows(folder: ScreenshotFolder) -> list[list[str]]:
    with (folder.path / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_screenshot_is_kept_with_who_when_and_why(folder: ScreenshotFolder) -> None:
    path = folder.keep(PNG, shot())
    assert path.name == "2026-11-24_10-15-03_pc-01.png"
    assert path.parent.name == "2026-11-24_a1b2c3d4"
    assert path.read_bytes() == PNG
    header, line = rows(folder)
    assert header == ["time", "teacher", "pupil", "device", "lesson", "reason", "file"]
    assert line == [
        TAKEN.isoformat(timespec="seconds"),
        "Ms Patel",
        "Amira Khan",
        "pc-01",
        "Computing",
        "to help",
        path.name,
    ]


def test_nothing_is_ever_overwritten(folder: ScreenshotFolder) -> None:
    first = folder.keep(b"one", shot())
    second = folder.keep(b"two", shot())
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert second.name == "2026-11-24_10-15-03_pc-01_2.png"
    assert len(rows(folder)) == 3


def test_only_this_user_may_read_them(folder: ScreenshotFolder) -> None:
    path = folder.keep(PNG, shot())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((folder.path / "index.csv").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", EVIL)
def test_t05_a_name_never_leads_out_of_the_folder(
    name: str, folder: ScreenshotFolder, tmp_path: Path
) -> None:
    path = folder.keep(PNG, shot(device=name, pupil=name, lesson=name))
    assert path.parent == folder.path
    assert path.name.isascii()
    assert len(path.name) < 100
    written = {each for each in tmp_path.rglob("*") if each.is_file()}
    assert written == {path, folder.path / "index.csv"}


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", " =1", "\u202e=1", "\x00=cmd|' /C calc'!A0"],
)
def test_t10_no_cell_begins_a_formula(text: str, folder: ScreenshotFolder) -> None:
    folder.keep(PNG, shot(pupil=text))
    cell = rows(folder)[1][2]
    assert cell.startswith("'")
    assert cell.isprintable()


def test_t10_a_name_with_line_ends_stays_one_line(folder: ScreenshotFolder) -> None:
    folder.keep(PNG, shot(pupil='Bobby"\r\n2026,forged,row'))
    assert len(rows(folder)) == 2
    assert safe_cell("a\nb") == "a b"
    assert safe_name("///") == "device"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InputError, match="folder"):
        ScreenshotFolder(tmp_path / "taken", lesson_id="ab" * 16, lesson_date=DAY).keep(PNG, shot())


def test_without_its_line_in_the_index_no_picture_is_kept(folder: ScreenshotFolder) -> None:
    (folder.path / "index.csv").mkdir(parents=True)
    folder.path.chmod(0o700)
    with pytest.raises(InputError, match="not kept"):
        folder.keep(PNG, shot())
    assert list(folder.path.glob("*.png")) == []


class Looking:
    """The views of a round, with a log."""

    def __init__(self, pupils: int, room: int = 2) -> None:
        self.keys = [TransportKey(bytes([number]) * 32) for number in range(pupils)]
        self.room = room
        self.open: list[int] = []
        self.log: list[str] = []
        self.round = ScreenshotRound(
            self.keys,
            room=lambda: self.room,
            open_view=lambda key: self._log("open", key),
            close_view=lambda key: self._log("close", key),
            write=lambda key: self._log("write", key),
        )

    def _log(self, what: str, key: TransportKey) -> None:
        self.log.append(f"{what} {key[0]}")

    def tell(self, number: int, state: ViewState, **more: object) -> None:
        status = ViewStatus(state, ViewReason.WORK, **more)  # type: ignore[arg-type]
        self.round.view_changed(self.keys[number], status)

    def is_over(self) -> bool:
        return self.round.is_over

    def stages(self) -> list[Stage]:
        return [take.stage for take in self.round.takes.values()]


def test_a_round_looks_at_a_few_at_a_time_and_closes_each_view_at_its_first_picture() -> None:
    looking = Looking(3)
    looking.round.advance(0)
    assert looking.log == ["open 0", "open 1"]
    looking.round.picture_there(looking.keys[1])
    assert looking.log[2:] == ["write 1", "close 1"]
    looking.round.advance(1)
    assert looking.log[4:] == ["open 2"]


def test_a_round_is_over_when_everything_is_written_or_has_failed() -> None:
    looking = Looking(2)
    looking.round.advance(0)
    for key in looking.keys:
        looking.round.picture_there(key)
    assert looking.is_over() is False
    looking.round.kept(looking.keys[0])
    looking.round.not_kept(looking.keys[1], "the disk is full")
    assert looking.is_over()
    assert looking.stages() == [Stage.KEPT, Stage.FAILED]


def test_who_does_not_answer_holds_up_nobody() -> None:
    looking = Looking(3, room=1)
    looking.round.advance(0)
    looking.tell(0, ViewState.WITHHELD, withheld=NoPictureReason.LOCKED)
    looking.round.advance(PATIENCE_S)
    assert looking.log == ["open 0", "close 0", "open 1"]
    [first, *_] = looking.round.takes.values()
    assert first.status is not None
    assert first.status.withheld is NoPictureReason.LOCKED


def test_a_refusal_fails_at_once() -> None:
    looking = Looking(1)
    looking.round.advance(0)
    looking.tell(0, ViewState.REFUSED, refusal=ViewRefusal.NO_LESSON)
    assert looking.round.is_over
    assert looking.log == ["open 0", "close 0"]


def test_stopping_closes_what_is_open_and_opens_nothing_more() -> None:
    looking = Looking(3, room=1)
    looking.round.advance(0)
    looking.round.stop()
    looking.tell(0, ViewState.ENDED, end=ViewEnd.LESSON)
    looking.round.picture_there(looking.keys[0])
    looking.round.advance(1)
    assert looking.log == ["open 0", "close 0"]
    assert looking.round.is_over
