"""The inbox as staff use it: sealed until opened, answered, noted, handed over, closed."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListView, QPlainTextEdit, QTabBar
from pytestqt.qtbot import QtBot

from protocol.letters.safeguarding import StaffReply
from teacher_console.concerns.desk import CaseDesk
from teacher_console.concerns.thread import CaseState
from teacher_console.concerns.ui.bridge import CaseBridge
from teacher_console.concerns.ui.inbox_page import InboxPage
from tests.helpers.casework import WORDS, Staff, TellingSchool, telling_school
from tests.helpers.hands import Hands
from tests.helpers.hostile_text import EVERY_TEXT
from tests.helpers.virtual import VirtualLoop


class _Opened:
    """The record of one member of staff, opened already."""

    problems = ()

    def __init__(self, staff: Staff) -> None:
        self.work = staff.work

    def checkpoint(self) -> None:
        pass

    def close(self) -> None:
        pass


class Scene:
    """Ms Patel's inbox over her real record."""

    def __init__(self, qtbot: QtBot, school: TellingSchool) -> None:
        self.qtbot = qtbot
        self.school = school
        self.staff = school.teacher
        self.bridge = CaseBridge()
        self.desk = CaseDesk(
            lambda: _Opened(self.staff),
            loop=VirtualLoop(),
            events=self.bridge,
            send=lambda _: None,
        )
        self.bridge.desk = self.desk
        self.page = InboxPage(
            self.bridge,
            me=self.staff.line.serial,
            within_s=lambda: 4 * 3600,
            utc_now=lambda: school.now,
        )
        qtbot.addWidget(self.page)
        self.page.resize(1280, 720)
        self.hands = Hands(qtbot, self.page)

    def begin(self) -> None:
        self.page.show()
        self.qtbot.waitExposed(self.page)
        with self.qtbot.waitSignal(self.bridge.changed):
            self.desk.begin()

    def hand(self, *envelopes: object) -> None:
        for envelope in envelopes:
            with self.qtbot.waitSignal(self.bridge.changed):
                self.desk.handed(
                    self.school.handed(envelope, self.staff.key),  # type: ignore[arg-type]
                    lambda _: None,
                )
        QCoreApplication.processEvents()

    @property
    def view(self) -> QListView:
        lists = self.page.findChildren(QListView)
        return next(each for each in lists if each.accessibleName() == "Concerns")

    def rows(self) -> list[str]:
        model = self.view.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    def tabs(self) -> list[str]:
        bar = self.page.findChildren(QTabBar)[0]
        return [bar.tabText(each) for each in range(bar.count())]

    def turn(self, state: CaseState) -> None:
        order = [CaseState.NEW, CaseState.MINE, CaseState.WAITING, CaseState.CLOSED]
        key = Qt.Key(Qt.Key.Key_1 + order.index(state))
        self.qtbot.keyClick(self.view, key, Qt.KeyboardModifier.AltModifier)

    def open(self) -> None:
        self.hands.click("Open")
        self.hands.await_button("Hide")

    def write(self, text: str) -> None:
        field = self.page.findChildren(QPlainTextEdit)[0]
        field.setFocus()
        field.insertPlainText(text)

    def everything(self) -> str:
        """Every word anywhere in the page, on it or not."""
        labels = [each.text() for each in self.page.findChildren(QLabel)]
        fields = [each.toPlainText() for each in self.page.findChildren(QPlainTextEdit)]
        return "\n".join([*labels, *fields, *self.rows()])


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    with telling_school(tmp_path) as school:
        made = Scene(qtbot, school)
        made.begin()
        yield made
        made.desk.close()
        made.page.hide()


def picture() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((320, 200), 80).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def test_an_empty_inbox_says_what_will_come(scene: Scene) -> None:
    assert "Nothing new" in scene.hands.read()
    assert scene.tabs() == ["New", "Mine", "Waiting", "Closed"]


def test_a_list_shows_no_word_of_a_pupil_and_how_long_it_may_wait(scene: Scene) -> None:
    scene.school.forward(minutes=0)
    scene.hand(scene.school.concern(meet_when="after lunch"))
    scene.school.forward(minutes=30)
    assert scene.rows()[0].startswith("Concern 1, unread, Today ")
    assert scene.rows()[0].endswith("3 h 30 min left to open it")
    assert scene.tabs()[0] == "New  1"
    for word in (WORDS, "Amira", "after lunch"):
        assert word not in scene.everything()


def test_who_can_read_it_is_said_before_it_is_opened(scene: Scene) -> None:
    scene.hand(scene.school.concern())
    scene.hands.await_words("Who can read it: you, Mr Okoro")


def test_opening_shows_the_words_and_hiding_takes_all_of_them_away(scene: Scene) -> None:
    scene.hand(scene.school.concern(meet_when="after lunch"))
    scene.open()
    read = scene.hands.read()
    assert WORDS in read
    assert "after lunch" in read
    assert "Amira Khan tells about something." in read
    scene.hands.click("Hide")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for word in (WORDS, "Amira", "after lunch"):
        assert word not in scene.everything()


def test_locking_takes_what_was_opened_away_and_a_draft_comes_back_when_it_is_opened_again(
    scene: Scene,
) -> None:
    scene.hand(scene.school.concern())
    scene.open()
    scene.write("a half written answer")
    scene.page.hide()  # as the lock does, and as turning to another page does
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert WORDS not in scene.everything()
    assert "half written" not in scene.everything()
    scene.page.show()
    scene.open()
    assert "a half written answer" in scene.everything()


