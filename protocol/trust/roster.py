"""The roster: which keys belong to this school, signed by its deployment root, version rising."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import msgspec

from protocol.errors import InputError
from protocol.identifiers import (
    Identifier,
    Name,
    Room,
    SealingKeyField,
    SigningKeyField,
    TransportKey,
    TransportKeyField,
    UnixMillis,
)
from protocol.limits import CLOCK_TOLERANCE_S, DEVICES_MAX, HUBS_MAX, ROOMS_MAX, STAFF_MAX
from protocol.trust.document import DocumentKind, Signed
from protocol.trust.school_file import EnrolmentToken, School
from protocol.vocabulary import Role


class StaffMember(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person's keys and rights.

    Attributes:
        rooms: Rooms in which they may open lessons.
        revoked_at: Set once, never cleared: the line stays, so that a log can say why.
    """

    serial: Identifier
    name: Name
    role: Role
    rooms: Annotated[tuple[Room, ...], msgspec.Meta(max_length=ROOMS_MAX)]
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    sealing_key: SealingKeyField
    not_before: UnixMillis
    not_after: UnixMillis
    revoked_at: UnixMillis | None = None


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One pupil's computer.

    Attributes:
        enrolment_token: The token it asked with, to count a token's uses.
    """

    serial: Identifier
    name: Name
    room: Room
    transport_key: TransportKeyField
    signing_key: SigningKeyField
    enrolment_token: EnrolmentToken
    admitted_at: UnixMillis
    revoked_at: UnixMillis | None = None


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A school's post office on a machine that is always on.

    Attributes:
        address: `host:port` at which devices and consoles dial it.
    """

    serial: Identifier
    name: Name
    address: Annotated[str, msgspec.Meta(min_length=3, max_length=255)]
    transport_key: TransportKeyField
    admitted_at: UnixMillis
    revoked_at: UnixMillis | None = None


class Roster(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True
):
    """All keys of a school. Newer wins, older is refused, any honest peer may carry it.

    Attributes:
        hubs: Left out of the signed bytes where there is none.
    """

    school_id: Identifier
    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    issued_at: UnixMillis
    staff: Annotated[tuple[StaffMember, ...], msgspec.Meta(max_length=STAFF_MAX)]
    devices: Annotated[tuple[Device, ...], msgspec.Meta(max_length=DEVICES_MAX)]
    hubs: Annotated[tuple[Hub, ...], msgspec.Meta(max_length=HUBS_MAX)] = ()


ROSTER = DocumentKind(
    name="roster",
    body_type=Roster,
    remedy="copy roster.harbour again from your technician",
)


class Standing(msgspec.Struct, frozen=True):
    """What a roster says of a member of staff's key at one moment.

    Attributes:
        member: None when the key is in no line of the roster.
        problem: None when the key is good; else a word for the log, naming nobody.
    """

    member: StaffMember | None
    problem: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class RosterIndex:
    """A roster arranged for look-up by the key a handshake proved."""

    signed: Signed[Roster]
    _staff: dict[TransportKey, StaffMember]
    _devices: dict[TransportKey, Device]

    @classmethod
    def of(cls, signed: Signed[Roster]) -> "RosterIndex":
        """Arrange `signed`."""
        return cls(
            signed,
            {member.transport_key: member for member in signed.body.staff},
            {device.transport_key: device for device in signed.body.devices},
        )

    @property
    def version(self) -> int:
        """The roster's version, at least 1."""
        return self.signed.body.version

    @property
    def devices(self) -> Sequence[Device]:
        """Every device that is admitted and not revoked."""
        return [device for device in self._devices.values() if device.revoked_at is None]

    @property
    def hubs(self) -> Sequence[Hub]:
        """Every hub that is admitted and not revoked."""
        return [hub for hub in self.signed.body.hubs if hub.revoked_at is None]

    def hub(self, key: TransportKey) -> Hub | None:
        """Return the admitted hub with this key, None if unknown or revoked."""
        return next((hub for hub in self.hubs if hub.transport_key == key), None)

    def device(self, key: TransportKey) -> Device | None:
        """Return the admitted device with this key, None if unknown or revoked."""
        device = self._devices.get(key)
        return device if device is not None and device.revoked_at is None else None

    def staff_standing(self, key: TransportKey, now: dt.datetime) -> Standing:
        """Tell whose key this is and whether it is good at `now` (aware UTC).

        A clock that is plainly wrong (before the roster was issued) is moved up to the roster's
        own date, so that a computer at 1970 neither locks everybody out nor revives old keys.
        """
        member = self._staff.get(key)
        if member is None:
            return Standing(None, "unknown")
        if member.revoked_at is not None:
            return Standing(member, "revoked")
        moment = max(int(now.timestamp() * 1000), self.signed.body.issued_at)
        tolerance = CLOCK_TOLERANCE_S * 1000
        if moment > member.not_after + tolerance:
            return Standing(member, "expired")
        if moment < member.not_before - tolerance:
            return Standing(member, "not yet valid")
        return Standing(member, None)


def read_roster(data: bytes, *, where: object, school: School) -> Signed[Roster]:
    """Return the roster in a file's bytes.

    Raises:
        InputError: Not a whole, unchanged roster of `school`.
    """
    signed = ROSTER.from_file(data, where=where, signer=lambda _: school.deployment_root)
    if signed.body.school_id != school.school_id:
        raise InputError(where, "this roster is another school's", ROSTER.remedy)
    return signed


def carried_roster(body: bytes, signature: bytes, school: School) -> Signed[Roster] | None:
    """Return the roster a peer carried here if it is genuine and this school's, else None."""
    signed = ROSTER.from_wire(body, signature, school.deployment_root)
    if signed is None or signed.body.school_id != school.school_id:
        return None
    return signed
