"""The technician's page over real sockets, with a real client and a real lesson going on."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from protocol.vocabulary import Role
from teacher_console.config import read_config
from teacher_console.school.app import school_window
from teacher_console.school.staff_answer import read_staff_answer
from teacher_console.school.staff_folder import make_staff_key, take_answer
from teacher_console.school.staff_request import request_fingerprint
from teacher_console.school.unlocking import SignedInStaff, read_staff_folder, unlock
from tests.e2e.test_programs import LIGHT, Client, Windows, admit
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.displays import Display
from tests.helpers.hands import Hands
from tests.helpers.real_school import PASSPHRASE, SchoolOnDisk, run_admin
from tests.helpers.school import utc_now

ROOT = Path(__file__).parents[2]
TECHNICIAN = "my very own words"


def technician_of(school: SchoolOnDisk) -> SignedInStaff:
    """Added by the command line, answered by one file."""
    folder = school.folder / "technician"
    made = make_staff_key(folder, name="Mr Okafor", role=Role.TECHNICIAN, passphrase=TECHNICIAN)
    answer = school.folder / "okafor.answer"
    run_admin(
        *("staff", "add", made.request_path, "--school-folder", school.root, "--rooms", ""),
        *("--fingerprint", request_fingerprint(made.request), "--answer", answer),
        *("--passphrase-file", school.passphrase),
    )
    take_answer(folder, read_staff_answer(answer.read_bytes(), where=answer), where=answer)
    return unlock(read_staff_folder(folder), TECHNICIAN, utc_now())


def start_technician(school: SchoolOnDisk, display: Display, *more: str) -> "subprocess.Popen[str]":
    words = school.folder / "technician-words"
    words.touch(mode=0o600)
    words.write_text(TECHNICIAN + "\n")
    command = [
        *(sys.executable, "-m", "teacher_console", "--data", str(school.folder / "technician")),
        *("--passphrase-file", str(words), "--interface", "127.0.0.1"),
        *("--school-folder", str(school.root), *more),
    ]
    environment = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


class Desk:
    """The technician's window, with the root unlocked."""

    def __init__(self, qtbot: QtBot, school: SchoolOnDisk) -> None:
        self.qtbot = qtbot
        staff = technician_of(school)
        config = read_config(
            [
                *("--data", str(school.folder / "technician"), "--interface", "127.0.0.1"),
                *("--school-folder", str(school.root)),
            ]
        )
        self.window, page, self.desk = school_window(config, staff)
        self.close_workers = page.close_workers
        qtbot.addWidget(self.window)
        self.window.show()
        self.hands = Hands(qtbot, self.window)
        self.hands.write("Technician's passphrase", PASSPHRASE)
        self.hands.click("Unlock")
        qtbot.waitUntil(lambda: self.desk.office is not None, timeout=10_000)

    def show(self, tab: int) -> None:
        tabs = self.window.findChildren(QTabWidget)[0]
        self.qtbot.mouseClick(
            tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(tab).center()
        )

    def select(self, table: str, name: str) -> None:
        view = self.hands.named(QTableView, table)
        model = view.model()
        rows = [row for row in range(model.rowCount()) if model.index(row, 0).data() == name]
        cell = view.visualRect(model.index(rows[0], 0)).center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell)

    def cell(self, table: str, name: str, column: int) -> str:
        model = self.hands.named(QTableView, table).model()
        rows = [row for row in range(model.rowCount()) if model.index(row, 0).data() == name]
        return str(model.index(rows[0], column).data()) if rows else ""


@contextlib.contextmanager
def opened_desk(qtbot: QtBot, school: SchoolOnDisk) -> Iterator[Desk]:
    desk = Desk(qtbot, school)
    try:
        yield desk
    finally:
        desk.window.close()
        desk.close_workers()


@pytest.fixture
def windows(display: Display) -> Iterator[Windows]:
    windows = Windows(display)
    yield windows
    windows.close()


