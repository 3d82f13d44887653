"""A hub's request for admission, as a file: a technician compares its fingerprint and decides."""

import msgspec

from protocol.errors import InputError
from protocol.identifiers import (
    Name,
    SignatureField,
    SigningKey,
    SigningKeyField,
    TransportKeyField,
)
from protocol.trust.admission import admission_proof, is_admission_proof
from protocol.trust.document import DocumentKind
from protocol.trust.keys import DeviceKeys
from protocol.trust.school_file import EnrolmentToken, School


class HubRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a technician needs to admit a hub; nothing in it is secret but the token.

    Attributes:
        proof: As in `protocol.messages.admission.DeviceDescribed`.
    """

    hub_name: Name
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    enrolment_token: EnrolmentToken
    proof: SignatureField


HUB_REQUEST = DocumentKind(
    name="hub-request",
    body_type=HubRequest,
    remedy="write it again on the hub with harbour-hub --request",
)


def hub_request_file(hub_name: str, keys: DeviceKeys, school: School) -> bytes:
    """Return the request file of a hub, signed with its own key."""
    token, transport_key = school.enrolment.token, keys.transport.transport_key()
    request = HubRequest(
        hub_name=hub_name,
        transport_key=transport_key,
        signing_key=keys.signing.signing_key(),
        enrolment_token=token,
        proof=admission_proof(token, transport_key, keys.signing.secret),
    )
    return HUB_REQUEST.to_file(HUB_REQUEST.sign(request, keys.signing.secret))


def read_hub_request(data: bytes, *, where: object) -> HubRequest:
    """Return the request in a file's bytes.

    Raises:
        InputError: Not a whole, unchanged request.
    """
    request = HUB_REQUEST.from_file(data, where=where, signer=_signer).body
    is_proven = is_admission_proof(
        request.proof,
        token=request.enrolment_token,
        transport_key=request.transport_key,
        signing_key=request.signing_key,
    )
    if not is_proven:
        raise InputError(where, "its keys do not belong together", HUB_REQUEST.remedy)
    return request


def _signer(request: HubRequest) -> SigningKey:
    return request.signing_key
