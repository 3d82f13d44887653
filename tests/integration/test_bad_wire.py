"""The bad wire that other tests rely on: what it promises, measured with datagrams across it."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.helpers.bad_wire import Faults, bad_wires
from tests.helpers.lan import Lan, needs_lan, throw_away_lan

pytestmark = needs_lan

SENT = 400
_LISTEN = """
import json, socket, struct, time
heard = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
heard.setsockopt(socket.SOL_SOCKET, 33, 1 << 22)  # SO_RCVBUFFORCE: room for all at once
heard.bind(("0.0.0.0", 9000))
print("ready", flush=True)
heard.settimeout(20)
came = []
while True:
    try:
        data, speaker = heard.recvfrom(64)
    except TimeoutError:
        break
    if data == b"hello":
        heard.sendto(data, speaker)
        continue
    number, sent_at = struct.unpack("!Id", data)
    came.append((number, (time.monotonic() - sent_at) * 1000))
    heard.settimeout(1)  # nothing is under way for so long
print(json.dumps(came))
"""
_SPEAK = """
import socket, struct, sys, time
to = (sys.argv[1], 9000)
voice = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
voice.settimeout(0.2)
while True:  # until both know where the other is: what waits for that is dropped beyond a few
    voice.sendto(b"hello", to)
    try:
        voice.recv(64)
        break
    except TimeoutError:
        continue
for number in range(int(sys.argv[2])):
    voice.sendto(struct.pack("!Id", number, time.monotonic()), to)
"""


@pytest.fixture(scope="module")
def lan() -> Iterator[Lan]:
    with throw_away_lan(2) as lan:
        yield lan


def _across(lan: Lan) -> list[tuple[int, float]]:
    """Number and travelling time (ms) of each datagram that came, in order of arrival."""
    listener = lan.popen(0, [sys.executable, "-c", _LISTEN], stdout=subprocess.PIPE)
    assert listener.stdout is not None
    assert listener.stdout.readline() == "ready\n"
    speaker = lan.popen(1, [sys.executable, "-c", _SPEAK, lan.address(0), str(SENT)])
    assert speaker.wait(30) == 0
    said, _ = listener.communicate(timeout=30)
    return [(number, took_ms) for number, took_ms in json.loads(said)]


def test_a_fault_less_wire_carries_everything_in_order(lan: Lan) -> None:
    with bad_wires(lan, [1], Faults()):
        came = _across(lan)
    assert [number for number, _ in came] == list(range(SENT))


def test_a_wire_that_loses_a_fifth_loses_about_a_fifth(lan: Lan) -> None:
    with bad_wires(lan, [1], Faults(loss=0.2)):
        came = _across(lan)
    assert 0.1 * SENT < SENT - len(came) < 0.3 * SENT


def test_a_slow_wire_delays_repeats_and_reorders(lan: Lan) -> None:
    with bad_wires(lan, [1], Faults(delay_ms=30, jitter_ms=10, repeats=0.1, overtakes=0.1)):
        came = _across(lan)
    numbers = [number for number, _ in came]
    assert len(numbers) > len(set(numbers)) == SENT
    assert numbers != sorted(numbers)
    slow = [took_ms for _, took_ms in came if took_ms >= 30]
    assert len(slow) > 0.8 * len(came)


def test_a_cable_is_good_again_after_the_bad_wire_is_taken_out(lan: Lan) -> None:
    with bad_wires(lan, [1], Faults(loss=1.0)):
        pass
    assert len(_across(lan)) == SENT
