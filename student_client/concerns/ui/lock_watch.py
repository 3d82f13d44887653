"""Tells when the session is locked or left: nothing a pupil wrote stays behind. Lane: gui."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QSocketNotifier

from protocol.vocabulary import NoPictureReason


class Session(Protocol):
    """Who knows: `student_client.screen.backends.logind.LogindSession`."""

    def reason(self) -> NoPictureReason | None:
        """Return why nothing is to be seen, None while the session is open; hushes `fileno`."""

    def fileno(self) -> int:
        """Return what becomes readable when `reason` may have changed."""

    def close(self) -> None:
        """End the conversation."""


class LockWatch(QObject):
    """Follows a session until closed."""

    def __init__(self, session: Session, on_locked: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        self._on_locked = on_locked
        self._notifier = QSocketNotifier(session.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)

    def close(self) -> None:
        """Follow it no longer."""
        self._notifier.setEnabled(False)
        self._session.close()

    def _look(self) -> None:
        if self._session.reason() is not None:
            self._on_locked()
