"""Reads processors, memory and wires from outside the programs that are measured. Linux.

CPU is user and system time of a whole process tree with its reaped children, per cent of one core.
Bytes are those of a network interface, Ethernet frames in both directions.
"""

import contextlib
import dataclasses
import os
import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def tree(*roots: int) -> list[int]:
    """Return the ids of `roots` and all their descendants that run now."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                children.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
    found: list[int] = []
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.append(pid)
            waiting += children.get(pid, [])
    return found


def cpu_seconds(*roots: int) -> float:
    """Return processor seconds the trees have used so far."""
    total = 0.0
    for pid in tree(*roots):
        with contextlib.suppress(OSError):
            total += sum(int(ticks) for ticks in _stat(pid)[11:15]) / _TICK
    return total


def pss_mb(*roots: int) -> float:
    """Return the proportional set size of the trees now, MiB."""
    total = 0
    for pid in tree(*roots):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def wire_bytes(pid: int) -> int:
    """Return bytes over every interface but loopback in the network namespace of `pid`."""
    total = 0
    for line in Path(f"/proc/{pid}/net/dev").read_text().splitlines()[2:]:
        name, _, numbers = line.partition(":")
        if name.strip() != "lo":
            columns = numbers.split()
            total += int(columns[0]) + int(columns[8])
    return total


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """What happened in a stretch of time.

    Attributes:
        cpu: Per cent of a core, by group.
        pss: MiB, median of five looks, by group.
        wire_kb_s: Thousands of bytes a second, by group.
        stolen: Per cent of the machine's time that its host gave to others.
    """

    seconds: float
    cpu: dict[str, float]
    pss: dict[str, float]
    wire_kb_s: dict[str, float]
    stolen: float


def watch(
    seconds: float, groups: Mapping[str, Sequence[int]], wires: Mapping[str, int] | None = None
) -> Window:
    """Watch process trees by name for `seconds`, and the namespaces of the processes in `wires`."""
    wires = wires or {}
    began_at = time.monotonic()
    machine = _machine()
    cpu = {name: cpu_seconds(*pids) for name, pids in groups.items()}
    sent = {name: wire_bytes(pid) for name, pid in wires.items()}
    sizes: dict[str, list[float]] = {name: [] for name in groups}
    for look in range(1, 6):
        time.sleep(max(0.0, began_at + seconds * look / 5 - time.monotonic()))
        if look < 5:  # noqa: PLR2004  # the last look would count into the next reading
            for name, pids in groups.items():
                sizes[name].append(pss_mb(*pids))
    sent_after = {name: wire_bytes(pid) for name, pid in wires.items()}
    cpu_after = {name: cpu_seconds(*pids) for name, pids in groups.items()}
    passed = time.monotonic() - began_at
    after = _machine()
    return Window(
        passed,
        {name: round(100 * (cpu_after[name] - cpu[name]) / passed, 2) for name in groups},
        {name: round(statistics.median(sizes[name]), 1) for name in groups},
        {name: round((sent_after[name] - sent[name]) / passed / 1000, 3) for name in wires},
        round(100 * (after[1] - machine[1]) / max(1, after[0] - machine[0]), 1),
    )


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _machine() -> tuple[int, int]:
    ticks = [int(each) for each in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(ticks), ticks[7]
