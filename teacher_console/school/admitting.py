"""Deciding which devices may be admitted, from what they say of themselves. Pure."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from protocol.identifiers import TransportKey, fingerprint
from protocol.messages import DeviceDescribed
from protocol.trust.admission import is_admission_proof
from protocol.trust.admission_request import AdmissionRequest
from protocol.trust.roster import Roster
from protocol.trust.school_file import School
from teacher_console.school.device_call import Failed, Outcome
from teacher_console.school.founding import millis


@dataclasses.dataclass(frozen=True, slots=True)
class Candidates:
    """What came of asking every device.

    Attributes:
        good: May be admitted, if the technician wants them.
        refused: Fingerprint and a clause saying why not.
        already: In the roster before, and not revoked.
    """

    good: Sequence[AdmissionRequest]
    refused: Sequence[tuple[str, str]]
    already: Sequence[TransportKey]


def described(key: TransportKey, outcome: Outcome) -> AdmissionRequest | Failed:
    """Return what a device on the network said of itself, with the key its link proved."""
    if isinstance(outcome, Failed):
        return outcome
    if not isinstance(outcome, DeviceDescribed):
        return Failed("it answered something else")
    return AdmissionRequest(
        name=outcome.device_name,
        transport_key=key,
        signing_key=outcome.signing_key,
        enrolment_token=outcome.enrolment_token,
        proof=outcome.proof,
    )


def sort_candidates(
    asked: Mapping[TransportKey, AdmissionRequest | Failed],
    *,
    school: School,
    roster: Roster,
    now: dt.datetime,
) -> Candidates:
    """Tell who may be admitted to `school`.

    A device needs the school's own token, not expired and not used up, and proof that it holds
    the signing key it names. A device that was revoked needs a new key.
    """
    good: list[AdmissionRequest] = []
    refused: list[tuple[str, str]] = []
    already: list[TransportKey] = []
    lines = {device.transport_key: device for device in roster.devices}
    uses = sum(each.enrolment_token == school.enrolment.token for each in roster.devices)
    for key, request in asked.items():
        line = lines.get(key)
        if line is not None and line.revoked_at is None:
            already.append(key)
            continue
        problem = _problem(request, school, now)
        if line is not None:
            problem = "this key was revoked"
        elif problem is None and uses >= school.enrolment.max_devices:
            problem = "the school file's token has admitted as many devices as it may"
        if problem is not None or isinstance(request, Failed):
            refused.append((fingerprint(key), problem or "it did not answer"))
        else:
            good.append(request)
            uses += 1
    return Candidates(good, refused, already)


def _problem(request: AdmissionRequest | Failed, school: School, now: dt.datetime) -> str | None:
    if isinstance(request, Failed):
        return request.why
    if request.enrolment_token != school.enrolment.token:
        return "it was not deployed with this school's file"
    if millis(now) > school.enrolment.expires_at:
        return "the school file's token has expired"
    is_proven = is_admission_proof(
        request.proof,
        token=request.enrolment_token,
        transport_key=request.transport_key,
        signing_key=request.signing_key,
    )
    return None if is_proven else "it could not prove its signing key"
