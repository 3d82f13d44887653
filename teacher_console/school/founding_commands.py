"""`harbour-admin found` and `staff request`: new keys, each made where it will live."""

import argparse
import datetime as dt

from protocol.errors import InputError
from protocol.files import read_file
from protocol.trust.school_file import SCHOOL_FILE, read_school
from teacher_console.school.founding import checked_name, found_school, school_fingerprint
from teacher_console.school.passphrases import new_passphrase_from
from teacher_console.school.school_folder import SchoolFolder, write_new_school
from teacher_console.school.staff_folder import (
    join_school,
    make_staff_key,
    refuse_existing_key,
)
from teacher_console.school.staff_request import request_fingerprint
from teacher_console.school.telling import tell
from teacher_console.school.unlocking import KEY_NAME


def found(given: argparse.Namespace) -> int:
    """Found a school in a new folder.

    Raises:
        InputError: A school is there already, or an argument is wrong; nothing was changed.
    """
    folder = SchoolFolder(given.folder)
    if folder.school_path.exists():
        problem = "a school was founded in this folder already, and was left as it is"
        raise InputError(folder.path, problem, "name a new folder")
    new = found_school(
        given.name,
        enrolment_days=given.enrolment_days,
        max_devices=given.max_devices,
        now=dt.datetime.now(dt.UTC),
    )
    if given.passphrase_file is not None and given.safeguarding_passphrase_file is None:
        problem = "the safeguarding root needs a passphrase of its own"
        raise InputError("arguments", problem, "add --safeguarding-passphrase-file")
    deployment = new_passphrase_from(given.passphrase_file, "Technician's passphrase")
    safeguarding = new_passphrase_from(
        given.safeguarding_passphrase_file,
        "Safeguarding lead's passphrase",
    )
    if deployment == safeguarding:
        problem = "both roots have the same one"
        raise InputError("passphrase", problem, "choose two: the roots belong to two people")
    write_new_school(
        folder,
        school=new.school,
        roster=new.roster,
        deployment=(new.deployment, deployment),
        safeguarding=(new.safeguarding, safeguarding),
    )
    tell(
        f"Founded {new.school.body.name} in {folder.path}.",
        f"Its fingerprint: {school_fingerprint(new.school.body)}",
        "",
        "Both roots of trust were made on this one computer. They belong to two people:",
        f"  {folder.deployment_key_path.name} stays with the technician;",
        f"  {folder.safeguarding_key_path.name} goes to the safeguarding lead, and is then removed",
        "  here. Keep a copy of each on paper or a stick in a safe.",
        f"{folder.school_path.name} holds nothing secret: install it on every computer.",
    )
    return 0


def request_staff(given: argparse.Namespace) -> int:
    """Make a person's key under their passphrase, and a request for the technician.

    Raises:
        InputError: A key is there already, or an argument is wrong; nothing was overwritten.
    """
    school = None
    if given.school is not None:
        school = read_school(read_file(given.school, remedy=SCHOOL_FILE.remedy), where=given.school)
    checked_name(given.name, "--name")
    refuse_existing_key(given.out, given.name)
    passphrase = new_passphrase_from(given.passphrase_file, "Your passphrase")
    made = make_staff_key(given.out, name=given.name, role=given.role, passphrase=passphrase)
    if school is not None:
        join_school(given.out, school)
    tell(
        f"Made your key in {given.out / KEY_NAME}. Keep a copy of it in a safe: nobody can make "
        "it again.",
        f"Give {made.request_path} to your technician and read this fingerprint out to them:",
        f"  {request_fingerprint(made.request)}",
    )
    return 0
