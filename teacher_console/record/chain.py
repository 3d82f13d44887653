"""The hash chain of the record: what was altered, taken out, cut off or rolled back shows. Pure.

Each line is bound to the one before it and to its sealed content. A checkpoint, signed and held by
somebody else too, shows what a chain alone cannot: that its end is missing or was written anew.
"""

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from protocol.identifiers import SignatureField, SigningKey
from protocol.trust.keys import PrivateKey
from protocol.trust.signing import canonical_bytes, is_signed, sign
from teacher_console.record.events import EventKind

GENESIS = bytes(32)
_PURPOSE = "record checkpoint"


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One row of the chain, without its content.

    Attributes:
        content_digest: SHA-256 over salt and sealed content.
        hash: Over all the others and the hash of the line before.
    """

    owner: str
    segment: int
    number: int
    kind: str
    at: int
    subject: str
    envelope: str | None
    target: int | None
    content_digest: bytes
    hash: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not verify.

    Attributes:
        number: Of the line, 0 for the segment as a whole.
        what: A clause for people.
    """

    segment: int
    number: int
    what: str

    def __str__(self) -> str:
        return f"segment {self.segment}, line {self.number}: {self.what}"


class Checkpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the chain's head was at one moment, signed by the record's owner."""

    owner: str
    segment: int
    number: int
    hash: bytes
    at: int
    signature: SignatureField


class _Stated(msgspec.Struct, frozen=True, array_like=True):
    owner: str
    segment: int
    number: int
    hash: bytes
    at: int


def content_digest(salt: bytes, sealed: bytes) -> bytes:
    """Return what binds a sealed content to its line."""
    return hashlib.sha256(b"harbour record content 1\0" + salt + sealed).digest()


def line_hash(previous: bytes, line: Line) -> bytes:
    """Return the hash that belongs into `line`, whose own `hash` is not looked at."""
    fields = dataclasses.astuple(line)[:-1]
    data = previous + msgspec.msgpack.encode(fields)
    return hashlib.sha256(b"harbour record line 1\0" + data).digest()


def make_checkpoint(line: Line, at: int, key: PrivateKey) -> Checkpoint:
    """Return the head `line`, signed at `at` (Unix milliseconds)."""
    stated = canonical_bytes(_Stated(line.owner, line.segment, line.number, line.hash, at))
    return Checkpoint(
        owner=line.owner,
        segment=line.segment,
        number=line.number,
        hash=line.hash,
        at=at,
        signature=sign(_PURPOSE, stated, key.secret),
    )


def is_genuine(checkpoint: Checkpoint, signer: SigningKey) -> bool:
    """Tell whether `signer` made this checkpoint."""
    each = checkpoint
    stated = canonical_bytes(_Stated(each.owner, each.segment, each.number, each.hash, each.at))
    return is_signed(_PURPOSE, stated, each.signature, signer)


def broken_links(lines: Iterable[Line]) -> list[Finding]:
    """Return where one segment's lines, in order, do not follow from each other."""
    found = []
    previous, expected = GENESIS, 1
    for line in lines:
        if line.number != expected:
            found.append(Finding(line.segment, expected, "a line is missing"))
        elif line_hash(previous, line) != line.hash:
            found.append(Finding(line.segment, line.number, "the line was altered"))
        previous, expected = line.hash, line.number + 1
    return found


def broken_contents(
    lines: Iterable[Line], digests: Mapping[tuple[int, int], bytes]
) -> list[Finding]:
    """Return whose content was altered or taken away without a tombstone.

    Args:
        digests: Of the contents that are there, by segment and number.
    """
    lines = list(lines)
    erased = {
        (line.segment, line.target)
        for line in lines
        if line.kind == EventKind.ERASED and line.target is not None
    }
    found = []
    for line in lines:
        place = (line.segment, line.number)
        digest = digests.get(place)
        if digest is None and place not in erased:
            found.append(Finding(*place, "the content is missing"))
        elif digest is not None and digest != line.content_digest:
            found.append(Finding(*place, "the content was altered"))
    return found


def contradicted(
    lines: Iterable[Line], checkpoints: Iterable[Checkpoint], signer: SigningKey
) -> list[Finding]:
    """Return which checkpoints the lines do not agree with: cut off, or written anew."""
    hashes = {(line.segment, line.number): line.hash for line in lines}
    found = []
    for each in checkpoints:
        place = (each.segment, each.number)
        if not is_genuine(each, signer):
            found.append(Finding(*place, "a checkpoint was altered"))
        elif place not in hashes:
            found.append(Finding(*place, "the record ends before a line that was witnessed"))
        elif hashes[place] != each.hash:
            found.append(Finding(*place, "the line is not the one that was witnessed"))
    return found
