"""The kernel's own count of what came over a TCP connection, and what a message takes of it."""

import socket
import struct
import sys

_RECEIVED_AT = 128
"""`tcpi_bytes_received` in struct tcp_info, linux/tcp.h (since Linux 4.1)."""
_INFO_BYTES = 136
_CURVE_BYTES = 33
"""Command name, nonce, authenticator and flags of one part (RFC 26/CURVEZMQ)."""
_SHORT_MAX = 255
"""Longest part whose length takes one byte on the wire (RFC 23/ZMTP); a longer one's takes 8."""


def received_bytes(descriptor: int) -> int | None:
    """Return how many bytes came, None where the system does not say (not Linux) or it is gone."""
    if sys.platform != "linux":
        return None
    try:
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno=descriptor)
    except OSError:
        return None
    try:  # neither asked what it is nor copied: a hub looks at 2,000 four times a second
        info = tcp.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO_BYTES)
    except OSError:
        return None
    finally:
        tcp.detach()  # it is libzmq's to close
    if len(info) < _INFO_BYTES:
        return None
    return int(struct.unpack_from("<Q", info, _RECEIVED_AT)[0])


def wire_bytes(part_bytes: int) -> int:
    """Return what one part of a message takes on an encrypted wire."""
    sealed = part_bytes + _CURVE_BYTES
    return sealed + (2 if sealed <= _SHORT_MAX else 9)
