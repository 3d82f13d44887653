"""Signed JSON documents: a person can read them, nobody can quietly change them.

A document is `{"harbour": kind, "version": 1, "signature": ..., "body": {...}}`. The signature is
over the canonical bytes of the body, so layout and spacing do not matter and content does.
"""

import dataclasses
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from protocol.errors import InputError
from protocol.identifiers import SignatureField, SigningKey
from protocol.trust.signing import canonical_bytes, is_signed, sign

DOCUMENT_VERSION = 1

Body = TypeVar("Body", bound=msgspec.Struct)


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    harbour: str
    version: int
    signature: SignatureField
    body: msgspec.Raw


@dataclasses.dataclass(frozen=True, slots=True)
class Signed(Generic[Body]):
    """A body, the exact bytes that were signed, and the signature over them."""

    body: Body
    canonical: bytes
    signature: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class DocumentKind(Generic[Body]):
    """One kind of signed document.

    Attributes:
        name: What the file says it is, and the purpose its signature is bound to.
        body_type: The Struct of its body.
        remedy: What a person does when such a file cannot be used, as a clause.
    """

    name: str
    body_type: type[Body]
    remedy: str

    def sign(self, body: Body, private_key: bytes) -> Signed[Body]:
        """Return `body` signed with a 32-byte Ed25519 seed.

        Raises:
            InputError: A value is out of its bounds, so that nobody could read the document again.
        """
        data = canonical_bytes(body)
        try:
            msgspec.msgpack.decode(data, type=self.body_type)
        except msgspec.ValidationError as exc:
            problem = f"a value is out of its bounds ({exc})"
            raise InputError(f"new {self.name}", problem, "mend that value") from None
        return Signed(body, data, sign(self.name, data, private_key))

    def from_wire(self, data: bytes, signature: bytes, signer: SigningKey) -> Signed[Body] | None:
        """Return the document in `data` if `signer` signed it and it is well formed, else None."""
        if not is_signed(self.name, data, signature, signer):
            return None
        try:
            body = msgspec.msgpack.decode(data, type=self.body_type)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError):
            return None
        return Signed(body, data, signature)

    def to_file(self, document: Signed[Body]) -> bytes:
        """Return the JSON file of `document`."""
        return (
            msgspec.json.format(
                msgspec.json.encode(
                    _Envelope(
                        self.name,
                        DOCUMENT_VERSION,
                        document.signature,
                        msgspec.Raw(msgspec.json.encode(document.body)),
                    )
                )
            )
            + b"\n"
        )

    def from_file(
        self, data: bytes, *, where: object, signer: Callable[[Body], SigningKey]
    ) -> Signed[Body]:
        """Return the document in a file's bytes.

        Args:
            where: The file, for the error's sentence.
            signer: Tells from the body whose signature it must carry.

        Raises:
            InputError: Empty, cut short, another kind or version, wrong field, or changed.
        """
        if not data.strip():
            raise InputError(where, "the file is empty", self.remedy)
        try:
            envelope = msgspec.json.decode(data, type=_Envelope)
        except UnicodeDecodeError:
            raise InputError(where, "the file is not text", self.remedy) from None
        except msgspec.ValidationError as exc:
            raise InputError(
                where, f"not a Harbour {self.name} file ({exc})", self.remedy
            ) from None
        except (msgspec.MsgspecError, RecursionError) as exc:
            problem = f"the file is cut short or damaged ({exc})"
            raise InputError(where, problem, self.remedy) from None
        if envelope.harbour != self.name:
            problem = f"this is a Harbour {envelope.harbour[:32]!r} file, not a {self.name!r} file"
            raise InputError(where, problem, self.remedy)
        if envelope.version != DOCUMENT_VERSION:
            problem = (
                f"the file has version {envelope.version}, and this Harbour reads version "
                f"{DOCUMENT_VERSION}"
            )
            raise InputError(where, problem, "use the same release of Harbour that wrote the file")
        try:
            body = msgspec.json.decode(envelope.body, type=self.body_type)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError) as exc:
            raise InputError(where, f"a field is wrong ({exc})", self.remedy) from None
        canonical = canonical_bytes(body)
        if not is_signed(self.name, canonical, envelope.signature, signer(body)):
            problem = "the file was changed after it was signed, or another school signed it"
            raise InputError(where, problem, self.remedy)
        return Signed(body, canonical, envelope.signature)
