"""A device's request for admission as a file, for networks where discovery does not reach."""

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


class DeviceRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a technician needs to admit a device; nothing in it is secret but the token.

    Attributes:
        proof: As in `protocol.messages.admission.DeviceDescribed`.
    """

    device_name: Name
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    enrolment_token: EnrolmentToken
    proof: SignatureField


DEVICE_REQUEST = DocumentKind(
    name="device-request",
    body_type=DeviceRequest,
    remedy="write it again on the device with harbour-client --request",
)


def device_request_file(device_name: str, keys: DeviceKeys, school: School) -> bytes:
    """Return the request file of a device, signed with its own key."""
    token, transport_key = school.enrolment.token, keys.transport.transport_key()
    request = DeviceRequest(
        device_name=device_name,
        transport_key=transport_key,
        signing_key=keys.signing.signing_key(),
        enrolment_token=token,
        proof=admission_proof(token, transport_key, keys.signing.secret),
    )
    return DEVICE_REQUEST.to_file(DEVICE_REQUEST.sign(request, keys.signing.secret))


def read_device_request(data: bytes, *, where: object) -> DeviceRequest:
    """Return the request in a file's bytes.

    Raises:
        InputError: Not a whole, unchanged request.
    """
    request = DEVICE_REQUEST.from_file(data, where=where, signer=_signer).body
    is_proven = is_admission_proof(
        request.proof,
        token=request.enrolment_token,
        transport_key=request.transport_key,
        signing_key=request.signing_key,
    )
    if not is_proven:
        raise InputError(where, "its keys do not belong together", DEVICE_REQUEST.remedy)
    return request


def _signer(request: DeviceRequest) -> SigningKey:
    return request.signing_key
