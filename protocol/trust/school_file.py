"""`school.harbour`: all that a new computer must know of its school. It holds nothing secret."""

from typing import Annotated

import msgspec

from protocol.identifiers import (
    Identifier,
    Name,
    SigningKey,
    SigningKeyField,
    TransportKeyField,
    UnixMillis,
)
from protocol.trust.document import DocumentKind, Signed

EnrolmentToken = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Lets a computer ask to be admitted; a technician decides.

    Attributes:
        token: Shows that the computer was deployed by this school. Whoever steals it can only ask.
        expires_at: After this the technician's tools ignore it.
        max_devices: How many devices may be admitted with it.
    """

    token: EnrolmentToken
    expires_at: UnixMillis
    max_devices: Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class School(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A school's public roots, pinned by every computer at installation.

    Attributes:
        deployment_root: Signs this file and the roster; the technician holds it.
        safeguarding_root: Signs who may receive concerns; the safeguarding lead holds it.
        admission_key: Transport key of the tools that admit devices.
    """

    school_id: Identifier
    name: Name
    deployment_root: SigningKeyField
    safeguarding_root: SigningKeyField
    admission_key: TransportKeyField
    enrolment: Enrolment


SCHOOL_FILE = DocumentKind(
    name="school",
    body_type=School,
    remedy="copy school.harbour again from your technician",
)


def read_school(data: bytes, *, where: object) -> Signed[School]:
    """Return the school in a file's bytes.

    The file names its own root: trust in it comes from how it was carried here (in the package or
    in person), and its signature shows that nothing was changed since.

    Raises:
        InputError: The file is not a whole, unchanged school file of this version.
    """
    return SCHOOL_FILE.from_file(data, where=where, signer=_root)


def _root(school: School) -> SigningKey:
    return school.deployment_root
