"""The Help window as a child uses it: clicks and keys, real mail below, and words that are true."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from protocol.letters.safeguarding import Concern, ConcernPicture
from protocol.letters.signed import open_letter, seal_letter
from protocol.limits import PHOTO_MAX_BYTES
from protocol.plain_text import plain
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import reader_id
from protocol.vocabulary import ConcernKind, Duty, MailRefusal
from student_client.concerns.progress import Progress
from student_client.concerns.ui.photo import decode_photo
from student_client.concerns.ui.screenshot import MAX_BYTES, small_jpeg
from student_client.concerns.word_code import code_of
from student_client.config import Ages
from student_client.mail.cover import Size
from tests.helpers.fake_office import running_office
from tests.helpers.help_side import HelpSide, help_side
from tests.helpers.mail_side import MailSide, await_that
from tests.helpers.oak_school import OakSchool, answer
from tests.helpers.safeguarding import recipient, recipients_list

PLANTED = "planted7 he hits me when mum is out"


@pytest.fixture
def oak(tmp_path: Path) -> OakSchool:
    return OakSchool(tmp_path)


@pytest.fixture
def mail(oak: OakSchool) -> Iterator[MailSide]:
    """A computer without a network."""
    with oak.mail() as side:
        yield side


@pytest.fixture
def pupil(qtbot: QtBot, mail: MailSide) -> Iterator[HelpSide]:
    with help_side(qtbot, mail) as side:
        side.open()
        yield side


def key(window: QWidget, which: Qt.Key) -> None:
    """Press a key as the display does: at the window, wherever the focus is."""
    QTest.keyClick(window.windowHandle(), which)


def go_to_writing(pupil: HelpSide) -> None:
    pupil.tap("Tell someone about something")
    pupil.tap("Ms Patel")


def test_three_taps_and_the_school_has_it(oak: OakSchool, qtbot: QtBot) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        pupil.open()
        pupil.tap("I want to talk to someone")
        pupil.tap("Ms Patel")
        pupil.tap("Send")
        pupil.hands.await_words("The school has your message")
        [letter] = hub.kept.values()
        opened = open_letter(letter, oak.patel.keys.sealing).letter
        assert isinstance(opened, Concern)
        assert opened.kind is ConcernKind.TALK
        assert opened.text == ""
        assert opened.pupil_name == "Zoë Ødegård"


def test_the_name_is_left_out_when_the_child_asks_and_the_truth_is_said(
    oak: OakSchool, qtbot: QtBot
) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        pupil.open()
        go_to_writing(pupil)
        pupil.write("something")
        pupil.hands.named(QRadioButton, "Don't show my name").setFocus()
        key(pupil.window, Qt.Key.Key_Space)
        assert "may still work out who you are" in pupil.reads()
        pupil.tap("Send")
        pupil.hands.await_words("The school has your message")
        [letter] = hub.kept.values()
        opened = open_letter(letter, oak.patel.keys.sealing).letter
        assert isinstance(opened, Concern)
        assert opened.pupil_name == ""


def test_who_will_read_it_is_said_before_it_is_sent(pupil: HelpSide) -> None:
    go_to_writing(pupil)
    assert "Ms Patel and Mr Lee (keeps pupils safe) can read this." in pupil.reads()


def test_whoever_it_is_about_is_neither_offered_nor_a_reader(
    pupil: HelpSide, mail: MailSide, oak: OakSchool
) -> None:
    pupil.tap("Tell someone about something")
    pupil.tap("It is about someone in this list")
    assert "will not get your message" in pupil.reads()
    [box] = [
        each for each in pupil.window.findChildren(QCheckBox) if "Lee" in each.accessibleName()
    ]
    pupil.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    pupil.tap("Next")
    pupil.tap("Ms Patel")
    assert "Lee" not in pupil.reads()
    pupil.tap("Send")
    pupil.hands.await_words("Saved here, not delivered yet")
    assert mail.outbox is not None
    [held] = mail.held()
    envelope = mail.outbox.envelope(held)
    assert envelope is not None
    assert envelope.reader_ids() == (reader_id(oak.patel.keys.sealing.sealing_key()),)


def test_without_a_network_it_says_saved_and_never_received(
    pupil: HelpSide, mail: MailSide
) -> None:
    go_to_writing(pupil)
    pupil.write("something")
    pupil.tap("Send")
    pupil.hands.await_words("Saved here, not delivered yet")
    assert len(mail.held()) == 1
    assert "The school has your message" not in pupil.reads()
    assert "0800 1111" in pupil.reads()
    pupil.window._say_late()
    assert "It has not reached the school yet" in pupil.reads()


def test_nothing_is_said_to_be_saved_before_it_is(qtbot: QtBot, mail: MailSide) -> None:
    with help_side(qtbot, mail) as pupil:
        pupil.open()
        go_to_writing(pupil)
        gate = hold(mail)
        pupil.tap("Send")
        assert "One moment" in pupil.reads()
        assert "Saved" not in pupil.reads()
        gate()
        pupil.hands.await_words("Saved here")


def hold(mail: MailSide) -> Callable[[], None]:
    """Keep the writer busy until the returned call is made."""
    gate = threading.Event()

    def wait() -> None:
        assert gate.wait(10)

    mail.writer.post(wait)
    return gate.set


def test_a_carried_message_is_said_to_be_on_its_way(oak: OakSchool, qtbot: QtBot) -> None:
    grey = oak.school.person(name="Mr Grey")
    with (
        running_office(own=grey.keys.transport) as carrier,
        oak.mail(consoles=(carrier,)) as mail,
        help_side(qtbot, mail) as pupil,
    ):
        carrier.is_carrier = True
        pupil.open()
        go_to_writing(pupil)
        pupil.tap("Send")
        pupil.hands.await_words("On its way, not delivered yet")
        assert "The school has your message" not in pupil.reads()


def test_a_refused_message_is_said_to_be_kept_and_not_delivered(
    oak: OakSchool, qtbot: QtBot
) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        hub.refusal = MailRefusal.FULL
        pupil.open()
        go_to_writing(pupil)
        pupil.tap("Send")
        pupil.hands.await_words("cannot take your message just now")
        hub.refusal = None
        pupil.hands.await_words("The school has your message")


def test_a_full_disk_is_said_and_it_is_not_called_saved(
    qtbot: QtBot, mail: MailSide, expected_log: pytest.LogCaptureFixture
) -> None:
    assert mail.outbox is not None
    mail.outbox._database.execute("PRAGMA query_only = ON")
    with help_side(qtbot, mail) as pupil:
        pupil.open()
        go_to_writing(pupil)
        pupil.write(PLANTED)
        pupil.tap("Send")
        pupil.hands.await_words("leave the computer on")
        assert "Saved here" not in pupil.reads()
    assert "planted7" not in expected_log.text


def test_an_expired_list_sends_nothing_and_says_whom_to_turn_to(
    oak: OakSchool, qtbot: QtBot
) -> None:
    expired = recipients_list(oak.school, oak.people, expires_in_ms=-30 * 86_400_000)
    with oak.mail(recipients=expired) as mail, help_side(qtbot, mail) as pupil:
        pupil.open()
        pupil.tap("I want to talk to someone")
        assert "You cannot send a message from this computer just now" in pupil.reads()
        assert "0800 1111" in pupil.reads()


def test_a_list_that_changes_before_sending_is_shown_again_and_the_words_stay(
    oak: OakSchool, qtbot: QtBot, mail: MailSide
) -> None:
    with help_side(qtbot, mail) as pupil:
        pupil.open()
        go_to_writing(pupil)
        pupil.write("something")
        people = [*oak.people, recipient("Mr Deputy", Duty.STAFF)]
        people[1] = msgspec.structs.replace(people[1], name="Mrs New")
        mail.lists._recipients = recipients_list(oak.school, people, version=2)
        pupil.tap("Send")
        assert "Not sent: the school changed its list" in pupil.reads()
        assert "Mrs New" in pupil.reads()
        assert mail.told == []
        pupil.tap("Send")
        pupil.hands.await_words("Saved here")


def test_hide_now_is_first_in_the_order_of_tab_on_every_page(pupil: HelpSide) -> None:
    for step in ("", "Tell someone about something", "Ms Patel"):
        if step:
            pupil.tap(step)
        focusable = []
        widget = pupil.window.nextInFocusChain()
        while widget is not None and widget is not pupil.window:
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                focusable.append(widget)
            widget = widget.nextInFocusChain()
        assert isinstance(focusable[0], QPushButton)
        assert focusable[0].text() == "Hide now"


@pytest.mark.parametrize("way", ["click", "escape", "shift"])
def test_it_is_gone_within_a_tenth_of_a_second(pupil: HelpSide, way: str) -> None:
    go_to_writing(pupil)
    pupil.write("something")
    began = time.perf_counter()
    if way == "click":
        pupil.tap("Hide now")
    elif way == "escape":
        key(pupil.window, Qt.Key.Key_Escape)
    else:
        for _ in range(3):
            key(pupil.window, Qt.Key.Key_Shift)
    assert not pupil.window.isVisible()
    assert time.perf_counter() - began < 0.1


def test_shift_pressed_while_writing_does_not_hide(pupil: HelpSide) -> None:
    go_to_writing(pupil)
    for _ in range(4):
        key(pupil.window, Qt.Key.Key_Shift)
        key(pupil.window, Qt.Key.Key_A)
    assert pupil.window.isVisible()


def test_a_hidden_draft_comes_back_and_the_window_holds_none_of_it_meanwhile(
    pupil: HelpSide,
) -> None:
    go_to_writing(pupil)
    pupil.write(PLANTED)
    pupil.tap("Hide now")
    assert "planted7" not in pupil.everything()
    pupil.open()
    pupil.tap("Go on with what I began")
    assert PLANTED in pupil.everything()


def test_a_lock_wipes_the_draft(pupil: HelpSide) -> None:
    go_to_writing(pupil)
    pupil.write(PLANTED)
    pupil.window.lock()
    pupil.open()
    assert "Go on" not in "".join(
        each.text() for each in pupil.window.findChildren(QPushButton) if each.isVisible()
    )
    assert not pupil.window._keeper.draft.has_words()


def test_ten_minutes_hidden_wipe_the_draft(pupil: HelpSide) -> None:
    go_to_writing(pupil)
    pupil.write(PLANTED)
    pupil.tap("Hide now")
    assert pupil.window._forgetting.interval() == 10 * 60 * 1000
    pupil.window._forgetting.setInterval(1)
    pupil.qtbot.waitUntil(lambda: not pupil.window._keeper.draft.has_words())


def test_nothing_of_what_was_written_is_on_the_disk_in_logs_or_in_titles(
    oak: OakSchool, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        hub.is_carrier = True  # so that it stays on this disk
        pupil.open()
        go_to_writing(pupil)
        pupil.write(PLANTED)
        pupil.tap("Hide now")
        pupil.open()
        pupil.tap("Go on")
        assert {each.windowTitle() for each in QApplication.topLevelWidgets()} <= {"Help", ""}
        pupil.tap("Send")
        pupil.hands.await_words("On its way")
        mail.held()
        on_disk = b"".join(each.read_bytes() for each in oak.folder.rglob("*") if each.is_file())
        assert len(on_disk) > 4096
        for planted in (b"planted7", b"hits me", "Zoë".encode(), b"Patel"):
            assert planted not in on_disk
        assert "planted7" not in caplog.text
        assert "Patel" not in caplog.text
        assert "planted7" not in pupil.everything()


def test_an_answer_shows_a_dot_and_no_words_then_is_read_and_answered(
    oak: OakSchool, qtbot: QtBot
) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        to = mail.reply_key
        reader = reader_id(to.sealing_key())
        hub.give(reader, answer(oak, "a" * 32, to, "Come at <b>lunch</b>."))
        hub.give(reader, answer(oak, "a" * 32, to, "Or after school."))
        qtbot.waitUntil(lambda: pupil.news[-1:] == [True])
        assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        pupil.open()
        pupil.tap("You have an answer")
        assert "Come at <b>lunch</b>." in pupil.reads()
        assert "Or after school." not in pupil.reads()
        pupil.write("Thank you")
        pupil.tap("Send my answer")
        pupil.hands.await_words("The school has your message")
        pupil.tap("I have read it")
        pupil.hands.await_words("Or after school.")
        pupil.tap("I have read it")
        qtbot.waitUntil(lambda: pupil.news[-1] is False)
        await_that(lambda: len(hub.taken) == 2)


def test_hiding_leaves_an_unread_answer_at_the_school(oak: OakSchool, qtbot: QtBot) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        to = mail.reply_key
        hub.give(reader_id(to.sealing_key()), answer(oak, "a" * 32, to, "Come at lunch."))
        qtbot.waitUntil(lambda: bool(pupil.news))
        pupil.open()
        pupil.tap("You have an answer")
        key(pupil.window, Qt.Key.Key_Escape)
        assert "lunch" not in pupil.everything()
        assert hub.taken == []
        pupil.open()
        pupil.tap("You have an answer")
        assert "Come at lunch." in pupil.reads()


def test_five_words_bring_the_answer_on_another_computer(oak: OakSchool, qtbot: QtBot) -> None:
    with running_office() as hub, oak.mail(hub) as mail:
        with help_side(qtbot, mail) as pupil:
            pupil.open()
            go_to_writing(pupil)
            qtbot.waitUntil(lambda: pupil.window._code is not None)
            pupil.tap("Send")
            pupil.hands.await_words("The school has your message")
            pupil.tap("Show five words")
            words = pupil.window._after_sent._shown.text()
        [letter] = hub.kept.values()
        opened = open_letter(letter, oak.patel.keys.sealing).letter
        assert isinstance(opened, Concern)
        code = code_of(words, "0" * 32)
        assert code is not None
        assert opened.reply_to == (mail.reply_key.sealing_key(), code.key.sealing_key())
    with running_office() as hub, oak.mail(hub) as other, help_side(qtbot, other) as pupil:
        to = code.key
        hub.give(reader_id(to.sealing_key()), answer(oak, letter.id, to, "You did well."))
        pupil.open()
        pupil.tap("Read an answer")
        pupil.hands.write("Your five words", "apple apple")
        pupil.tap("Look for my answer")
        pupil.hands.await_words("These are not five words from us")
        pupil.hands.write("Your five words", words.upper())
        pupil.tap("Look for my answer")
        pupil.hands.await_words("You did well.")
        assert pupil.news[-1:] != [True]
        pupil.tap("Hide now")
        qtbot.waitUntil(lambda: other.replies[-1] == ())
        assert hub.taken == []


def test_everything_can_be_done_with_the_keyboard(oak: OakSchool, qtbot: QtBot) -> None:
    with oak.mail() as mail, help_side(qtbot, mail) as pupil:
        pupil.open()
        pupil.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        key(pupil.window, Qt.Key.Key_Return)  # the focus is on the first choice
        key(pupil.window, Qt.Key.Key_Return)  # on the first person
        for letter in (Qt.Key.Key_H, Qt.Key.Key_I):
            key(pupil.window, letter)
        for _ in range(12):
            if isinstance(focus := QApplication.focusWidget(), QPushButton) and (
                focus.text() == "Send"
            ):
                break
            key(pupil.window, Qt.Key.Key_Tab)
        key(pupil.window, Qt.Key.Key_Return)
        pupil.hands.await_words("Saved here")


def test_more_than_two_thousand_letters_are_not_taken(pupil: HelpSide) -> None:
    go_to_writing(pupil)
    [box] = [each for each in pupil.window.findChildren(QPlainTextEdit) if each.isVisible()]
    box.setPlainText("é" * 2500 + "😀")
    assert len(box.toPlainText()) == 2000
    assert "letter" in pupil.reads()


def test_hostile_names_and_answers_are_plain_text(oak: OakSchool, qtbot: QtBot) -> None:
    name = "<img src=x>\u202eMs\nPatel" + "W" * 40
    people = [msgspec.structs.replace(oak.people[0], name=name[:64]), oak.people[1]]
    with (
        oak.mail(recipients=recipients_list(oak.school, people)) as mail,
        help_side(qtbot, mail, pupil="<b>Zoë</b>") as pupil,
    ):
        pupil.open()
        pupil.tap("Tell someone about something")
        pupil.tap(plain(name[:64]))
        assert f"Your message to {plain(name[:64])}" in pupil.reads()
        assert "\u202e" not in pupil.everything()


def test_young_pupils_have_words_of_their_own(qtbot: QtBot, mail: MailSide) -> None:
    with help_side(qtbot, mail, ages=Ages.YOUNGER) as pupil:
        pupil.open()
        assert "grown-up" in pupil.reads()
        pupil.tap("I want to talk to a grown-up")
        pupil.tap("Any grown-up who keeps children safe")
        pupil.tap("Send")
        pupil.hands.await_words("Saved here")


def test_it_is_a_small_tool_window_with_a_plain_title(pupil: HelpSide) -> None:
    assert pupil.window.windowTitle() == "Help"
    assert pupil.window.windowType() is Qt.WindowType.Tool
    assert pupil.window.width() <= 420
    assert pupil.window.height() <= 520


def test_done_leaves_nothing_behind(oak: OakSchool, qtbot: QtBot) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        pupil.open()
        go_to_writing(pupil)
        pupil.write(PLANTED)
        pupil.tap("Send")
        pupil.hands.await_words("The school has your message")
        pupil.tap("Close")
        assert not pupil.window.isVisible()
        assert "planted7" not in pupil.everything()
        assert pupil.window._sent is None
        assert Progress.RECEIVED in [progress for _, progress in mail.told]


def test_everything_that_takes_the_focus_has_a_name_for_a_screen_reader(
    pupil: HelpSide,
) -> None:
    unnamed = []
    for widget in pupil.window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                unnamed.append(widget)
    assert unnamed == []


@pytest.mark.parametrize("side", [100, 1920])
def test_a_picture_of_any_screen_fits_its_envelope(side: int) -> None:
    noise = QImage(os.urandom(side * side * 4), side, side, QImage.Format.Format_RGB32)
    jpeg = small_jpeg(noise)
    assert jpeg[:2] == b"\xff\xd8"
    assert len(jpeg) <= MAX_BYTES
    concern_picture = ConcernPicture(concern="a" * 32, picture=jpeg)
    envelope = seal_letter(
        concern_picture,
        author=PrivateKey.generate(),
        readers=[PrivateKey.generate().sealing_key()],
        envelope_id="b" * 32,
        written_at=1,
        padded_at_least_bytes=Size.PICTURE,
    )
    assert len(envelope.sealed) == Size.PICTURE + 16


@pytest.mark.parametrize("photo", [b"", b"no picture", b"x" * 20_000])
def test_a_photo_that_is_none_gives_initials(photo: bytes) -> None:
    assert decode_photo(photo).isNull()


def test_a_photo_larger_than_any_of_ours_is_not_decoded() -> None:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    large = QImage(600, 600, QImage.Format.Format_Grayscale8)
    large.fill(0)
    large.save(buffer, "JPEG", 1)  # type: ignore[call-overload]  # stubs say bytes
    assert data.size() < PHOTO_MAX_BYTES
    assert decode_photo(bytes(data.data())).isNull()


def test_a_pictures_box_takes_it_and_shows_it_before_it_is_sent(
    oak: OakSchool, qtbot: QtBot
) -> None:
    with running_office() as hub, oak.mail(hub) as mail, help_side(qtbot, mail) as pupil:
        pupil.open()
        go_to_writing(pupil)
        pupil.write("look at this")
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(0x808080)
        picture = small_jpeg(image)
        pupil.window._what._wants_picture.setChecked(True)
        assert not pupil.window.isVisible()  # it is away while the picture is taken
        pupil.window._picture_time.stop()
        pupil.window.show()
        pupil.window._what.show_picture(picture)
        pupil.tap("Send")
        pupil.hands.await_words("The school has your message")
        await_that(lambda: len(hub.kept) == 2)
        letters = [open_letter(each, oak.lead.keys.sealing).letter for each in hub.kept.values()]
        [concern] = [each for each in letters if isinstance(each, Concern)]
        [sent] = [each for each in letters if isinstance(each, ConcernPicture)]
        assert concern.has_picture
        assert concern.text == "look at this"
        assert sent.picture == picture
