"""The full view on the device: who gets frames, how many, for how long, and what the pupil sees."""

from typing import TypeVar, cast

import msgspec
import pytest

from protocol import codec
from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    EndLesson,
    EndView,
    FrameSent,
    FrameShown,
    FrameWithheld,
    FromDevice,
    LessonOpened,
    OpenLesson,
    OpenView,
    RenewView,
    RequestPicture,
    ToDevice,
    ViewEnded,
    ViewOpened,
    ViewRefused,
)
from protocol.transport.ports import Caller
from protocol.vocabulary import NoPictureReason, Purpose, ViewEnd, ViewReason, ViewRefusal
from tests.helpers.device_side import device_side
from tests.helpers.messages import hello, request_picture
from tests.helpers.school import SchoolInMemory
from tests.helpers.virtual import VirtualLoop

MessageT = TypeVar("MessageT", bound=msgspec.Struct)


class Room:
    """One device, and Ms Patel with a lesson open on her first line."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.school = SchoolInMemory()
        self.teacher = self.school.person()
        self.device = device_side(
            self.loop, self.school, self.school.computer(), self.school.roster()
        )
        self.device.serve_at(self)
        self.got: dict[bytes, list[FromDevice]] = {}
        self.say(b"class", hello(1))
        lesson = self.school.lesson(self.teacher)
        self.say(b"class", OpenLesson(body=lesson.canonical, signature=lesson.signature))
        [opened] = self.take(b"class", LessonOpened)
        self.lesson_id = opened.lesson_id

    def send(self, caller: Caller, data: bytes) -> bool:
        self.got.setdefault(caller.route, []).append(codec.decode_from_device(data))
        return True

    def say(self, line: bytes, message: ToDevice, run_s: float = 0.05) -> None:
        key = self.teacher.keys.transport.transport_key()
        self.device.visits.on_data(Caller(key, line), codec.encode(message))
        self.loop.run(run_s)

    def take(self, line: bytes, kind: type[MessageT]) -> list[MessageT]:
        """Every message of `kind` since the last call."""
        got = self.got.get(line, [])
        found = [message for message in got if isinstance(message, kind)]
        self.got[line] = [message for message in got if not isinstance(message, kind)]
        return cast("list[MessageT]", found)

    def open_view(self, line: bytes = b"view", reason: ViewReason = ViewReason.HELP) -> None:
        self.say(line, hello(1, Purpose.VIEW))
        self.say(line, OpenView(lesson_id=self.lesson_id, reason=reason, monitor=None))

    def keep_alive(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            for line in (b"class", b"view"):
                self.say(line, ConsoleAlive(), 0.5)


def test_the_pupil_is_told_who_looks_and_why_before_the_first_frame() -> None:
    room = Room()
    room.device.full_sign.is_lit = False
    room.open_view(reason=ViewReason.WORK)
    assert room.take(b"view", FrameSent) == []
    assert [(watcher.name, watcher.reason) for watcher in room.device.watchers[-1]] == [
        ("Ms Patel", None),
        ("Ms Patel", ViewReason.WORK),
    ]
    assert "Ms Patel (teacher) began Year 8 Computing in full: work" in room.device.history.log
    room.device.full_sign.is_lit = True
    room.loop.run(0.1)
    [frame] = room.take(b"view", FrameSent)
    assert frame.is_whole


def test_without_the_stronger_sign_a_reason_comes_and_no_frame() -> None:
    room = Room()
    room.device.full_sign.is_lit = False
    room.open_view()
    room.loop.run(3)
    assert room.take(b"view", FrameSent) == []
    [withheld] = room.take(b"view", FrameWithheld)
    assert withheld.reason is NoPictureReason.NO_SIGN
    room.say(b"view", FrameShown(number=withheld.number, is_anew=False))
    room.device.full_sign.is_lit = True
    room.loop.run(1.2)
    [frame] = room.take(b"view", FrameSent)
    assert frame.is_whole


def test_at_most_two_frames_are_on_their_way() -> None:
    room = Room()
    room.open_view()
    for _ in range(5):
        room.device.screen.change()
        room.loop.run(0.05)
    frames = room.take(b"view", FrameSent)
    assert [frame.number for frame in frames] == [1, 2]
    room.say(b"view", FrameShown(number=2, is_anew=False))
    [third] = room.take(b"view", FrameSent)
    assert third.number == 3
    assert not third.is_whole


def test_a_frame_that_could_not_be_shown_is_followed_by_a_whole_one() -> None:
    room = Room()
    room.open_view()
    room.take(b"view", FrameSent)
    room.say(b"view", FrameShown(number=1, is_anew=True))
    [frame] = room.take(b"view", FrameSent)
    assert frame.is_whole


def test_another_monitor_begins_with_a_whole_frame() -> None:
    room = Room()
    room.open_view()
    room.take(b"view", FrameSent)
    room.say(b"view", FrameShown(number=1, is_anew=False))
    room.say(b"view", ChooseMonitor(monitor=1))
    [frame] = room.take(b"view", FrameSent)
    assert (frame.monitor, frame.is_whole) == (1, True)


def test_it_ends_after_five_minutes_and_the_pupil_sees_that_it_did() -> None:
    room = Room()
    room.open_view()
    room.keep_alive(299)
    assert room.take(b"view", ViewEnded) == []
    room.keep_alive(3)
    [ended] = room.take(b"view", ViewEnded)
    assert ended.reason is ViewEnd.TIME
    assert [watcher.reason for watcher in room.device.watchers[-1]] == [None]
    room.device.screen.change()
    room.loop.run(1)
    assert room.take(b"view", FrameSent) == [] or not room.device.screen.wishes


def test_it_lasts_when_it_is_renewed() -> None:
    room = Room()
    room.open_view()
    room.keep_alive(290)
    room.take(b"view", ViewOpened)
    room.say(b"view", RenewView())
    assert len(room.take(b"view", ViewOpened)) == 1
    room.keep_alive(60)
    assert room.take(b"view", ViewEnded) == []


@pytest.mark.parametrize("how", ["the lesson ends", "the class's line is lost"])
def test_it_ends_with_its_lesson(how: str) -> None:
    room = Room()
    room.open_view()
    if how == "the lesson ends":
        room.say(b"class", EndLesson(lesson_id=room.lesson_id))
    else:
        room.say(b"class", ConsoleLeft())
    [ended] = room.take(b"view", ViewEnded)
    assert ended.reason is ViewEnd.LESSON
    assert room.device.watchers[-1] == ()


def test_a_view_without_a_lesson_is_refused(expected_log: pytest.LogCaptureFixture) -> None:
    room = Room()
    room.say(b"view", hello(1, Purpose.VIEW))
    room.say(b"view", OpenView(lesson_id="0" * 32, reason=ViewReason.HELP, monitor=None))
    [refused] = room.take(b"view", ViewRefused)
    assert refused.reason is ViewRefusal.NO_LESSON
    assert "refused a full view" in expected_log.text
    assert len(room.device.watchers[-1]) == 1


def test_ended_by_the_teacher_it_is_in_the_history_with_its_frames() -> None:
    room = Room()
    room.open_view()
    room.say(b"view", EndView())
    assert room.device.history.log[-1] == "watch 2 ended with 1"
    room.say(b"view", OpenView(lesson_id=room.lesson_id, reason=ViewReason.HELP, monitor=0))
    assert len(room.take(b"view", FrameSent)) == 2


def test_small_pictures_go_on_beside_it() -> None:
    room = Room()
    room.open_view()
    room.say(b"class", request_picture(room.lesson_id))
    assert any(type(message).__name__ == "PictureSent" for message in room.got[b"class"])


def test_a_second_view_line_of_the_same_person_replaces_the_first() -> None:
    room = Room()
    room.open_view(b"view")
    room.open_view(b"view again")
    assert len(room.device.watchers[-1]) == 2
    room.device.screen.change()
    room.take(b"view", FrameSent)
    room.loop.run(0.2)
    assert room.take(b"view", FrameSent) == []
    assert room.take(b"view again", FrameSent) != []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"class", OpenView(lesson_id="0" * 32, reason=ViewReason.HELP, monitor=None)),
        (b"view", request_picture("0" * 32)),
    ],
)
def test_each_line_carries_only_what_it_is_for(
    line: bytes, message: OpenView | RequestPicture, expected_log: pytest.LogCaptureFixture
) -> None:
    room = Room()
    room.open_view()
    room.say(line, message)
    assert "a message on a connection that is not for it" in expected_log.text


def test_a_frame_shown_that_was_never_sent_ends_the_visit(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = Room()
    room.open_view()
    room.say(b"view", FrameShown(number=7, is_anew=False))
    assert "a frame shown that was not on its way" in expected_log.text
    assert len(room.device.watchers[-1]) == 1
