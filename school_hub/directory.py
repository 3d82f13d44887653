"""Which devices an office has heard from, and where: for consoles on other networks. Lane: io."""

import dataclasses
from collections.abc import Callable

from protocol.identifiers import TransportKey
from protocol.messages import DirectoryTold
from protocol.messages.mail import DIRECTORY_PAGE, PresentDevice

_PORT_MAX = 65_535


@dataclasses.dataclass(slots=True)
class _Line:
    address: str
    software: str
    seen_at: int


class Directory:
    """Devices in the order in which each was first heard from since the office started.

    Args:
        is_admitted: Tells whether a key is still an admitted device's.
    """

    def __init__(self, is_admitted: Callable[[TransportKey], bool]) -> None:
        self._is_admitted = is_admitted
        self._lines: dict[TransportKey, _Line] = {}
        self._order: list[TransportKey] = []

    def greeted(
        self, key: TransportKey, *, comes_from: str, told: str, software: str, now_ms: int
    ) -> None:
        """Note that a device greeted the office.

        Args:
            comes_from: IP address of its connection, as our system sees it.
            told: `host:port` of its lesson link, as it says; only the port is believed.
        """
        if key not in self._lines:
            self._order.append(key)
        self._lines[key] = _Line(_address(comes_from, told), software, now_ms)

    def heard(self, key: TransportKey, now_ms: int) -> None:
        """Note that a device is still there."""
        line = self._lines.get(key)
        if line is not None:
            line.seen_at = now_ms

    def page(self, after: int) -> DirectoryTold:
        """Return the admitted devices from place `after` of the order on."""
        end = after + DIRECTORY_PAGE
        devices = tuple(
            PresentDevice(
                key=key, address=line.address, software=line.software, seen_at=line.seen_at
            )
            for key in self._order[after:end]
            if self._is_admitted(key) and (line := self._lines[key])
        )
        return DirectoryTold(devices=devices, next=end if end < len(self._order) else None)


def _address(comes_from: str, told: str) -> str:
    port = told.rpartition(":")[2]
    if not comes_from or not (port.isascii() and port.isdigit() and 0 < int(port) <= _PORT_MAX):
        return ""
    host = comes_from.removeprefix("::ffff:")
    return f"[{host}]:{int(port)}" if ":" in host else f"{host}:{int(port)}"
