"""Asks one computer, by its address, for the advert it would announce; for other networks (VLANs).

A one-shot question of RFC 6762, section 5.1, sent to the computer itself. The answer is a hint like
every advert. Any thread but a gui one: it waits. A computer on which another program answers such
questions first may stay silent; then a request file serves.
"""

import ipaddress
import socket
import time

from zeroconf import (  # type: ignore[attr-defined]  # public at run time, not re-exported
    DNSIncoming,
    DNSOutgoing,
    DNSPointer,
    DNSQuestion,
    DNSService,
    DNSText,
    Error,
    ServiceInfo,
)

from protocol.discovery import SERVICE_TYPE, Advert, read_advert
from protocol.errors import InputError
from teacher_console.classroom.addresses import parse_address

MDNS_PORT = 5353
_TRIES, _WAIT_S = 3, 1.0
_QUERY, _PTR, _IN = 0x0000, 12, 1
"""RFC 1035, sections 4.1.1, 3.2.2 and 3.2.4."""
_ANSWER_MAX_BYTES = 9000


def ask_address(text: str, *, port: int = MDNS_PORT) -> Advert:
    """Return the advert of the computer at `text`, a host name or IPv4 address. Takes up to 3 s.

    Raises:
        InputError: Not an address, or nothing of Harbour answered there.
    """
    host = parse_address(f"{text.strip()}:{port}").rpartition(":")[0]
    question = DNSOutgoing(_QUERY)
    question.add_question(DNSQuestion(SERVICE_TYPE, _PTR, _IN))
    remedy = "start Harbour there, or add the request file that harbour-client --request writes"
    try:
        place = socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_DGRAM)[0][4]
    except OSError:
        raise InputError(f"address {host!r}", "no computer is called so", "mend it") from None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _ in range(_TRIES):
            try:
                asking.sendto(question.packets()[0], place)
                advert = _answer(asking, str(place[0]))
            except OSError:  # a closed port answers by an error, an absent computer not at all
                advert = None
            if advert is not None:
                return advert
    raise InputError(f"address {host!r}", "no Harbour answered there", remedy)


def _answer(asking: socket.socket, host: str) -> Advert | None:
    ends_at = time.monotonic() + _WAIT_S
    while (left_s := ends_at - time.monotonic()) > 0:
        asking.settimeout(left_s)
        data, sender = asking.recvfrom(_ANSWER_MAX_BYTES)
        if sender[0] == host:
            advert = _advert_in(data, host)
            if advert is not None:
                return advert
    return None


def _advert_in(data: bytes, host: str) -> Advert | None:
    records = DNSIncoming(data).answers()
    names = [each.alias for each in records if isinstance(each, DNSPointer)]
    for name in names:
        port = next((r.port for r in records if isinstance(r, DNSService) and r.name == name), None)
        text = next((r.text for r in records if isinstance(r, DNSText) and r.name == name), b"")
        if port is None or not name.endswith(f".{SERVICE_TYPE}"):
            continue
        packed = [ipaddress.ip_address(host).packed]
        try:
            info = ServiceInfo(SERVICE_TYPE, name, addresses=packed, port=port, properties=text)
        except Error:  # a name that is none
            continue
        advert = read_advert(info)
        if advert is not None:
            return advert
    return None
