"""The way into the Help window, which is loaded and built when somebody first opens it.

Most pupils never do, and it costs 3 MB. Lane: gui.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from protocol.identifiers import Identifier
from student_client.concerns.desk import CodeFound
from student_client.concerns.progress import Progress
from student_client.concerns.threads import Reply
from student_client.concerns.ui.lock_watch import LockWatch, Session
from student_client.concerns.word_code import WordCode

if TYPE_CHECKING:
    from student_client.concerns.ui.window import HelpWindow


class HelpEntry(QObject):
    """Opens the window, and passes on to it what the other threads tell.

    Args:
        make_window: Builds it.
        watch_session: Begins to follow the session; None where nothing tells of locks.
        say_news: Told whether an answer waits.
    """

    def __init__(
        self,
        make_window: "Callable[[], HelpWindow]",
        *,
        watch_session: Callable[[], Session] | None,
        say_news: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._make_window = make_window
        self._watch_session = watch_session
        self._say_news = say_news
        self._window: HelpWindow | None = None
        self._lock_watch: LockWatch | None = None
        self._replies: tuple[Reply, ...] = ()

    def open(self) -> None:
        """Show the window, or bring it to the front."""
        if self._window is None:
            self._window = self._make_window()
            self._window.replies_changed(self._replies)
            if self._watch_session is not None:
                self._lock_watch = LockWatch(self._watch_session(), self._window.lock)
        self._window.open()

    def close(self) -> None:
        """Forget every word and take the window away: the pupil signs out."""
        if self._lock_watch is not None:
            self._lock_watch.close()
            self._lock_watch = None
        if self._window is not None:
            self._window.lock()
            self._window.deleteLater()
            self._window = None

    def letter_changed(self, letter: Identifier, progress: Progress) -> None:
        """Pass on how far a letter is."""
        if self._window is not None:
            self._window.letter_changed(letter, progress)

    def replies_changed(self, replies: tuple[Reply, ...]) -> None:
        """Pass on what was answered; what came by a word code is nobody else's news."""
        self._replies = tuple(reply for reply in replies if not reply.is_by_code)
        self._say_news(bool(self._replies))
        if self._window is not None:
            self._window.replies_changed(replies)

    def code_made(self, word_code: WordCode) -> None:
        """Pass on a fresh code."""
        if self._window is not None:
            self._window.code_made(word_code)

    def words_checked(self, found: CodeFound) -> None:
        """Pass on what typed words are."""
        if self._window is not None:
            self._window.words_checked(found)

    def list_changed(self) -> None:
        """Pass on that there is a newer recipients list."""
        if self._window is not None:
            self._window.list_changed()