def test_an_answer_goes_to_the_pupil_and_the_concern_waits(scene: Scene) -> None:
    envelope = scene.school.concern()
    scene.school.dsl.hand(envelope)
    scene.hand(envelope)
    scene.open()
    scene.hands.click("I look after it")
    scene.qtbot.waitUntil(lambda: scene.tabs()[1] == "Mine  1")
    scene.write("thank you, see you at break")
    scene.hands.click("Send to the pupil")
    scene.hands.await_words("thank you, see you at break")
    scene.qtbot.waitUntil(lambda: scene.tabs()[2] == "Waiting  1")
    letters = [each.letter for each in scene.school.settle()]
    assert [each.text for each in letters if isinstance(each, StaffReply)] == [
        "thank you, see you at break"
    ]


def test_a_note_is_kept_for_staff_and_reaches_no_pupil(scene: Scene) -> None:
    envelope = scene.school.concern()
    scene.school.dsl.hand(envelope)
    scene.hand(envelope)
    scene.open()
    scene.hands.choose("Note for staff only")
    scene.write("asked the form tutor")
    scene.hands.click("Keep the note")
    scene.hands.await_words("asked the form tutor")
    assert "Note by Ms Patel, staff only" in scene.hands.read()
    assert scene.school.settle() == []


def test_handing_over_offers_only_who_may_have_it(scene: Scene) -> None:
    head = scene.school.head.line
    envelope = scene.school.concern(about=(scene.school.deputy.line.serial,))
    scene.hand(envelope)
    scene.open()
    scene.hands.click("Hand over…")
    offered = scene.hands.named(QComboBox, "To whom")
    assert [offered.itemData(each) for each in range(offered.count())] == [head.serial]
    scene.hands.write("Why it is handed over", "please look")
    scene.hands.click("Hand over")
    scene.hands.await_words("Ms Patel handed it over to Dr Hale. please look")
    scene.hands.await_words("Who can read it: you, Dr Hale, Mr Okoro")


def test_closing_names_an_outcome_and_stays_readable(scene: Scene) -> None:
    scene.hand(scene.school.concern())
    scene.open()
    scene.hands.click("Close…")
    scene.hands.write("What was done", "talked at break")
    scene.hands.click("Close it")
    scene.hands.await_words("closed it: Talked with the pupil. talked at break")
    assert scene.staff.states() == ["closed"]
    assert WORDS in scene.hands.read()


def test_a_picture_is_blurred_until_it_is_asked_for(scene: Scene) -> None:
    envelope = scene.school.concern(has_picture=True)
    scene.hand(envelope, scene.school.picture(envelope.id, picture()))
    scene.open()
    blurred = scene.hands.named(QLabel, "A picture, blurred").pixmap().toImage()
    scene.hands.click("Show the picture")
    clear = scene.hands.named(QLabel, "The pupil's picture").pixmap().toImage()

    def distinct(image: object) -> int:
        return len({image.pixel(x, 50) for x in range(100)})  # type: ignore[attr-defined]

    assert clear.size() == blurred.size()
    assert distinct(clear) > 2 * distinct(blurred) or distinct(clear) > 60


@pytest.mark.qt_log_ignore("JPEG", extend=True)
@pytest.mark.parametrize("data", [b"\xff\xd8 no picture", b"GIF89a" + bytes(50), b"<svg/>"])
def test_a_picture_that_is_none_is_a_sentence(scene: Scene, data: bytes) -> None:
    envelope = scene.school.concern(has_picture=True)
    scene.hand(envelope, scene.school.picture(envelope.id, data))
    scene.open()
    scene.hands.await_words("The picture cannot be shown.")


def test_everything_can_be_done_with_the_keyboard(scene: Scene) -> None:
    scene.hand(scene.school.concern(), scene.school.concern())
    scene.view.setFocus()
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Down)
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Return)
    scene.hands.await_button("Hide")
    scene.write("by keyboard")
    field = scene.page.findChildren(QPlainTextEdit)[0]
    scene.qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    scene.hands.await_words("by keyboard")
    scene.qtbot.keyClick(scene.page, Qt.Key.Key_Escape)
    assert WORDS not in scene.hands.read()
    scene.turn(CaseState.CLOSED)
    assert "Nothing was closed yet" in scene.hands.read()


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_hostile_words_stay_plain_text(scene: Scene, text: str) -> None:
    scene.hand(scene.school.concern(text=text, pupil_name=text[:64], meet_when=text[:200]))
    scene.open()
    for label in scene.page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
        for sign in "\u202e\u202d\u2066\x00\x1b":
            assert sign not in label.text()
    QApplication.processEvents()
    assert scene.page.width() == 1280


@pytest.mark.usefixtures("expected_log")
def test_what_could_not_be_taken_is_said(scene: Scene) -> None:
    stranger = scene.school.stranger()
    foreign = scene.school.write(
        StaffReply(concern="a" * 32, text="x", author="x"), author=stranger.keys.signing
    )
    scene.hand(foreign)
    scene.qtbot.waitUntil(lambda: "kept aside" in scene.hands.read())
    assert scene.rows() == []
