"""Keys and names of things as types, with the one way to show a key to a person."""

import base64
import hashlib
from typing import Annotated, NewType

import msgspec

TransportKey = NewType("TransportKey", bytes)
"""Public CURVE25519 key proven in the handshake: the identity of a peer."""
SigningKey = NewType("SigningKey", bytes)
"""Public Ed25519 key."""
SealingKey = NewType("SealingKey", bytes)
"""Public X25519 key others seal to."""

_KEY = msgspec.Meta(min_length=32, max_length=32)
TransportKeyField = Annotated[TransportKey, _KEY]
SigningKeyField = Annotated[SigningKey, _KEY]
SealingKeyField = Annotated[SealingKey, _KEY]
SignatureField = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
Identifier = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
"""128 random bits in hex: a school, a lesson, an entry of the roster."""
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Room = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
ReaderId = NewType("ReaderId", bytes)
"""16 bytes that name a sealing key on envelopes (`protocol.trust.sealing.reader_id`)."""
ReaderIdField = Annotated[ReaderId, msgspec.Meta(min_length=16, max_length=16)]
UnixMillis = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
"""Milliseconds since the Unix epoch, UTC."""


def fingerprint(*public_keys: bytes) -> str:
    """Return 160 bits of SHA-256 over `public_keys` as 8 groups of 4 letters and digits.

    Two people compare it by eye or voice; base32 (RFC 4648) has no 0, 1 or 8 to misread.
    """
    digest = hashlib.sha256(b"harbour fingerprint 1\0" + b"".join(public_keys)).digest()
    text = base64.b32encode(digest[:20]).decode("ascii")
    return "-".join(text[i : i + 4] for i in range(0, 32, 4))
