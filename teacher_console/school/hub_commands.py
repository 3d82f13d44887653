"""`harbour-admin hub add`, `list` and `revoke`: which post offices the school has."""

import argparse
import datetime as dt
import sys

from protocol.errors import InputError
from protocol.files import read_file
from protocol.identifiers import fingerprint
from protocol.trust.admission_request import HUB_REQUEST, read_request
from teacher_console.school import roster_editing
from teacher_console.school.hub_call import carry_to_hubs
from teacher_console.school.passphrases import passphrase_from
from teacher_console.school.roster_table import hub_lines
from teacher_console.school.school_folder import SchoolFolder
from teacher_console.school.telling import agrees, tell


def add_hub(given: argparse.Namespace) -> int:
    """Add the hub of a request, once the fingerprint was compared, and bring it the roster.

    Raises:
        InputError: A file or argument is wrong; nothing was changed.
    """
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school)
    data = read_file(given.request, remedy=HUB_REQUEST.remedy)
    request = read_request(HUB_REQUEST, data, where=given.request)
    if request.enrolment_token != school.enrolment.token:
        problem = "this hub was not set up with this school's file"
        raise InputError(given.request, problem, "give it school.harbour and ask it again")
    mark = fingerprint(request.transport_key)
    if given.fingerprint is not None:
        if given.fingerprint.strip().upper() != mark:
            problem = f"the request's is {mark}"
            raise InputError("--fingerprint", problem, "do not add this hub; compare again")
    elif not agrees(f"{request.name} shows {mark}?"):
        tell("Not added.")
        return 1
    now = dt.datetime.now(dt.UTC)
    changed = roster_editing.add_hub(roster.body, request, address=given.address, now=now)
    keys = folder.deployment_keys(
        passphrase_from(given.passphrase_file, "Technician's passphrase"), school
    )
    signed = roster_editing.sign_roster(changed, keys)
    folder.save_roster(signed)
    tell(f"Added hub {request.name} at {changed.hubs[-1].address}: version {changed.version}.")
    carry_to_hubs(keys.admission, signed)
    return 0


def list_hubs(given: argparse.Namespace) -> int:
    """Print the school's hubs."""
    folder = SchoolFolder(given.school_folder)
    roster = folder.roster(folder.school()).body
    sys.stdout.write("\n".join(line.rstrip() for line in hub_lines(roster)) + "\n")
    return 0


def revoke_hub(given: argparse.Namespace) -> int:
    """Take a hub's key back, and tell the other hubs.

    Raises:
        InputError: No such hub, or a file is wrong; nothing was changed.
    """
    folder = SchoolFolder(given.school_folder)
    school = folder.school()
    roster = folder.roster(school)
    now = dt.datetime.now(dt.UTC)
    changed, hub = roster_editing.revoke_hub(roster.body, given.hub, now=now)
    keys = folder.deployment_keys(
        passphrase_from(given.passphrase_file, "Technician's passphrase"), school
    )
    signed = roster_editing.sign_roster(changed, keys)
    folder.save_roster(signed)
    tell(f"Revoked hub {hub.name}: roster version {changed.version}.")
    tell("Devices hear of it from consoles; what waited at this hub stays there.")
    carry_to_hubs(keys.admission, signed)
    return 0
