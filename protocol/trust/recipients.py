"""The recipients list: who may receive concerns, signed by the safeguarding root, version rising.

The technician's root signs the roster and cannot touch this: whom pupils' words are sealed to is
the safeguarding lead's to say. The list therefore brings the recipients' keys itself.
"""

import datetime as dt
from typing import Annotated

import msgspec

from protocol.errors import InputError
from protocol.identifiers import (
    Identifier,
    Name,
    SealingKeyField,
    SigningKeyField,
    TransportKeyField,
    UnixMillis,
)
from protocol.limits import (
    CLOCK_TOLERANCE_S,
    HELPLINES_MAX,
    PHOTO_MAX_BYTES,
    RECIPIENTS_MAX,
)
from protocol.trust.document import DocumentKind, Signed
from protocol.trust.school_file import School
from protocol.vocabulary import Duty

ShortText = Annotated[str, msgspec.Meta(max_length=120)]


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One adult who may receive concerns.

    Attributes:
        serial: Of their line in the roster, where they have one.
        title: What they are, as pupils know it: "Head of Year 8".
        looks_after: Whom: "Year 8", "Boarders"; empty for everybody.
        photo: JPEG or WebP, empty for none. Untrusted: bounded before it is decoded.
        transport_key: Of their console, so that an envelope finds it on the LAN.
        is_offered: Pupils may choose them. A head who only reads what is about the leads is not.
        absent_until: Away until then; their deputy reads too. None is here.
        deputy: Serial of who reads in their place; None leaves it to the leads.
    """

    serial: Identifier
    name: Name
    title: ShortText
    looks_after: ShortText
    photo: Annotated[bytes, msgspec.Meta(max_length=PHOTO_MAX_BYTES)]
    duty: Duty
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    sealing_key: SealingKeyField
    is_offered: bool
    absent_until: UnixMillis | None = None
    deputy: Identifier | None = None

    def is_absent(self, now: dt.datetime) -> bool:
        """Tell whether they are away at `now` (aware UTC)."""
        return self.absent_until is not None and now.timestamp() * 1000 < self.absent_until


class Helpline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whom a child can call, whatever happens to a message.

    Attributes:
        is_emergency: Shown as the number for danger now.
    """

    name: Name
    number: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]
    is_emergency: bool


class RecipientsList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who may receive concerns at a school. Newer wins, older is refused, any peer may carry it.

    Attributes:
        expires_at: After this nothing is sealed by it any more.
        acknowledge_within_s: When nobody has opened a concern for so long, the deputies are told.
    """

    school_id: Identifier
    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    issued_at: UnixMillis
    expires_at: UnixMillis
    acknowledge_within_s: Annotated[int, msgspec.Meta(ge=300, le=7 * 86_400)]
    helplines: Annotated[tuple[Helpline, ...], msgspec.Meta(max_length=HELPLINES_MAX)]
    recipients: Annotated[tuple[Recipient, ...], msgspec.Meta(max_length=RECIPIENTS_MAX)]

    def recipient(self, serial: str | None) -> Recipient | None:
        """Return the recipient with this serial."""
        return next((each for each in self.recipients if each.serial == serial), None)

    def is_expired(self, now: dt.datetime) -> bool:
        """Tell whether nothing may be sealed by this list at `now` (aware UTC).

        A clock that stands before the list was issued is known to be wrong and counts as the day
        of issue: a computer at 1970 must not keep a child from telling.
        """
        moment = max(int(now.timestamp() * 1000), self.issued_at)
        return moment > self.expires_at + CLOCK_TOLERANCE_S * 1000


RECIPIENTS = DocumentKind(
    name="recipients",
    body_type=RecipientsList,
    remedy="copy recipients.harbour again from your safeguarding lead",
)


def read_recipients(data: bytes, *, where: object, school: School) -> Signed[RecipientsList]:
    """Return the recipients list in a file's bytes.

    Raises:
        InputError: Not a whole, unchanged list of `school`.
    """
    signed = RECIPIENTS.from_file(data, where=where, signer=lambda _: school.safeguarding_root)
    if signed.body.school_id != school.school_id:
        raise InputError(where, "this recipients list is another school's", RECIPIENTS.remedy)
    return signed


def carried_recipients(
    body: bytes, signature: bytes, school: School
) -> Signed[RecipientsList] | None:
    """Return the list a peer carried here if it is genuine and this school's, else None."""
    signed = RECIPIENTS.from_wire(body, signature, school.safeguarding_root)
    if signed is None or signed.body.school_id != school.school_id:
        return None
    return signed
