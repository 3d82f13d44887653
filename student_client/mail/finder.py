"""Finds post offices by zeroconf while no hub is linked. What it finds is a hint.

Lane: zeroconf's own thread hears, a thread of ours resolves. It only exists while it is needed: a
second listener to all that a room announces costs every computer something.
"""

import logging
import queue
import threading
from collections.abc import Callable

from zeroconf import (
    Error,
    InterfaceChoice,
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceListener,
    Zeroconf,
)

from protocol.discovery import MAIL_SERVICE_TYPE, Advert, read_advert

logger = logging.getLogger(__name__)

_RESOLVE_MS = 3000
_ATTEMPTS = 3
_LOOK_AGAIN_S = 30.0
"""After so long the browser is made anew: it asks at once, and addresses may have changed."""
_NAMES_MAX = 200
"""Waiting to be resolved; a hostile machine can announce any number."""


class _Heard(ServiceListener):
    def __init__(self, names: "queue.Queue[str | None]") -> None:
        self._names = names

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        del zc, type_
        try:
            self._names.put_nowait(name)
        except queue.Full:
            logger.debug("more post offices are announced than any school has")

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Do nothing: anybody can forge a goodbye, and a link shows by itself that it is gone."""


class MailFinder:
    """Browses until closed.

    Args:
        interfaces: IPv4 addresses to browse on; empty means all.
        on_advert: Somebody announced a post office; on a thread of ours.
    """

    def __init__(self, *, interfaces: tuple[str, ...], on_advert: Callable[[Advert], None]) -> None:
        self._interfaces = interfaces
        self._on_advert = on_advert
        self._names: queue.Queue[str | None] = queue.Queue(_NAMES_MAX)
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail-finder")

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def is_alive(self) -> bool:
        """Tell whether its thread still runs."""
        return self._thread.is_alive()

    def ask_to_close(self) -> None:
        """Ask it to end soon; returns at once."""
        self._is_closing.set()
        while True:
            try:
                self._names.put_nowait(None)
            except queue.Full:
                self._drop_one()
            else:
                return

    def close(self) -> None:
        """End; returns when the thread ended, after some seconds at most."""
        self.ask_to_close()
        self._thread.join()

    def _drop_one(self) -> None:
        try:
            self._names.get_nowait()
        except queue.Empty:
            return

    def _run(self) -> None:
        while not self._is_closing.is_set():
            try:
                zeroconf = Zeroconf(
                    interfaces=list(self._interfaces) or InterfaceChoice.All,
                    ip_version=IPVersion.V4Only,
                )
            except OSError as exc:
                logger.info("cannot look for post offices (%s); trying again", exc.strerror)
                self._is_closing.wait(_LOOK_AGAIN_S)
                continue
            try:
                browser = ServiceBrowser(zeroconf, MAIL_SERVICE_TYPE, listener=_Heard(self._names))
                self._resolve_for_a_while(zeroconf)
                browser.cancel()
            finally:
                zeroconf.close()

    def _resolve_for_a_while(self, zeroconf: Zeroconf) -> None:
        while not self._is_closing.is_set():
            try:
                name = self._names.get(timeout=_LOOK_AGAIN_S)
            except queue.Empty:
                return
            if name is not None:
                self._resolve(zeroconf, name)

    def _resolve(self, zeroconf: Zeroconf, name: str) -> None:
        for _ in range(_ATTEMPTS):
            if self._is_closing.is_set():
                return
            info = ServiceInfo(MAIL_SERVICE_TYPE, name)
            try:
                if info.request(zeroconf, _RESOLVE_MS):
                    advert = read_advert(info)
                    if advert is not None:
                        self._on_advert(advert)
                    return
            except (Error, OSError) as exc:
                logger.debug("a post office could not be resolved: %s", type(exc).__name__)
                return


class MailSearch:
    """Browses while it is wanted. Lane: io, but `close`, which may be on any thread at the end.

    Args:
        start: Starts a finder.
    """

    def __init__(self, start: Callable[[], MailFinder]) -> None:
        self._start = start
        self._finder: MailFinder | None = None
        self._ending: list[MailFinder] = []

    def want(self, is_wanted: bool) -> None:  # noqa: FBT001  # its one question
        """Begin or end to browse; harmless where it is so already."""
        if is_wanted and self._finder is None:
            self._finder = self._start()
        elif not is_wanted and self._finder is not None:
            self._finder.ask_to_close()
            self._ending = [each for each in self._ending if each.is_alive()] + [self._finder]
            self._finder = None

    def close(self) -> None:
        """End; returns when every thread ended. Call after the io thread ended."""
        self.want(False)
        for finder in self._ending:
            finder.close()
