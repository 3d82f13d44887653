"""Says on the local network where this device is. A hint to consoles, nothing personal in it.

Lane: a thread of its own, because registering takes about 2 s (the standard's probing).
"""

import logging
import socket
import threading

import psutil
from zeroconf import Error, InterfaceChoice, IPVersion, ServiceInfo, Zeroconf

from protocol.discovery import advert_of
from protocol.identifiers import TransportKey

logger = logging.getLogger(__name__)

_LOOK_AGAIN_S = 15.0
"""How soon a changed address (another Wi-Fi, a cable) is announced."""


class Announcer:
    """Announces until closed, anew when the addresses change.

    Args:
        interfaces: IPv4 addresses to announce on; empty means all.
        port: Where the device listens.
    """

    def __init__(self, key: TransportKey, *, interfaces: tuple[str, ...], port: int) -> None:
        self._key = key
        self._interfaces = interfaces
        self._port = port
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="announcer")

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Withdraw the advert and end, within about a second."""
        self._is_closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_closing.is_set():
            addresses = list(self._interfaces) or own_addresses([])
            if addresses:
                self._announce_while(addresses)
            self._is_closing.wait(1.0 if addresses else _LOOK_AGAIN_S)

    def _announce_while(self, addresses: list[str]) -> None:
        try:
            zeroconf = Zeroconf(
                interfaces=list(self._interfaces) or InterfaceChoice.All,
                ip_version=IPVersion.V4Only,
            )
        except OSError as exc:
            logger.info("cannot announce this device (%s); trying again", exc.strerror)
            self._is_closing.wait(_LOOK_AGAIN_S)
            return
        try:
            self._register(zeroconf, advert_of(self._key, addresses, self._port))
            while not self._is_closing.wait(_LOOK_AGAIN_S):
                if not self._interfaces and own_addresses(addresses) != addresses:
                    return
        finally:
            zeroconf.close()  # says goodbye for what is registered

    def _register(self, zeroconf: Zeroconf, advert: ServiceInfo) -> None:
        try:
            zeroconf.register_service(advert, allow_name_change=True)
        except (Error, OSError) as exc:
            logger.info("cannot announce this device (%s); trying again", type(exc).__name__)


def own_addresses(otherwise: list[str]) -> list[str]:
    """Return this computer's IPv4 addresses but the loopback's.

    Args:
        otherwise: Returned where the system cannot say: strangers may have used up every
            descriptor, and the device must not vanish from the network for that.
    """
    try:
        interfaces = psutil.net_if_addrs()
    except OSError as exc:
        logger.info("cannot look at this device's addresses (%s); trying again", exc.strerror)
        return otherwise
    return sorted(
        address.address
        for addresses in interfaces.values()
        for address in addresses
        if address.family is socket.AF_INET and not address.address.startswith("127.")
    )
