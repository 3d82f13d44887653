"""`harbour-admin recipients`: who may receive concerns; each change a new version, or nothing."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path

from protocol.errors import InputError
from protocol.files import read_file
from protocol.trust.recipients import Helpline, RecipientsList
from protocol.trust.roster import Roster, StaffMember
from protocol.vocabulary import Duty
from teacher_console.school import recipients_editing as editing
from teacher_console.school.passphrases import passphrase_from
from teacher_console.school.photo import small_photo
from teacher_console.school.safeguarding_office import SafeguardingFolder, SafeguardingOffice
from teacher_console.school.telling import tell

_PHOTO_FILE_MAX_BYTES = 40 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add every command below `recipients`."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    shown = commands.add_parser("show", help="show who may receive concerns")
    _folder(shown)
    shown.add_argument("--json", action="store_true", help="print JSON")
    shown.set_defaults(command=show)
    added = commands.add_parser("add", help="add somebody of the roster, or change their line")
    added.add_argument("staff", help="their name or serial in the roster")
    added.add_argument("--title", required=True, help='what they are: "Head of Year 8"')
    added.add_argument("--looks-after", default="", help='whom: "Year 8"; empty for everybody')
    added.add_argument("--photo", type=Path, help="a JPEG, PNG or WebP photo of their face")
    added.add_argument(
        "--duty", type=_duty, default=Duty.STAFF, help="staff, dsl, deputy_dsl, head"
    )
    added.add_argument("--not-offered", action="store_true", help="pupils cannot choose them")
    _signing(added, add)
    removed = commands.add_parser("remove", help="take somebody off the list")
    removed.add_argument("person", help="name or serial")
    _signing(removed, remove)
    gone = commands.add_parser("away", help="say that somebody is away, and who reads meanwhile")
    gone.add_argument("person", help="name or serial")
    gone.add_argument("--until", required=True, type=_day, help="first day back: 2026-12-01")
    gone.add_argument("--deputy", help="name or serial of who reads meanwhile")
    _signing(gone, away)
    returned = commands.add_parser("back", help="say that somebody is back")
    returned.add_argument("person", help="name or serial")
    _signing(returned, back)
    lines = commands.add_parser("helplines", help="set the numbers every pupil sees")
    lines.add_argument("--line", action="append", default=[], metavar="NAME=NUMBER", type=_line)
    lines.add_argument(
        "--emergency", action="append", default=[], metavar="NAME=NUMBER", type=_line
    )
    _signing(lines, helplines)
    within = commands.add_parser("acknowledge", help="set how soon a concern must be opened")
    within.add_argument("--within-min", required=True, type=int, help="minutes, 5 to 10080")
    _signing(within, acknowledge)
    renewed = commands.add_parser("renew", help="let the list hold for another year")
    _signing(renewed, renew)


def show(given: argparse.Namespace) -> int:
    """Print who may receive concerns."""
    folder = SafeguardingFolder(given.folder)
    signed = folder.recipients(folder.school())
    if signed is None:
        remedy = "add somebody with harbour-admin recipients add"
        raise InputError(folder.recipients_path, "there is no list yet", remedy)
    if given.json:
        sys.stdout.write(json.dumps(_as_json(signed.body), indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_as_lines(signed.body)) + "\n")
    return 0


def add(given: argparse.Namespace) -> int:
    """Add somebody of the roster."""
    photo = b""
    if given.photo is not None:
        remedy = "name a photo with --photo"
        data = read_file(given.photo, remedy=remedy, limit_bytes=_PHOTO_FILE_MAX_BYTES)
        photo = small_photo(data, where=given.photo)
    folder = SafeguardingFolder(given.folder, given.key)
    member = _member(folder.roster(folder.school()).body, given.staff)
    return _change(
        given,
        lambda listed, now: editing.add_recipient(
            listed,
            member,
            title=given.title,
            looks_after=given.looks_after,
            photo=photo,
            duty=given.duty,
            is_offered=not given.not_offered,
            now=now,
        ),
    )


def remove(given: argparse.Namespace) -> int:
    """Take somebody off the list."""
    return _change(
        given,
        lambda listed, now: editing.remove_recipient(
            listed, editing.found_recipient(listed, given.person).serial, now
        ),
    )


def away(given: argparse.Namespace) -> int:
    """Say that somebody is away."""

    def edit(listed: RecipientsList, now: dt.datetime) -> RecipientsList:
        deputy = editing.found_recipient(listed, given.deputy).serial if given.deputy else None
        serial = editing.found_recipient(listed, given.person).serial
        return editing.set_absence(listed, serial, until=given.until, deputy=deputy, now=now)

    return _change(given, edit)


def back(given: argparse.Namespace) -> int:
    """Say that somebody is back."""

    def edit(listed: RecipientsList, now: dt.datetime) -> RecipientsList:
        serial = editing.found_recipient(listed, given.person).serial
        return editing.set_absence(listed, serial, until=None, deputy=None, now=now)

    return _change(given, edit)


def helplines(given: argparse.Namespace) -> int:
    """Set the numbers every pupil sees."""
    made = [
        Helpline(name=name, number=number, is_emergency=is_emergency)
        for lines, is_emergency in ((given.line, False), (given.emergency, True))
        for name, number in lines
    ]
    return _change(given, lambda listed, now: editing.set_helplines(listed, made, now))


def acknowledge(given: argparse.Namespace) -> int:
    """Set how soon somebody must open a concern."""
    seconds = given.within_min * 60
    return _change(given, lambda listed, now: editing.set_acknowledge_within(listed, seconds, now))


def renew(given: argparse.Namespace) -> int:
    """Let the list hold for another year."""
    return _change(given, editing.renew)


def _change(
    given: argparse.Namespace,
    edit: Callable[[RecipientsList, dt.datetime], RecipientsList],
) -> int:
    folder = SafeguardingFolder(given.folder, given.key)
    folder.school()
    passphrase = passphrase_from(given.passphrase_file, "Safeguarding lead's passphrase")
    office = SafeguardingOffice.unlock(folder, passphrase, lambda: dt.datetime.now(dt.UTC))
    signed = office.change(edit)
    tell(
        f"Signed recipients list version {signed.body.version}: {folder.recipients_path}.",
        "Any console or hub of the school carries it on from here.",
    )
    return 0


def _member(roster: Roster, text: str) -> StaffMember:
    found = [
        each
        for each in roster.staff
        if text in {each.serial, each.name} and (each.revoked_at is None or text == each.serial)
    ]
    if len(found) != 1:
        problem = "nobody in the roster has this name" if not found else "several have this name"
        raise InputError(repr(text[:64]), problem, "use the serial that roster show --json prints")
    return found[0]


def _as_lines(listed: RecipientsList) -> list[str]:
    now = dt.datetime.now(dt.UTC)
    lines = [
        f"Recipients list version {listed.version}, good until {_date(listed.expires_at)}"
        + (" (EXPIRED: renew it)" if listed.is_expired(now) else ""),
        f"A concern must be opened within {listed.acknowledge_within_s // 60} minutes.",
        "",
    ]
    for each in listed.recipients:
        deputy = listed.recipient(each.deputy)
        notes = [each.duty.value]
        notes += ["with photo"] if each.photo else []
        notes += [] if each.is_offered else ["not offered to pupils"]
        if each.absent_until is not None and each.is_absent(now):
            by = f", {deputy.name} reads meanwhile" if deputy is not None else ""
            notes.append(f"away until {_date(each.absent_until)}{by}")
        after = f", looks after {each.looks_after}" if each.looks_after else ""
        lines.append(f"{each.name} ({each.title}{after}): {'; '.join(notes)}")
    lines.append("")
    lines += [
        f"{each.name}: {each.number}{'  (danger now)' if each.is_emergency else ''}"
        for each in listed.helplines
    ]
    return lines


def _as_json(listed: RecipientsList) -> dict[str, object]:
    return {
        "version": listed.version,
        "expires_at": _date(listed.expires_at),
        "acknowledge_within_s": listed.acknowledge_within_s,
        "recipients": [
            {
                "serial": each.serial,
                "name": each.name,
                "title": each.title,
                "looks_after": each.looks_after,
                "duty": each.duty.value,
                "is_offered": each.is_offered,
                "photo_bytes": len(each.photo),
                "absent_until": _date(each.absent_until) if each.absent_until else None,
                "deputy": each.deputy,
            }
            for each in listed.recipients
        ],
        "helplines": [
            {"name": each.name, "number": each.number, "is_emergency": each.is_emergency}
            for each in listed.helplines
        ],
    }


def _date(at_ms: int) -> str:
    return dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC).strftime("%Y-%m-%d")


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", required=True, type=Path, help="with school.harbour and roster.harbour"
    )


def _signing(parser: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]) -> None:
    _folder(parser)
    parser.add_argument("--key", type=Path, help="safeguarding.key, where it is not in the folder")
    parser.add_argument("--passphrase-file", type=Path, help="read the passphrase from a file")
    parser.set_defaults(command=command)


def _duty(text: str) -> Duty:
    try:
        return Duty(text.lower())
    except ValueError:
        raise argparse.ArgumentTypeError("choose staff, dsl, deputy_dsl or head") from None


def _day(text: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC)
    except ValueError:
        raise argparse.ArgumentTypeError("write a day as 2026-12-01") from None


def _line(text: str) -> tuple[str, str]:
    name, separator, number = (each.strip() for each in text.partition("="))
    if not separator or not 0 < len(name) <= 64 or not 0 < len(number) <= 32:  # noqa: PLR2004
        raise argparse.ArgumentTypeError('write NAME=NUMBER, as "Childline=0800 1111"')
    return name, number
