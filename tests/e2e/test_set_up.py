"""A newcomer goes from nothing to a live room by the five steps, with a real pupil's computer."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from teacher_console.classroom.app import begin_class
from teacher_console.classroom.ports import ClassroomControl
from teacher_console.config import ConsoleConfig, read_config
from teacher_console.school.app import set_up_window
from teacher_console.school.set_up_progress import is_to_set_up
from teacher_console.school.ui.set_up_window import SetUpWindow
from teacher_console.school.ui.step_page import SettingUp
from teacher_console.school.unlocking import SignedInStaff, read_staff_folder, unlock
from teacher_console.shell.ui.bridge import EventBridge
from tests.helpers.displays import Display
from tests.helpers.hands import Hands
from tests.helpers.school import utc_now

ROOT = Path(__file__).parents[2]
WORDS = "three random words"


def config_of(folder: Path, *more: str) -> ConsoleConfig:
    return read_config(["--data", str(folder), "--interface", "127.0.0.1", *more])


def opened_window(qtbot: QtBot, config: ConsoleConfig) -> tuple[SetUpWindow, SettingUp]:
    def begin(
        staff: SignedInStaff, bridge: EventBridge
    ) -> tuple[ClassroomControl, Callable[[], None]]:
        running = begin_class(staff, bridge, config, utc_now)
        return running.classroom, running.end

    window, state = set_up_window(config, begin)
    qtbot.addWidget(window)
    window.show()
    return window, state


@contextlib.contextmanager
def running_client(school_file: Path, display: Display, folder: Path) -> Iterator[None]:
    command = [
        *(sys.executable, "-m", "student_client", "--data", str(folder)),
        *("--school", str(school_file), "--listen", "127.0.0.1", "--port", "0"),
        *("--interface", "127.0.0.1", "--device-name", "pc-01", "--pupil-name", "Amira Khan"),
    ]
    environment = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
    environment["XDG_SESSION_TYPE"] = "x11"
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def found_school(hands: Hands) -> None:
    hands.choose("Found a new school on this computer")
    hands.write("The school's name", "Oak School")
    for who, words in (("Technician's", WORDS), ("Safeguarding lead's", "other words of hers")):
        hands.write(f"{who} passphrase", words)
        hands.write(f"{who} passphrase, once more", words)
    hands.click("Found the school")
    hands.await_words("The school is founded")


def make_key(hands: Hands, *, name: str = "Ms Patel", role: str = "Teacher") -> None:
    hands.write("Your name", name)
    hands.choose(role)
    hands.write("Your passphrase", "my very own words")
    hands.write("Your passphrase, once more", "my very own words")
    hands.click("Make my key")


@pytest.mark.timeout(180)
def test_a_newcomer_goes_from_nothing_to_a_live_room(
    qtbot: QtBot, display: Display, tmp_path: Path
) -> None:
    folder = tmp_path / "console"
    window, state = opened_window(qtbot, config_of(folder))
    hands = Hands(qtbot, window)
    found_school(hands)
    with running_client(folder / "school.harbour", display, tmp_path / "pupil"):
        hands.click("Next")
        make_key(hands)
        hands.await_button("Yes, add me")
        assert hands.named(QLineEdit, "Your rooms").hasFocus()
        hands.write("Your rooms", "Room 12")
        hands.click("Yes, add me")
        hands.await_words("The school knows you")
        hands.click("Next")
        hands.click("Next")
        qtbot.waitUntil(lambda: hands.button("Choose all").isEnabled(), timeout=20_000)
        hands.click("Choose all")
        assert hands.named(QComboBox, "Room of the devices").currentText() == "Room 12"
        hands.click("Admit 1")
        hands.await_button("Next")
        hands.click("Next")
        hands.await_button("Start the test lesson")
        hands.click("Start the test lesson")
        hands.await_words("pc-01 in Room 12 is live", within_s=30)
        hands.click("End it now")
        hands.await_words("It works")
        hands.click("Open the console")
        assert state.staff is not None
        window.close()
    signed_in = unlock(read_staff_folder(folder), "my very own words", utc_now())
    assert [device.name for device in signed_in.roster.body.devices] == ["pc-01"]
    assert '"who":"Ms Patel"' in (tmp_path / "pupil" / "watched.jsonl").read_text()


def test_setting_up_that_was_only_skipped_goes_on_another_day(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "console"
    window, _ = opened_window(qtbot, config_of(folder))
    hands = Hands(qtbot, window)
    for _ in range(4):
        hands.click("Skip for now")
    hands.click("Close")
    window.close()
    assert is_to_set_up(folder)
