"""Real sockets for tests: an io thread that always ends, and a caller that says anything."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Self, TypeVar

import zmq

from protocol.identifiers import TransportKey
from protocol.transport.curve import arm_client
from protocol.transport.io_thread import IoThread
from protocol.trust.keys import PrivateKey

ResultT = TypeVar("ResultT")


@contextlib.contextmanager
def running_io() -> Iterator[IoThread]:
    """An io thread; the test fails if it died."""
    failures: list[BaseException] = []
    io = IoThread("test-io", failures.append)
    io.start()
    try:
        yield io
    finally:
        io.stop()
    assert failures == []


def on_io(io: IoThread, call: Callable[[], ResultT]) -> ResultT:
    """The result of `call`, made on the io thread."""
    done = threading.Event()
    results: list[ResultT] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as exc:  # noqa: BLE001  # carried to the test
            errors.append(exc)
        done.set()

    io.post(run)
    assert done.wait(10)
    if errors:
        raise errors[0]
    return results[0]


class RawCaller:
    """A DEALER in its own context, for sending what no honest console would.

    Args:
        own: None dials without encryption.
        address: `host:port` where it is not this machine's `port`.
    """

    def __init__(
        self,
        port: int,
        server: TransportKey,
        own: PrivateKey | None,
        *,
        address: str | None = None,
    ) -> None:
        self.context = zmq.Context()
        self.dealer = self.context.socket(zmq.DEALER)
        self.dealer.linger = 0
        if own is not None:
            arm_client(self.dealer, own, server, 4 * 1024 * 1024)
        self.dealer.connect(f"tcp://{address or f'127.0.0.1:{port}'}")

    def send(self, data: bytes) -> None:
        """Send if the link still stands; one that was refused may be gone already."""
        with contextlib.suppress(zmq.Again):
            self.dealer.send(data, zmq.NOBLOCK)

    def receive(self, within_ms: int = 2000) -> bytes | None:
        """The next message, None if none came in time."""
        if not self.dealer.poll(within_ms):
            return None
        frames = self.dealer.recv_multipart()
        assert len(frames) == 1
        return frames[0]

    def close(self) -> None:
        self.dealer.close()
        self.context.term()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
