"""T14: every kind of caller and every message to a post office, decided by the office.

The expectations are written out here from the school's rules, not read from the table they judge.
"""

import typing

import pytest

from protocol.identifiers import ReaderId, TransportKey
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    DirectoryTold,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeTaken,
    FromOffice,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    RecipientsTaken,
    RequestDirectory,
    RequestRefused,
    RosterTaken,
    ToOffice,
    WatchReaders,
)
from protocol.messages.message import Message
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import new_envelope_id, reader_id, seal
from protocol.vocabulary import Refusal, Role
from tests.helpers.messages import greet_office
from tests.helpers.office_side import office_side
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import Person, SchoolInMemory

STAFF = ["teacher", "dsl", "technician"]
KNOWN = ["device", *STAFF, "hub", "admission"]
STRANGERS = [
    "revoked device",
    "revoked teacher",
    "expired teacher",
    "revoked hub",
    "another school's teacher",
    "another school's device",
    "another school's technician's tool",
    "stranger",
]

ANSWER: dict[type[ToOffice], type[FromOffice] | None] = {
    GreetOffice: OfficeGreeted,
    KeepEnvelope: EnvelopeKept,
    WatchReaders: EnvelopeHanded,
    EnvelopeTaken: None,
    OfferRoster: RosterTaken,
    RosterTaken: None,
    OfferRecipients: RecipientsTaken,
    RecipientsTaken: None,
    RequestDirectory: DirectoryTold,
    CallerAlive: OfficeAlive,
    CallerLeft: None,
}
"""What a caller who may ask gets; None is silence."""


def may(name: str, kind: type[ToOffice]) -> bool:
    if name in STRANGERS:
        return False
    if kind in {GreetOffice, CallerAlive, CallerLeft, OfferRoster}:
        return True
    if kind is RequestDirectory:
        return name in STAFF
    if kind in {WatchReaders, EnvelopeTaken}:
        return name in {"device", *STAFF}
    return name != "admission"


class Scene:
    """A hub, and one caller of every kind; each has an envelope waiting."""

    def __init__(self) -> None:
        self.school, other = SchoolInMemory(), SchoolInMemory("Elm School")
        people = {
            "teacher": self.school.person(name="Ms Patel"),
            "dsl": self.school.person(Role.DSL, name="Mrs Lead"),
            "technician": self.school.person(Role.TECHNICIAN, name="Tec"),
            "revoked teacher": self.school.person(name="Gone"),
            "expired teacher": self.school.person(
                name="Old", valid_ms=(-90 * 86_400_000, -3 * 86_400_000)
            ),
            "another school's teacher": other.person(),
        }
        computers = {
            "device": self.school.computer(),
            "revoked device": self.school.computer(name="pc-02"),
            "another school's device": other.computer(),
        }
        hubs = {"hub": self.school.hub(), "revoked hub": self.school.hub(name="old hub")}
        for gone in (people["revoked teacher"], computers["revoked device"], hubs["revoked hub"]):
            self.school.revoke(gone)
        self.people: dict[str, Person] = people
        self.pupil = PrivateKey.generate()
        self.keys: dict[str, TransportKey] = {
            **{name: each.keys.transport.transport_key() for name, each in people.items()},
            **{name: each.key for name, each in computers.items()},
            **{name: each.key for name, each in hubs.items()},
            "admission": self.school.deployment.admission.transport_key(),
            "another school's technician's tool": other.deployment.admission.transport_key(),
            "stranger": PrivateKey.generate().transport_key(),
        }
        self.office = office_side(self.school, self.school.roster())
        self.newer = self.school.roster()
        self.office.greet(self.keys["dsl"])
        for name in ("device", *STAFF):
            self.envelope = seal(b"words", [self.reading_key(name)], new_envelope_id())
            self.office.say(self.keys["dsl"], KeepEnvelope(envelope=self.envelope))

    def reading_key(self, name: str) -> typing.Any:
        person = self.people.get(name)
        return person.keys.sealing.sealing_key() if person else self.pupil.sealing_key()

    def reader(self, name: str) -> ReaderId:
        return reader_id(self.reading_key(name))

    def example(self, kind: type[ToOffice], name: str) -> Message:
        """A message of `kind` as `name` would send it in earnest."""
        listed = recipients_list(self.school, [recipient()])
        envelope = seal(b"more", [self.reading_key("dsl")], new_envelope_id())
        return {
            GreetOffice: greet_office(1),
            KeepEnvelope: KeepEnvelope(envelope=envelope),
            WatchReaders: WatchReaders(readers=(self.reader(name),)),
            EnvelopeTaken: EnvelopeTaken(id=self.envelope.id, reader=self.reader(name)),
            OfferRoster: OfferRoster(body=self.newer.canonical, signature=self.newer.signature),
            RosterTaken: RosterTaken(version=1),
            OfferRecipients: OfferRecipients(body=listed.canonical, signature=listed.signature),
            RecipientsTaken: RecipientsTaken(version=0),
            RequestDirectory: RequestDirectory(after=0),
            CallerAlive: CallerAlive(),
            CallerLeft: CallerLeft(),
        }[kind]


@pytest.mark.parametrize("kind", typing.get_args(ToOffice), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", [*KNOWN, *STRANGERS])
def test_t14_each_caller_gets_what_is_theirs_and_nothing_else(
    name: str, kind: type[ToOffice], expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    scene = Scene()
    key = scene.keys[name]
    if kind is not GreetOffice:
        scene.office.say(key, greet_office(1), line="its own")
    message = scene.example(kind, name)
    answers = scene.office.say(key, message, line="its own")
    if name in STRANGERS:
        assert answers == []
    elif not may(name, kind):
        assert answers == [RequestRefused(request=message.tag(), reason=Refusal.ROLE)]
    else:
        expected = ANSWER[kind]
        assert {type(answer) for answer in answers} == ({expected} if expected else set())


@pytest.mark.parametrize("whose", STAFF)
@pytest.mark.parametrize("name", ["device", *STAFF])
def test_t14_nobody_is_handed_what_is_sealed_to_another_member_of_staff(
    name: str, whose: str, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    scene = Scene()
    scene.office.greet(scene.keys[name], line="its own")
    watch = WatchReaders(readers=(scene.reader(whose),))
    [answer] = scene.office.say(scene.keys[name], watch, line="its own")
    assert isinstance(answer, EnvelopeHanded if name == whose else RequestRefused)


@pytest.mark.parametrize("name", STAFF)
def test_t14_staff_cannot_read_a_pupils_answers_by_watching_the_pupils_key(
    name: str, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    scene = Scene()
    scene.office.greet(scene.keys[name], line="its own")
    watch = WatchReaders(readers=(scene.reader("device"),))
    [answer] = scene.office.say(scene.keys[name], watch, line="its own")
    assert answer == RequestRefused(request=105, reason=Refusal.ROLE)


@pytest.mark.parametrize("name", [*KNOWN, *STRANGERS])
def test_t14_the_handshake_itself_lets_in_only_the_schools_own(name: str) -> None:
    scene = Scene()
    problem = scene.office.membership.problem_with(scene.keys[name])
    assert (problem is None) is (name in KNOWN)
    if problem is not None:
        assert problem in {"unknown", "revoked", "expired"}
