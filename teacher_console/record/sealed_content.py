"""The content of one event, under a key of its own, which is sealed to the record's owner. Pure.

Destroying the row destroys the key, and with it every copy of the content in old backups of other
tables; the salt keeps an erased content from being confirmed by guessing.
"""

import secrets
from typing import NamedTuple

import msgspec
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey as _BoxPrivateKey
from nacl.public import PublicKey, SealedBox

from protocol.errors import RemoteProtocolError
from protocol.identifiers import SealingKey
from protocol.trust.keys import PrivateKey
from teacher_console.record.events import Body

_KEY_BYTES, _NONCE_BYTES, _SALT_BYTES = 32, 24, 16
_BOX_BYTES = _KEY_BYTES + 48
_LENGTH_BYTES = 4
_SMALL_BYTES = (1024, 4096, 16_384)
_STEP_BYTES = 65_536
_REJECTED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError)


class SealedContent(NamedTuple):
    """What the store keeps of a body.

    Attributes:
        sealed: Boxed key, nonce and ciphertext.
    """

    salt: bytes
    sealed: bytes


def seal_content(body: Body, owner: SealingKey, place: bytes) -> SealedContent:
    """Return `body` sealed to `owner`, bound to its `place` in the record."""
    key, nonce = secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_NONCE_BYTES)
    box = bytes(SealedBox(PublicKey(owner)).encrypt(key))
    ciphertext = crypto_aead_xchacha20poly1305_ietf_encrypt(
        _padded(msgspec.msgpack.encode(body)), place, nonce, key
    )
    return SealedContent(secrets.token_bytes(_SALT_BYTES), box + nonce + ciphertext)


def open_content(sealed: bytes, own: PrivateKey, place: bytes) -> Body:
    """Return the body.

    Raises:
        RemoteProtocolError: It was altered, belongs to another place, or to somebody else.
    """
    box, rest = sealed[:_BOX_BYTES], sealed[_BOX_BYTES:]
    try:
        key = bytes(SealedBox(_BoxPrivateKey(own.secret)).decrypt(box))
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(
            rest[_NONCE_BYTES:], place, rest[:_NONCE_BYTES], key
        )
        length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
        content = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
        body: Body = msgspec.msgpack.decode(content, type=Body)
    except (CryptoError, ValueError, TypeError, *_REJECTED):
        raise RemoteProtocolError("the content was altered") from None
    return body


def _padded(content: bytes) -> bytes:
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    steps = -(-len(whole) // _STEP_BYTES) * _STEP_BYTES
    size = next((each for each in _SMALL_BYTES if each >= len(whole)), steps)
    return whole.ljust(size, b"\0")
