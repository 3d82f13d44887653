"""Cables that lose, delay, repeat and reorder frames, for hosts of a throw-away LAN.

The frames of a bad cable pass through a program at the switch, which reads them at one end and
writes them at the other; the hosts keep their links, addresses and connections. Needs no kernel
module. Run as a program inside the switch's namespace with the faults and pairs of ports.
"""

import contextlib
import dataclasses
import heapq
import json
import random
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.helpers.lan import Lan

_ALL = 0x0003
_PACKET = 263
"""SOL_PACKET; the options below are of linux/if_packet.h."""
_VNET_HEADER, _IGNORE_OUTGOING = 15, 23
_FRAME_MAX = 1 << 17
_AT_ONCE = 64
_ROOT = Path(__file__).parents[2]


@dataclasses.dataclass(frozen=True, slots=True)
class Faults:
    """What happens to each frame on its way, in either direction.

    Attributes:
        loss, repeats, overtakes: Shares of the frames, 0 to 1; one that overtakes is not delayed.
        delay_ms: Of every other frame, and up to `jitter_ms` more.
        seed: Repeats the same draws.
    """

    loss: float = 0.0
    repeats: float = 0.0
    overtakes: float = 0.0
    delay_ms: float = 0.0
    jitter_ms: float = 0.0
    seed: int = 1


@contextlib.contextmanager
def bad_wires(lan: Lan, hosts: Sequence[int], faults: Faults) -> Iterator[None]:
    """Let the cables of `hosts` be bad while the block lasts."""
    with contextlib.ExitStack() as ending:
        pairs: list[str] = []
        for host in hosts:
            pairs += lan.cut_in(host)
            ending.callback(lan.take_out, host)
        command = [sys.executable, "-m", "tests.helpers.bad_wire"]
        wire = lan.popen_at_switch(
            [*command, json.dumps(dataclasses.asdict(faults)), *pairs],
            cwd=_ROOT,
            stdout=subprocess.PIPE,
        )
        ending.callback(_end, wire)
        if wire.stdout is None or wire.stdout.readline() != "ready\n":
            raise RuntimeError("the bad wire did not start")
        yield


def _end(wire: "subprocess.Popen[str]") -> None:
    wire.kill()
    wire.wait()
    if wire.stdout is not None:
        wire.stdout.close()


class _Wires:
    """Frames under way between pairs of ports."""

    def __init__(self, faults: Faults, pairs: Sequence[tuple[str, str]]) -> None:
        self._faults = faults
        self._draws = random.Random(faults.seed)  # noqa: S311  # repeatable, not secret
        self._other: dict[int, socket.socket] = {}
        self._ends: dict[int, socket.socket] = {}
        self._under_way: list[tuple[float, int, socket.socket, bytes]] = []
        self._number = 0
        self._poll = select.poll()
        for pair in pairs:
            here, there = _end_of(pair[0]), _end_of(pair[1])
            self._other[here.fileno()], self._other[there.fileno()] = there, here
            for end in (here, there):
                self._ends[end.fileno()] = end
                self._poll.register(end, select.POLLIN)

    def turn(self) -> None:
        """Take what came, let go what is due; wait until there is either."""
        wait_ms = None
        if self._under_way:
            wait_ms = max(0.0, (self._under_way[0][0] - time.monotonic()) * 1000)
        for number, _ in self._poll.poll(wait_ms):
            for _ in range(_AT_ONCE):
                try:
                    frame = self._ends[number].recv(_FRAME_MAX)
                except (BlockingIOError, OSError):  # nothing more, or the link went down
                    break
                self._take(frame, self._other[number])
        now = time.monotonic()
        while self._under_way and self._under_way[0][0] <= now:
            _, _, end, frame = heapq.heappop(self._under_way)
            with contextlib.suppress(OSError):  # a full queue or a link that is down: lost
                end.send(frame)

    def _take(self, frame: bytes, towards: socket.socket) -> None:
        faults, draw = self._faults, self._draws.random
        for _ in range(1 + (draw() < faults.repeats)):
            if draw() < faults.loss:
                continue
            due_at = time.monotonic()
            if draw() >= faults.overtakes:
                due_at += (faults.delay_ms + faults.jitter_ms * draw()) / 1000
            self._number += 1
            heapq.heappush(self._under_way, (due_at, self._number, towards, frame))


def _end_of(port: str) -> socket.socket:
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ALL))
    # Frames come and go with the kernel's note on their checksum: hosts leave it to the "card".
    end.setsockopt(_PACKET, _VNET_HEADER, 1)
    end.setsockopt(_PACKET, _IGNORE_OUTGOING, 1)
    end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
    end.bind((port, 0))
    end.setblocking(False)
    return end


def main() -> None:
    """Carry frames until killed."""
    ports = sys.argv[2:]
    wires = _Wires(
        Faults(**json.loads(sys.argv[1])), list(zip(ports[::2], ports[1::2], strict=True))
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        wires.turn()


if __name__ == "__main__":
    main()
