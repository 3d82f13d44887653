"""T14: every standing and every message, decided by the device, cell by cell.

The expectations are written out here from the school's rules, not read from the table they judge.
"""

import typing

import pytest

from protocol import codec
from protocol.errors import RemoteProtocolError
from protocol.messages import (
    DeviceDescribed,
    FrameSent,
    FromDevice,
    Hello,
    LessonEnded,
    LessonOpened,
    PictureSent,
    RequestRefused,
    RosterOffered,
    RosterTaken,
    ToDevice,
    ViewOpened,
    ViewRefused,
    VisitForgotten,
    Welcomed,
)
from protocol.messages.admission import DescribeDevice
from protocol.messages.lesson import EndLesson, OpenLesson
from protocol.messages.message import Message
from protocol.messages.screen import RequestPicture
from protocol.messages.session import ConsoleAlive, ConsoleLeft, OfferRoster, RequestRoster
from protocol.messages.view import ChooseMonitor, EndView, FrameShown, OpenView, RenewView
from protocol.transport.ports import Caller
from protocol.trust.keys import PrivateKey
from protocol.vocabulary import LessonRefusal, Purpose, Refusal, Role, ViewReason
from tests.helpers.device_side import device_side
from tests.helpers.messages import hello, request_picture
from tests.helpers.school import SchoolInMemory
from tests.helpers.virtual import VirtualLoop

CALLERS = [
    "admission",
    "teacher",
    "teacher of another room",
    "dsl",
    "technician",
    "revoked teacher",
    "expired teacher",
    "another school's teacher",
    "a pupil's device",
    "stranger",
]
STRANGERS = CALLERS[5:]

ANSWER: dict[object, set[object]] = {
    Hello: {Welcomed},
    ConsoleAlive: set(),
    ConsoleLeft: set(),
    OfferRoster: {RosterTaken},
    RequestRoster: {RosterOffered},
    DescribeDevice: {DeviceDescribed},
    OpenLesson: {LessonOpened},
    EndLesson: {LessonEnded},
    RequestPicture: {PictureSent},
    OpenView: {ViewOpened, FrameSent},
    ChooseMonitor: {FrameSent},
    RenewView: {ViewOpened},
    EndView: set(),
    FrameShown: set(),
}
"""What a caller who may ask gets."""

VIEW_WORDS = (OpenView, ChooseMonitor, RenewView, EndView, FrameShown)
LESSON_WORDS = (OpenLesson, EndLesson, RequestPicture, *VIEW_WORDS)
PIXELS = (PictureSent, FrameSent)


class Scene:
    """One device in Room 12 and ten callers, each with a link of its own."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.school = SchoolInMemory()
        other_school = SchoolInMemory("Elm School")
        self.teacher = self.school.person(name="Ms Patel")
        elsewhere = self.school.person(name="Mr Grey", rooms=("Room 1",))
        dsl = self.school.person(Role.DSL, name="Mrs Lead")
        technician = self.school.person(Role.TECHNICIAN, name="Tec")
        revoked = self.school.person(name="Gone")
        self.school.revoke(revoked)
        expired = self.school.person(name="Old", valid_ms=(-90 * 86400000, -3 * 86400000))
        foreign = other_school.person(name="Ms Patel")
        computer, neighbour = self.school.computer(), self.school.computer(name="pc-02")
        self.persons = {
            "teacher": self.teacher,
            "teacher of another room": elsewhere,
            "dsl": dsl,
            "technician": technician,
            "revoked teacher": revoked,
            "expired teacher": expired,
            "another school's teacher": foreign,
        }
        self.keys = {name: person.keys.transport for name, person in self.persons.items()} | {
            "admission": self.school.deployment.admission,
            "a pupil's device": neighbour.keys.transport,
            "stranger": PrivateKey.generate(),
        }
        roster = self.school.roster()
        self.newer = self.school.roster()
        self.device = device_side(self.loop, self.school, computer, roster)
        self.got: dict[bytes, list[FromDevice]] = {}
        self.device.serve_at(self)

    def send(self, caller: Caller, data: bytes) -> bool:
        self.got.setdefault(caller.route, []).append(codec.decode_from_device(data))
        return True

    def caller(self, name: str, line: str = "class") -> Caller:
        return Caller(self.keys[name].transport_key(), f"{name} {line}".encode())

    def say(self, name: str, message: Message, line: str = "class") -> list[FromDevice]:
        """What the device answers to `message` on one of the caller's lines."""
        caller = self.caller(name, line)
        self.got[caller.route] = []
        self.device.visits.on_data(caller, codec.encode(message))
        self.loop.run(0.1)
        return self.got[caller.route]

    def example(self, kind: type[Message], name: str) -> Message:
        """A message of `kind` as `name` would send it in earnest."""
        person = self.persons.get(name, self.teacher)
        rooms = person.line.rooms or ("Room 12",)
        lesson = self.school.lesson(person, rooms=(*rooms, "Room 12"))
        lesson_id = getattr(self, "open_lesson_id", "0" * 32)
        return {
            Hello: hello(1),
            ConsoleAlive: ConsoleAlive(),
            ConsoleLeft: ConsoleLeft(),
            OfferRoster: OfferRoster(body=self.newer.canonical, signature=self.newer.signature),
            RequestRoster: RequestRoster(),
            DescribeDevice: DescribeDevice(),
            OpenLesson: OpenLesson(body=lesson.canonical, signature=lesson.signature),
            EndLesson: EndLesson(lesson_id=lesson_id),
            RequestPicture: request_picture(lesson_id),
            OpenView: OpenView(lesson_id=lesson_id, reason=ViewReason.HELP, monitor=None),
            ChooseMonitor: ChooseMonitor(monitor=1),
            RenewView: RenewView(),
            EndView: EndView(),
            FrameShown: FrameShown(number=1, is_anew=False),
        }[kind]

    def open_a_lesson_as(self, name: str) -> None:
        if name == "teacher":
            opened = self.say(name, self.example(OpenLesson, name))[0]
            assert isinstance(opened, LessonOpened)
            self.open_lesson_id = opened.lesson_id


