"""Forty devices found by a console that starts first or last, on a good wire and a bad one.

    python -m drills.discovery [--count N] [--devices N] [--json FILE] [CASE ...]

Every device has a host and an address of its own. All must be found within 6 s, and within 15 s
where the console's cable loses a fifth of its frames. Prints a table and writes JSON; exit status 1
when one start falls short.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from drills.figures import print_table, spread
from drills.wall import ROOT
from tests.helpers.bad_wire import Faults, bad_wires
from tests.helpers.lan import Lan, throw_away_lan

CONSOLE = 0
FOUND_S, FOUND_ON_BAD_WIRE_S = 6.0, 15.0
LOSS = 0.2
CASES = ("console-first", "console-last", "console-first-loss", "console-last-loss")
_LEAD_S = 3.0
_SETTLED_S = 6.0
"""Until all devices that started at once have announced themselves."""


class _End:
    """One end as a process, and what it says."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            [*command], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._said: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="discovery end")
        self._reader.start()

    def said(self, count: int, within_s: float) -> list[dict[str, Any]]:
        """Return what was said as soon as it is `count` lines, or all when time is up."""
        with self._news:
            self._news.wait_for(lambda: len(self._said) >= count, within_s)
            return list(self._said)

    def close(self) -> None:
        """End it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(20)
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        if self._process.stdout is None:
            return
        for line in self._process.stdout:
            with self._news:
                self._said.append(json.loads(line))
                self._news.notify_all()


@contextlib.contextmanager
def _end(command: Sequence[str]) -> Iterator[_End]:
    end = _End(command)
    try:
        yield end
    finally:
        end.close()


def _devices(lan: Lan, devices: int) -> list[str]:
    places = [f"{lan.namespace(host)}:{lan.address(host)}" for host in range(1, devices + 1)]
    return [sys.executable, "-m", "drills.discovery_ends", "announce", *places]


def _console(lan: Lan) -> list[str]:
    inside = ["ip", "netns", "exec", lan.namespace(CONSOLE)]
    program = [sys.executable, "-m", "drills.discovery_ends", "find", lan.address(CONSOLE)]
    return [*inside, *program]


def start(lan: Lan, devices: int, *, is_console_first: bool, within_s: float) -> list[float]:
    """Start both sides; return the seconds after which each device was found, in order.

    They count from the start of whichever side came last.
    """
    patience_s = within_s + 5
    with contextlib.ExitStack() as ending:
        if is_console_first:
            console = ending.enter_context(_end(_console(lan)))
            console.said(1, _SETTLED_S)
            time.sleep(_LEAD_S)
            room = ending.enter_context(_end(_devices(lan, devices)))
            began_at = room.said(1, _SETTLED_S)[0]["at"]
        else:
            room = ending.enter_context(_end(_devices(lan, devices)))
            room.said(1, _SETTLED_S)
            time.sleep(_SETTLED_S)
            console = ending.enter_context(_end(_console(lan)))
            began_at = console.said(1, _SETTLED_S)[0]["at"]
        said = console.said(devices + 1, patience_s)
    return [each["at"] - began_at for each in said if each["found"]]


def run(cases: Sequence[str], *, count: int, devices: int) -> list[dict[str, Any]]:
    """Start both sides `count` times in each case; return a row of figures for each."""
    rows = []
    with throw_away_lan(devices + 1) as lan:
        for case in cases:
            is_bad = case.endswith("-loss")
            within_s = FOUND_ON_BAD_WIRE_S if is_bad else FOUND_S
            last: list[float] = []
            short = 0
            for number in range(count):
                with contextlib.ExitStack() as ending:
                    if is_bad:
                        faults = Faults(loss=LOSS, seed=number + 1)
                        ending.enter_context(bad_wires(lan, [CONSOLE], faults))
                    is_first = case.startswith("console-first")
                    found = start(lan, devices, is_console_first=is_first, within_s=within_s)
                is_short = len(found) < devices or found[-1] > within_s
                short += is_short
                if len(found) == devices:
                    last.append(found[-1])
                if is_short:
                    sys.stderr.write(f"{case}: {len(found)} of {devices}, last {found[-1:]}\n")
            figures = spread(last)
            rows.append(
                {
                    "case": case,
                    "starts": count,
                    "devices": devices,
                    "last_median_s": figures.median,
                    "last_p95_s": figures.p95,
                    "last_worst_s": figures.worst,
                    "allowed_s": within_s,
                    "failures": short,
                }
            )
            print_table(rows[-1:])
    return rows


def main() -> int:
    """Return 1 when one start fell short."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", choices=[*CASES, []])
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--devices", type=int, default=40)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = run(given.cases or CASES, count=given.count, devices=given.devices)
    print_table(rows)
    if given.json is not None:
        given.json.write_text(json.dumps(rows, indent=2) + "\n")
    return int(any(row["failures"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
