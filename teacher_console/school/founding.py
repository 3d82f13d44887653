"""Founding a school: its two roots, its public file, its first and empty roster. Pure."""

import dataclasses
import datetime as dt
import secrets

from protocol.errors import InputError
from protocol.identifiers import fingerprint
from protocol.limits import ENROLMENT_MAX_S, NAME_MAX_CHARACTERS
from protocol.trust.document import Signed
from protocol.trust.keys import DeploymentKeys, SafeguardingKeys
from protocol.trust.roster import ROSTER, Roster
from protocol.trust.school_file import SCHOOL_FILE, Enrolment, School


@dataclasses.dataclass(frozen=True, slots=True)
class NewSchool:
    """What founding makes; nothing of it is written yet."""

    deployment: DeploymentKeys
    safeguarding: SafeguardingKeys
    school: Signed[School]
    roster: Signed[Roster]


def found_school(
    name: str, *, enrolment_days: int, max_devices: int, now: dt.datetime
) -> NewSchool:
    """Return a new school with fresh keys.

    Args:
        enrolment_days: How long devices deployed with its school file may ask to be admitted.
        max_devices: How many may be admitted with it.
        now: Aware UTC.

    Raises:
        InputError: An argument is out of range.
    """
    name = checked_name(name, "school name")
    if not 1 <= enrolment_days <= ENROLMENT_MAX_S // 86_400:
        limit = ENROLMENT_MAX_S // 86_400
        raise InputError("--enrolment-days", "out of range", f"choose 1 to {limit} days")
    if not 1 <= max_devices <= 10_000:  # noqa: PLR2004
        raise InputError("--max-devices", "out of range", "choose 1 to 10000 devices")
    deployment, safeguarding = DeploymentKeys.generate(), SafeguardingKeys.generate()
    school = School(
        school_id=secrets.token_hex(16),
        name=name,
        deployment_root=deployment.signing.signing_key(),
        safeguarding_root=safeguarding.signing.signing_key(),
        admission_key=deployment.admission.transport_key(),
        enrolment=Enrolment(
            token=secrets.token_bytes(16),
            expires_at=millis(now + dt.timedelta(days=enrolment_days)),
            max_devices=max_devices,
        ),
    )
    roster = Roster(
        school_id=school.school_id, version=1, issued_at=millis(now), staff=(), devices=()
    )
    root = deployment.signing.secret
    return NewSchool(
        deployment, safeguarding, SCHOOL_FILE.sign(school, root), ROSTER.sign(roster, root)
    )


def school_fingerprint(school: School) -> str:
    """Return the fingerprint that tells a school from every other, to compare by eye or voice."""
    return fingerprint(school.deployment_root, school.admission_key)


def millis(moment: dt.datetime) -> int:
    """Return `moment` (aware) as milliseconds since the Unix epoch."""
    return int(moment.timestamp() * 1000)


def checked_name(text: str, where: str) -> str:
    """Return `text` without odd spaces if it can serve as a name.

    Raises:
        InputError: Empty, too long, or with characters that are not printed.
    """
    name = " ".join(text.split())
    if not name or len(name) > NAME_MAX_CHARACTERS:
        problem = "it is empty" if not name else f"it is longer than {NAME_MAX_CHARACTERS}"
        remedy = f"choose 1 to {NAME_MAX_CHARACTERS} characters"
        raise InputError(f"{where} {name[:20]!r}", problem, remedy)
    if not name.isprintable():
        raise InputError(where, "it has characters that are not printed", "leave them out")
    return name
