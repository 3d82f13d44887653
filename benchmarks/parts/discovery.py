"""Forty devices, each on a host of its own: how soon a console has found them all, by zeroconf.

Found means that the device was reached and proved its key. A device's own start is not counted
where the console was there first, the console's is where it comes last.
"""

import functools
import json
import os
import select
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.harbour import ROOM, Harbour
from benchmarks.lab import CONSOLE, Lab, Process, ask, lab
from benchmarks.peer import Peer
from benchmarks.recording import still_recording, write_recording
from benchmarks.rows import Row, attempted, gathered
from benchmarks.simulated import enrol, start_replay
from tests.helpers.bad_wire import Faults, bad_wires

DEVICES = 40
LOSS = 0.2
_REACHED = {"ready", "starting", "live"}
_PATIENCE_S = 40.0
_LIMIT_S = 90.0
_APART_S = 10.0
"""Between two cases, so that what devices say as they start is over and no case helps the next."""


def discovery(peers: Sequence[type[Peer]]) -> list[Row]:
    """Return a row for each order of starting, and one for a network that loses a fifth."""
    del peers  # others are told their pupils' addresses
    rows: list[Row] = []
    with lab(DEVICES) as room, Harbour(room, 0) as harbour:
        devices = _start_devices(room, harbour)
        cases = {
            "console first": functools.partial(_console_first, room, harbour, devices),
            "console last": functools.partial(_console_last, room, harbour),
            f"console last, {LOSS:.0%} lost": functools.partial(_lossy, room, harbour),
        }
        for case, measure in cases.items():
            rows += _one(case, measure)
            time.sleep(_APART_S)
    return rows


def _one(case: str, measure: Callable[[], Row]) -> list[Row]:
    labels = {"case": case, "peer": Harbour.name}
    return gathered(labels, [Harbour], lambda _: [attempted(labels, _LIMIT_S, measure)])


def _start_devices(room: Lab, harbour: Harbour) -> list[Process]:
    recording = room.folder / "still.recording"
    write_recording(still_recording(), recording)
    keys = enrol(harbour, range(1, DEVICES + 1))
    devices = []
    for host, key in enumerate(sorted(keys.iterdir()), start=1):
        own = keys.parent / f"keys-{host}"
        own.mkdir()
        key.rename(own / key.name)
        devices.append(start_replay(room, harbour, own, [recording], host, "--announce"))
    for device in devices:
        ask(device, "count")  # answered when it has started
    return devices


def _console_first(room: Lab, harbour: Harbour, devices: Sequence[Process]) -> Row:
    console = _start_console(room, harbour)
    try:
        _await_listed(console)
        began_at = time.monotonic()
        for device in devices:
            ask(device, "go")
        return _await_found(console, began_at)
    finally:
        room.end(console)


def _console_last(room: Lab, harbour: Harbour) -> Row:
    began_at = time.monotonic()
    console = _start_console(room, harbour)
    try:
        return _await_found(console, began_at)
    finally:
        room.end(console)


def _lossy(room: Lab, harbour: Harbour) -> Row:
    with bad_wires(room.lan, range(1, DEVICES + 1), Faults(loss=LOSS)):
        return _console_last(room, harbour)


def _start_console(room: Lab, harbour: Harbour) -> Process:
    command = [
        *(sys.executable, "-m", "tests.helpers.headless_console", str(harbour.school.teacher)),
        *(str(harbour.school.passphrase), room.lan.address(CONSOLE), ROOM),
    ]
    return room.start(command, "headless-console", host=CONSOLE)


def _await_listed(console: Process) -> None:
    seen: set[str] = set()
    for event in _events(console, time.monotonic() + _PATIENCE_S):
        seen.add(str(event["who"]))
        if len(seen) >= DEVICES:
            return
    raise TimeoutError("the console did not list its devices")


def _await_found(console: Process, began_at: float) -> Row:
    found: dict[str, float] = {}
    for event in _events(console, began_at + _PATIENCE_S):
        if event.get("state") in _REACHED:
            found.setdefault(str(event["who"]), float(str(event["at"])) - began_at)
            if len(found) == DEVICES:
                break
    times = sorted(found.values())
    return {
        "found": len(found),
        "of": DEVICES,
        "first, s": round(times[0], 1) if times else None,
        "half, s": round(times[len(times) // 2], 1) if times else None,
        "all, s": round(times[-1], 1) if len(times) == DEVICES else None,
    }


def _events(console: Process, until: float) -> Iterator[dict[str, object]]:
    """Yield what the console says, until it is `until`."""
    if console.stdout is None:
        raise ValueError("the console has no pipes")
    number, rest = console.stdout.fileno(), b""
    while (left_s := until - time.monotonic()) > 0:
        if not select.select([number], [], [], left_s)[0]:
            return
        data = os.read(number, 1 << 16)
        if not data:
            raise RuntimeError("the console ended")
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            yield json.loads(line)
