"""Ed25519 signatures over canonical bytes, each bound to its purpose."""

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey as _PrivateSigningKey
from nacl.signing import VerifyKey

from protocol.identifiers import SigningKey


def canonical_bytes(body: msgspec.Struct) -> bytes:
    """Return the one byte form of `body`: MessagePack with fields in their declared order."""
    return msgspec.msgpack.encode(body)


def sign(purpose: str, data: bytes, private_key: bytes) -> bytes:
    """Return the 64-byte signature of `data` for `purpose`.

    Args:
        purpose: Separates kinds of documents, so that no signature serves twice.
        private_key: 32-byte Ed25519 seed.
    """
    return _PrivateSigningKey(private_key).sign(_bound(purpose, data)).signature


def is_signed(purpose: str, data: bytes, signature: bytes, public_key: SigningKey) -> bool:
    """Tell whether `public_key` signed `data` for `purpose`."""
    try:
        VerifyKey(public_key).verify(_bound(purpose, data), signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def _bound(purpose: str, data: bytes) -> bytes:
    return b"harbour " + purpose.encode("ascii") + b"\0" + data
