"""A school of 2,000 devices at one hub: is it quiet when nothing happens, and are all back soon?

    python -m benchmarks.hub [--devices 2000] [--restarts 3] [--idle-s 30] [--json FILE]

A real hub in its own process; devices in others, each with its own key, connection and address
(127.x.y.z), sending signs of life and letters to nobody as the client does. The hub is killed and
started again; a device is back when it was greeted anew.
"""

import argparse
import contextlib
import heapq
import json
import multiprocessing
import multiprocessing.connection
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import psutil
import zmq

from benchmarks.readings import machine_words, pss_mb
from benchmarks.rows import Row, end_at_signals, plain, print_table
from protocol import codec
from protocol.identifiers import ReaderId, TransportKey
from protocol.limits import MAIL_ALIVE_INTERVAL_S, MAIL_LOST_AFTER_S, MESSAGE_FROM_OFFICE_MAX_BYTES
from protocol.messages import (
    CallerAlive,
    EnvelopeKept,
    GreetOffice,
    KeepEnvelope,
    OfferRoster,
    OfficeGreeted,
    OfficeLeft,
    RosterTaken,
    WatchReaders,
)
from protocol.transport.curve import arm_client
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope, new_envelope_id, seal
from tests.helpers.hub_process import HubProcess
from tests.helpers.mail_caller import MailCaller
from tests.helpers.school import SchoolInMemory

_PROCESSES = 4
_GREET_JITTER_S = 3.0
"""A client that was told to dial again waits for so long at most, at random."""
_GREET_AGAIN_S = 3.0
"""Without an answer: the greeting may have gone to a hub that was ending."""
_ALL_BACK_MUST_S = 30.0
_IDLE_MUST_PERCENT = 15.0
_SETTLE_S = 12.0


_TEXT_BYTES, _PICTURE_BYTES = 4096, 65_536
COVER_MEAN_S = {_TEXT_BYTES: 60.0, _PICTURE_BYTES: 15 * 60.0}
"""As the clients send letters to nobody: from each device, between two of a size."""


def _covers() -> dict[int, Envelope]:
    """An envelope of each size, to two readers that are nobody."""
    keys = [PrivateKey.generate().sealing_key() for _ in range(2)]
    return {size: seal(bytes(size - 64), keys, new_envelope_id()) for size in COVER_MEAN_S}


class Devices:
    """Many devices of one process, on one thread. Drives itself; reports when all are greeted."""

    def __init__(self, hub: TransportKey, port: int, owns: list[PrivateKey], first: int) -> None:
        self._context = zmq.Context()
        self._context.set(zmq.MAX_SOCKETS, len(owns) + 64)
        self._poller = zmq.Poller()
        self._dealers: list[zmq.Socket[bytes]] = []
        self._due: list[float] = []
        self._heard: list[float] = []
        self._sent: dict[str, float] = {}
        self._version = 1
        self.greeted: set[int] = set()
        self.back: set[int] = set()
        self.told: set[int] = set()
        self.receipts_ms: list[float] = []
        self._number: dict[zmq.Socket[bytes], int] = {}
        self._covers = _covers()
        self._cover_at: list[tuple[float, int]] = []
        for size in COVER_MEAN_S:
            self._wait_for_cover(size, len(owns))
        for number, own in enumerate(owns):
            dealer = self._context.socket(zmq.DEALER)
            arm_client(dealer, own, hub, MESSAGE_FROM_OFFICE_MAX_BYTES)
            place = first + number
            source = f"127.{1 + place // 40_000}.{place // 200 % 200}.{1 + place % 200}"
            dealer.connect(f"tcp://{source}:0;127.0.0.1:{port}")
            self._number[dealer] = number
            self._dealers.append(dealer)
            self._poller.register(dealer, zmq.POLLIN)
            self._due.append(time.monotonic() + random.random() * _GREET_JITTER_S)  # noqa: S311
            self._heard.append(time.monotonic())

    def turn(self) -> None:
        """Answer what came and say what is due."""
        for dealer, _ in self._poller.poll(20):
            with contextlib.suppress(zmq.Again):
                while True:
                    self._take(self._number[dealer], dealer.recv(zmq.NOBLOCK))
        now = time.monotonic()
        while self._cover_at[0][0] <= now:
            _, size = heapq.heappop(self._cover_at)
            self.send_letters(1, size)
            self._wait_for_cover(size, len(self._dealers))
        for number, due in enumerate(self._due):
            if now >= due:
                self._speak(number, now)

    def send_letters(self, count: int, size: int) -> None:
        """Let `count` of the devices send a letter to nobody, as the clients' cover is."""
        for number in random.sample(sorted(self.greeted), min(count, len(self.greeted))):
            envelope = msgspec.structs.replace(self._covers[size], id=new_envelope_id())
            self._sent[envelope.id] = time.monotonic()
            self._send(number, codec.encode(KeepEnvelope(envelope=envelope)))

    def _wait_for_cover(self, size: int, devices: int) -> None:
        wait_s = random.expovariate(devices / COVER_MEAN_S[size])
        heapq.heappush(self._cover_at, (time.monotonic() + wait_s, size))

    def _speak(self, number: int, now: float) -> None:
        if number in self.greeted and now - self._heard[number] > MAIL_LOST_AFTER_S:
            self.greeted.discard(number)
        if number in self.greeted:
            self._send(number, codec.encode(CallerAlive()))
            self._due[number] = now + MAIL_ALIVE_INTERVAL_S
        else:
            greeting = GreetOffice(
                protocol_version=1,
                roster_version=self._version,
                recipients_version=0,
                address="10.0.0.1:48480",
                software="0.2.0",
            )
            self._send(number, codec.encode(greeting))
            self._due[number] = now + _GREET_AGAIN_S

    def _take(self, number: int, data: bytes) -> None:
        now = time.monotonic()
        self._heard[number] = now
        match codec.decode_from_office(data):
            case OfficeGreeted():
                self.greeted.add(number)
                self.back.add(number)
                reader = ReaderId(number.to_bytes(16, "big"))
                self._send(number, codec.encode(WatchReaders(readers=(reader,))))
            case OfficeLeft():
                self.greeted.discard(number)
                self._due[number] = now + random.random() * _GREET_JITTER_S  # noqa: S311
            case EnvelopeKept(id=envelope_id):
                self.receipts_ms.append(1000 * (now - self._sent.pop(envelope_id, now)))
            case OfferRoster():
                self.told.add(number)
                self._send(number, codec.encode(RosterTaken(version=2)))
            case _:
                pass

    def _send(self, number: int, data: bytes) -> None:
        with contextlib.suppress(zmq.Again):
            self._dealers[number].send(data, zmq.NOBLOCK)


