"""The connection under a class's link and under a full view, against a device that a test plays."""

from collections.abc import Callable

import msgspec
import pytest

from protocol import codec
from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.messages import DeviceAlive, FromDevice, Hello
from protocol.transport.ports import Line
from protocol.vocabulary import Purpose
from teacher_console.classroom.greeted_link import WELCOME_PATIENCE_S, GreetedLink
from tests.helpers.messages import welcomed
from tests.helpers.viewed_device import ADDRESS, KEY, ViewedDevice
from tests.helpers.virtual import VirtualLoop, VirtualNetwork

NO_ADDRESS = "nowhere"
MINE = TransportKey(b"c" * 32)


class Talk:
    """`Conversation` and `Dialler` with a log; always dials the one address it is given."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.network = VirtualNetwork(self.loop)
        self.device = ViewedDevice(self.loop, self.network)
        self.address = ADDRESS
        self.log: list[str] = []
        self.link = GreetedLink(
            KEY, loop=self.loop, dialler=self, purpose=Purpose.CLASS, conversation=self
        )

    def hear(self, message: FromDevice) -> None:
        door = self.network.door_at(ADDRESS)
        assert door is not None
        for line in list(door.lines.values()):
            line.deliver(codec.encode(message))

    def dial(self, key: TransportKey, address: str, on_data: Callable[[bytes], None]) -> Line:
        if address == NO_ADDRESS:
            raise InputError(address, "this is no address", "type another")
        return self.network.dialler(MINE).dial(key, address, on_data)

    def dial_now(self) -> None:
        self.log.append("dial now")
        self.link.dial(self.address, roster_version=7)

    def take(self, message: FromDevice) -> None:
        if not isinstance(message, DeviceAlive):
            self.log.append(f"took {type(message).__name__}")

    def hung_up(self) -> None:
        self.log.append("hung up")

    def fell_quiet(self) -> None:
        self.log.append("fell quiet")

    def was_lost(self) -> None:
        self.log.append("was lost")

    def was_broken(self) -> None:
        self.log.append("was broken")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_silence_is_told_once_and_then_the_link_is_hung_up_and_dialled_anew(talk: Talk) -> None:
    talk.dial_now()
    talk.loop.run(1)
    talk.log.clear()
    talk.network.cut.add(ADDRESS)
    talk.loop.run(5.5)
    assert talk.log == ["fell quiet", "hung up", "was lost", "dial now"]


def test_what_waited_while_this_computer_slept_is_not_taken(talk: Talk) -> None:
    talk.dial_now()
    talk.loop.run(0.1)
    talk.log.clear()
    talk.loop.sleep(6)
    talk.hear(welcomed())
    assert talk.log == ["hung up", "was lost", "dial now"]


def test_each_greeting_has_its_whole_patience(talk: Talk) -> None:
    talk.dial_now()
    talk.loop.run(0.1)
    talk.device.is_willing = False
    talk.loop.run(5.1)  # lost, and dialled anew by itself
    talk.loop.run(WELCOME_PATIENCE_S - 1)
    talk.link.leave()
    talk.dial_now()
    talk.log.clear()
    talk.loop.run(WELCOME_PATIENCE_S - 0.5)
    assert talk.log == []
    talk.loop.run(1)
    assert talk.log == ["hung up", "dial now"]


def test_a_link_that_was_left_says_goodbye_and_dials_no_more_by_itself(talk: Talk) -> None:
    talk.dial_now()
    talk.loop.run(0.1)
    talk.link.leave()
    talk.log.clear()
    talk.loop.run(30)
    assert talk.log == []
    assert talk.link.is_idle
    assert len(talk.device.heard(Hello)) == 1


def test_an_address_that_cannot_be_dialled_is_told_and_waits_for_the_next(
    talk: Talk, expected_log: pytest.LogCaptureFixture
) -> None:
    assert not talk.link.dial(NO_ADDRESS, roster_version=7)
    assert "was not dialled" in expected_log.text
    assert not talk.link.is_idle
    talk.loop.run(WELCOME_PATIENCE_S + 0.1)
    assert talk.log == ["dial now", "took Welcomed"]


def test_t09_a_device_of_another_protocol_version_is_hung_up_on(
    talk: Talk, expected_log: pytest.LogCaptureFixture
) -> None:
    talk.device.is_willing = False
    talk.dial_now()
    talk.loop.run(0.1)
    talk.hear(msgspec.structs.replace(welcomed(), protocol_version=2))
    assert talk.log == ["dial now", "hung up", "was broken"]
    assert "another protocol version" in expected_log.text
