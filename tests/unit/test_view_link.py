"""The console's end of a full view, against a device that a test plays: honest, silent, lying."""

import msgspec
import pytest

from protocol.errors import RemoteProtocolError
from protocol.identifiers import TransportKey
from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DeviceLeft,
    EndView,
    FrameWithheld,
    Hello,
    OpenView,
    RenewView,
    RequestRefused,
    RosterTaken,
    ViewEnded,
    ViewOpened,
    ViewRefused,
)
from protocol.messages.message import Message
from protocol.messages.view import FramePiece
from protocol.vocabulary import (
    NoPictureReason,
    Purpose,
    Refusal,
    ViewEnd,
    ViewReason,
    ViewRefusal,
)
from teacher_console.view.frame_order import FrameOrder
from teacher_console.view.view_status import ViewState, ViewStatus
from teacher_console.view.views import VIEWS_AT_ONCE, Views
from tests.helpers.messages import welcomed
from tests.helpers.view_windows import Windows
from tests.helpers.viewed_device import ADDRESS, KEY, LASTS_S, ViewedDevice, frame
from tests.helpers.virtual import VirtualLoop, VirtualNetwork

LESSON = "ab" * 16
MINE = TransportKey(b"c" * 32)


class Scene:
    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.network = VirtualNetwork(self.loop)
        self.device = ViewedDevice(self.loop, self.network)
        self.windows = Windows()
        self.lesson: str | None = LESSON
        self.address = ADDRESS
        self.views = Views(
            loop=self.loop,
            dialler=self.network.dialler(MINE),
            events=self.windows,
            lesson_id_for=lambda _: self.lesson,
            address_of=lambda _: self.address,
            roster_version=lambda: 7,
        )

    def open(self, reason: ViewReason = ViewReason.HELP, monitor: int | None = None) -> None:
        self.views.open_view(KEY, reason, monitor)
        self.loop.run(0.1)

    def live(self) -> None:
        self.open()
        self.device.send(frame(1))

    @property
    def status(self) -> ViewStatus:
        return self.windows.told[-1]

    def state(self) -> ViewState:
        return self.status.state

    @property
    def states(self) -> list[ViewState]:
        states = [status.state for status in self.windows.told]
        return [state for i, state in enumerate(states) if i == 0 or states[i - 1] is not state]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_view_is_dialled_for_itself_and_asked_for_with_its_reason(scene: Scene) -> None:
    scene.open(ViewReason.WORRY, 1)
    hello, asked = scene.device.said[:2]
    assert isinstance(hello, Hello)
    assert (hello.purpose, hello.roster_version) == (Purpose.VIEW, 7)
    assert asked == OpenView(lesson_id=LESSON, reason=ViewReason.WORRY, monitor=1)


def test_a_frame_makes_it_live_and_is_acknowledged_once_it_was_shown(scene: Scene) -> None:
    scene.windows.shows = None
    scene.live()
    assert scene.state() is ViewState.LIVE
    assert scene.device.acknowledged() == []
    scene.windows.answers[0](True)
    scene.loop.run(0.01)
    assert scene.device.acknowledged() == [(1, False)]


def test_the_end_is_known_and_nobody_but_the_teacher_moves_it(scene: Scene) -> None:
    scene.live()
    ends_at_s = scene.status.ends_at_s
    assert ends_at_s is not None
    assert ends_at_s - scene.loop.now() == pytest.approx(LASTS_S, abs=1)
    scene.loop.run(100)
    scene.device.send(ViewOpened(monitors=1, monitor=0, lasts_s=300))  # nobody renewed
    assert scene.status.ends_at_s == ends_at_s


def test_renewing_moves_the_end(scene: Scene) -> None:
    scene.live()
    scene.loop.run(100)
    scene.views.renew_view(KEY)
    scene.loop.run(0.01)
    assert scene.device.heard(RenewView)
    scene.device.send(ViewOpened(monitors=1, monitor=0, lasts_s=300))
    assert scene.status.ends_at_s == pytest.approx(scene.loop.now() + 300, abs=1)
    assert scene.state() is ViewState.LIVE


def test_a_view_that_is_not_renewed_ends_even_if_the_device_forgets(scene: Scene) -> None:
    scene.live()
    scene.loop.run(LASTS_S + 1)
    assert (scene.state(), scene.status.end) == (ViewState.ENDED, ViewEnd.TIME)
    assert scene.device.heard(EndView)
    assert not scene.device.heard(RenewView)


def test_another_monitor_is_chosen_and_a_monitor_that_is_not_there_is_not(scene: Scene) -> None:
    scene.open()
    scene.device.send(frame(1, monitors=2))
    scene.views.choose_monitor(KEY, 1)
    scene.views.choose_monitor(KEY, 2)
    scene.loop.run(0.01)
    assert scene.device.heard(ChooseMonitor) == [ChooseMonitor(monitor=1)]
    scene.device.send(frame(2, size=(1280, 720), monitor=1, monitors=2))
    assert (scene.status.monitor, scene.status.monitors) == (1, 2)


