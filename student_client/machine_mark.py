"""Ties a device's key to the computer it was made on, and keeps no identity. Pure."""

import hashlib
import hmac
import secrets
from typing import Annotated, Literal

import msgspec

from protocol.errors import InputError

_SALT_BYTES = 16
_PURPOSE = b"harbour device machine 1\0"


class MachineMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What lies beside the key: a salted hash, from which nobody can tell the computer.

    Attributes:
        salt: 16 random bytes of this installation.
        mark: HMAC-SHA256 over the salt, keyed by the machine's identity, as machine-id(5) asks.
    """

    harbour: Literal["machine-mark"] = "machine-mark"
    salt: Annotated[bytes, msgspec.Meta(min_length=_SALT_BYTES, max_length=_SALT_BYTES)]
    mark: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]

    def is_of(self, identity: bytes) -> bool:
        """Tell whether this mark was made on the machine called `identity`."""
        return hmac.compare_digest(self.mark, _mark(identity, self.salt))


def mark_machine(identity: bytes) -> MachineMark:
    """Return a new mark of the machine called `identity`."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return MachineMark(salt=salt, mark=_mark(identity, salt))


def machine_mark_file(mark: MachineMark) -> bytes:
    """Return the file of `mark`."""
    return msgspec.json.format(msgspec.json.encode(mark), indent=2) + b"\n"


def read_machine_mark(data: bytes, *, where: object) -> MachineMark:
    """Return the mark in a file's bytes.

    Raises:
        InputError: It is not a whole machine mark.
    """
    try:
        return msgspec.json.decode(data, type=MachineMark)
    except (msgspec.DecodeError, UnicodeDecodeError):
        remedy = "move it and device.key away: the device then asks to be admitted anew"
        raise InputError(where, "it is damaged", remedy) from None


def _mark(identity: bytes, salt: bytes) -> bytes:
    return hmac.digest(identity, _PURPOSE + salt, hashlib.sha256)
