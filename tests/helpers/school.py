"""A school made in memory: roots, staff of every role, devices, and rosters to taste."""

import dataclasses
import datetime as dt
import secrets

import msgspec

from protocol.identifiers import TransportKey
from protocol.trust.document import Signed
from protocol.trust.keys import (
    DeploymentKeys,
    DeviceKeys,
    PrivateKey,
    SafeguardingKeys,
    StaffKeys,
)
from protocol.trust.lesson import LESSON, LessonStatement
from protocol.trust.roster import ROSTER, Device, Hub, Roster, StaffMember
from protocol.trust.school_file import Enrolment, School
from protocol.vocabulary import Role

ROOM = "Room 12"
DAY_MS = 24 * 60 * 60 * 1000


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def now_ms() -> int:
    return int(utc_now().timestamp() * 1000)


@dataclasses.dataclass
class Person:
    keys: StaffKeys
    line: StaffMember


@dataclasses.dataclass
class Computer:
    keys: DeviceKeys
    line: Device

    @property
    def key(self) -> TransportKey:
        return self.keys.transport.transport_key()


@dataclasses.dataclass
class PostOffice:
    keys: DeviceKeys
    line: Hub

    @property
    def key(self) -> TransportKey:
        return self.keys.transport.transport_key()


class SchoolInMemory:
    """Everything a test needs to speak as this school, and nothing on disk."""

    def __init__(self, name: str = "Oak School") -> None:
        self.deployment = DeploymentKeys.generate()
        self.safeguarding = SafeguardingKeys.generate()
        self.school = School(
            school_id=secrets.token_hex(16),
            name=name,
            deployment_root=self.deployment.signing.signing_key(),
            safeguarding_root=self.safeguarding.signing.signing_key(),
            admission_key=self.deployment.admission.transport_key(),
            enrolment=Enrolment(
                token=secrets.token_bytes(16), expires_at=now_ms() + 30 * DAY_MS, max_devices=100
            ),
        )
        self.people: list[Person] = []
        self.computers: list[Computer] = []
        self.hubs: list[PostOffice] = []
        self.version = 0

    def person(
        self,
        role: Role = Role.TEACHER,
        *,
        name: str = "Ms Patel",
        rooms: tuple[str, ...] = (ROOM,),
        valid_ms: tuple[int, int] = (-DAY_MS, 30 * DAY_MS),
    ) -> Person:
        keys = StaffKeys.generate()
        line = StaffMember(
            serial=secrets.token_hex(16),
            name=name,
            role=role,
            rooms=rooms,
            transport_key=keys.transport.transport_key(),
            signing_key=keys.signing.signing_key(),
            sealing_key=keys.sealing.sealing_key(),
            not_before=now_ms() + valid_ms[0],
            not_after=now_ms() + valid_ms[1],
        )
        person = Person(keys, line)
        self.people.append(person)
        return person

    def computer(
        self, *, name: str = "pc-01", room: str = ROOM, keys: DeviceKeys | None = None
    ) -> Computer:
        keys = keys or DeviceKeys.generate()
        line = Device(
            serial=secrets.token_hex(16),
            name=name,
            room=room,
            transport_key=keys.transport.transport_key(),
            signing_key=keys.signing.signing_key(),
            enrolment_token=self.school.enrolment.token,
            admitted_at=now_ms(),
        )
        computer = Computer(keys, line)
        self.computers.append(computer)
        return computer

    def hub(self, *, name: str = "hub", address: str = "hub.oak.example:48481") -> PostOffice:
        keys = DeviceKeys.generate()
        line = Hub(
            serial=secrets.token_hex(16),
            name=name,
            address=address,
            transport_key=keys.transport.transport_key(),
            admitted_at=now_ms(),
        )
        hub = PostOffice(keys, line)
        self.hubs.append(hub)
        return hub

    def revoke(self, thing: Person | Computer | PostOffice) -> None:
        match thing:
            case Person():
                thing.line = msgspec.structs.replace(thing.line, revoked_at=now_ms())
            case Computer():
                thing.line = msgspec.structs.replace(thing.line, revoked_at=now_ms())
            case PostOffice():
                thing.line = msgspec.structs.replace(thing.line, revoked_at=now_ms())

    def roster(self, *, issued_at: int | None = None) -> Signed[Roster]:
        """The next version, with everybody as they stand now."""
        self.version += 1
        roster = Roster(
            school_id=self.school.school_id,
            version=self.version,
            issued_at=now_ms() if issued_at is None else issued_at,
            staff=tuple(person.line for person in self.people),
            devices=tuple(computer.line for computer in self.computers),
            hubs=tuple(hub.line for hub in self.hubs),
        )
        return ROSTER.sign(roster, self.deployment.signing.secret)

    def lesson(
        self,
        teacher: Person,
        *,
        rooms: tuple[str, ...] = (ROOM,),
        starts_in_ms: int = 0,
        duration_ms: int = 60 * 60 * 1000,
        signed_with: PrivateKey | None = None,
        school_id: str | None = None,
        serial: str | None = None,
    ) -> Signed[LessonStatement]:
        starts_at = now_ms() + starts_in_ms
        statement = LessonStatement(
            school_id=school_id or self.school.school_id,
            lesson_id=secrets.token_hex(16),
            teacher=serial or teacher.line.serial,
            title="Year 8 Computing",
            rooms=rooms,
            starts_at=starts_at,
            ends_at=starts_at + duration_ms,
        )
        return LESSON.sign(statement, (signed_with or teacher.keys.signing).secret)
