"""Keeps the record of devices seen in the console's private folder, from start to start.

Lane: a thread of its own writes, at most once a minute and at the end; calls may come from any.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from protocol.errors import InputError
from protocol.files import read_file, write_file
from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.devices.seen import DevicesSeen, SeenDevice

logger = logging.getLogger(__name__)

SEEN_NAME = "devices-seen.json"
_EVERY_S = 60.0
_FILE_MAX_BYTES = 16 * 1024 * 1024
"""10,000 devices with the longest texts."""


class SeenKeeper:
    """The record of this console.

    Args:
        folder: Private to this person.
        utc_now: Aware UTC.
    """

    def __init__(self, folder: Path, utc_now: Callable[[], dt.datetime]) -> None:
        self._path = folder / SEEN_NAME
        self._seen = DevicesSeen(utc_now)
        self._lock = threading.Lock()
        self._has_news = False
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="devices seen")

    def start(self) -> None:
        """Read what was kept, and begin to keep; a damaged record is begun anew."""
        if self._path.exists():
            try:
                data = read_file(self._path, remedy="move it away", limit_bytes=_FILE_MAX_BYTES)
                self._seen.read(data, where=self._path)
            except InputError as exc:
                logger.warning("%s", exc)
        self._thread.start()

    def note(self, status: DeviceStatus) -> None:
        """Take how a device stands now. Returns at once."""
        with self._lock:
            self._seen.note(status)
            self._has_news = True

    def of(self, key: TransportKey) -> SeenDevice | None:
        """Return what is remembered of `key`, None when it was never here."""
        with self._lock:
            return self._seen.of(key)

    def close(self) -> None:
        """Write what is new and end."""
        self._is_closing.set()
        self._thread.join()

    def _run(self) -> None:
        is_closing = False
        while not is_closing:
            is_closing = self._is_closing.wait(_EVERY_S)
            self._save()

    def _save(self) -> None:
        with self._lock:
            if not self._has_news:
                return
            self._has_news = False
            data = self._seen.to_file()
        try:
            write_file(self._path, data)
        except InputError as exc:
            logger.warning("%s", exc)
