"""A letter with its author's signature, inside the envelope: who carries it learns neither.

A sealed box proves no sender, so the author signs, together with the envelope's id and all its
readers: nobody can seal somebody else's letter anew under another id or to other people.
"""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from protocol.errors import RemoteProtocolError
from protocol.identifiers import (
    Identifier,
    ReaderIdField,
    SealingKey,
    SignatureField,
    SigningKeyField,
    UnixMillis,
)
from protocol.letters.safeguarding import AnyLetter
from protocol.limits import READERS_MAX
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import CONTENT_MAX_BYTES, Envelope, open_envelope, reader_id, seal
from protocol.trust.signing import canonical_bytes, is_signed, sign

_PURPOSE = "letter"
_REJECTED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError)


class _Statement(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What is signed."""

    envelope: Identifier
    author: SigningKeyField
    written_at: UnixMillis
    readers: Annotated[tuple[ReaderIdField, ...], msgspec.Meta(max_length=READERS_MAX)]
    letter: AnyLetter


class _Content(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What is sealed."""

    statement: Annotated[bytes, msgspec.Meta(max_length=CONTENT_MAX_BYTES)]
    signature: SignatureField


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as its reader has it.

    Attributes:
        envelope_id: Of the envelope it came in.
        author: Signing key that proved it; whose that is, the roster says.
        written_at: By the author's clock, which may be wrong.
        readers: To whose keys its author sealed it.
        statement: Exact bytes that were signed, to keep.
        signature: Over them.
    """

    envelope_id: Identifier
    author: SigningKeyField
    written_at: UnixMillis
    readers: tuple[ReaderIdField, ...]
    letter: AnyLetter
    statement: bytes
    signature: bytes


def seal_letter(
    letter: AnyLetter,
    *,
    author: PrivateKey,
    readers: Sequence[SealingKey],
    envelope_id: Identifier,
    written_at: int,
    padded_at_least_bytes: int = 0,
) -> Envelope:
    """Return `letter`, signed by `author` and sealed to `readers`.

    Args:
        author: Ed25519 seed of a device or a member of staff.
        written_at: Unix milliseconds.
        padded_at_least_bytes: As for `protocol.trust.sealing.seal`.

    Raises:
        LocalProtocolError: Too long, or nobody or too many to read it.
    """
    ids = tuple(reader_id(each) for each in readers)
    statement = canonical_bytes(
        _Statement(envelope_id, author.signing_key(), written_at, ids, letter)
    )
    signature = sign(_PURPOSE, statement, author.secret)
    content = canonical_bytes(_Content(statement, signature))
    return seal(content, readers, envelope_id, padded_at_least_bytes=padded_at_least_bytes)


def open_letter(envelope: Envelope, own: PrivateKey) -> Opened:
    """Return the letter in `envelope`, whose author proved it and whose readers are as written.

    Raises:
        RemoteProtocolError: Not sealed to `own`, changed, not signed, or not what our peers write.
    """
    content = open_envelope(envelope, own)
    try:
        signed = msgspec.msgpack.decode(content, type=_Content)
    except _REJECTED as exc:
        raise RemoteProtocolError(f"not a letter: {type(exc).__name__}") from None
    opened = read_statement(signed.statement, signed.signature)
    if opened.envelope_id != envelope.id or opened.readers != envelope.reader_ids():
        raise RemoteProtocolError("the letter was put into another envelope")
    return opened


def read_statement(statement: bytes, signature: bytes) -> Opened:
    """Return the letter of a statement that was kept or handed over; its author proved it.

    Raises:
        RemoteProtocolError: Not signed, or not what our peers write.
    """
    try:
        stated = msgspec.msgpack.decode(statement, type=_Statement)
    except _REJECTED as exc:
        raise RemoteProtocolError(f"not a letter: {type(exc).__name__}") from None
    if not is_signed(_PURPOSE, statement, signature, stated.author):
        raise RemoteProtocolError("the letter is not signed by its author")
    return Opened(
        envelope_id=stated.envelope,
        author=stated.author,
        written_at=stated.written_at,
        readers=stated.readers,
        letter=stated.letter,
        statement=statement,
        signature=signature,
    )
