"""Changes to a roster, each giving the next version. Pure: roster in, roster out."""

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from protocol.errors import InputError
from protocol.identifiers import fingerprint
from protocol.limits import HUBS_MAX
from protocol.trust.admission_request import AdmissionRequest
from protocol.trust.document import Signed
from protocol.trust.keys import DeploymentKeys
from protocol.trust.roster import ROSTER, Device, Hub, Roster, StaffMember
from teacher_console.school.founding import checked_name, millis
from teacher_console.school.staff_request import StaffRequest

LineT = TypeVar("LineT", StaffMember, Device, Hub)


def add_staff(
    roster: Roster,
    request: StaffRequest,
    *,
    rooms: tuple[str, ...],
    valid_days: int,
    now: dt.datetime,
) -> Roster:
    """Return `roster` with the person who made `request`.

    Raises:
        InputError: Their key is in it already, or a name or number is out of range.
    """
    if any(member.transport_key == request.transport_key for member in roster.staff):
        raise InputError(request.name, "this key is in the roster already", "nothing is to be done")
    if not 1 <= valid_days <= 1500:  # noqa: PLR2004
        raise InputError("--valid-days", "out of range", "choose 1 to 1500 days")
    member = StaffMember(
        serial=secrets.token_hex(16),
        name=checked_name(request.name, "name"),
        role=request.role,
        rooms=_rooms(rooms),
        transport_key=request.transport_key,
        signing_key=request.signing_key,
        sealing_key=request.sealing_key,
        not_before=millis(now),
        not_after=millis(now + dt.timedelta(days=valid_days)),
    )
    return _next(roster, now, staff=(*roster.staff, member))


def add_devices(
    roster: Roster, devices: Iterable[tuple[AdmissionRequest, str, str]], *, now: dt.datetime
) -> Roster:
    """Return `roster` with new devices, each (request, name, room).

    Raises:
        InputError: Two devices would have one name, or a name is unfit.
    """
    lines = list(roster.devices)
    names = {device.name for device in lines if device.revoked_at is None}
    for request, name, room in devices:
        checked = checked_name(name, "device name")
        if checked in names:
            remedy = "give it another with --names"
            raise InputError(f"device {checked!r}", "another device has this name", remedy)
        names.add(checked)
        lines.append(
            Device(
                serial=secrets.token_hex(16),
                name=checked,
                room=checked_name(room, "room"),
                transport_key=request.transport_key,
                signing_key=request.signing_key,
                enrolment_token=request.enrolment_token,
                admitted_at=millis(now),
            )
        )
    return _next(roster, now, devices=tuple(lines))


def revoke_staff(roster: Roster, who: str, *, now: dt.datetime) -> tuple[Roster, StaffMember]:
    """Return `roster` with one person's key revoked, and their line.

    Args:
        who: Name, serial or fingerprint.

    Raises:
        InputError: Nobody, or more than one, is meant.
    """
    member = _one(who, [each for each in roster.staff if each.revoked_at is None], "--staff")
    revoked = msgspec.structs.replace(member, revoked_at=millis(now))
    staff = tuple(revoked if each is member else each for each in roster.staff)
    return _next(roster, now, staff=staff), revoked


def revoke_device(roster: Roster, which: str, *, now: dt.datetime) -> tuple[Roster, Device]:
    """Return `roster` with one device's key revoked, and its line.

    Args:
        which: Name, serial or fingerprint.

    Raises:
        InputError: None, or more than one, is meant.
    """
    device = _one(which, [each for each in roster.devices if each.revoked_at is None], "--device")
    revoked = msgspec.structs.replace(device, revoked_at=millis(now))
    devices = tuple(revoked if each is device else each for each in roster.devices)
    return _next(roster, now, devices=devices), revoked


def add_hub(roster: Roster, request: AdmissionRequest, *, address: str, now: dt.datetime) -> Roster:
    """Return `roster` with the hub that made `request`.

    Args:
        address: `host:port` at which devices and consoles dial it.

    Raises:
        InputError: Its key is in it already, there are enough, or the address is none.
    """
    if any(hub.transport_key == request.transport_key for hub in roster.hubs):
        problem = "this hub's key is in the roster already"
        raise InputError(request.name, problem, "nothing is to be done")
    if len(roster.hubs) >= HUBS_MAX:
        problem = f"the roster has {HUBS_MAX} hubs, which is all it may"
        raise InputError(request.name, problem, "use one of them")
    hub = Hub(
        serial=secrets.token_hex(16),
        name=checked_name(request.name, "hub name"),
        address=_hub_address(address),
        transport_key=request.transport_key,
        admitted_at=millis(now),
    )
    return _next(roster, now, hubs=(*roster.hubs, hub))


def revoke_hub(roster: Roster, which: str, *, now: dt.datetime) -> tuple[Roster, Hub]:
    """Return `roster` with one hub's key revoked, and its line.

    Args:
        which: Name, serial or fingerprint.

    Raises:
        InputError: None, or more than one, is meant.
    """
    hub = _one(which, [each for each in roster.hubs if each.revoked_at is None], "hub")
    revoked = msgspec.structs.replace(hub, revoked_at=millis(now))
    return _next(
        roster, now, hubs=tuple(revoked if each is hub else each for each in roster.hubs)
    ), revoked


def sign_roster(roster: Roster, keys: DeploymentKeys) -> Signed[Roster]:
    """Return `roster` signed by the deployment root."""
    return ROSTER.sign(roster, keys.signing.secret)


def line_fingerprint(line: StaffMember | StaffRequest | Device | Hub) -> str:
    """Return the fingerprint people compare for a line of the roster, or one asked for."""
    if isinstance(line, StaffMember | StaffRequest):
        return fingerprint(line.transport_key, line.signing_key, line.sealing_key)
    return fingerprint(line.transport_key)


def _hub_address(text: str) -> str:
    host, _, port = text.strip().rpartition(":")
    is_port = port.isascii() and port.isdigit() and 0 < int(port) < 65_536  # noqa: PLR2004
    if not host or not is_port or not host.isprintable() or " " in host:
        remedy = "write it as name:port or 10.0.0.5:48481"
        raise InputError(f"--address {text[:64]!r}", "it is not an address", remedy)
    return f"{host}:{int(port)}"


def _rooms(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(checked_name(name, "room") for name in names))


def _next(
    roster: Roster,
    now: dt.datetime,
    *,
    staff: tuple[StaffMember, ...] | None = None,
    devices: tuple[Device, ...] | None = None,
    hubs: tuple[Hub, ...] | None = None,
) -> Roster:
    return Roster(
        school_id=roster.school_id,
        version=roster.version + 1,
        issued_at=max(millis(now), roster.issued_at),
        staff=roster.staff if staff is None else staff,
        devices=roster.devices if devices is None else devices,
        hubs=roster.hubs if hubs is None else hubs,
    )


def _one(who: str, lines: Sequence[LineT], where: str) -> LineT:
    meant = [line for line in lines if who in {line.name, line.serial, line_fingerprint(line)}]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        remedy = "see the names with: harbour-admin roster show"
        raise InputError(f"{where} {who[:64]!r}", "nothing in the roster is called so", remedy)
    serials = ", ".join(line.serial for line in meant)
    raise InputError(
        f"{where} {who[:64]!r}", "more than one is called so", f"name one of {serials}"
    )
