"""`harbour-admin staff add`, `admit`, `revoke` and `roster`: each a new version, or nothing."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from protocol.errors import InputError
from protocol.files import read_file, write_file
from protocol.identifiers import TransportKey, fingerprint
from protocol.messages import DescribeDevice, RosterTaken
from protocol.settings import own_ipv4_address
from protocol.trust.admission_request import DEVICE_REQUEST, AdmissionRequest, read_request
from protocol.trust.document import Signed
from protocol.trust.keys import DeploymentKeys
from protocol.trust.roster import Roster
from protocol.trust.school_file import School
from protocol.vocabulary import Role
from teacher_console.school import roster_editing
from teacher_console.school.admitting import Candidates, described, sort_candidates
from teacher_console.school.calling import call_devices, find_devices
from teacher_console.school.device_call import Failed, offer_of
from teacher_console.school.device_names import DeviceName, read_device_names
from teacher_console.school.hub_call import carry_to_hubs
from teacher_console.school.passphrases import passphrase_from
from teacher_console.school.roster_table import roster_json, roster_lines
from teacher_console.school.school_folder import SchoolFolder
from teacher_console.school.staff_answer import staff_answer_file
from teacher_console.school.staff_request import (
    STAFF_REQUEST,
    read_staff_request,
    request_fingerprint,
)
from teacher_console.school.telling import agrees, tell

Found = Mapping[TransportKey, tuple[str, ...]]


def changing(
    command: Callable[[argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """Return `command` so that no other change of the same school runs beside it."""

    def alone(given: argparse.Namespace) -> int:
        with SchoolFolder(given.school_folder).locked():
            return command(given)

    return alone


def show(given: argparse.Namespace) -> int:
    """Print who belongs to the school."""
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school).body
    if given.json:
        sys.stdout.write(json.dumps(roster_json(school, roster), indent=2) + "\n")
    else:
        now = dt.datetime.now(dt.UTC)
        sys.stdout.write("\n".join(roster_lines(school, roster, now)) + "\n")
    return 0


def add_staff(given: argparse.Namespace) -> int:
    """Add the person of a request, once the fingerprint was compared."""
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school)
    data = read_file(given.request, remedy=STAFF_REQUEST.remedy)
    request = read_staff_request(data, where=given.request)
    rooms = tuple(room for room in given.rooms.split(",") if room.strip())
    if request.role is Role.TEACHER and not rooms:
        problem = "a teacher opens lessons in rooms, and none is named"
        raise InputError("--rooms", problem, 'name one at least, such as --rooms "Room 12"')
    mark = request_fingerprint(request)
    if given.fingerprint is not None:
        if given.fingerprint.strip().upper() != mark:
            problem = f"the request's is {mark}"
            raise InputError("--fingerprint", problem, "do not add this person; compare again")
    elif not agrees(f"{request.name}, {request.role.value}, reads out {mark}?"):
        tell("Not added.")
        return 1
    changed = roster_editing.add_staff(
        roster.body,
        request,
        rooms=rooms,
        valid_days=given.valid_days,
        now=dt.datetime.now(dt.UTC),
    )
    keys, signed = _save(folder, school, changed, given.passphrase_file)
    tell(f"Added {request.name} to roster version {changed.version}.")
    if given.answer is not None:
        write_file(given.answer, staff_answer_file(folder.signed_school(), signed, keys))
        tell(f"Give them {given.answer}: their console takes it.")
    else:
        tell(f"Give them {folder.roster_path} and {folder.school_path} for their folder.")
    return 0


def admit(given: argparse.Namespace) -> int:
    """Find devices, ask who they are, admit those the technician wants, tell each of them."""
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school)
    names = _names(given.names)
    from_files = _requests(given.request or [])
    interfaces = _interfaces(given.interface)
    keys = _keys(folder, school, given.passphrase_file)
    now = dt.datetime.now(dt.UTC)
    found = (
        {}
        if given.request
        else find_devices(wait_s=given.wait_s, interfaces=interfaces, enough=given.expect)
    )
    answers = call_devices(
        keys.admission, {key: (places, DescribeDevice()) for key, places in found.items()}
    )
    asked = {key: described(key, outcome) for key, outcome in answers.items()} | from_files
    candidates = sort_candidates(asked, school=school, roster=roster.body, now=now)
    chosen = _chosen(candidates, given)
    signed = roster
    if chosen:
        lines = [(each, *_name_of(each, names, given.room)) for each in chosen]
        changed = roster_editing.add_devices(roster.body, lines, now=now)
        signed = roster_editing.sign_roster(changed, keys)
        folder.save_roster(signed)
        tell(f"Admitted {len(chosen)} devices: roster version {changed.version}.")
    reached = {key: places for key, places in found.items() if key in asked}
    _carry(keys, signed, reached)
    _report(given.json, found, candidates, len(chosen))
    return 0


def revoke(given: argparse.Namespace) -> int:
    """Take one key back and carry the news to every device found."""
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school)
    interfaces = _interfaces(given.interface)
    now = dt.datetime.now(dt.UTC)
    if given.staff is not None:
        changed, member = roster_editing.revoke_staff(roster.body, given.staff, now=now)
        who = member.name
    else:
        changed, device = roster_editing.revoke_device(roster.body, given.device, now=now)
        who = device.name
    keys, signed = _save(folder, school, changed, given.passphrase_file)
    tell(f"Revoked {who}: roster version {changed.version}.")
    _carry(keys, signed, find_devices(wait_s=given.wait_s, interfaces=interfaces))
    return 0


def push(given: argparse.Namespace) -> int:
    """Carry the newest roster to the school's hubs and to every device found."""
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school)
    interfaces = _interfaces(given.interface)
    keys = _keys(folder, school, given.passphrase_file)
    _carry(keys, roster, find_devices(wait_s=given.wait_s, interfaces=interfaces))
    return 0


