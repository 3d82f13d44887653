"""T02: one key, two computers. The alarm comes when both live, and only then."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import codec
from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from protocol.limits import ALIVE_INTERVAL_S, PROTOCOL_VERSION
from protocol.messages import Hello, Welcomed
from protocol.messages.message import Message
from protocol.transport.ports import Caller
from protocol.vocabulary import Purpose
from teacher_console.classroom.device_status import DeviceState
from teacher_console.classroom.duplicate_watch import ASK_AGAIN_S, DuplicateWatch
from teacher_console.classroom.duplicates import ALARM_LASTS_S, OVERLAP_S, Duplicates
from tests.helpers.console_side import ClassInMemory
from tests.helpers.device_side import device_side
from tests.helpers.virtual import VirtualDoor, VirtualLoop, VirtualNetwork

KEY, OTHER_KEY = TransportKey(b"k" * 32), TransportKey(b"o" * 32)
CONSOLE = TransportKey(b"c" * 32)
FIRST, SECOND = b"1" * 16, b"2" * 16


def alive(duplicates: Duplicates, instance: bytes, start: float, end: float) -> bool:
    """Hear signs of life; tell whether the alarm began meanwhile."""
    signs = range(int((end - start) // ALIVE_INTERVAL_S) + 1)
    began = {duplicates.heard(KEY, instance, start + n * ALIVE_INTERVAL_S) for n in signs}
    return True in began


def test_t02_two_that_live_at_once_are_two_computers() -> None:
    duplicates = Duplicates()
    assert not alive(duplicates, FIRST, 0, 60)
    assert not duplicates.heard(KEY, SECOND, 61)
    assert alive(duplicates, FIRST, 61, 61 + OVERLAP_S + 2 * ALIVE_INTERVAL_S)
    assert duplicates.is_doubled(KEY)
    assert not duplicates.is_doubled(OTHER_KEY)


def test_a_program_that_starts_again_is_one_computer() -> None:
    duplicates = Duplicates()
    for start, instance in ((0, b"a" * 16), (20, b"b" * 16), (40, b"c" * 16), (41, b"d" * 16)):
        assert not alive(duplicates, instance, start, start + 19)
        if instance == b"c" * 16:
            break
    assert not duplicates.is_doubled(KEY)


def test_a_message_that_comes_late_after_a_kill_raises_no_alarm() -> None:
    duplicates = Duplicates()
    alive(duplicates, FIRST, 0, 10)
    duplicates.heard(KEY, SECOND, 11)
    assert not duplicates.heard(KEY, FIRST, 11 + OVERLAP_S - 0.1)


def test_the_alarm_ends_when_one_of_them_was_not_heard_for_long() -> None:
    duplicates = Duplicates()
    alive(duplicates, FIRST, 0, 10)
    duplicates.heard(KEY, SECOND, 10)
    alive(duplicates, FIRST, 10, 20)
    assert duplicates.advance(10 + ALARM_LASTS_S - 1) == []
    alive(duplicates, FIRST, 20, 41)
    assert duplicates.advance(10 + ALARM_LASTS_S + 1) == [KEY]
    assert not duplicates.is_doubled(KEY)
    assert duplicates.doubled() == []


def test_t02_a_holder_of_the_key_that_names_itself_ever_anew_is_bounded() -> None:
    duplicates = Duplicates()
    for number in range(10_000):
        duplicates.heard(KEY, number.to_bytes(16, "big"), number * 0.01)
    assert len(duplicates._heard[KEY]) <= 8


@given(lives=st.lists(st.tuples(st.integers(1, 50), st.floats(0.1, 30)), max_size=12))
def test_lives_one_after_another_never_raise_an_alarm(lives: list[tuple[int, float]]) -> None:
    duplicates, now = Duplicates(), 0.0
    for number, (signs, pause_s) in enumerate(lives):
        now += pause_s
        for _ in range(signs):
            now += ALIVE_INTERVAL_S
            assert not duplicates.heard(KEY, number.to_bytes(16, "big"), now)


@dataclasses.dataclass
class Answering:
    """A program that answers at one address; it counts who asked and how."""

    network: VirtualNetwork
    address: str
    instance: bytes
    key: TransportKey = KEY
    asked: list[Purpose] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.door: VirtualDoor = self.network.door(
            self.address, self.key, lambda _: None, self._on_data
        )

    def _on_data(self, caller: Caller, data: bytes) -> None:
        message: Message = codec.decode_to_device(data)
        if isinstance(message, Hello):
            self.asked.append(message.purpose)
            welcome = Welcomed(
                protocol_version=PROTOCOL_VERSION,
                roster_version=1,
                device_name="pc-01",
                pupil_name="Amira Khan",
                instance=self.instance,
                software="0.1.0",
                sight="",
            )
            self.door.send(caller, codec.encode(welcome))


class Scene:
    """A watch, its network, and a link that hears one program each second."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.network = VirtualNetwork(self.loop)
        self.changes: list[bool] = []
        self.watch = DuplicateWatch(
            loop=self.loop,
            dialler=self.network.dialler(CONSOLE),
            on_change=lambda key: self.changes.append(self.watch.is_doubled(key)),
        )

    def link_hears(self, seconds: float, instance: bytes = FIRST) -> None:
        for _ in range(int(seconds)):
            self.watch.heard(KEY, "10.0.0.1:48480", instance)
            self.loop.run(1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_t02_a_second_computer_at_another_address_raises_the_alarm(scene: Scene) -> None:
    clone = Answering(scene.network, "10.0.0.2:48480", SECOND)
    scene.link_hears(2)
    scene.watch.announced(KEY, ["10.0.0.2:48480"])
    scene.link_hears(OVERLAP_S + 2)
    assert scene.changes == [True]
    assert clone.asked == [Purpose.GREETING]


def test_t02_it_does_not_matter_which_is_announced_first(scene: Scene) -> None:
    Answering(scene.network, "10.0.0.2:48480", SECOND)
    scene.watch.announced(KEY, ["10.0.0.2:48480", "10.0.0.1:48480"])
    scene.link_hears(OVERLAP_S + 2)
    assert scene.changes == [True]


def test_the_alarm_stands_while_both_are_there_and_ends_after_one_went(scene: Scene) -> None:
    Answering(scene.network, "10.0.0.2:48480", SECOND)
    scene.watch.announced(KEY, ["10.0.0.2:48480"])
    scene.link_hears(300)
    assert scene.changes == [True]
    scene.network.cut.add("10.0.0.2:48480")
    scene.link_hears(ALARM_LASTS_S + 2 * ASK_AGAIN_S)
    assert scene.changes == [True, False]


def test_another_network_of_the_same_computer_is_asked_once_and_is_no_alarm(scene: Scene) -> None:
    same = Answering(scene.network, "192.168.7.1:48480", FIRST)
    for _ in range(10):
        scene.watch.announced(KEY, ["10.0.0.1:48480", "192.168.7.1:48480"])
        scene.link_hears(30)
    assert scene.changes == []
    assert len(same.asked) == 1


def test_an_address_where_nobody_proves_the_key_is_no_alarm(scene: Scene) -> None:
    liar = Answering(scene.network, "10.0.0.3:48480", SECOND, key=OTHER_KEY)
    scene.watch.announced(KEY, ["10.0.0.3:48480", "10.0.0.4:48480"])
    scene.link_hears(30)
    assert scene.changes == []
    assert liar.asked == []


def test_a_restart_on_another_port_is_no_alarm(scene: Scene) -> None:
    scene.link_hears(20)
    Answering(scene.network, "10.0.0.1:50001", SECOND)
    scene.watch.announced(KEY, ["10.0.0.1:50001"])
    scene.loop.run(5)
    scene.watch.hung_up(KEY)
    for _ in range(60):
        scene.watch.heard(KEY, "10.0.0.1:50001", SECOND)
        scene.loop.run(1)
    assert scene.changes == []


def test_t02_floods_of_addresses_make_few_calls(scene: Scene) -> None:
    scene.link_hears(1)
    for number in range(500):
        scene.watch.announced(KEY, [f"10.1.{number // 250}.{number % 250}:48480"])
    scene.loop.run(1)
    assert len(scene.network.dialled) <= 8
    assert len(scene.watch._announced[KEY]) <= 8
    assert len(scene.watch._waiting) <= 8


def test_a_device_no_longer_admitted_is_forgotten(scene: Scene) -> None:
    Answering(scene.network, "10.0.0.2:48480", SECOND)
    scene.watch.announced(KEY, ["10.0.0.2:48480"])
    scene.link_hears(OVERLAP_S + 2)
    scene.watch.forget(KEY)
    assert not scene.watch.is_doubled(KEY)
    scene.watch.close()
    scene.loop.run(60)


def test_t02_the_alarm_ends_the_lesson_and_the_one_that_stays_is_let_in_again() -> None:
    room = ClassInMemory()
    room.open_lesson()
    assert room.state() is DeviceState.LIVE
    genuine = room.computers[0]
    clone = device_side(room.loop, room.school, genuine, room.roster)
    door = room.network.door(
        "10.0.0.9:48480", genuine.key, clone.membership.problem_with, clone.visits.on_data
    )
    clone.serve_at(door)
    room.classroom.found(Advert(genuine.key, ("10.0.0.9:48480",)))
    room.loop.run(OVERLAP_S + 3)
    assert room.state() is DeviceState.DUPLICATE
    assert [device.watchers[-1:] for device in (room.devices[0], clone)] == [[()], []]
    count = len(room.pictures())
    room.devices[0].screen.change()
    room.loop.run(60)
    assert room.state() is DeviceState.DUPLICATE
    assert len(room.pictures()) == count
    room.network.cut.add("10.0.0.9:48480")
    room.loop.run(ALARM_LASTS_S + 2 * ASK_AGAIN_S)
    assert room.state() is DeviceState.LIVE
    assert clone.history.log == []


def test_a_second_network_of_one_device_does_not_disturb_its_lesson() -> None:
    room = ClassInMemory()
    room.open_lesson()
    device = room.devices[0]
    router = room.network.door(
        "192.168.7.1:48480",
        device.key,
        device.membership.problem_with,
        device.visits.on_data,
    )
    first = room.network.door_at(room.address(room.computers[0]))
    assert first is not None
    router.lines = first.lines  # one program, two addresses
    room.classroom.found(Advert(device.key, ("192.168.7.1:48480",)))
    room.loop.run(60)
    assert "192.168.7.1:48480" in room.network.dialled
    assert room.window.states[device.key][-1] is DeviceState.LIVE
    assert DeviceState.QUIET not in room.window.states[device.key]
    assert len(device.history.log) == 1
