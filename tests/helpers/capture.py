"""Every byte that crosses a port of the switch, both ways.

Run as a program inside the switch's namespace with the port's name and a file; writes frames with
their lengths.
"""

import socket
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

_ALL = 0x0003


def main() -> None:
    sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL))
    sniffer.bind((sys.argv[1], 0))
    with Path(sys.argv[2]).open("wb") as file:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            frame = sniffer.recv(65536)
            file.write(struct.pack("!I", len(frame)) + frame)
            file.flush()


def frames(path: Path) -> Iterator[bytes]:
    """Each whole frame of a recording."""
    data = path.read_bytes()
    at = 0
    while at + 4 <= len(data):
        (length,) = struct.unpack_from("!I", data, at)
        yield data[at + 4 : at + 4 + length]
        at += 4 + length


def tcp_payloads(path: Path, *, to_port: int | None = None, from_port: int | None = None) -> bytes:
    """What was sent to or from a port, in order of arrival."""
    out = b""
    for frame in frames(path):
        if frame[12:14] != b"\x08\x00" or frame[23] != socket.IPPROTO_TCP:
            continue
        ip_length = (frame[14] & 15) * 4
        tcp = frame[14 + ip_length : 14 + int.from_bytes(frame[16:18], "big")]
        ports = int.from_bytes(tcp[:2], "big"), int.from_bytes(tcp[2:4], "big")
        if from_port == ports[0] or to_port == ports[1]:
            out += tcp[(tcp[12] >> 4) * 4 :]
    return out


if __name__ == "__main__":
    main()
