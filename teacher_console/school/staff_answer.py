"""The technician's answer to a person's request: one file with all that their console needs.

It holds the school and the newest roster, each under its own signature, and is signed as a whole.
Pure.
"""

from typing import Annotated, NamedTuple

import msgspec

from protocol.errors import InputError
from protocol.identifiers import SignatureField, SigningKey
from protocol.limits import ROSTER_MAX_BYTES
from protocol.trust.document import DocumentKind, Signed
from protocol.trust.keys import DeploymentKeys
from protocol.trust.roster import Roster, carried_roster
from protocol.trust.school_file import SCHOOL_FILE, School

_SCHOOL_MAX_BYTES = 4096


class StaffAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Two signed documents as they travel on the wire.

    Attributes:
        deployment_root: Who signed this file, the school and the roster.
    """

    deployment_root: Annotated[SigningKey, msgspec.Meta(min_length=32, max_length=32)]
    school: Annotated[bytes, msgspec.Meta(max_length=_SCHOOL_MAX_BYTES)]
    school_signature: SignatureField
    roster: Annotated[bytes, msgspec.Meta(max_length=ROSTER_MAX_BYTES)]
    roster_signature: SignatureField


STAFF_ANSWER = DocumentKind(
    name="staff-answer",
    body_type=StaffAnswer,
    remedy="ask your technician for the answer file again",
)


class Answered(NamedTuple):
    """What an answer brings: the school, whose fingerprint is to be compared, and its roster."""

    school: Signed[School]
    roster: Signed[Roster]


def staff_answer_file(
    school: Signed[School], roster: Signed[Roster], keys: DeploymentKeys
) -> bytes:
    """Return the answer file that carries `school` and `roster`."""
    answer = StaffAnswer(
        deployment_root=keys.signing.signing_key(),
        school=school.canonical,
        school_signature=school.signature,
        roster=roster.canonical,
        roster_signature=roster.signature,
    )
    return STAFF_ANSWER.to_file(STAFF_ANSWER.sign(answer, keys.signing.secret))


def read_staff_answer(data: bytes, *, where: object) -> Answered:
    """Return what an answer's bytes bring.

    The file names its own root, as `school.harbour` does: whoever takes it without having the
    school file already compares the school's fingerprint.

    Raises:
        InputError: Not a whole, unchanged answer of one school.
    """
    answer = STAFF_ANSWER.from_file(data, where=where, signer=lambda body: body.deployment_root)
    body = answer.body
    school = SCHOOL_FILE.from_wire(body.school, body.school_signature, body.deployment_root)
    if school is None or school.body.deployment_root != body.deployment_root:
        raise InputError(where, "the school in it is damaged", STAFF_ANSWER.remedy)
    roster = carried_roster(body.roster, body.roster_signature, school.body)
    if roster is None:
        raise InputError(where, "the roster in it is damaged", STAFF_ANSWER.remedy)
    return Answered(school, roster)
