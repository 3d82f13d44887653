"""Reads processors, memory and wires from outside the programs that are measured. Linux.

CPU is user and system time of a whole process tree with its reaped children, per cent of one core.
Bytes are those of a network interface, Ethernet frames in both directions.
"""

import contextlib
import dataclasses
import os
import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
WINDOWS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A figure taken several times: the median, and how far the others lay."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float], digits: int = 2) -> "Reading":
        """Return the reading of some values, at least one."""
        ranked = sorted(values)
        middle = statistics.median(ranked)
        return cls(round(middle, digits), round(ranked[0], digits), round(ranked[-1], digits))

    def less(self, value: float) -> "Reading":
        """Return it with `value` taken off."""
        parts = (self.median, self.low, self.high)
        return Reading(*(round(part - value, 2) for part in parts))

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.median:g}"
        return f"{self.median:g} ({self.low:g} to {self.high:g})"


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


def started_at(pid: int) -> int | None:
    """Return when a process began, ticks since boot, to tell it from a later one of that id."""
    try:
        return int(_stat(pid)[19])
    except OSError:
        return None


def is_over(pid: int) -> bool:
    """Tell whether a process has ended, waited for or not."""
    try:
        return _stat(pid)[0] in "ZX"
    except OSError:
        return True


def cpu_seconds(*roots: int) -> float:
    """Return processor seconds the trees have used so far."""
    total = 0.0
    for pid in tree(*roots):
        with contextlib.suppress(OSError):
            ticks = [int(each) / _TICK for each in _stat(pid)[11:15]]
            # Ticks of 10 ms are coarse beside 0.2 per cent; the scheduler counts nanoseconds, but
            # only for threads that still run.
            total += max(ticks[0] + ticks[1], _scheduled_seconds(pid)) + ticks[2] + ticks[3]
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
class Watched:
    """What happened in some windows of time.

    Attributes:
        cpu: Per cent of a core, by group.
        pss: MiB, by group.
        wire_kb_s: Thousands of bytes a second, by wire.
        stolen: Per cent of the machine's time that its host gave to others.
    """

    cpu: dict[str, Reading]
    pss: dict[str, Reading]
    wire_kb_s: dict[str, Reading]
    stolen: float


def watch(
    seconds: float,
    groups: Mapping[str, Sequence[int]],
    wires: Mapping[str, int] | None = None,
    *,
    windows: int = WINDOWS,
) -> Watched:
    """Watch process trees by name, and the namespaces of the processes in `wires`.

    Args:
        seconds: Of each of `windows`, which follow each other.

    Raises:
        RuntimeError: A program ended.
    """
    wires = wires or {}
    cpu: dict[str, list[float]] = {name: [] for name in groups}
    pss: dict[str, list[float]] = {name: [] for name in groups}
    sent: dict[str, list[float]] = {name: [] for name in wires}
    machine = _machine()
    for _ in range(windows):
        began_at = time.monotonic()
        cpu_before = {name: cpu_seconds(*pids) for name, pids in groups.items()}
        sent_before = {name: wire_bytes(pid) for name, pid in wires.items()}
        time.sleep(seconds)
        for name, pids in groups.items():
            cpu[name].append(100 * (cpu_seconds(*pids) - cpu_before[name]))
        _check_alive(groups)
        for name, pid in wires.items():
            sent[name].append((wire_bytes(pid) - sent_before[name]) / 1000)
        passed = time.monotonic() - began_at
        for taken in (*cpu.values(), *sent.values()):
            taken[-1] /= passed
        for name, pids in groups.items():  # between the windows: reading it costs the watched time
            pss[name].append(pss_mb(*pids))
    after = _machine()
    return Watched(
        {name: Reading.of(values) for name, values in cpu.items()},
        {name: Reading.of(values, 1) for name, values in pss.items()},
        {name: Reading.of(values) for name, values in sent.items()},
        round(100 * (after[1] - machine[1]) / max(1, after[0] - machine[0]), 1),
    )


def machine_words() -> str:
    """Return the processor, cores and kernel, to stand beside every figure."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "?")
    return f"{os.cpu_count()} cores of {model}, Linux {os.uname().release}"


def load_words() -> str:
    """Return how many programs wanted a processor in the last minute, on average."""
    return f"load {os.getloadavg()[0]:.1f}"


def _check_alive(groups: Mapping[str, Sequence[int]]) -> None:
    for name, pids in groups.items():
        for pid in pids:
            if is_over(pid):
                raise RuntimeError(f"{name}: a program ended while it was watched")


def _scheduled_seconds(pid: int) -> float:
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _machine() -> tuple[int, int]:
    ticks = [int(each) for each in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(ticks), ticks[7]
