"""Finds devices by zeroconf, and keeps asking. What it finds is a hint that must prove itself.

Lane: zeroconf's own thread hears, a small pool resolves: the library gives up after one time-out
and 1 device in 40 was missed at 20 % loss, so retrying is ours.
"""

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from zeroconf import (
    DNSQuestionType,
    Error,
    InterfaceChoice,
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceListener,
    Zeroconf,
)

from protocol.discovery import SERVICE_TYPE, Advert, read_advert
from protocol.identifiers import TransportKey

logger = logging.getLogger(__name__)

_RESOLVE_MS = 3000
_PAUSES_S = (0.0, 1.0, 3.0, 8.0)
"""Before each attempt to resolve one name."""
_ASK_AGAIN_S = (1.0, 2.0, 2.0, 2.0, 4.0, 8.0, 20.0, 60.0)
"""The browser itself asks ever more rarely, up to once an hour; a new browser asks at once. Every
question and its answers reach every computer of the room, so they thin out. A device that starts
later announces itself, and where one does others may: announcements get lost when a whole room is
switched on, so the questions begin anew."""
_LONG_PAUSE_S = 8.0
"""A pause that a new device breaks off."""
_NO_NETWORK_PAUSE_S = 20.0
_RESOLVERS = 4
_RESOLVING_MAX = 200
"""Names waited for at once; more are asked for again with the next question."""
_NAMES_MAX = 5000
"""A hostile machine can announce any number of names; goodbyes are kept for this many."""
_CACHED_NAMES_MAX = 3000
"""Names the library may remember before it is started anew. It keeps 10,000 records, and makes room
by dropping what expires first: honest addresses, which live 120 s, before a flood's, which claim
hours. A school of 1,000 computers has 2,000 names."""
_ANEW_EVERY_S = 10.0


class Finder(ServiceListener):
    """Browses for pupils' devices until closed.

    Args:
        interfaces: IPv4 addresses to browse on; empty means all.
        on_advert: A device was seen, or seen again; on a thread of ours.
        on_gone: The device whose advert had this key says it goes; anyone can forge that.
    """

    def __init__(
        self,
        *,
        interfaces: tuple[str, ...],
        on_advert: Callable[[Advert], None],
        on_gone: Callable[[TransportKey], None],
    ) -> None:
        self._interfaces = interfaces
        self._on_advert = on_advert
        self._on_gone = on_gone
        self._key_of: dict[str, TransportKey] = {}
        self._is_closing = threading.Event()
        self._wake = threading.Event()
        self._has_news = False
        self._is_left = threading.Event()
        self._resolvers = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolve")
        self._resolving: set[str] = set()
        self._thread = threading.Thread(target=self._browse, name="finder")

    def start(self) -> None:
        """Begin to browse; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop browsing; returns when all threads ended, after 3 s at most."""
        self._is_closing.set()
        self._wake.set()
        self._thread.join()

    # from zeroconf, on its thread

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Resolve a name that appeared.

        An honest advert brings all its records along. Names that do not would keep every resolver
        busy for minutes, were they all waited for.
        """
        del type_
        info = ServiceInfo(SERVICE_TYPE, name)
        if info.load_from_cache(zc):
            self._resolved(name, info)
        elif name not in self._resolving and len(self._resolving) < _RESOLVING_MAX:
            if self._is_closing.is_set():
                return
            self._resolving.add(name)
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                self._resolvers.submit(self._resolve, zc, name)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Resolve a name whose record changed."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Pass on a goodbye."""
        del zc, type_
        key = self._key_of.pop(name, None)
        if key is not None:
            self._on_gone(key)

    def _browse(self) -> None:
        while not self._is_closing.is_set():
            try:
                zeroconf = Zeroconf(
                    interfaces=list(self._interfaces) or InterfaceChoice.All,
                    ip_version=IPVersion.V4Only,
                )
            except OSError as exc:  # no network yet: a laptop without Wi-Fi
                logger.warning("cannot look for devices (%s); trying again", exc.strerror)
                self._is_closing.wait(_NO_NETWORK_PAUSE_S)
                continue
            self._is_left = threading.Event()
            self._resolvers = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolve")
            try:
                began_at = time.monotonic()
                while not self._is_closing.is_set() and not self._is_flooded(zeroconf, began_at):
                    self._ask_ever_more_rarely(zeroconf, began_at)
            finally:
                self._is_left.set()
                self._resolvers.shutdown(wait=True, cancel_futures=True)
                zeroconf.close()
            self._resolving.clear()
            self._key_of.clear()

    @staticmethod
    def _is_flooded(zeroconf: Zeroconf, began_at: float) -> bool:
        is_due = time.monotonic() - began_at >= _ANEW_EVERY_S
        return is_due and len(zeroconf.cache.cache) > _CACHED_NAMES_MAX

    def _ask_ever_more_rarely(self, zeroconf: Zeroconf, began_at: float) -> None:
        """Ask again and again; return when closed, flooded, or when to ask often anew."""
        for wait_s in itertools.chain(_ASK_AGAIN_S, itertools.repeat(_ASK_AGAIN_S[-1])):
            # Answers by unicast would reach only one of the programs that share the port on this
            # computer (a system's own responder, another Harbour).
            browser = ServiceBrowser(
                zeroconf, SERVICE_TYPE, listener=self, question_type=DNSQuestionType.QM
            )
            if wait_s < _LONG_PAUSE_S:
                self._has_news = False  # only who comes at the end of the quick part, or later
                self._is_closing.wait(wait_s)
            else:
                self._pause(zeroconf, began_at, wait_s)
            self._wake.clear()
            browser.cancel()
            if self._is_closing.is_set() or self._is_flooded(zeroconf, began_at):
                return
            if self._has_news and wait_s >= _LONG_PAUSE_S:
                return

    def _pause(self, zeroconf: Zeroconf, began_at: float, wait_s: float) -> None:
        """Wait; a new device, the end, or a flood breaks it off."""
        ends_at = time.monotonic() + wait_s
        while not self._has_news and not self._is_closing.is_set():
            left_s = ends_at - time.monotonic()
            if left_s <= 0 or self._is_flooded(zeroconf, began_at):
                return
            self._wake.wait(min(left_s, _ANEW_EVERY_S))

    def _resolve(self, zeroconf: Zeroconf, name: str) -> None:
        try:
            for pause_s in _PAUSES_S:
                if self._is_left.wait(pause_s):
                    return
                info = ServiceInfo(SERVICE_TYPE, name)
                try:
                    is_resolved = info.request(
                        zeroconf, _RESOLVE_MS, question_type=DNSQuestionType.QM
                    )
                except (Error, OSError, RuntimeError):  # closed, or the network went away
                    is_resolved = False
                if is_resolved:
                    self._resolved(name, info)
                    return
            logger.info("a name was announced but did not resolve")
        finally:
            self._resolving.discard(name)

    def _resolved(self, name: str, info: ServiceInfo) -> None:
        advert = read_advert(info)
        if advert is None:
            logger.info("an advert was ignored: not of our protocol version, or malformed")
            return
        if name not in self._key_of:
            self._has_news = True
            self._wake.set()
        if len(self._key_of) < _NAMES_MAX or name in self._key_of:
            self._key_of[name] = advert.key
        self._on_advert(advert)
