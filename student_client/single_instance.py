"""One client for each data folder: a second start shows the first one's window and ends.

Lane: gui. QtNetwork's local socket works the same on all platforms and checks the user.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000
_FOR_HELP = b"help"


class SingleInstance(QObject):
    """Holds the place of the one client for a data folder.

    Args:
        folder: The data folder; it also holds the lock file.
        on_second_start: Called on the GUI thread when somebody starts the client again; told
            whether for the Help window.
    """

    def __init__(self, folder: Path, on_second_start: Callable[[bool], None]) -> None:
        super().__init__()
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        self._name = f"harbour-client-{digest}"
        self._on_second_start = on_second_start
        self._lock = QLockFile(str(folder / "client.lock"))
        self._lock.setStaleLockTime(0)  # stale only when its process is gone
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def take(self, *, for_help: bool) -> bool:
        """Take the place; False when another client has it, which then shows its window.

        Args:
            for_help: Which window: Help, or who has watched.
        """
        if not self._lock.tryLock(0):
            knock = QLocalSocket()
            knock.connectToServer(self._name)
            if knock.waitForConnected(_PATIENCE_MS):
                knock.write(_FOR_HELP if for_help else b"")
                knock.flush()
                knock.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # left by a killed client; we hold the lock
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Give the place up."""
        self._server.close()
        self._lock.unlock()

    def _greet(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(self._hear)
            if connection.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._answer(connection)

    def _hear(self) -> None:
        connection = self.sender()
        if isinstance(connection, QLocalSocket):
            self._answer(connection)

    def _answer(self, connection: QLocalSocket) -> None:
        is_for_help = bytes(connection.read(len(_FOR_HELP)).data()) == _FOR_HELP
        connection.disconnected.disconnect(self._hear)
        connection.deleteLater()
        self._on_second_start(is_for_help)
