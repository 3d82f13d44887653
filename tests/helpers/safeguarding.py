"""Recipients and their list, for a school in memory."""

import secrets
from collections.abc import Sequence

from protocol.trust.document import Signed
from protocol.trust.keys import StaffKeys
from protocol.trust.recipients import RECIPIENTS, Helpline, Recipient, RecipientsList
from protocol.vocabulary import Duty
from tests.helpers.school import DAY_MS, SchoolInMemory, now_ms

CHILDLINE = Helpline(name="Childline", number="0800 1111", is_emergency=False)
EMERGENCY = Helpline(name="In danger now", number="999", is_emergency=True)


def recipient(
    name: str = "Ms Patel",
    duty: Duty = Duty.STAFF,
    *,
    keys: StaffKeys | None = None,
    serial: str | None = None,
    is_offered: bool = True,
    absent_until: int | None = None,
    deputy: str | None = None,
) -> Recipient:
    keys = keys or StaffKeys.generate()
    return Recipient(
        serial=serial or secrets.token_hex(16),
        name=name,
        title="Head of Year 8",
        looks_after="Year 8",
        photo=b"",
        duty=duty,
        transport_key=keys.transport.transport_key(),
        signing_key=keys.signing.signing_key(),
        sealing_key=keys.sealing.sealing_key(),
        is_offered=is_offered,
        absent_until=absent_until,
        deputy=deputy,
    )


def recipients_list(
    school: SchoolInMemory,
    people: Sequence[Recipient],
    *,
    version: int = 1,
    expires_in_ms: int = 300 * DAY_MS,
) -> Signed[RecipientsList]:
    body = RecipientsList(
        school_id=school.school.school_id,
        version=version,
        issued_at=now_ms() - DAY_MS,
        expires_at=now_ms() + expires_in_ms,
        acknowledge_within_s=4 * 3600,
        helplines=(CHILDLINE, EMERGENCY),
        recipients=tuple(people),
    )
    return RECIPIENTS.sign(body, school.safeguarding.signing.secret)
