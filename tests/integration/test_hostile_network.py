"""T11, T15, T24, T27: a wire that lies, and peers that flood, on real sockets."""

import contextlib
import queue
import random
import resource
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from protocol.identifiers import TransportKey
from protocol.limits import MESSAGES_PER_S_MAX
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Caller, Line
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.keys import PrivateKey
from student_client.classroom.announcer import own_addresses
from teacher_console.classroom.classroom import Classroom
from teacher_console.classroom.device_status import DeviceStatus
from tests.helpers.console_side import SeenByTheWindow
from tests.helpers.links import RawCaller, on_io, running_io
from tests.helpers.mitm import Mitm, mitm_before
from tests.helpers.school import SchoolInMemory, utc_now
from tests.helpers.zmtp import greetings

SERVER, FRIEND = PrivateKey.generate(), PrivateKey.generate()
ANSWER = b"the answer"
ROOT = Path(__file__).parents[2]
GROWN_MAX_MB = 128
FLOODED_MAX_MB = 256
"""The loopback brings 500 MB a second, and four looks a second stop it."""


class Device:
    """A door whose answers a test counts, as the client's is made."""

    def __init__(self, io: IoThread) -> None:
        self.came: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.io = io

        def build() -> CurveServer:
            ZapHandler(io, self._problem)
            return CurveServer(io, own=SERVER, address="127.0.0.1", port=0, on_data=self._answer)

        self.server = on_io(io, build)

    def _problem(self, key: TransportKey) -> str | None:
        return None if key == FRIEND.transport_key() else "unknown"

    def _answer(self, caller: Caller, data: bytes) -> None:
        self.came.put(data)
        self.server.send(caller, ANSWER)


@pytest.fixture
def device(expected_log: pytest.LogCaptureFixture) -> Iterator[Device]:
    del expected_log
    with running_io() as io:
        yield Device(io)


class Dialled:
    """The console's end of a link, through whatever lies between."""

    def __init__(self, io: IoThread, port: int) -> None:
        self.io = io
        self.heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._dialler = CurveDialler(io, own=FRIEND)
        self._address = f"127.0.0.1:{port}"
        self.line = on_io(io, self._dial)

    def redial(self) -> None:
        """As a console does that heard nothing for a while."""
        on_io(self.io, self.line.close)
        self.line = on_io(self.io, self._dial)

    def _dial(self) -> Line:
        return self._dialler.dial(SERVER.transport_key(), self._address, self.heard.put)

    def ask(self, data: bytes) -> None:
        on_io(self.io, lambda: self.line.send(data))

    def answers_within(self, seconds: float) -> list[bytes]:
        """Everything heard until it is quiet for `seconds`."""
        heard = []
        with contextlib.suppress(queue.Empty):
            while True:
                heard.append(self.heard.get(timeout=seconds))
        return heard