@contextlib.contextmanager
def running_lesson(school: SchoolOnDisk) -> Iterator[ConsoleProcess]:
    console = ConsoleProcess(school, "127.0.0.1")
    try:
        yield console
    finally:
        console.close()


@pytest.mark.timeout(180)
def test_t18_a_teacher_revoked_at_the_page_sees_nothing_more_within_a_minute(
    qtbot: QtBot,
    school_on_disk: SchoolOnDisk,
    display: Display,
    windows: Windows,
    tmp_path: Path,
) -> None:
    client = Client(school_on_disk, display, tmp_path / "pupil")
    try:
        admit(school_on_disk)
        with opened_desk(qtbot, school_on_disk) as desk, running_lesson(school_on_disk) as console:
            console.await_picture(within_s=20)
            windows.await_shown(LIGHT)
            desk.show(1)
            qtbot.waitUntil(
                lambda: desk.cell("Admitted devices", "pc-01", 3) == "Here, up to date",
                timeout=20_000,
            )
            desk.show(0)
            desk.select("Staff", "Ms Patel")
            desk.hands.click("Take the key back…")
            assert windows.has(LIGHT)
            pressed_at = time.monotonic()
            desk.hands.click("Take it back")
            desk.hands.await_words("The key of Ms Patel was taken back")
            qtbot.waitUntil(lambda: not windows.has(LIGHT), timeout=60_000)
            took_s = time.monotonic() - pressed_at
            console.await_state("lost", within_s=10)
            console.heard()
            with pytest.raises(pytest.fail.Exception):
                console.await_picture(within_s=3)
        assert took_s < 60
    finally:
        client.close()


@pytest.mark.timeout(180)
def test_a_device_is_admitted_and_revoked_at_the_page(
    qtbot: QtBot, school_on_disk: SchoolOnDisk, display: Display, tmp_path: Path
) -> None:
    client = Client(school_on_disk, display, tmp_path / "pupil")
    try:
        with opened_desk(qtbot, school_on_disk) as desk:
            desk.show(2)
            qtbot.waitUntil(lambda: desk.hands.button("Choose all").isEnabled(), timeout=20_000)
            desk.hands.click("Choose all")
            desk.hands.click("Admit 1")
            qtbot.waitUntil(
                lambda: desk.cell("Devices found", "pc-01", 2) == "Admitted", timeout=10_000
            )
            desk.show(1)
            qtbot.waitUntil(
                lambda: desk.cell("Admitted devices", "pc-01", 3) == "Here, up to date",
                timeout=10_000,
            )
            desk.select("Admitted devices", "pc-01")
            desk.hands.click("Take the key back…")
            desk.hands.click("Take it back")
            desk.hands.await_words("The key of pc-01 was taken back")
            assert "revoked" in desk.cell("Admitted devices", "pc-01", 2)
    finally:
        client.close()


def test_a_locked_console_forgets_the_root_and_asks_for_it_again(
    qtbot: QtBot, school_on_disk: SchoolOnDisk
) -> None:
    with opened_desk(qtbot, school_on_disk) as desk:
        desk.desk.forget()
        assert desk.desk.office is None
        assert "The school's root is locked" in desk.hands.read()
        assert not desk.hands.button("Add from a request file…").isEnabled()


def test_the_program_shows_a_technician_the_school_and_no_wall(
    school_on_disk: SchoolOnDisk, display: Display, windows: Windows
) -> None:
    technician_of(school_on_disk)
    done = start_technician(school_on_disk, display, "--open-lesson", "Room 12")
    _, said = done.communicate(timeout=30)
    assert done.returncode == 2
    assert said.count("\n") == 1
    assert "a technician opens no lessons" in said
    console = start_technician(school_on_disk, display)
    try:
        windows.await_shown("Harbour - Oak School")
    finally:
        console.terminate()
        assert console.wait(15) == 0
        assert console.stderr is not None
        console.stderr.close()
