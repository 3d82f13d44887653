"""A roster for people to read. Pure; nothing secret is in a roster."""

import datetime as dt
from collections.abc import Sequence

from protocol.trust.roster import Device, Hub, Roster, StaffMember
from protocol.trust.school_file import School
from teacher_console.school.founding import millis
from teacher_console.school.roster_editing import line_fingerprint


def roster_lines(school: School, roster: Roster, now: dt.datetime) -> list[str]:
    """Return the lines of a table: staff, then devices, each with its standing at `now`."""
    lines = [
        f"{school.name}: roster version {roster.version}, issued {_day(roster.issued_at)}",
        "",
        *_table(
            ["STAFF", "ROLE", "ROOMS", "STANDING", "FINGERPRINT"],
            [
                [
                    member.name,
                    member.role.value,
                    ", ".join(member.rooms) or "-",
                    staff_standing(member, now),
                    line_fingerprint(member),
                ]
                for member in roster.staff
            ],
        ),
        "",
        *_table(
            ["DEVICE", "ROOM", "STANDING", "FINGERPRINT"],
            [
                [device.name, device.room, device_standing(device), line_fingerprint(device)]
                for device in roster.devices
            ],
        ),
    ]
    if roster.hubs:
        lines += ["", *hub_lines(roster)]
    return [line.rstrip() for line in lines]


def hub_lines(roster: Roster) -> list[str]:
    """Return the lines of a table of hubs."""
    return _table(
        ["HUB", "ADDRESS", "STANDING", "FINGERPRINT"],
        [
            [hub.name, hub.address, device_standing(hub), line_fingerprint(hub)]
            for hub in roster.hubs
        ],
    )


def roster_json(school: School, roster: Roster) -> dict[str, object]:
    """Return the roster as plain JSON values."""
    return {
        "school": school.name,
        "version": roster.version,
        "issued_at": _day(roster.issued_at),
        "staff": [
            {
                "serial": member.serial,
                "name": member.name,
                "role": member.role.value,
                "rooms": list(member.rooms),
                "fingerprint": line_fingerprint(member),
                "not_after": _day(member.not_after),
                "is_revoked": member.revoked_at is not None,
            }
            for member in roster.staff
        ],
        "devices": [
            {
                "serial": device.serial,
                "name": device.name,
                "room": device.room,
                "fingerprint": line_fingerprint(device),
                "is_revoked": device.revoked_at is not None,
            }
            for device in roster.devices
        ],
        "hubs": [
            {
                "serial": hub.serial,
                "name": hub.name,
                "address": hub.address,
                "fingerprint": line_fingerprint(hub),
                "is_revoked": hub.revoked_at is not None,
            }
            for hub in roster.hubs
        ],
    }


def staff_standing(member: StaffMember, now: dt.datetime) -> str:
    """Return how long a person's key is good, or that it is no longer."""
    if member.revoked_at is not None:
        return f"revoked {_day(member.revoked_at)}"
    if millis(now) > member.not_after:
        return f"expired {_day(member.not_after)}"
    return f"until {_day(member.not_after)}"


def device_standing(device: Device | Hub) -> str:
    """Return since when a device or hub is admitted, or that it is no longer."""
    if device.revoked_at is not None:
        return f"revoked {_day(device.revoked_at)}"
    return f"since {_day(device.admitted_at)}"


def _day(unix_ms: int) -> str:
    return dt.datetime.fromtimestamp(unix_ms / 1000, dt.UTC).strftime("%Y-%m-%d")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return [head[0], "  none yet"]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in [head, *rows]
    ]
