"""Mail, record and inbox as the console joins them, over a real office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from protocol.trust.recipients import RECIPIENTS
from protocol.trust.sealing import reader_id
from teacher_console.concerns.app import ConsoleMail
from teacher_console.config import read_config
from teacher_console.school.attempts import Attempts
from teacher_console.school.safeguarding_office import RECIPIENTS_NAME
from teacher_console.school.ui.role_window import RoleWindow
from teacher_console.school.unlocking import SignedInStaff
from teacher_console.shell.ui.labels import plain
from teacher_console.shell.ui.lock import ConsoleLock
from tests.helpers.cases_at_work import with_hub
from tests.helpers.casework import WORDS, TellingSchool, telling_school
from tests.helpers.console_office import FakeOffice, fake_office
from tests.helpers.hands import Hands
from tests.helpers.links import running_io
from tests.helpers.school import utc_now


@pytest.fixture
def school(tmp_path: Path) -> Iterator[TellingSchool]:
    with telling_school(tmp_path) as made:
        made.now = utc_now()
        yield made


@pytest.fixture
def office() -> Iterator[FakeOffice]:
    with fake_office() as made:
        yield made


class Joined:
    def __init__(self, qtbot: QtBot, school: TellingSchool, office: FakeOffice) -> None:
        self.folder = school.folder / "console"
        self.folder.mkdir(mode=0o700, exist_ok=True)
        staff = school.teacher.person
        self.window = RoleWindow(
            plain("first"), school_name="Oak School", member=staff.line, title="First"
        )
        qtbot.addWidget(self.window)
        self.signed_in = SignedInStaff(
            staff.keys, staff.line, school.school.school, with_hub(school, office)
        )
        self.config = read_config(["--data", str(self.folder)])
        self.hands = Hands(qtbot, self.window)

    def tabs(self) -> list[str]:
        bars = self.window.findChildren(QTabBar)
        return [bars[0].tabText(each) for each in range(bars[0].count())] if bars else []

    def everything(self) -> str:
        return "\n".join(each.text() for each in self.window.findChildren(QLabel))


def test_a_concern_comes_through_to_the_inbox_and_vanishes_when_the_console_locks(
    qtbot: QtBot, school: TellingSchool, office: FakeOffice
) -> None:
    joined = Joined(qtbot, school, office)
    (joined.folder / RECIPIENTS_NAME).write_bytes(RECIPIENTS.to_file(school.listed))
    office.put(school.concern())
    with running_io() as io:
        mail = ConsoleMail(joined.window, io, joined.config, joined.signed_in, utc_now)
        lock = ConsoleLock(
            joined.window,
            idle_s=None,
            unlock=lambda _: None,
            attempts=Attempts(),
            title="Oak School",
            who="Ms Patel",
        )
        lock.locked.connect(mail.let_go)
        joined.window.show()
        qtbot.waitUntil(lambda: "New  1" in joined.tabs(), timeout=10_000)
        assert office.lie_there(reader_id(school.teacher.key)) == []
        assert WORDS not in joined.everything()
        joined.hands.click("Open")
        joined.hands.await_words(WORDS)
        lock.lock()
        qtbot.waitUntil(lambda: WORDS not in joined.everything())
        lock.close()
        joined.window.hide()
        mail.close()


def test_who_becomes_a_recipient_gets_the_inbox_when_the_list_comes_by_mail(
    qtbot: QtBot, school: TellingSchool, office: FakeOffice
) -> None:
    joined = Joined(qtbot, school, office)
    office.listed = school.listed
    with running_io() as io:
        mail = ConsoleMail(joined.window, io, joined.config, joined.signed_in, utc_now)
        joined.window.show()
        assert joined.tabs() == []
        qtbot.waitUntil(lambda: bool(joined.tabs()), timeout=10_000)
        assert (joined.folder / RECIPIENTS_NAME).exists()
        joined.window.hide()
        mail.close()


def test_who_is_on_no_list_has_no_inbox_and_no_record(
    qtbot: QtBot, school: TellingSchool, office: FakeOffice
) -> None:
    joined = Joined(qtbot, school, office)
    office.put(school.concern())
    with running_io() as io:
        mail = ConsoleMail(joined.window, io, joined.config, joined.signed_in, utc_now)
        joined.window.show()
        office.await_log(lambda log: "WatchReaders" in log)
        assert joined.tabs() == []
        assert len(office.lie_there(reader_id(school.teacher.key))) == 1
        assert "Open" not in [b.text() for b in joined.window.findChildren(QAbstractButton)]
        assert list(joined.folder.glob("record*")) == []
        joined.window.hide()
        mail.close()
