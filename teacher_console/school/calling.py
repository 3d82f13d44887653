"""Finds devices and calls many of them at once with the school's admission key.

Lane: the caller's thread waits; an io thread of its own does the work.
"""

import contextlib
import threading
import time
from collections.abc import Iterator, Mapping

from protocol.discovery import Advert
from protocol.errors import HarbourError, InputError
from protocol.identifiers import TransportKey
from protocol.messages import DescribeDevice, OfferRoster
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.keys import PrivateKey
from teacher_console.classroom.finder import Finder
from teacher_console.school.device_call import DeviceCall, Failed, Outcome

PATIENCE_S = 5.0
"""How long a device that was found may take to answer."""


def find_devices(
    *, wait_s: float, interfaces: tuple[str, ...], enough: int | None = None
) -> dict[TransportKey, tuple[str, ...]]:
    """Return addresses (`host:port`) by the key each advert claims.

    Args:
        wait_s: How long to listen.
        enough: Stop sooner when so many were found; None listens to the end.
    """
    found: dict[TransportKey, tuple[str, ...]] = {}
    has_enough = threading.Event()

    def on_advert(advert: Advert) -> None:
        found[advert.key] = advert.addresses
        if enough is not None and len(found) >= enough:
            has_enough.set()

    finder = Finder(interfaces=interfaces, on_advert=on_advert, on_gone=lambda _: None)
    finder.start()
    try:
        has_enough.wait(wait_s)
    finally:
        finder.close()
    return dict(found)


def call_devices(
    own: PrivateKey,
    requests: Mapping[TransportKey, tuple[tuple[str, ...], DescribeDevice | OfferRoster]],
    *,
    patience_s: float = PATIENCE_S,
) -> dict[TransportKey, Outcome]:
    """Make each request of its device at the first of its addresses; return every outcome.

    Args:
        own: The admission key.
        requests: By key: addresses (`host:port`) and what to ask.
    """
    outcomes: dict[TransportKey, Outcome] = {}
    all_done = threading.Event()

    def on_outcome(key: TransportKey, outcome: Outcome) -> None:
        outcomes[key] = outcome
        if len(outcomes) == len(requests):
            all_done.set()

    if not requests:
        return outcomes
    calls = {key: DeviceCall(key, request, on_outcome) for key, (_, request) in requests.items()}
    with running_io() as io:
        dialler = CurveDialler(io, own=own)

        def begin() -> None:
            for key, call in calls.items():
                try:
                    call.begin(dialler.dial(key, requests[key][0][0], call.on_data))
                except InputError as exc:
                    on_outcome(key, Failed(str(exc).rstrip(".")))

        def give_up() -> None:
            for call in calls.values():
                call.give_up()

        io.post(begin)
        deadline = time.monotonic() + patience_s
        all_done.wait(max(0.0, deadline - time.monotonic()))
        io.post(give_up)
    return outcomes


@contextlib.contextmanager
def running_io() -> Iterator[IoThread]:
    """Run an io thread until the block ends.

    Raises:
        HarbourError: It died of an error of ours.
    """
    failures: list[BaseException] = []
    io = IoThread("io", failures.append)
    io.start()
    try:
        yield io
    finally:
        io.stop()
    if failures:
        raise HarbourError("the network part failed; see the log above") from failures[0]
