"""A request for admission as a file: a technician compares its fingerprint and decides.

A device's is for networks where discovery does not reach; a hub's is how every hub is admitted. The
kinds are signed for different purposes, so neither can be given out as the other.
"""

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


class AdmissionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a technician needs to admit a machine; nothing in it is secret but the token.

    Attributes:
        name: Of the machine, as it calls itself.
        proof: As in `protocol.messages.admission.DeviceDescribed`.
    """

    name: Name
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    enrolment_token: EnrolmentToken
    proof: SignatureField


DEVICE_REQUEST = DocumentKind(
    name="device-request",
    body_type=AdmissionRequest,
    remedy="write it again on the device with harbour-client --request",
)
HUB_REQUEST = DocumentKind(
    name="hub-request",
    body_type=AdmissionRequest,
    remedy="write it again on the hub with harbour-hub --request",
)


def request_file(
    kind: DocumentKind[AdmissionRequest], name: str, keys: DeviceKeys, school: School
) -> bytes:
    """Return the request file of the machine `name`, signed with its own key."""
    token, transport_key = school.enrolment.token, keys.transport.transport_key()
    request = AdmissionRequest(
        name=name,
        transport_key=transport_key,
        signing_key=keys.signing.signing_key(),
        enrolment_token=token,
        proof=admission_proof(token, transport_key, keys.signing.secret),
    )
    return kind.to_file(kind.sign(request, keys.signing.secret))


def read_request(
    kind: DocumentKind[AdmissionRequest], data: bytes, *, where: object
) -> AdmissionRequest:
    """Return the request in a file's bytes.

    Raises:
        InputError: Not a whole, unchanged request of this kind.
    """
    request = kind.from_file(data, where=where, signer=_signer).body
    is_proven = is_admission_proof(
        request.proof,
        token=request.enrolment_token,
        transport_key=request.transport_key,
        signing_key=request.signing_key,
    )
    if not is_proven:
        raise InputError(where, "its keys do not belong together", kind.remedy)
    return request


def _signer(request: AdmissionRequest) -> SigningKey:
    return request.signing_key
