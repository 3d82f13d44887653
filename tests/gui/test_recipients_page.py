"""The safeguarding lead's page: unlock, add, away, remove, renew; and the technician's mail tab."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QComboBox, QLabel, QTableView
from pytestqt.qtbot import QtBot

from protocol.vocabulary import Duty
from teacher_console.mail.flow import MailFlow, OfficeFlow
from teacher_console.mail.ui.flow_panel import FlowPanel
from teacher_console.school.attempts import Attempts
from teacher_console.school.safeguarding_office import SafeguardingFolder
from teacher_console.school.ui.recipient_cards import AddCard
from teacher_console.school.ui.recipients_page import RecipientsPage
from tests.helpers.hands import Hands
from tests.helpers.real_school import SchoolOnDisk


class Scene:
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = SafeguardingFolder(folder)
        self.page = RecipientsPage(self.folder, Attempts(), lambda: dt.datetime.now(dt.UTC))
        qtbot.addWidget(self.page)
        self.page.resize(1180, 760)
        self.page.show()
        self.hands = Hands(qtbot, self.page)
        self.hands.await_words("Nobody yet: pupils cannot tell anyone.")

    def unlock(self) -> None:
        self.hands.write("Safeguarding lead's passphrase", "other words 4")
        self.hands.click("Unlock")
        self.hands.await_button("Add from the roster…")

    def add(self, duty: Duty = Duty.DSL) -> None:
        self.hands.click("Add from the roster…")
        self.hands.write("Title, as pupils know it: Head of Year 8", "Head of Year 8")
        box = self.hands.named(QComboBox, "Duty")
        box.setCurrentIndex(box.findData(duty))
        self.hands.click("Sign and add")

    def rows(self) -> list[list[str]]:
        model = self.page.findChildren(QTableView)[0].model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def await_signed(self) -> None:
        self.hands.await_words("Signed. Pupils' computers learn it within minutes.")


@pytest.fixture
def scene(qtbot: QtBot, school_on_disk: SchoolOnDisk) -> Iterator[Scene]:
    folder = school_on_disk.folder / "lead"
    folder.mkdir(mode=0o700)
    for name in ("school.harbour", "roster.harbour", "safeguarding.key"):
        shutil.copy(school_on_disk.root / name, folder / name)
    made = Scene(qtbot, folder)
    yield made
    made.page.close_workers()
    made.page.hide()


def test_nothing_can_be_signed_before_the_root_is_unlocked(scene: Scene) -> None:
    assert not scene.hands.button("Add from the roster…").isEnabled()
    scene.hands.write("Safeguarding lead's passphrase", "a wrong passphrase")
    scene.hands.click("Unlock")
    scene.hands.await_words("the passphrase does not open this key")


def test_a_lead_is_added_with_a_photo_and_the_list_is_signed(scene: Scene) -> None:
    scene.unlock()
    path = scene.folder.path / "face.png"
    Image.effect_noise((500, 400), 60).save(path)
    scene.page.findChildren(AddCard)[0]
    scene.hands.click("Add from the roster…")
    scene.page.findChildren(AddCard)[0].take_photo(path)
    scene.hands.write("Title, as pupils know it: Head of Year 8", "Safeguarding lead")
    box = scene.hands.named(QComboBox, "Duty")
    box.setCurrentIndex(box.findData(Duty.DSL))
    with scene.qtbot.waitSignal(scene.page.signed):
        scene.hands.click("Sign and add")
    scene.await_signed()
    assert scene.rows() == [
        ["Ms Patel", "Safeguarding lead", "everybody", "Safeguarding lead", "offered to pupils"]
    ]
    listed = scene.folder.recipients(scene.folder.school())
    assert listed is not None
    assert listed.body.version == 1
    assert listed.body.recipients[0].photo.startswith(b"\xff\xd8")


def test_without_a_lead_nobody_else_is_added_and_it_is_said_why(scene: Scene) -> None:
    scene.unlock()
    scene.add(Duty.STAFF)
    scene.hands.await_words("add a lead first")
    assert scene.rows() == []


def test_somebody_is_away_is_back_and_is_removed(scene: Scene) -> None:
    scene.unlock()
    scene.add()
    scene.await_signed()
    table = scene.page.findChildren(QTableView)[0]
    table.selectRow(0)
    scene.hands.click("Away…")
    scene.hands.click("Sign")
    scene.qtbot.waitUntil(lambda: scene.rows()[0][4].startswith("away until"))
    table.selectRow(0)
    scene.hands.await_button("Is back")
    scene.hands.click("Is back")
    scene.qtbot.waitUntil(lambda: scene.rows()[0][4] == "offered to pupils")
    table.selectRow(0)
    scene.hands.await_button("Remove")
    scene.hands.click("Remove")
    scene.qtbot.waitUntil(lambda: scene.rows() == [])


def test_the_key_is_forgotten_when_the_console_locks(scene: Scene) -> None:
    scene.unlock()
    scene.page.forget()
    assert not scene.hands.button("Add from the roster…").isEnabled()
    assert scene.hands.button("Unlock").isVisible()


def test_a_technician_sees_that_mail_flows_and_nothing_of_whose(qtbot: QtBot) -> None:
    panel = FlowPanel()
    qtbot.addWidget(panel)
    panel.show()
    hands = Hands(qtbot, panel)
    assert "Not heard of any office yet." in hands.read()
    panel.show_flow(MailFlow(at=10_000_000))
    assert "The school has no hub" in hands.read()
    office = OfficeFlow(
        name="hub <b>1</b>",
        is_linked=True,
        last_receipt_at=9_000_000,
        waiting=3,
        oldest_at=1_000_000,
        size_bytes=12_345,
    )
    panel.show_flow(MailFlow(at=10_000_000, offices=(office,)))
    read = hands.read()
    assert "hub <b>1</b>" in read
    assert "Waiting for their readers: 3, 12.06 KiB; the oldest for 2 h" in read
    assert all(label.textFormat().name == "PlainText" for label in panel.findChildren(QLabel))
