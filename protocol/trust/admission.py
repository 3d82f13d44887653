"""A device's proof, to the technician's tools, that it holds the signing key it names."""

from protocol.identifiers import SigningKey, TransportKey
from protocol.trust.signing import is_signed, sign

_PURPOSE = "admission"


def admission_proof(token: bytes, transport_key: TransportKey, private_signing_key: bytes) -> bytes:
    """Return the device's signature over its enrolment token and transport key."""
    return sign(_PURPOSE, token + transport_key, private_signing_key)


def is_admission_proof(
    proof: bytes, *, token: bytes, transport_key: TransportKey, signing_key: SigningKey
) -> bool:
    """Tell whether `proof` binds `signing_key` to `transport_key`, both held by one device."""
    return is_signed(_PURPOSE, token + transport_key, proof, signing_key)
