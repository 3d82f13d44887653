"""The door on real sockets: who is let in, and that it fails closed."""

import contextlib
import queue
from collections.abc import Iterator

import pytest
import zmq

from protocol.errors import InputError
from protocol.identifiers import TransportKey, fingerprint
from protocol.transport.curve import arm_server
from protocol.transport.door_check import DoorOpenError, check_door
from protocol.transport.io_thread import IoThread
from protocol.transport.ports import Caller
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.keys import PrivateKey
from tests.helpers.links import RawCaller, on_io, running_io

SERVER = PrivateKey.generate()
FRIEND = PrivateKey.generate()


class Doorman:
    def __init__(self, io: IoThread, *, has_zap: bool = True) -> None:
        self.io = io
        self.came: queue.SimpleQueue[tuple[Caller, bytes]] = queue.SimpleQueue()
        self.friends = {FRIEND.transport_key()}
        if has_zap:
            on_io(io, lambda: ZapHandler(io, self._problem))
        self.server = on_io(
            io,
            lambda: CurveServer(
                io,
                own=SERVER,
                address="127.0.0.1",
                port=0,
                on_data=lambda caller, data: self.came.put((caller, data)),
            ),
        )

    def dialled_by(self, own: PrivateKey | None, server: PrivateKey = SERVER) -> RawCaller:
        return RawCaller(self.server.port, server.transport_key(), own)

    def _problem(self, key: TransportKey) -> str | None:
        return None if key in self.friends else "unknown"


@pytest.fixture
def doorman() -> Iterator[Doorman]:
    with running_io() as io:
        yield Doorman(io)


def test_a_known_key_is_let_in_and_its_messages_carry_it(doorman: Doorman) -> None:
    with doorman.dialled_by(FRIEND) as friend:
        friend.send(b"hello")
        caller, data = doorman.came.get(timeout=5)
        assert (caller.key, data) == (FRIEND.transport_key(), b"hello")
        assert on_io(doorman.io, lambda: doorman.server.send(caller, b"welcome"))
        assert friend.receive() == b"welcome"


@pytest.mark.parametrize(
    ("own", "server"),
    [
        pytest.param(PrivateKey.generate(), SERVER, id="stranger"),
        pytest.param(None, SERVER, id="no encryption"),
        pytest.param(FRIEND, PrivateKey.generate(), id="wrong server key"),
    ],
)
def test_t07_nobody_else_reaches_any_of_our_code(
    doorman: Doorman,
    own: PrivateKey | None,
    server: PrivateKey,
    expected_log: pytest.LogCaptureFixture,
) -> None:
    del expected_log
    with doorman.dialled_by(own, server) as stranger, doorman.dialled_by(FRIEND) as friend:
        stranger.send(b"let me in")
        friend.send(b"after the stranger")
        assert doorman.came.get(timeout=5)[1] == b"after the stranger"
        assert stranger.receive(500) is None
        with pytest.raises(queue.Empty):
            doorman.came.get_nowait()


def test_a_refusal_is_logged_with_its_reason_and_nothing_secret(
    doorman: Doorman, expected_log: pytest.LogCaptureFixture
) -> None:
    stranger_key = PrivateKey.generate()
    with doorman.dialled_by(stranger_key) as stranger, doorman.dialled_by(FRIEND) as friend:
        stranger.send(b"my secret words")
        friend.send(b"x")
        doorman.came.get(timeout=5)
        assert stranger.receive(300) is None
    assert fingerprint(stranger_key.transport_key()) in expected_log.text
    assert "unknown" in expected_log.text
    assert "secret" not in expected_log.text


def test_the_self_test_passes_at_a_closed_door(
    doorman: Doorman, expected_log: pytest.LogCaptureFixture
) -> None:
    stranger = PrivateKey.generate()
    check_door(f"127.0.0.1:{doorman.server.port}", SERVER.transport_key(), stranger)
    assert "refused at the door" in expected_log.text


def test_without_a_zap_handler_the_door_stays_shut(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    del expected_log
    with running_io() as io:
        door = Doorman(io, has_zap=False)
        with door.dialled_by(FRIEND) as friend:
            friend.send(b"hello?")
            assert friend.receive(500) is None
            assert door.came.empty()


def test_the_self_test_finds_a_door_that_lets_strangers_in() -> None:
    context = zmq.Context()
    router = context.socket(zmq.ROUTER)
    with contextlib.ExitStack() as ending:
        ending.callback(context.term)
        ending.callback(router.close)
        arm_server(router, SERVER, 1024)
        router.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 0)  # the mistake it must catch
        port = router.bind_to_random_port("tcp://127.0.0.1")
        with pytest.raises(DoorOpenError):
            check_door(f"127.0.0.1:{port}", SERVER.transport_key(), PrivateKey.generate())


def test_a_taken_port_is_one_sentence(doorman: Doorman) -> None:
    port = doorman.server.port
    with pytest.raises(InputError, match=f"127.0.0.1:{port}: cannot listen there"):
        on_io(
            doorman.io,
            lambda: CurveServer(
                doorman.io,
                own=SERVER,
                address="127.0.0.1",
                port=port,
                on_data=lambda *_: None,
            ),
        )


def test_a_message_of_many_frames_is_dropped(
    doorman: Doorman, expected_log: pytest.LogCaptureFixture
) -> None:
    with doorman.dialled_by(FRIEND) as friend:
        friend.dealer.send_multipart([b"a"] * 50)
        friend.send(b"honest")
        assert doorman.came.get(timeout=5)[1] == b"honest"
    assert "dropped a message of 51 frames" in expected_log.text


def test_a_message_beyond_the_bound_ends_the_connection_not_the_door(doorman: Doorman) -> None:
    with doorman.dialled_by(FRIEND) as flooder, doorman.dialled_by(FRIEND) as friend:
        flooder.send(b"x" * (3 * 1024 * 1024))
        friend.send(b"still served")
        assert doorman.came.get(timeout=5)[1] == b"still served"
        with pytest.raises(queue.Empty):
            doorman.came.get(timeout=0.3)


@pytest.mark.xfail(
    raises=AssertionError, reason="the handler notes every key it refuses, without end"
)
def test_a_stranger_with_ever_new_keys_does_not_fill_the_memory(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    del expected_log
    with running_io() as io:
        handler = on_io(io, lambda: ZapHandler(io, lambda _: "unknown"))
        for number in range(3000):
            handler._log(TransportKey(number.to_bytes(32, "big")), "unknown", "10.0.0.66")
        assert len(handler._logged) <= 1000
