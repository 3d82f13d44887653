"""The key that answers to a pupil are sealed to, as a file. File rights guard it. Pure."""

from typing import Annotated, Literal

import msgspec

from protocol.errors import InputError
from protocol.trust.keys import PrivateKey


class _ReplyKeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    harbour: Literal["reply-key"] = "reply-key"
    version: Literal[1] = 1
    secret: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


def reply_key_file(key: PrivateKey) -> bytes:
    """Return the file of `key`."""
    return msgspec.json.format(msgspec.json.encode(_ReplyKeyFile(secret=key.secret)), indent=2)


def read_reply_key_file(data: bytes, *, where: object, remedy: str) -> PrivateKey:
    """Return the key in a file's bytes.

    Raises:
        InputError: It is not a whole reply key.
    """
    try:
        return PrivateKey(msgspec.json.decode(data, type=_ReplyKeyFile).secret)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise InputError(where, "it is damaged", remedy) from None