def run_devices(
    orders: "multiprocessing.connection.Connection[Any, Any]",
    hub: TransportKey,
    port: int,
    owns: list[PrivateKey],
    first: int,
) -> None:
    """Run some devices until told to end; answer `how many` with how many were greeted and told."""
    _allow_descriptors()
    devices = Devices(hub, port, owns, first)
    while True:
        devices.turn()
        if orders.poll(0):
            order = orders.recv()
            if order == "end":
                return
            if order == "how many":
                orders.send((len(devices.back), len(devices.told), devices.receipts_ms))
                devices.receipts_ms = []
            elif order == "count anew":
                devices.back.clear()
            else:
                devices.send_letters(int(order), _TEXT_BYTES)


class School:
    """The devices' processes."""

    def __init__(self, hub: TransportKey, port: int, owns: list[PrivateKey]) -> None:
        self._ends: list[Any] = []
        self._processes = []
        context = multiprocessing.get_context("spawn")
        share = -(-len(owns) // _PROCESSES)
        for first in range(0, len(owns), share):
            ours, theirs = context.Pipe()
            some = owns[first : first + share]
            process = context.Process(target=run_devices, args=(theirs, hub, port, some, first))
            process.start()
            self._ends.append(ours)
            self._processes.append(process)

    def state(self) -> tuple[int, int, list[float]]:
        """How many were greeted since counting began, how many told of the new roster, receipts.

        Receipts are those since the last question, ms from sending to the answer.
        """
        back, told, receipts = 0, 0, []
        for end in self._ends:
            end.send("how many")
        for end in self._ends:
            greeted, heard, some = end.recv()
            back += greeted
            told += heard
            receipts += some
        return back, told, receipts

    def count_anew(self) -> None:
        """Count greetings from now on."""
        for end in self._ends:
            end.send("count anew")

    def send_letters(self, each: int) -> None:
        """Let devices of every process send letters."""
        for end in self._ends:
            end.send(each)

    def end(self) -> None:
        """End the processes."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.send("end")
        for process in self._processes:
            process.join(10)
            if process.is_alive():
                process.kill()


def await_all(school: School, count: int, within_s: float) -> float:
    """Return after how many seconds all devices were greeted.

    Raises:
        TimeoutError: They were not.
    """
    began_at = time.monotonic()
    while time.monotonic() - began_at < within_s:
        if school.state()[0] >= count:
            return time.monotonic() - began_at
        time.sleep(0.1)
    raise TimeoutError(f"{school.state()[0]} of {count} devices came back")


def measure(devices: int, restarts: int, idle_s: float) -> dict[str, Any]:
    """Return the figures."""
    with (
        tempfile.TemporaryDirectory(prefix="harbour-bench-") as folder,
        _hub(Path(folder), devices) as (hub, owns, memory),
    ):
        hub.start()
        school = School(hub.key, hub.port, owns)
        try:
            rows = [_came("first start", await_all(school, devices, 120.0), hub, 0.0)]
            rows.append(_idle(hub, idle_s, school))
            for number in range(restarts):
                began_at = time.monotonic()
                school.count_anew()
                hub.kill() if number % 2 else hub.stop()
                hub.start()
                down_s = time.monotonic() - began_at
                back_s = time.monotonic() - began_at + await_all(school, devices, 120.0)
                how = "killed" if number % 2 else "ended"
                rows.append(_came(f"restart {number + 1} ({how})", back_s, hub, down_s))
                time.sleep(_SETTLE_S)
            rows.append(_idle(hub, idle_s, school))
            rows.append(_new_roster(hub, memory, school, devices))
            rows.append(_letters(school, hub))
            time.sleep(_SETTLE_S)
            rows.append(_idle(hub, idle_s, school))
        finally:
            school.end()
            hub.stop()
    return {"machine": machine_words(), "devices": devices, "rows": rows}


@contextlib.contextmanager
def _hub(
    folder: Path, devices: int
) -> Iterator[tuple[HubProcess, list[PrivateKey], SchoolInMemory]]:
    school = SchoolInMemory()
    school.person()
    computers = [school.computer(name=f"pc-{number:04d}") for number in range(devices)]
    post_office = school.hub()
    hub = HubProcess(folder, school, post_office, school.roster())
    yield hub, [computer.keys.transport for computer in computers], school


def _came(what: str, seconds: float, hub: HubProcess, down_s: float) -> Row:
    return {
        "what": what,
        "all there, s": round(seconds, 1),
        "of it down, s": round(down_s, 1),
        "PSS, MB": round(pss_mb(hub.pid), 1),
        "holds": seconds <= _ALL_BACK_MUST_S,
    }


def _idle(hub: HubProcess, idle_s: float, school: School) -> Row:
    process = psutil.Process(hub.pid)
    before, written = process.cpu_times(), process.io_counters().write_bytes
    began_at = time.monotonic()
    time.sleep(idle_s)
    after, passed_s = process.cpu_times(), time.monotonic() - began_at
    percent = 100 * (after.user + after.system - before.user - before.system) / passed_s
    return {
        "what": f"quiet, {school.state()[0]} there",
        "CPU, % of a core": round(percent, 1),
        "PSS, MB": round(pss_mb(hub.pid), 1),
        "descriptors": process.num_fds(),
        "to disk, kB/s": round((process.io_counters().write_bytes - written) / passed_s / 1000),
        "holds": percent <= _IDLE_MUST_PERCENT,
    }


def _new_roster(hub: HubProcess, memory: SchoolInMemory, school: School, devices: int) -> Row:
    """A newer roster goes to every device: how long, and how large does the hub grow?"""
    newer = memory.roster()
    with MailCaller(hub.port, hub.key, memory.people[0].keys.transport) as console:
        console.greet()
        began_at = time.monotonic()
        console.send(OfferRoster(body=newer.canonical, signature=newer.signature))
        console.await_kind(RosterTaken)
        largest = 0.0
        while (told := school.state()[1]) < devices and time.monotonic() - began_at < 120:  # noqa: PLR2004
            largest = max(largest, pss_mb(hub.pid))
            time.sleep(0.2)
    passed_s = time.monotonic() - began_at
    return {
        "what": f"roster of {len(newer.canonical) // 1000} kB to {told}",
        "all there, s": round(passed_s, 1),
        "PSS, MB": round(largest, 1),
        "holds": passed_s <= 60,  # noqa: PLR2004  # a revocation is known by then
    }


def _letters(school: School, hub: HubProcess) -> Row:
    """Twenty letters a second for ten seconds."""
    receipts: list[float] = []
    for _ in range(50):
        school.send_letters(1)
        time.sleep(0.2)
        receipts += school.state()[2]
    time.sleep(1)
    receipts = sorted(receipts + school.state()[2])
    return {
        "what": f"{len(receipts)} letters, 20 a second",
        "receipt median, ms": round(statistics.median(receipts), 1),
        "receipt p95, ms": round(receipts[len(receipts) * 95 // 100], 1),
        "PSS, MB": round(pss_mb(hub.pid), 1),
        "holds": receipts[len(receipts) * 95 // 100] <= 300,  # noqa: PLR2004
    }


def _allow_descriptors() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main() -> int:
    """Measure, print, judge; 1 when a figure is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=2000)
    parser.add_argument("--restarts", type=int, default=3)
    parser.add_argument("--idle-s", type=float, default=30.0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    end_at_signals()
    report = measure(given.devices, given.restarts, given.idle_s)
    print_table(report["rows"])
    text = json.dumps(plain(report), indent=1) + "\n"
    if given.json is not None:
        given.json.write_text(text)
    else:
        sys.stdout.write(text)
    return 0 if all(row["holds"] for row in report["rows"]) else 1


if __name__ == "__main__":
    sys.exit(main())
