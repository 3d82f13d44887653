"""A member of staff asks for a line in the roster: keys made where they live, a file to carry."""

import msgspec

from protocol.identifiers import (
    Name,
    SealingKeyField,
    SigningKey,
    SigningKeyField,
    TransportKeyField,
    fingerprint,
)
from protocol.trust.document import DocumentKind
from protocol.trust.keys import StaffKeys
from protocol.vocabulary import Role


class StaffRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Public halves of a person's keys, and what they ask to be."""

    name: Name
    role: Role
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    sealing_key: SealingKeyField


STAFF_REQUEST = DocumentKind(
    name="staff-request",
    body_type=StaffRequest,
    remedy="let the person write it again with harbour-admin staff request",
)


def staff_request_file(name: str, role: Role, keys: StaffKeys) -> bytes:
    """Return the request file of a person, signed with their own key."""
    request = StaffRequest(
        name=name,
        role=role,
        transport_key=keys.transport.transport_key(),
        signing_key=keys.signing.signing_key(),
        sealing_key=keys.sealing.sealing_key(),
    )
    return STAFF_REQUEST.to_file(STAFF_REQUEST.sign(request, keys.signing.secret))


def read_staff_request(data: bytes, *, where: object) -> StaffRequest:
    """Return the request in a file's bytes.

    Raises:
        InputError: Not a whole, unchanged request.
    """
    return STAFF_REQUEST.from_file(data, where=where, signer=_signer).body


def request_fingerprint(request: StaffRequest) -> str:
    """Return the fingerprint that the person reads out and the technician compares."""
    return fingerprint(request.transport_key, request.signing_key, request.sealing_key)


def _signer(request: StaffRequest) -> SigningKey:
    return request.signing_key