def may(name: str, kind: type[Message]) -> bool:
    if name in STRANGERS:
        return False
    if kind is DescribeDevice:
        return name == "admission"
    if kind in LESSON_WORDS:
        return name == "teacher"
    return True


@pytest.mark.parametrize("kind", typing.get_args(ToDevice), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", CALLERS)
def test_t14_each_caller_gets_what_is_theirs_and_nothing_else(
    name: str, kind: type[Message], expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    scene = Scene()
    line = "view" if kind in VIEW_WORDS else "class"
    if kind is not Hello:
        scene.say(name, hello(1))
    if kind in {EndLesson, RequestPicture, *VIEW_WORDS}:
        scene.open_a_lesson_as(name)
    if kind in VIEW_WORDS:
        scene.say(name, hello(1, Purpose.VIEW), line)
    if kind in VIEW_WORDS and kind is not OpenView and name == "teacher":
        scene.say(name, scene.example(OpenView, name), line)
    answers = scene.say(name, scene.example(kind, name), line)
    kinds = {type(answer) for answer in answers}
    if may(name, kind):
        assert kinds == ANSWER[kind]
    elif name in STRANGERS:
        assert answers == []
    elif kind in VIEW_WORDS and name == "teacher of another room":
        assert kinds <= {ViewRefused}
    else:
        assert not kinds & ANSWER[kind]
        [answer] = answers
        if isinstance(answer, RequestRefused):
            assert answer.reason in {Refusal.ROLE, Refusal.NO_LESSON}
        else:
            assert getattr(answer, "reason", None) is LessonRefusal.OTHER_ROOM
    if not (name == "teacher" and kind in {RequestPicture, OpenView, ChooseMonitor}):
        assert not any(isinstance(answer, PIXELS) for answer in answers)


@pytest.mark.parametrize("name", CALLERS)
def test_t14_the_handshake_itself_lets_in_only_the_schools_own(name: str) -> None:
    scene = Scene()
    problem = scene.device.membership.problem_with(scene.keys[name].transport_key())
    assert (problem is None) is (name not in STRANGERS)
    if problem is not None:
        assert problem in {"unknown", "revoked", "expired"}


def test_t09_an_older_protocol_version_is_refused(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    scene = Scene()
    assert (
        scene.say("teacher", Hello(protocol_version=0, roster_version=1, purpose=Purpose.CLASS))
        == []
    )
    assert "another protocol version" in expected_log.text


def test_before_hello_nothing_is_answered_but_that_a_greeting_is_missing(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    scene = Scene()
    assert scene.say("teacher", scene.example(OpenLesson, "teacher")) == [VisitForgotten()]
    assert "OpenLesson from a console not greeted" in expected_log.text


def test_garbage_ends_the_visit_and_is_not_quoted(expected_log: pytest.LogCaptureFixture) -> None:
    scene = Scene()
    scene.say("teacher", hello(1))
    scene.device.visits.on_data(scene.caller("teacher"), b"\x01secret garbage")
    assert "broke the protocol" in expected_log.text
    assert "secret" not in expected_log.text
    with pytest.raises(RemoteProtocolError):
        codec.decode_to_device(b"\x01secret garbage")


def test_t14_a_connection_for_a_greeting_opens_no_lesson(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    scene = Scene()
    scene.say("teacher", hello(1, Purpose.GREETING))
    assert scene.say("teacher", scene.example(OpenLesson, "teacher")) == []
    assert "not for it" in expected_log.text