def _save(
    folder: SchoolFolder, school: School, changed: Roster, passphrase_path: Path | None
) -> tuple[DeploymentKeys, Signed[Roster]]:
    keys = _keys(folder, school, passphrase_path)
    signed = roster_editing.sign_roster(changed, keys)
    folder.save_roster(signed)
    return keys, signed


def _keys(folder: SchoolFolder, school: School, passphrase_path: Path | None) -> DeploymentKeys:
    passphrase = passphrase_from(passphrase_path, "Technician's passphrase")
    return folder.deployment_keys(passphrase, school)


def _carry(keys: DeploymentKeys, roster: Signed[Roster], found: Found) -> None:
    carry_to_hubs(keys.admission, roster)
    offer = offer_of(roster)
    outcomes = call_devices(keys.admission, {key: (where, offer) for key, where in found.items()})
    taken = sum(isinstance(outcome, RosterTaken) for outcome in outcomes.values())
    tell(f"{taken} of {len(found)} devices found hold roster version {roster.body.version}.")
    for key, outcome in outcomes.items():
        if isinstance(outcome, Failed):
            tell(f"  {fingerprint(key)}: {outcome.why}; a console will carry it there later.")


def _chosen(candidates: Candidates, given: argparse.Namespace) -> list[AdmissionRequest]:
    for mark, why in candidates.refused:
        tell(f"  refused {mark}: {why}.")
    only = {mark.strip().upper() for mark in given.only or []}
    chosen = [
        each for each in candidates.good if not only or fingerprint(each.transport_key) in only
    ]
    for each in chosen:
        tell(f"  {fingerprint(each.transport_key)}  {each.name}")
    if not chosen:
        tell("No new device to admit.")
    elif not given.yes and not agrees(f"Admit these {len(chosen)} devices?"):
        tell("Not admitted.")
        return []
    return chosen


def _name_of(
    request: AdmissionRequest, names: Mapping[str, DeviceName], room: str
) -> tuple[str, str]:
    given = names.get(fingerprint(request.transport_key))
    return given if given is not None else (request.name, room)


def _names(path: Path | None) -> dict[str, DeviceName]:
    if path is None:
        return {}
    data = read_file(path, remedy="name a CSV file with --names")
    return read_device_names(data, where=path)


def _requests(paths: list[Path]) -> dict[TransportKey, AdmissionRequest | Failed]:
    requests: dict[TransportKey, AdmissionRequest | Failed] = {}
    for path in paths:
        data = read_file(path, remedy=DEVICE_REQUEST.remedy)
        request = read_request(DEVICE_REQUEST, data, where=path)
        requests[request.transport_key] = request
    return requests


def _interfaces(text: str | None) -> tuple[str, ...]:
    return (own_ipv4_address(text, "--interface"),) if text is not None else ()


def _report(path: str | None, found: Found, candidates: Candidates, admitted: int) -> None:
    if path is None:
        return
    report = {
        "found": len(found),
        "admitted": admitted,
        "already": len(candidates.already),
        "refused": [{"fingerprint": mark, "reason": why} for mark, why in candidates.refused],
    }
    text = json.dumps(report, indent=2) + "\n"
    if path == "-":
        sys.stdout.write(text)
    else:
        write_file(Path(path), text.encode())
