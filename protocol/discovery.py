"""Finding devices on the local network by zeroconf. A hint, never a proof.

An advert says a key, a port and a protocol version, nothing personal. Anyone may forge one; what
is dialled proves its key or is worth nothing.
"""

import base64
import dataclasses
import ipaddress

from zeroconf import ServiceInfo

from protocol.identifiers import TransportKey, fingerprint
from protocol.limits import PROTOCOL_VERSION

SERVICE_TYPE = "_harbour-pupil._tcp.local."
MAIL_SERVICE_TYPE = "_harbour-mail._tcp.local."
"""Post offices: consoles that take letters for their own person, and for others."""


@dataclasses.dataclass(frozen=True, slots=True)
class Advert:
    """One device, or one post office, as discovery shows it.

    Attributes:
        addresses: `host:port`, most likely first.
    """

    key: TransportKey
    addresses: tuple[str, ...]


def advert_of(
    key: TransportKey, addresses: list[str], port: int, *, service_type: str = SERVICE_TYPE
) -> ServiceInfo:
    """Return the zeroconf record of whoever listens on `port` at `addresses` (IPv4)."""
    label = fingerprint(key).replace("-", "").lower()[:16]
    return ServiceInfo(
        service_type,
        f"{label}.{service_type}",
        addresses=[ipaddress.ip_address(address).packed for address in addresses],
        port=port,
        properties={"v": str(PROTOCOL_VERSION), "k": base64.b32encode(key).decode().rstrip("=")},
        server=f"harbour-{label}.local.",
    )


def read_advert(info: ServiceInfo) -> Advert | None:
    """Return what `info` says if it is a well-formed advert of our protocol version, else None."""
    properties = info.properties
    if properties.get(b"v") != str(PROTOCOL_VERSION).encode() or not info.port:
        return None
    text = properties.get(b"k") or b""
    if len(text) != 52:  # noqa: PLR2004  # 32 bytes in base32 without padding
        return None
    try:
        key = TransportKey(base64.b32decode(text + b"===="))
    except ValueError:
        return None
    hosts = [host for host in info.parsed_addresses() if ":" not in host][:8]
    if not hosts:
        return None
    return Advert(key, tuple(f"{host}:{info.port}" for host in hosts))
