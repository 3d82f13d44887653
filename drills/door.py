"""A hundred thousand strangers at one pupil's door, while a lesson is on.

    python -m drills.door [--count N] [--json FILE]

Raw connections that say every kind of opening (`tests.helpers.zmtp`), 300 silent ones among them.
The wall must stay live, with no gap of more than a second beyond the rhythm of its pictures; the
client may grow by 20 MB and no stranger may be let in. Exit status 1 when that does not hold.
"""

import argparse
import contextlib
import itertools
import json
import resource
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import psutil

from drills.figures import print_table
from drills.room import PORT, Room, room_of
from drills.wall import ROOT, Wall
from tests.helpers.zmtp import greetings

GAP_MAX_S = 2.2
"""A screen that changes all the time gives a picture a second; one may be a second late."""
GROWTH_MAX_MB = 20.0
_SILENT = 300
_HELD = 64
_WARM_S = 8.0
_ATTACKER = 2


def flood(address: str, count: int, seed: int) -> int:
    """Open `count` connections to `address`, a few dozen held at a time; return how many failed."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    target = (address, PORT)
    failed = 0
    with contextlib.ExitStack() as silent:
        for _ in range(_SILENT):
            silent.enter_context(socket.create_connection(target, 5))
        held: deque[socket.socket] = deque()
        for data in greetings(count, seed):
            try:
                stranger = socket.create_connection(target, 5)
            except OSError:
                failed += 1
                continue
            with contextlib.suppress(OSError):
                stranger.sendall(data)
            held.append(stranger)
            if len(held) > _HELD:
                held.popleft().close()
        while held:
            held.popleft().close()
    return failed


def run(count: int, seed: int) -> dict[str, float]:
    """Flood the one pupil of a room; return what it cost."""
    with room_of(2) as room:
        wall = room.wall()
        try:
            time.sleep(_WARM_S)
            return _besieged(room, wall, count, seed)
        finally:
            wall.close()


def _besieged(room: Room, wall: Wall, count: int, seed: int) -> dict[str, float]:
    pupil = room.pupils[0]
    if pupil.process is None:
        raise RuntimeError("the client did not start")
    client = psutil.Process(pupil.process.pid)
    before_mb, cpu = client.memory_info().rss / 2**20, sum(client.cpu_times()[:2])
    address = room.lan.address(pupil.host)
    began_at = time.monotonic()
    attack = subprocess.Popen(
        [
            *room.inside(_ATTACKER),
            *(sys.executable, "-m", "drills.door", "--attack", address),
            *("--count", str(count), "--seed", str(seed)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    failed, _ = attack.communicate()
    seconds = time.monotonic() - began_at
    said = wall.between(pupil.name, began_at - 1, time.monotonic())
    seen = [each.at for each in said if each.age_s is not None]
    gaps = [later - earlier for earlier, later in itertools.pairwise(seen)]
    return {
        "connections": count,
        "per_s": round(count / seconds),
        "not_accepted": int(failed),
        "longest_gap_s": round(max(gaps, default=seconds), 2),
        "oldest_picture_s": max((each.age_s or 0.0 for each in said), default=0.0),
        "client_cpu_percent": round(100 * (sum(client.cpu_times()[:2]) - cpu) / seconds, 1),
        "growth_mb": round(client.memory_info().rss / 2**20 - before_mb, 1),
        "descriptors": client.num_fds(),
    }


def has_failed(found: dict[str, float]) -> bool:
    """Tell whether a promise was broken."""
    return found["longest_gap_s"] > GAP_MAX_S or found["growth_mb"] > GROWTH_MAX_MB


def main() -> int:
    """Return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--attack", metavar="ADDRESS", help="be the strangers, and nothing else")
    given = parser.parse_args()
    if given.attack is not None:
        print(flood(given.attack, given.count, given.seed))
        return 0
    found = run(given.count, given.seed)
    print_table([found])
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=2) + "\n")
    return int(has_failed(found))


if __name__ == "__main__":
    sys.exit(main())
