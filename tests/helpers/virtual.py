"""A loop whose time the test moves, and links in memory that can be cut: no threads, no sockets."""

import heapq
import itertools
from collections.abc import Callable

from protocol.identifiers import TransportKey
from protocol.transport.ports import Caller, Line


class VirtualTimer:
    def __init__(self, call: Callable[[], None]) -> None:
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class VirtualLoop:
    """`Loop` on one thread; time passes by `run` and `sleep` only."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._order = itertools.count()
        self._timers: list[tuple[float, int, VirtualTimer]] = []

    def now(self) -> float:
        return self._now

    def call_later(self, delay_s: float, call: Callable[[], None]) -> VirtualTimer:
        timer = VirtualTimer(call)
        heapq.heappush(self._timers, (self._now + delay_s, next(self._order), timer))
        return timer

    def post(self, call: Callable[[], None]) -> None:
        self.call_later(0.0, call)

    def run(self, seconds: float) -> None:
        """Let `seconds` pass, making every call that falls due, in order."""
        end = self._now + seconds
        while self._timers and self._timers[0][0] <= end:
            at, _, timer = heapq.heappop(self._timers)
            self._now = max(self._now, at)
            if timer.call is not None:
                timer.call()
        self._now = end

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass while no call is made, as in a computer that sleeps."""
        self._now += seconds


class VirtualNetwork:
    """Doors by address and lines to them; a message takes 1 ms. A cut address swallows all."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._doors: dict[str, VirtualDoor] = {}
        self.cut: set[str] = set()
        self.dialled: list[str] = []
        self.routes = itertools.count(1)

    def door(
        self,
        address: str,
        key: TransportKey,
        admits: Callable[[TransportKey], str | None],
        on_data: Callable[[Caller, bytes], None],
    ) -> "VirtualDoor":
        door = VirtualDoor(self, address, key, admits, on_data)
        self._doors[address] = door
        return door

    def dialler(self, own: TransportKey) -> "VirtualDialler":
        return VirtualDialler(self, own)

    def carry(self, address: str, call: Callable[[], None]) -> None:
        if address not in self.cut:
            self._loop.call_later(0.001, call)

    def door_at(self, address: str) -> "VirtualDoor | None":
        return self._doors.get(address)


class VirtualDoor:
    def __init__(
        self,
        network: VirtualNetwork,
        address: str,
        key: TransportKey,
        admits: Callable[[TransportKey], str | None],
        on_data: Callable[[Caller, bytes], None],
    ) -> None:
        self._network = network
        self._address = address
        self.key = key
        self.admits = admits
        self.on_data = on_data
        self.lines: dict[bytes, VirtualLine] = {}

    def send(self, caller: Caller, data: bytes) -> bool:
        line = self.lines.get(caller.route)
        if line is None:
            return False
        self._network.carry(self._address, lambda: line.deliver(data))
        return True


class VirtualLine:
    def __init__(
        self,
        network: VirtualNetwork,
        own: TransportKey,
        key: TransportKey,
        address: str,
        on_data: Callable[[bytes], None],
    ) -> None:
        self._network = network
        self._address = address
        self._own = own
        self._key = key
        self._on_data = on_data
        self._route = f"route {next(network.routes)}".encode()
        self._is_closed = False

    def send(self, data: bytes) -> bool:
        self._network.carry(self._address, lambda: self._arrive(data))
        return True

    def close(self) -> None:
        self._is_closed = True

    def deliver(self, data: bytes) -> None:
        if not self._is_closed:
            self._on_data(data)

    def _arrive(self, data: bytes) -> None:
        door = self._network.door_at(self._address)
        if door is None or door.key != self._key or door.admits(self._own) is not None:
            return
        door.lines[self._route] = self
        door.on_data(Caller(self._own, self._route), data)


class VirtualDialler:
    def __init__(self, network: VirtualNetwork, own: TransportKey) -> None:
        self._network = network
        self._own = own

    def dial(self, key: TransportKey, address: str, on_data: Callable[[bytes], None]) -> Line:
        self._network.dialled.append(address)
        return VirtualLine(self._network, self._own, key, address, on_data)
