"""The ways into Help and what lies beside them on the disk: keys, lists, the second start."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from zeroconf import IPVersion, Zeroconf

from protocol.discovery import MAIL_SERVICE_TYPE, Advert, advert_of
from protocol.errors import InputError
from protocol.vocabulary import NoPictureReason
from student_client.concerns.ui.lock_watch import LockWatch
from student_client.config import Ages, read_config
from student_client.device_folder import DeviceFolder
from student_client.mail.finder import MailFinder, MailSearch
from student_client.openness.ui.tray import Tray
from student_client.single_instance import SingleInstance
from tests.helpers.mail_side import await_that
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import SchoolInMemory


def on_machine(name: bytes, path: Path) -> DeviceFolder:
    return DeviceFolder(path, lambda: name)


def test_every_client_has_a_reply_key_from_its_first_start_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "device"
    folder = on_machine(b"one", path)
    folder.keys()
    key = folder.reply_key()
    assert on_machine(b"one", path).reply_key() == key
    assert (path / "reply.key").stat().st_mode & 0o777 == 0o600


def test_a_copied_disk_does_not_read_the_other_computers_answers(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "device"
    folder = on_machine(b"one", path)
    folder.keys()
    key = folder.reply_key()
    copy = on_machine(b"two", path)
    copy.keys()
    assert copy.reply_key() != key
    assert "copied from another computer" in expected_log.text


def test_a_damaged_reply_key_is_one_sentence(tmp_path: Path) -> None:
    folder = on_machine(b"one", tmp_path / "device")
    (tmp_path / "device" / "reply.key").touch(mode=0o600)
    (tmp_path / "device" / "reply.key").write_bytes(b"{}")
    with pytest.raises(InputError, match="it is damaged"):
        folder.reply_key()


def test_the_recipients_list_survives_a_restart_and_a_damaged_one_counts_as_none(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    school = SchoolInMemory()
    folder = on_machine(b"one", tmp_path / "device")
    assert folder.recipients(school.school) is None
    signed = recipients_list(school, [recipient()])
    folder.save_recipients(signed)
    assert folder.recipients(school.school) == signed
    (folder.path / "recipients.harbour").write_bytes(b"{")
    assert folder.recipients(school.school) is None
    assert "the recipients list cannot be used" in expected_log.text


def test_settings_say_how_old_pupils_are_and_the_command_opens_help(tmp_path: Path) -> None:
    path = tmp_path / "client.toml"
    path.write_text('pupils = "7-11"\n')
    config = read_config(["--config", str(path), "--help-window"])
    assert config.pupils is Ages.YOUNGER
    assert config.opens_help
    path.write_text('pupils = "5-7"\n')
    with pytest.raises(InputError, match="a setting is wrong"):
        read_config(["--config", str(path)])
    path.write_text("")
    assert read_config(["--config", str(path)]).pupils is Ages.OLDER


@pytest.mark.parametrize("for_help", [True, False])
def test_a_second_start_says_which_window(qtbot: QtBot, tmp_path: Path, *, for_help: bool) -> None:
    heard: list[bool] = []
    first = SingleInstance(tmp_path, heard.append)
    assert first.take(for_help=False)
    second = SingleInstance(tmp_path, heard.append)
    assert not second.take(for_help=for_help)
    qtbot.waitUntil(lambda: heard == [for_help])
    first.release()


def test_a_dot_on_the_tray_icon_says_that_something_waits_and_no_words_do(
    qapp: QApplication, qtbot: QtBot
) -> None:
    del qapp, qtbot
    tray = Tray("Oak School", lambda: None, mark="AAAA", show_help=lambda: None)
    plain, tip = tray._icon.icon().pixmap(64, 64).toImage(), tray._icon.toolTip()
    tray.say_news(has_news=True)
    assert tray._icon.icon().pixmap(64, 64).toImage() != plain
    assert tray._icon.toolTip() == tip
    tray.say(())
    assert tray._icon.icon().pixmap(64, 64).toImage() != plain
    tray.say_news(has_news=False)
    assert tray._icon.icon().pixmap(64, 64).toImage() == plain
    tray.close()


def test_the_trays_menu_opens_help(qapp: QApplication, qtbot: QtBot) -> None:
    del qapp, qtbot
    opened: list[str] = []
    tray = Tray("Oak School", lambda: None, mark="AAAA", show_help=lambda: opened.append("help"))
    [action] = [each for each in tray._menu.actions() if each.text() == "Help…"]
    action.trigger()
    assert opened == ["help"]
    tray.close()


class FakeSession:
    """A session the test locks."""

    def __init__(self) -> None:
        self._bell, self._hand = socket.socketpair()
        self._reason: NoPictureReason | None = None

    def reason(self) -> NoPictureReason | None:
        self._bell.recv(16)
        return self._reason

    def fileno(self) -> int:
        return self._bell.fileno()

    def say(self, reason: NoPictureReason | None) -> None:
        self._reason = reason
        self._hand.send(b"!")

    def close(self) -> None:
        self._bell.close()
        self._hand.close()


def test_a_lock_is_told_and_an_unlock_is_not(qtbot: QtBot) -> None:
    session, told = FakeSession(), []
    watch = LockWatch(session, lambda: told.append("locked"))
    session.say(NoPictureReason.LOCKED)
    qtbot.waitUntil(lambda: told == ["locked"])
    session.say(None)
    session.say(NoPictureReason.SECURE_DESKTOP)
    qtbot.waitUntil(lambda: told == ["locked", "locked"])
    watch.close()


@contextlib.contextmanager
def announced(advert: Advert) -> Iterator[None]:
    host, port = advert.addresses[0].rsplit(":", 1)
    zeroconf = Zeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    info = advert_of(advert.key, [host], int(port), service_type=MAIL_SERVICE_TYPE)
    zeroconf.register_service(info)
    try:
        yield
    finally:
        zeroconf.close()


def test_consoles_that_announce_a_post_office_are_found_only_while_it_is_wanted() -> None:
    found: list[Advert] = []

    def started() -> MailFinder:
        finder = MailFinder(interfaces=("127.0.0.1",), on_advert=found.append)
        finder.start()
        return finder

    office = Advert(SchoolInMemory().person().line.transport_key, ("127.0.0.1:48482",))
    search = MailSearch(started)
    search.want(False)
    with announced(office):
        search.want(True)
        search.want(True)
        await_that(lambda: office in found)
        search.want(False)
        search.want(True)
    search.close()
