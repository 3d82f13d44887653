"""A pupil at the Help window: real window, real mail below it, and hands."""

import contextlib
import dataclasses
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from student_client.concerns.desk import Desk
from student_client.concerns.ui.entry import HelpEntry
from student_client.concerns.ui.window import HelpWindow
from student_client.concerns.ui.words import HelpWords
from student_client.config import Ages
from tests.helpers.hands import Hands
from tests.helpers.mail_side import PUPIL, MailSide
from tests.helpers.school import utc_now


class _Door(QObject):
    letter_changed = Signal(str, object)
    replies_changed = Signal(tuple)
    code_made = Signal(object)
    words_checked = Signal(object)


@dataclasses.dataclass
class HelpSide:
    """Attributes: news: whether an answer waits, as the tray was told, in order."""

    entry: HelpEntry
    desk: Desk
    qtbot: QtBot
    news: list[bool]

    @property
    def window(self) -> HelpWindow:
        window = self.entry._window
        assert window is not None
        return window

    @property
    def hands(self) -> Hands:
        return Hands(self.qtbot, self.window)

    def open(self) -> None:
        self.entry.open()
        self.qtbot.waitExposed(self.window)

    def tap(self, text: str) -> None:
        """Click the visible button that begins with `text`."""
        [button] = [
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.isVisible() and each.text().startswith(text)
        ]
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())

    def write(self, text: str) -> None:
        [box] = [each for each in self.window.findChildren(QPlainTextEdit) if each.isVisible()]
        box.setFocus()
        if text.isascii():
            self.qtbot.keyClicks(box, text)
        else:
            box.insertPlainText(text)

    def everything(self) -> str:
        """Every word the window holds, seen or not."""
        parts = [self.window.windowTitle()]
        parts += [each.text() for each in self.window.findChildren(QLabel)]
        parts += [each.text() for each in self.window.findChildren(QAbstractButton)]
        parts += [each.toPlainText() for each in self.window.findChildren(QPlainTextEdit)]
        return "\n".join(parts)

    def reads(self) -> str:
        return self.hands.read()


@contextlib.contextmanager
def help_side(
    qtbot: QtBot, mail: MailSide, *, ages: Ages = Ages.OLDER, pupil: str = PUPIL
) -> Iterator[HelpSide]:
    """The window over `mail`, as the program joins them."""
    door = _Door()
    news: list[bool] = []
    desk = Desk(
        loop=mail.io,
        writer=mail.writer,
        reporting=mail.reporting,
        threads=mail.threads,
        school_id="0" * 32,
        listed=lambda: mail.lists.recipients_list,
        on_code=door.code_made.emit,
        on_words=door.words_checked.emit,
    )
    entry = HelpEntry(
        lambda: HelpWindow(HelpWords(ages), desk, pupil_name=pupil, utc_now=utc_now),
        watch_session=None,
        say_news=news.append,
    )
    queued = Qt.ConnectionType.QueuedConnection
    door.letter_changed.connect(entry.letter_changed, queued)
    door.replies_changed.connect(entry.replies_changed, queued)
    door.code_made.connect(entry.code_made, queued)
    door.words_checked.connect(entry.words_checked, queued)
    mail.tells.door = door
    mail.also_tell(door.letter_changed.emit, door.replies_changed.emit)
    try:
        yield HelpSide(entry, desk, qtbot, news)
    finally:
        entry.close()