def flip(data: bytes) -> bytes:
    spoilt = bytearray(data)
    spoilt[len(spoilt) // 2] ^= 0x10
    return bytes(spoilt)


def drop(data: bytes) -> bytes:
    return data[: len(data) // 2] + data[len(data) // 2 + 1 :]


def inject(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\x00\x05HELLO" + data[len(data) // 2 :]


def double(data: bytes) -> bytes:
    return data + data


def forge(data: bytes) -> bytes:
    return data + b"\x04\x26\x07MESSAGE" + bytes(29)


@pytest.mark.parametrize("harm", [flip, drop, inject, double, forge])
@pytest.mark.parametrize("way", ["to_server", "to_client"])
def test_t11_a_changed_byte_is_never_acted_on_and_the_link_heals(
    device: Device, harm: Callable[[bytes], bytes], way: str
) -> None:
    with mitm_before(device.server.port) as between:
        console = Dialled(device.io, between.port)
        console.ask(b"first")
        assert console.heard.get(timeout=5) == ANSWER
        assert device.came.get(timeout=5) == b"first"
        setattr(between, way, harm)
        for number in range(5):
            console.ask(b"harmed %d" % number)
        heard = console.answers_within(0.6)
        # Only what was whole may have arrived: the last message of a doubled read, once.
        assert set(heard) <= {ANSWER}
        assert all(data.startswith(b"harmed") for data in drained(device.came))
        assert len(heard) <= 5
        setattr(between, way, bytes)
        assert await_answer(console, device, b"healed") <= 5.0


def test_t11_noise_instead_of_answers_is_no_answer(device: Device) -> None:
    noise = random.Random(11)  # noqa: S311  # repeatable, not secret
    with mitm_before(device.server.port) as between:
        between.to_client = lambda data: noise.randbytes(len(data))
        console = Dialled(device.io, between.port)
        console.ask(b"hello")
        assert console.answers_within(1.0) == []
        between.to_client = bytes
        assert await_answer(console, device, b"healed") <= 5.0


def test_t11_a_recorded_link_played_to_the_console_says_nothing(device: Device) -> None:
    recorded: list[bytes] = []
    with mitm_before(device.server.port) as between:

        def record(data: bytes) -> bytes:
            recorded.append(data)
            return data

        between.to_client = record
        console = Dialled(device.io, between.port)
        console.ask(b"hello")
        assert console.heard.get(timeout=5) == ANSWER
    with socket.create_server(("127.0.0.1", 0)) as liar:
        victim = Dialled(device.io, liar.getsockname()[1])
        victim.ask(b"hello")
        connection, _ = liar.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(b"".join(recorded))
        assert victim.answers_within(1.0) == []


def drained(came: "queue.SimpleQueue[bytes]") -> list[bytes]:
    data = []
    while not came.empty():
        data.append(came.get())
    return data


def await_answer(console: Dialled, device: Device, data: bytes) -> float:
    """Seconds until `data` went there and an answer came back, on a link dialled anew."""
    began_at = time.monotonic()
    while time.monotonic() - began_at < 10:
        console.redial()
        console.ask(data)
        with contextlib.suppress(queue.Empty):
            console.heard.get(timeout=1)
            if data in drained(device.came):
                return time.monotonic() - began_at
    pytest.fail("the link did not heal")


# before and after the handshake (T15)


def test_t15_greetings_of_every_kind_reach_nobody_and_the_door_stays_open(device: Device) -> None:
    before = rss_mb()
    for data in greetings(600, seed=15):
        address = ("127.0.0.1", device.server.port)
        with socket.create_connection(address, 5) as stranger, contextlib.suppress(OSError):
            stranger.sendall(data)
    assert is_served(device)
    assert drained(device.came) == [b"honest"]
    assert rss_mb() - before < 20


def test_t15_noise_within_the_encryption_is_data_and_nothing_else(device: Device) -> None:
    noise = random.Random(15)  # noqa: S311  # repeatable, not secret
    sent = [noise.randbytes(noise.randint(0, 2000)) for _ in range(MESSAGES_PER_S_MAX)]
    with RawCaller(device.server.port, SERVER.transport_key(), FRIEND) as friend:
        for data in sent:
            friend.dealer.send(data)
        assert [device.came.get(timeout=5) for _ in sent] == sent


# peers that flood the door


def test_t24_three_hundred_silent_connections_keep_a_good_console_waiting_for_less_than_a_second(
    device: Device,
) -> None:
    with contextlib.ExitStack() as ending:
        for _ in range(300):
            address = ("127.0.0.1", device.server.port)
            ending.enter_context(socket.create_connection(address, 5))
        assert is_served(device, within_s=1.0)


def test_t24_a_flood_of_bad_greetings_keeps_a_good_console_waiting_for_less_than_a_second(
    device: Device,
) -> None:
    flood = greetings(400, seed=24)
    held: list[socket.socket] = []
    for data in flood:
        stranger = socket.create_connection(("127.0.0.1", device.server.port), 5)
        held.append(stranger)
        with contextlib.suppress(OSError):
            stranger.sendall(data)
    assert is_served(device, within_s=1.0)
    for stranger in held:
        stranger.close()


def test_t24_at_the_limit_of_descriptors_the_door_lives_and_opens_again(device: Device) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = psutil.Process().num_fds()
    held: list[socket.socket] = []
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 150, hard))
        address = ("127.0.0.1", device.server.port)
        with contextlib.suppress(OSError):
            held.extend(socket.create_connection(address, 5) for _ in range(150))
        assert held
    finally:
        for stranger in held:
            stranger.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert is_served(device, within_s=5.0)


def test_t24_with_no_descriptor_left_a_device_keeps_the_addresses_it_announced() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    held: list[socket.socket] = []
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (psutil.Process().num_fds() + 20, hard))
        with contextlib.suppress(OSError):
            while True:
                held.append(socket.socket())
        assert own_addresses(["10.0.0.5"]) == ["10.0.0.5"]
    finally:
        for each in held:
            each.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "10.0.0.5" not in own_addresses([])


