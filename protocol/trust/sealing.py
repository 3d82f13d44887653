"""Envelopes: sealed to their readers before they touch a disk, padded, opaque to whoever carries.

The content is padded and encrypted once under a random key (XChaCha20-Poly1305); that key is sealed
to each reader (libsodium sealed box, https://doc.libsodium.org/public-key_cryptography/sealed_boxes).
The readers' ids and boxes are bound to the ciphertext, so none can be stripped, added or swapped;
a commitment to the key keeps one envelope from opening to two contents for two readers. Pure.
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Annotated

import msgspec
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey as _BoxPrivateKey
from nacl.public import PublicKey, SealedBox

from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.identifiers import Identifier, ReaderId, ReaderIdField, SealingKey
from protocol.limits import PADDED_SIZES_BYTES, READERS_MAX
from protocol.trust.keys import PrivateKey

_KEY_BYTES, _NONCE_BYTES, _TAG_BYTES = 32, 24, 16
_BOX_BYTES = _KEY_BYTES + 48
_LENGTH_BYTES = 4
CONTENT_MAX_BYTES = PADDED_SIZES_BYTES[-1] - _LENGTH_BYTES
"""Of what is sealed; larger things are made smaller or sent in parts."""


class SealedKey(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The envelope's key, for one reader."""

    reader: ReaderIdField
    box: Annotated[bytes, msgspec.Meta(min_length=_BOX_BYTES, max_length=_BOX_BYTES)]


class Envelope(
    msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, kw_only=True
):
    """What carriers see: a random id, to whose keys it is sealed, and a padded size."""

    id: Identifier
    readers: Annotated[tuple[SealedKey, ...], msgspec.Meta(min_length=1, max_length=READERS_MAX)]
    commitment: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    sealed: Annotated[
        bytes,
        msgspec.Meta(
            min_length=PADDED_SIZES_BYTES[0] + _TAG_BYTES,
            max_length=PADDED_SIZES_BYTES[-1] + _TAG_BYTES,
        ),
    ]

    def reader_ids(self) -> tuple[ReaderId, ...]:
        """Return whose keys it is sealed to."""
        return tuple(each.reader for each in self.readers)


def reader_id(key: SealingKey) -> ReaderId:
    """Return the name of a sealing key on envelopes; it tells nothing of the key."""
    return ReaderId(hashlib.sha256(b"harbour reader 1\0" + key).digest()[:16])


def new_envelope_id() -> Identifier:
    """Return 128 random bits in hex."""
    return secrets.token_hex(16)


def seal(
    content: bytes,
    readers: Sequence[SealingKey],
    envelope_id: Identifier,
    *,
    padded_at_least_bytes: int = 0,
) -> Envelope:
    """Return `content` sealed to `readers`.

    Args:
        content: At most `CONTENT_MAX_BYTES`.
        readers: 1 to `READERS_MAX` keys, each once.
        padded_at_least_bytes: So that shorter letters look alike; up to the largest padded size.

    Raises:
        LocalProtocolError: Too long, or nobody or too many to read it.
    """
    if len(content) > CONTENT_MAX_BYTES:
        raise LocalProtocolError("the content is too long for an envelope")
    if not 0 < len(set(readers)) == len(readers) <= READERS_MAX:
        raise LocalProtocolError("an envelope needs one to eight different readers")
    key, nonce = secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed_keys = tuple(
        SealedKey(reader_id(each), bytes(SealedBox(PublicKey(each)).encrypt(key)))
        for each in readers
    )
    commitment = _commitment(key)
    bound = _bound(envelope_id, sealed_keys, commitment)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
        _padded(content, padded_at_least_bytes), bound, nonce, key
    )
    return Envelope(
        id=envelope_id, readers=sealed_keys, commitment=commitment, nonce=nonce, sealed=sealed
    )


def open_envelope(envelope: Envelope, own: PrivateKey) -> bytes:
    """Return what was sealed, as the holder of one reader's private key.

    Raises:
        RemoteProtocolError: It is not sealed to this key, or was changed on its way.
    """
    own_id = reader_id(own.sealing_key())
    box = next((each.box for each in envelope.readers if each.reader == own_id), None)
    if box is None:
        raise RemoteProtocolError("the envelope is not sealed to this key")
    try:
        key = bytes(SealedBox(_BoxPrivateKey(own.secret)).decrypt(box))
        if len(key) != _KEY_BYTES or _commitment(key) != envelope.commitment:
            raise RemoteProtocolError("the envelope was changed on its way")
        bound = _bound(envelope.id, envelope.readers, envelope.commitment)
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(
            envelope.sealed, bound, envelope.nonce, key
        )
    except CryptoError:
        raise RemoteProtocolError("the envelope was changed on its way") from None
    return _unpadded(padded)


def _bound(envelope_id: Identifier, sealed_keys: tuple[SealedKey, ...], commitment: bytes) -> bytes:
    return b"harbour envelope 1\0" + msgspec.msgpack.encode((envelope_id, sealed_keys, commitment))


def _commitment(key: bytes) -> bytes:
    return hashlib.sha256(b"harbour envelope key 1\0" + key).digest()


def _padded(content: bytes, at_least_bytes: int) -> bytes:
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    least = max(len(whole), at_least_bytes)
    size = next(each for each in PADDED_SIZES_BYTES if each >= least)
    return whole.ljust(size, b"\0")


def _unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    content = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    if len(content) != length or len(padded) not in PADDED_SIZES_BYTES:
        raise RemoteProtocolError("the envelope was not padded as ours are")
    return content
