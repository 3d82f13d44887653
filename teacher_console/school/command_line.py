"""`harbour-admin`: found a school, add staff, admit and revoke, without a screen.

Only arguments and exit status live here; the commands are in `founding_commands`,
`roster_commands`, `recipients_commands` and `hub_commands`.
"""

import argparse
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from protocol.program import run_program
from protocol.settings import Arguments
from protocol.vocabulary import Role
from teacher_console.school import (
    founding_commands,
    hub_commands,
    recipients_commands,
    roster_commands,
)

_WAIT_MAX_S = 600


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 failed, 2 bad input."""

    def run() -> int:
        given = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = given.command
        return command(given)

    return run_program("harbour-admin", run, log_level=logging.WARNING)


def _parser() -> Arguments:
    parser = Arguments(
        prog="harbour-admin", description="Found a school and say who belongs to it."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_found(commands.add_parser("found", help="found a school"))
    staff = commands.add_parser("staff", help="members of staff").add_subparsers(
        required=True, metavar="COMMAND"
    )
    _add_staff_request(staff.add_parser("request", help="make your key and a request"))
    _add_staff_add(staff.add_parser("add", help="add the person of a request to the roster"))
    _add_admit(commands.add_parser("admit", help="admit pupils' devices"))
    _add_revoke(commands.add_parser("revoke", help="take a person's or device's key back"))
    hubs = commands.add_parser("hub", help="the school's post offices").add_subparsers(
        required=True, metavar="COMMAND"
    )
    _add_hub(hubs.add_parser("add", help="add the hub of a request to the roster"))
    listing = hubs.add_parser("list", help="show the school's hubs")
    _school_folder(listing)
    listing.set_defaults(command=hub_commands.list_hubs)
    revoking = hubs.add_parser("revoke", help="take a hub's key back")
    revoking.add_argument("hub", help="its name, serial or fingerprint")
    _school_folder(revoking)
    _passphrase(revoking)
    revoking.set_defaults(command=roster_commands.changing(hub_commands.revoke_hub))
    roster = commands.add_parser("roster", help="the roster").add_subparsers(
        required=True, metavar="COMMAND"
    )
    show = roster.add_parser("show", help="show who belongs to the school")
    _school_folder(show)
    show.add_argument("--json", action="store_true", help="print JSON")
    show.set_defaults(command=roster_commands.show)
    push = roster.add_parser("push", help="carry the newest roster to every device found")
    _school_folder(push)
    _passphrase(push)
    _network(push)
    push.set_defaults(command=roster_commands.push)
    recipients_commands.add_arguments(
        commands.add_parser("recipients", help="who may receive concerns")
    )
    return parser


def _add_found(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a new folder for the school's roots")
    parser.add_argument("--name", required=True, help="the school's name, as pupils read it")
    parser.add_argument("--enrolment-days", type=int, default=365)
    parser.add_argument("--max-devices", type=int, default=500)
    _passphrase(parser)
    parser.add_argument(
        "--safeguarding-passphrase-file", type=Path, help="file with the safeguarding passphrase"
    )
    parser.set_defaults(command=founding_commands.found)


def _add_staff_request(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="your name, as pupils know you")
    parser.add_argument("--role", required=True, type=_role, help="teacher, dsl or technician")
    parser.add_argument("--out", required=True, type=Path, help="folder for your key")
    parser.add_argument("--school", type=Path, help="school.harbour, to be copied beside the key")
    _passphrase(parser)
    parser.set_defaults(command=founding_commands.request_staff)


def _add_staff_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("request", type=Path, help="the person's request file")
    _school_folder(parser)
    parser.add_argument("--rooms", default="", help="a teacher's rooms, with commas between")
    parser.add_argument("--valid-days", type=int, default=400)
    parser.add_argument("--answer", type=Path, help="write a file their console takes in one step")
    parser.add_argument("--fingerprint", help="what the person read out, to be compared")
    _passphrase(parser)
    parser.set_defaults(command=roster_commands.changing(roster_commands.add_staff))


def _add_admit(parser: argparse.ArgumentParser) -> None:
    _school_folder(parser)
    parser.add_argument("--room", required=True, help="room of devices not in --names")
    parser.add_argument("--names", type=Path, help="CSV of fingerprint,name,room")
    parser.add_argument("--only", action="append", metavar="FINGERPRINT", help="admit just this")
    parser.add_argument("--request", action="append", type=Path, help="a device's request file")
    parser.add_argument("--yes", action="store_true", help="do not ask before admitting")
    parser.add_argument("--json", metavar="FILE", help="write a report, - for standard output")
    _passphrase(parser)
    _network(parser)
    parser.add_argument("--expect", type=int, help="stop looking when so many were found")
    parser.set_defaults(command=roster_commands.changing(roster_commands.admit))


def _add_revoke(parser: argparse.ArgumentParser) -> None:
    _school_folder(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--staff", help="name, serial or fingerprint of a person")
    which.add_argument("--device", help="name, serial or fingerprint of a device")
    _passphrase(parser)
    _network(parser)
    parser.set_defaults(command=roster_commands.changing(roster_commands.revoke))


def _add_hub(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("request", type=Path, help="the hub's request file")
    parser.add_argument("--address", required=True, help="where it is dialled, as name:port")
    parser.add_argument("--fingerprint", help="what the hub shows, to be compared")
    _school_folder(parser)
    _passphrase(parser)
    parser.set_defaults(command=roster_commands.changing(hub_commands.add_hub))


def _school_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school-folder", required=True, type=Path, help="as found made it")


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", type=Path, help="read the passphrase from a file")


def _network(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wait-s", type=_wait_s, default=5.0, help="how long to look for devices")
    parser.add_argument("--interface", metavar="ADDRESS", help="only network to look on")


def _wait_s(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _WAIT_MAX_S:  # also refuses what is not a number
        raise argparse.ArgumentTypeError(f"choose 0 to {_WAIT_MAX_S} seconds")
    return seconds


def _role(text: str) -> Role:
    try:
        return Role(text.lower())
    except ValueError:
        raise argparse.ArgumentTypeError("choose teacher, dsl or technician") from None
