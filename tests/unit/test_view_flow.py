"""A full view from both ends in one process: a real device and the console's real links."""

import pytest

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from protocol.vocabulary import NoPictureReason, ViewEnd, ViewReason
from teacher_console.view.view_status import ViewState, ViewStatus
from teacher_console.view.views import Views
from tests.helpers.console_side import ClassInMemory
from tests.helpers.view_windows import Windows


class Room:
    """A class with a lesson open, and a teacher who may look."""

    def __init__(self) -> None:
        self.room = ClassInMemory()
        self.room.open_lesson()
        self.loop = self.room.loop
        self.device = self.room.devices[0]
        self.windows = Windows()
        self.views = Views(
            loop=self.loop,
            dialler=self.room.network.dialler(self.room.teacher.keys.transport.transport_key()),
            events=self.windows,
            lesson_id_for=self._lesson_id_for,
            address_of=lambda _: self.room.address(self.room.computers[0]),
            roster_version=self.room.classroom.roster_version,
        )

    def open(self) -> None:
        self.views.open_view(self.device.key, ViewReason.WORK)
        self.loop.run(0.5)

    def state(self) -> ViewState:
        return self.status().state

    def status(self) -> ViewStatus:
        return self.windows.told[-1]

    def frames(self) -> list[FrameSent]:
        return self.windows.frames

    def _lesson_id_for(self, key: TransportKey) -> str | None:
        lesson = self.room.classroom.lesson_for(key)
        return None if lesson is None else lesson.info.lesson_id


@pytest.fixture
def seen() -> Room:
    return Room()


def test_the_pupil_sees_who_looks_and_why_and_the_teacher_sees_each_change(seen: Room) -> None:
    seen.open()
    assert seen.state() is ViewState.LIVE
    assert (seen.frames()[0].is_whole, seen.status().monitors) == (True, 2)
    [watcher] = [each for each in seen.device.watchers[-1] if each.reason is not None]
    assert (watcher.name, watcher.reason) == ("Ms Patel", ViewReason.WORK)
    for _ in range(20):
        seen.device.screen.change()
        seen.loop.run(0.04)
    assert [frame.number for frame in seen.frames()] == list(range(1, 22))


def test_closing_ends_it_on_the_device(seen: Room) -> None:
    seen.open()
    seen.views.close_view(seen.device.key)
    seen.loop.run(0.1)
    assert [each.reason for each in seen.device.watchers[-1]] == [None]


def test_a_window_that_paints_nothing_stops_the_frames_and_the_view_stays(seen: Room) -> None:
    seen.windows.shows = None
    seen.open()
    for _ in range(10):
        seen.device.screen.change()
        seen.loop.run(1)
    assert len(seen.frames()) == 2
    assert seen.state() is ViewState.LIVE
    seen.windows.answers[-1](True)
    seen.loop.run(0.1)
    assert len(seen.frames()) == 3


def test_a_frame_that_cannot_be_shown_comes_again_whole(seen: Room) -> None:
    seen.windows.shows = False
    seen.open()
    seen.device.screen.change()
    seen.loop.run(0.2)
    seen.windows.shows = True
    seen.loop.run(1.5)
    assert seen.frames()[-1].is_whole
    seen.device.screen.change()
    seen.loop.run(0.2)
    assert not seen.frames()[-1].is_whole
    assert seen.state() is ViewState.LIVE


def test_another_monitor_is_shown(seen: Room) -> None:
    seen.open()
    seen.views.choose_monitor(seen.device.key, 1)
    seen.loop.run(0.5)
    assert seen.status().monitor == 1
    assert seen.frames()[-1].is_whole


def test_it_lasts_as_long_as_it_is_renewed_and_no_longer(seen: Room) -> None:
    seen.open()
    seen.loop.run(280)
    seen.views.renew_view(seen.device.key)
    seen.loop.run(100)
    assert seen.state() is ViewState.LIVE
    seen.loop.run(220)
    assert (seen.state(), seen.status().end) == (ViewState.ENDED, ViewEnd.TIME)
    assert [each.reason for each in seen.device.watchers[-1]] == [None]


def test_the_end_of_the_lesson_ends_it_on_both_sides(seen: Room) -> None:
    seen.open()
    seen.room.classroom.end_lesson()
    seen.loop.run(1)
    assert (seen.state(), seen.status().end) == (ViewState.ENDED, ViewEnd.LESSON)
    assert seen.device.watchers[-1] == ()


def test_a_cut_of_both_lines_heals_by_itself(seen: Room) -> None:
    seen.open()
    address = seen.room.address(seen.room.computers[0])
    seen.room.network.cut.add(address)
    seen.loop.run(12)
    assert seen.state() is ViewState.LOST
    seen.room.network.cut.clear()
    seen.loop.run(9)
    assert seen.state() is ViewState.LIVE
    assert seen.frames()[-1].is_whole


def test_a_covered_sign_takes_the_picture_down(seen: Room) -> None:
    seen.open()
    seen.device.full_sign.is_lit = False
    seen.device.screen.change()
    seen.loop.run(4)
    assert seen.status().withheld is NoPictureReason.NO_SIGN
    seen.device.full_sign.is_lit = True
    seen.loop.run(2)
    assert seen.state() is ViewState.LIVE
