"""The two ends of the discovery drill as programs: devices that announce, a console that finds.

    python -m drills.discovery_ends announce NAMESPACE:ADDRESS ...
    python -m drills.discovery_ends find ADDRESS

Both say JSON lines with monotonic times, and end when their standard input closes. Devices are
children forked from one process, each in the namespace of its host.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from student_client.classroom.announcer import Announcer
from teacher_console.classroom.finder import Finder

_PORT = 48480
_NETWORK = 0x40000000
"""CLONE_NEWNET, linux/sched.h."""


def key_at(address: str) -> TransportKey:
    """Return the key of the device that is simulated at `address`."""
    return TransportKey(hashlib.sha256(address.encode()).digest())


def announce(places: list[str]) -> None:
    """Be the devices at `places` (namespace:address) until standard input closes."""
    children = []
    for place in places:
        child = os.fork()
        if child == 0:
            _be_device(*place.split(":"))
        children.append(child)
    _say(at=time.monotonic(), devices=len(children))
    sys.stdin.read()
    for child in children:
        os.kill(child, signal.SIGTERM)
    for child in children:
        os.waitpid(child, 0)


def find(address: str) -> None:
    """Be the console at `address` until standard input closes; say each device once."""
    seen: set[TransportKey] = set()
    lock = threading.Lock()

    def found(advert: Advert) -> None:
        with lock:
            if advert.key not in seen:
                seen.add(advert.key)
                _say(at=time.monotonic(), found=advert.addresses[0])

    finder = Finder(interfaces=(address,), on_advert=found, on_gone=lambda _: None)
    _say(at=time.monotonic(), found="")
    finder.start()
    sys.stdin.read()
    finder.close()


def _be_device(namespace: str, address: str) -> None:
    """Announce in `namespace` until SIGTERM; never returns."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    libc = ctypes.CDLL(None, use_errno=True)
    with Path(f"/run/netns/{namespace}").open() as file:
        if libc.setns(file.fileno(), _NETWORK) != 0:
            os._exit(1)
    announcer = Announcer(key_at(address), interfaces=(address,), port=_PORT)
    announcer.start()
    while not ended.wait(1.0):  # a signal handler runs only between waits
        pass
    announcer.close()
    os._exit(0)


def _say(**words: object) -> None:
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()


def main() -> int:
    """Be one end."""
    if sys.argv[1] == "announce":
        announce(sys.argv[2:])
    else:
        find(sys.argv[2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