def test_a_reason_takes_the_picture_down_and_is_acknowledged(scene: Scene) -> None:
    scene.live()
    scene.device.send(FrameWithheld(number=2, reason=NoPictureReason.LOCKED))
    assert scene.state() is ViewState.WITHHELD
    assert scene.status.withheld is NoPictureReason.LOCKED
    assert scene.device.acknowledged() == [(1, False), (2, False)]
    scene.device.send(frame(3))
    assert scene.state() is ViewState.LIVE
    assert scene.windows.told[-1].withheld is None


def test_a_screen_that_could_not_be_looked_at_is_old_until_it_can(scene: Scene) -> None:
    scene.live()
    scene.device.is_current = False
    scene.loop.run(1.5)
    assert scene.state() is ViewState.QUIET
    scene.device.is_current = True
    scene.loop.run(1.5)
    assert scene.state() is ViewState.LIVE


def test_silence_is_grey_after_three_seconds_lost_after_five_and_heals_anew(scene: Scene) -> None:
    scene.live()
    scene.loop.run(1)
    scene.network.cut.add(ADDRESS)
    scene.loop.run(2.5)
    assert scene.state() is ViewState.LIVE
    scene.loop.run(1.2)
    assert scene.state() is ViewState.QUIET
    scene.loop.run(2)
    assert scene.state() is ViewState.LOST
    scene.network.cut.clear()
    scene.loop.run(4.5)
    assert len(scene.device.heard(OpenView)) == 2
    assert scene.state() is ViewState.OPENING
    scene.device.send(frame(1))  # a new connection counts anew
    assert scene.states == [
        ViewState.OPENING,
        ViewState.LIVE,
        ViewState.QUIET,
        ViewState.LOST,
        ViewState.OPENING,
        ViewState.LIVE,
    ]


def test_a_cut_adds_no_time(scene: Scene) -> None:
    scene.live()
    ends_at_s = scene.status.ends_at_s
    scene.loop.run(100)
    scene.network.cut.add(ADDRESS)
    scene.loop.run(20)
    scene.network.cut.clear()
    scene.loop.run(5)
    assert scene.state() is ViewState.OPENING
    assert scene.status.ends_at_s == ends_at_s


def test_a_frame_shown_after_the_cut_acknowledges_nothing_on_the_new_connection(
    scene: Scene,
) -> None:
    scene.windows.shows = None
    scene.live()
    scene.network.cut.add(ADDRESS)
    scene.loop.run(6)
    scene.network.cut.clear()
    scene.loop.run(5)
    scene.windows.answers[0](True)
    scene.loop.run(0.1)
    assert scene.device.acknowledged() == []


def test_no_lesson_is_final_at_first_and_asked_again_after_a_cut(scene: Scene) -> None:
    scene.live()
    scene.network.cut.add(ADDRESS)
    scene.loop.run(6)
    scene.device.is_willing = False
    scene.network.cut.clear()
    scene.loop.run(4)
    scene.device.said.clear()
    scene.loop.run(4)
    assert scene.device.heard(Hello)
    scene.device.send(welcomed(), ViewRefused(reason=ViewRefusal.NO_LESSON))
    assert scene.state() is ViewState.LOST
    scene.loop.run(1.1)
    assert len(scene.device.heard(OpenView)) == 2
    fresh = Scene()
    fresh.device.is_willing = False
    fresh.open()
    fresh.device.send(welcomed(), ViewRefused(reason=ViewRefusal.NO_LESSON))
    assert (fresh.state(), fresh.status.refusal) == (
        ViewState.REFUSED,
        ViewRefusal.NO_LESSON,
    )


def test_a_device_that_does_not_welcome_is_dialled_again_where_it_is_now(scene: Scene) -> None:
    scene.address = "elsewhere:1"
    scene.open()
    scene.loop.run(1)
    scene.address = ADDRESS
    scene.loop.run(4)
    assert scene.network.dialled == ["elsewhere:1", ADDRESS]
    assert scene.device.heard(OpenView)


def test_a_view_without_an_address_waits_for_one(scene: Scene) -> None:
    scene.address = ""
    scene.open()
    scene.address = ADDRESS
    scene.loop.run(4.1)
    assert scene.device.heard(OpenView)


@pytest.mark.parametrize(
    ("message", "state"),
    [
        (ViewEnded(reason=ViewEnd.LESSON), ViewState.ENDED),
        (DeviceLeft(), ViewState.LEFT),
        (RequestRefused(request=50, reason=Refusal.ROLE), ViewState.REFUSED),
        (ViewRefused(reason=ViewRefusal.TOO_MANY), ViewState.REFUSED),
    ],
    ids=["ended", "left", "refused", "too many"],
)
def test_an_end_is_final_and_hangs_up(scene: Scene, message: Message, state: ViewState) -> None:
    scene.live()
    scene.device.send(message)
    assert scene.state() is state
    said = len(scene.device.said)
    scene.loop.run(30)
    assert scene.state() is state
    assert len(scene.device.said) == said


def test_the_end_of_the_lesson_ends_the_view(scene: Scene) -> None:
    scene.live()
    scene.lesson = None
    scene.views.follow_lesson()
    scene.loop.run(0.1)
    assert (scene.state(), scene.status.end) == (ViewState.ENDED, ViewEnd.LESSON)
    assert scene.device.heard(EndView)
    assert scene.device.heard(ConsoleLeft)


