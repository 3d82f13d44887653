"""Typed addresses: the fallback where discovery does not reach (another VLAN, no multicast)."""

import ipaddress
import re

from protocol.errors import InputError
from teacher_console.csv_file import read_rows

_HOST_NAME = re.compile(r"\A(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*\Z")
_HOST_NAME_MAX = 253
_HEADER = ["device", "address"]


def parse_address(text: str) -> str:
    """Return `text` as `host:port` if it is an IPv4 address or a host name (RFC 1123) and a port.

    Raises:
        InputError: It is not.
    """
    remedy = "write it as 10.0.0.5:48480 or pc-01.school.lan:48480"
    address = text.strip()
    host, colon, port = address.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or not 1 <= int(port[:6]) <= 65535:  # noqa: PLR2004
        raise InputError(f"address {address[:80]!r}", "it has no port from 1 to 65535", remedy)
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        looks_numeric = host.replace(".", "").isdigit()
        if looks_numeric or len(host) > _HOST_NAME_MAX or not _HOST_NAME.match(host):
            problem = "it is neither an IPv4 address nor a host name"
            raise InputError(f"address {address[:80]!r}", problem, remedy) from None
    return f"{host}:{int(port)}"


def read_addresses(data: bytes, *, where: object) -> list[tuple[str, str]]:
    """Return (device name, `host:port`) of each line of a CSV file `device,address`.

    Args:
        data: UTF-8, with or without a byte order mark; blank lines are passed over.

    Raises:
        InputError: The first line that is wrong, by its number; nothing of the file is used then.
    """
    remedy = "write a first line 'device,address', then one device a line"
    rows = read_rows(data, where=where, remedy=remedy)
    if rows[0].cells != _HEADER:
        line = f"{where} line {rows[0].number}"
        raise InputError(line, "the heading is not 'device,address'", remedy)
    if len(rows) == 1:
        raise InputError(where, "the file names no device", remedy)
    found: list[tuple[str, str]] = []
    for number, cells in rows[1:]:
        line = f"{where} line {number}"
        if len(cells) != len(_HEADER) or not all(cells):
            raise InputError(line, "it has not two filled columns", remedy)
        try:
            found.append((cells[0], parse_address(cells[1])))
        except InputError as exc:
            raise InputError(line, str(exc).rstrip("."), "mend this line") from None
    return found