def is_served(device: Device, within_s: float = 5.0) -> bool:
    """Whether an honest console is answered in time."""
    began_at = time.monotonic()
    with RawCaller(device.server.port, SERVER.transport_key(), FRIEND) as friend:
        friend.dealer.send(b"honest")
        return friend.receive(int(within_s * 1000)) == ANSWER and (
            time.monotonic() - began_at <= within_s
        )


# an enrolled key that never ends its message (T27)


@contextlib.contextmanager
def rigged_device(way: str, key: PrivateKey = SERVER) -> Iterator[int]:
    """A program that holds a rostered device's key; yields its port."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.flooding_device", key.secret.hex(), way],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        yield int(program.stdout.readline())
    finally:
        program.stdin.close()
        program.kill()
        program.wait()
        program.stdout.close()


def test_t27_a_message_of_many_parts_does_not_fill_the_consoles_memory(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    del expected_log
    with running_io() as io, rigged_device("parts") as port:
        before = rss_mb()
        console = Dialled(io, port)
        console.ask(b"hello")
        grown_mb, ends_at = 0.0, time.monotonic() + 5
        while time.monotonic() < ends_at and grown_mb < GROWN_MAX_MB:
            assert console.answers_within(0.05) == []
            grown_mb = max(grown_mb, rss_mb() - before)
        assert grown_mb < GROWN_MAX_MB


@contextlib.contextmanager
def rigged_console(device: Device, way: str) -> Iterator[None]:
    """A program that holds a rostered console's key and falls upon `device`."""
    program = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.helpers.flooding_console", FRIEND.secret.hex()),
            *(SERVER.transport_key().hex(), str(device.server.port), way),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
    )
    assert program.stdin is not None
    try:
        yield
    finally:
        program.stdin.close()
        program.kill()
        program.wait()


def test_t27_a_message_of_many_parts_does_not_fill_a_devices_memory(
    device: Device, expected_log: pytest.LogCaptureFixture
) -> None:
    before = rss_mb()
    grown_mb, ends_at = 0.0, time.monotonic() + 20
    with rigged_console(device, "parts"):
        while "hung up" not in expected_log.text and time.monotonic() < ends_at:
            with contextlib.suppress(queue.Empty):
                device.came.get(timeout=0.05)
            grown_mb = max(grown_mb, rss_mb() - before)
    assert "hung up" in expected_log.text
    assert grown_mb < FLOODED_MAX_MB
    assert is_served(device, within_s=1.0)


def test_t27_a_console_that_floods_is_hung_up_on_and_others_are_served(
    device: Device, expected_log: pytest.LogCaptureFixture
) -> None:
    with rigged_console(device, "messages"):
        for _ in range(MESSAGES_PER_S_MAX):
            assert device.came.get(timeout=10) == b"flood"
        ends_at = time.monotonic() + 5
        while "hung up" not in expected_log.text and time.monotonic() < ends_at:
            with contextlib.suppress(queue.Empty):
                device.came.get(timeout=0.05)
        assert "hung up" in expected_log.text
        assert is_served(device, within_s=1.0)


class CountingWindow(SeenByTheWindow):
    """Counts how often it is told that a device stands differently."""

    def __init__(self) -> None:
        super().__init__()
        self.told = 0

    def device_changed(self, status: DeviceStatus) -> None:
        self.told += 1
        super().device_changed(status)


@pytest.mark.parametrize(
    "way",
    [
        "refusals",
        "alive",
    ],
)
def test_t27_a_device_that_floods_does_not_flood_the_window(
    way: str, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    school = SchoolInMemory()
    teacher, computer = school.person(), school.computer()
    window = CountingWindow()
    with running_io() as io, rigged_device(way, computer.keys.transport) as port:
        classroom = Classroom(
            loop=io,
            dialler=CurveDialler(io, own=teacher.keys.transport),
            events=window,
            school=school.school,
            keys=teacher.keys,
            member=teacher.line,
            roster=school.roster(),
            save_roster=lambda _: None,
            utc_now=utc_now,
        )
        on_io(io, classroom.begin)
        classroom.open_lesson("Lesson", computer.line.room, 3600)
        classroom.add_address(computer.line.name, f"127.0.0.1:{port}")
        with contextlib.suppress(queue.Empty):
            queue.SimpleQueue[None]().get(timeout=4)
        on_io(io, classroom.close)
    assert window.told < 500


def rss_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def test_a_proxy_that_harms_nothing_changes_nothing(device: Device) -> None:
    with mitm_before(device.server.port) as between:
        assert isinstance(between, Mitm)
        console = Dialled(device.io, between.port)
        console.ask(struct.pack(">I", 7))
        assert console.heard.get(timeout=5) == ANSWER