def test_another_lesson_does_not_keep_the_view_of_the_last(scene: Scene) -> None:
    scene.live()
    scene.lesson = "cd" * 16
    scene.loop.run(3)
    assert scene.state() is ViewState.ENDED


def test_without_a_lesson_nothing_is_dialled(scene: Scene) -> None:
    scene.lesson = None
    scene.open()
    assert scene.network.dialled == []
    assert scene.status.refusal is ViewRefusal.NO_LESSON


def test_a_closed_view_says_goodbye_and_tells_nothing_more(scene: Scene) -> None:
    scene.live()
    told = len(scene.windows.told)
    scene.views.close_view(KEY)
    scene.loop.run(30)
    assert scene.device.heard(EndView)
    assert scene.device.heard(ConsoleLeft)
    assert len(scene.windows.told) == told
    scene.open()
    assert scene.state() is ViewState.OPENING


def test_an_idle_view_costs_one_sign_of_life_in_two_seconds(scene: Scene) -> None:
    scene.live()
    scene.device.said.clear()
    scene.loop.run(60)
    assert scene.state() is ViewState.LIVE
    assert 20 <= len(scene.device.heard(ConsoleAlive)) == len(scene.device.said) <= 31


def test_only_so_many_views_at_once(scene: Scene) -> None:
    for number in range(VIEWS_AT_ONCE):
        scene.views.open_view(TransportKey(bytes([number]) * 32), ViewReason.WORK)
    scene.open()
    assert scene.status.refusal is ViewRefusal.TOO_MANY
    scene.views.close()


def test_a_frame_that_cannot_be_shown_is_asked_for_anew_once_a_second(scene: Scene) -> None:
    scene.windows.shows = False
    scene.live()
    scene.loop.run(0.5)
    assert scene.device.acknowledged() == []
    scene.device.send(frame(2, is_whole=False))  # sent before it knew: skipped
    scene.loop.run(0.6)
    assert scene.device.acknowledged() == [(2, True)]
    assert len(scene.windows.frames) == 1
    scene.windows.shows = True
    scene.device.send(frame(3))
    assert scene.device.acknowledged()[-1] == (3, False)


_OUTSIDE = msgspec.structs.replace(
    frame(2, is_whole=False), pieces=(FramePiece(left_px=640, top_px=0, data=b"x"),)
)
_HEAVY = msgspec.structs.replace(
    frame(2), pieces=(FramePiece(left_px=0, top_px=0, data=b"x" * 800_000),) * 2
)


@pytest.mark.parametrize(
    "lie",
    [
        frame(3),
        frame(1),
        frame(2, is_whole=False, size=(800, 600)),
        msgspec.structs.replace(frame(2), pieces=()),
        _OUTSIDE,
        _HEAVY,
        frame(2, monitor=1, monitors=1),
        FrameWithheld(number=9, reason=NoPictureReason.LOCKED),
        ViewOpened(monitors=1, monitor=1, lasts_s=300),
        RosterTaken(version=8),
    ],
    ids=[
        "a number left out",
        "a number twice",
        "a part of another size",
        "a whole of nothing",
        "a piece outside",
        "too many bytes",
        "no such monitor",
        "a reason out of turn",
        "opened on no monitor",
        "not of a view",
    ],
)
def test_t20_a_device_that_lies_is_hung_up_on_and_it_is_said(
    scene: Scene, lie: Message, expected_log: pytest.LogCaptureFixture
) -> None:
    scene.live()
    scene.device.send(lie)
    assert scene.state() is ViewState.BROKEN
    assert "broke the protocol" in expected_log.text
    said = len(scene.device.said)
    scene.device.send(frame(2))
    scene.loop.run(30)
    assert len(scene.windows.frames) == 1
    assert len(scene.device.said) == said


def test_t20_more_frames_than_were_granted_are_a_lie(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    scene.windows.shows = None
    scene.live()
    scene.device.send(frame(2, is_whole=False))
    assert scene.state() is ViewState.LIVE
    scene.device.send(frame(3, is_whole=False))
    assert scene.state() is ViewState.BROKEN
    assert "more frames than may be on their way" in expected_log.text


def test_t20_a_frame_before_the_view_was_opened_is_a_lie(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    scene.device.is_willing = False
    scene.open()
    scene.device.send(welcomed(), frame(1))
    assert scene.state() is ViewState.BROKEN
    assert scene.windows.frames == []
    assert "before the view was opened" in expected_log.text


def test_a_part_before_any_whole_frame_is_a_lie() -> None:
    with pytest.raises(RemoteProtocolError):
        FrameOrder().frame(frame(1, is_whole=False))


def test_after_a_reason_only_a_whole_frame_may_follow() -> None:
    order = FrameOrder()
    assert order.frame(frame(1))
    order.withheld(FrameWithheld(number=2, reason=NoPictureReason.PAUSED))
    order.shown(2)
    with pytest.raises(RemoteProtocolError):
        order.frame(frame(3, is_whole=False))
