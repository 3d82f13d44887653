"""Kills a hub with SIGKILL at every point of its work, and looks whether it ever lied or lost.

    python -m drills.hub_kills [--kills 1000] [--seed 1] [--mutant NAME]

A device brings envelopes and believes only receipts; a reader fetches, and dies itself at times.
After every kill the files on the disk must hold what was receipted; at the end the reader must have
each once. With --mutant the hub is one that breaks the order; then something must be found.
"""

import argparse
import dataclasses
import hashlib
import json
import os
import random
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

import msgspec

from drills.killed_hub import MUTANTS, POINTS
from protocol.messages import (
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeTaken,
    FromOffice,
    OfficeGreeted,
    WatchReaders,
)
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id, seal
from tests.helpers.hub_process import HubProcess
from tests.helpers.mail_caller import MailCaller
from tests.helpers.messages import greet_office
from tests.helpers.school import SchoolInMemory

_AT_ONCE = 6
_ROUND_S = 4.0
_COVER_SHARE = 0.2
_READER_DIES = 0.15


@dataclasses.dataclass
class Ledger:
    """What the people outside know.

    Attributes:
        unsure: Sent or not, and not receipted.
        receipted: Ids of what the hub said it had.
        read: Ids on the reader's disk.
        trapped: Points at which the hub killed itself, not just was killed in the end.
        numbers: Under which numbers the hub handed each id.
    """

    unsure: dict[str, Envelope] = dataclasses.field(default_factory=dict)
    covers: set[str] = dataclasses.field(default_factory=set)
    receipted: dict[str, Envelope] = dataclasses.field(default_factory=dict)
    read: set[str] = dataclasses.field(default_factory=set)
    numbers: dict[str, set[int]] = dataclasses.field(default_factory=dict)
    trapped: set[str] = dataclasses.field(default_factory=set)
    kills: dict[str, int] = dataclasses.field(default_factory=dict)
    untrue: list[str] = dataclasses.field(default_factory=list)

    def doubled(self) -> list[str]:
        """Ids the hub kept twice."""
        return [each for each, numbers in self.numbers.items() if len(numbers) > 1]

    def lost(self) -> list[str]:
        """Ids that were receipted and never reached the reader."""
        return [each for each in self.receipted if each not in self.read | self.covers]


class KillingDrill:
    """One school, one hub that is killed, one device, one reader."""

    def __init__(self, folder: Path, rng: random.Random, mutant: str = "") -> None:
        self._rng = rng
        self._mutant = mutant
        school = SchoolInMemory()
        self._teacher, self._computer, hub = school.person(), school.computer(), school.hub()
        self._files = HubProcess(folder, school, hub, school.roster())
        self._mail = self._files.data / "mail.sqlite"
        self._scratch = folder / "scratch"
        self._scratch.mkdir()
        self._hub_key = hub.key
        self._sealing_key = self._teacher.keys.sealing.sealing_key()
        self._reader_id = reader_id(self._sealing_key)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.ledger = Ledger()

    def __enter__(self) -> Self:
        self._zygote = subprocess.Popen(
            [
                *(sys.executable, "-m", "drills.killed_hub", str(self._files.school_path)),
                *(str(self._files.data), str(self._port)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._zygote.stdin is not None  # noqa: S101  # made with pipes above
        assert self._zygote.stdout is not None  # noqa: S101
        self._zygote.stdin.close()
        self._zygote.stdout.close()
        self._zygote.wait(10)

    def kill_once(self, point: str | None = None) -> None:
        """Run a hub until it dies at a point, or is killed at a random moment; look at its disk."""
        point = point or self._rng.choice(POINTS)
        self._round(point, self._rng.randint(1, 4), fresh=_AT_ONCE)
        self.ledger.kills[point] = self.ledger.kills.get(point, 0) + 1
        self._look_at_disk(point)

    def settle(self) -> None:
        """Run a hub that is left alone until everything arrived."""
        for _ in range(3):
            self._round("never", 1, fresh=0, seconds=1.5)

    def _round(self, point: str, count: int, *, fresh: int, seconds: float = _ROUND_S) -> None:
        child = self._start(point, count)
        for _ in range(fresh):
            self._write_letter()
        with self._device() as device, _Reader(self) as reader:
            device.send(greet_office())
            sent: set[str] = set()
            is_greeted = False
            end = time.monotonic() + seconds
            while time.monotonic() < end and not self._is_dead(0):
                message = device.receive(0.003)
                is_greeted = is_greeted or isinstance(message, OfficeGreeted)
                if isinstance(message, EnvelopeKept):
                    self._note_receipt(message)
                if is_greeted and not sent:
                    sent = set(list(self.ledger.unsure)[:_AT_ONCE])
                    for each in sent:
                        device.keep(self.ledger.unsure[each])
                reader.go_on()
                if sent and not sent & set(self.ledger.unsure) and reader.is_idle:
                    break
        if self._is_dead(0):
            self.ledger.trapped.add(point)
        else:
            os.kill(child, signal.SIGKILL)
            self._is_dead(5.0)
        self._dead = False

    def _write_letter(self) -> None:
        is_cover = self._rng.random() < _COVER_SHARE
        key = PrivateKey.generate().sealing_key() if is_cover else self._sealing_key
        size = self._rng.choice((10, 3_000, 14_000, 60_000))
        envelope = seal(self._rng.randbytes(size), [key], new_envelope_id())
        self.ledger.unsure[envelope.id] = envelope
        if is_cover:
            self.ledger.covers.add(envelope.id)

    def _note_receipt(self, message: EnvelopeKept) -> None:
        envelope = self.ledger.unsure.pop(message.id, None)
        if envelope is not None:
            self.ledger.receipted[message.id] = envelope

    def _look_at_disk(self, point: str) -> None:
        """What was receipted must be in the files of the dead hub, without its help."""
        for path in self._files.data.glob("mail.sqlite*"):
            if not path.name.endswith("-shm"):
                shutil.copy(path, self._scratch / path.name)
        connection = sqlite3.connect(self._scratch / "mail.sqlite")
        marks = {bytes(row[0]) for row in connection.execute("SELECT mark FROM envelope")}
        connection.close()
        for path in self._scratch.iterdir():
            path.unlink()
        for each, envelope in self.ledger.receipted.items():
            mark = hashlib.sha256(msgspec.msgpack.encode(envelope)).digest()
            is_there = mark in marks or each in self.ledger.covers
            if not is_there and self._mutant != "forget the marks":
                self.ledger.untrue.append(f"{point}: {each} was receipted and is not on the disk")

    def _device(self) -> MailCaller:
        return MailCaller(self._port, self._hub_key, self._computer.keys.transport)

    def reader(self) -> MailCaller:
        """Dial in as the teacher."""
        return MailCaller(self._port, self._hub_key, self._teacher.keys.transport)

    @property
    def watch(self) -> WatchReaders:
        """What the teacher's console asks for."""
        return WatchReaders(readers=(self._reader_id,))

    def dies(self) -> bool:
        """Tell whether the reader dies at this moment."""
        return self._rng.random() < _READER_DIES

    def _start(self, point: str, count: int) -> int:
        assert self._zygote.stdin is not None  # noqa: S101  # made with pipes
        order = {"point": point, "count": count, "mutant": self._mutant}
        self._zygote.stdin.write(json.dumps(order).encode() + b"\n")
        self._zygote.stdin.flush()
        self._dead = False
        child = 0
        while True:
            word = self._word(20.0)
            if word == "ended":
                self._dead = True
                return child
            if word == "ready":
                return child or int(self._word(20.0))
            child = int(word)

    def _is_dead(self, within_s: float) -> bool:
        if not self._dead and self._zygote.stdout is not None:
            ready, _, _ = select.select([self._zygote.stdout], [], [], within_s)
            self._dead = bool(ready) and self._word(1.0) == "ended"
        return self._dead

    def _word(self, within_s: float) -> str:
        assert self._zygote.stdout is not None  # noqa: S101  # made with pipes
        descriptor = self._zygote.stdout.fileno()
        ready, _, _ = select.select([descriptor], [], [], within_s)
        if not ready:
            raise TimeoutError("the hub did not come up")
        word = b""
        while not word.endswith(b"\n"):
            word += os.read(descriptor, 1)
        return word.decode().strip()


class _Reader:
    """The teacher's console: puts on its disk, then says so, and dies at times in between."""

    def __init__(self, drill: KillingDrill) -> None:
        self._drill = drill
        self._caller: MailCaller | None = None
        self.is_idle = False
        self._quiet_since = time.monotonic()

    def go_on(self) -> None:
        """Take one message if there is one."""
        if self._caller is None:
            self._caller = self._drill.reader()
            self._caller.send(greet_office())
        message: FromOffice | None = self._caller.receive(0.003)
        if message is not None:
            self._quiet_since = time.monotonic()
        self.is_idle = time.monotonic() - self._quiet_since > 0.15  # noqa: PLR2004
        if isinstance(message, OfficeGreeted):
            self._caller.send(self._drill.watch)
        elif isinstance(message, EnvelopeHanded):
            self._take(message)

    def _take(self, handed: EnvelopeHanded) -> None:
        ledger, envelope_id = self._drill.ledger, handed.envelope.id
        ledger.numbers.setdefault(envelope_id, set()).add(handed.number)
        if self._drill.dies():
            self._close()
            return
        ledger.read.add(envelope_id)
        if self._drill.dies():
            self._close()
            return
        if self._caller is not None:
            self._caller.send(EnvelopeTaken(id=envelope_id, reader=handed.reader))

    def _close(self) -> None:
        if self._caller is not None:
            self._caller.close()
            self._caller = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()


def main() -> int:
    """Print what was found; 1 when anything was lost, doubled or untrue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=MUTANTS, default="")
    given = parser.parse_args()
    rng = random.Random(given.seed)  # noqa: S311  # repeatable, not secret
    with (
        tempfile.TemporaryDirectory(prefix="harbour-kills-") as folder,
        KillingDrill(Path(folder), rng, given.mutant) as drill,
    ):
        for number in range(given.kills):
            drill.kill_once(POINTS[number % len(POINTS)])
            if number % 50 == 49:  # noqa: PLR2004
                sys.stderr.write(f"{number + 1} kills\n")
        drill.settle()
    ledger = drill.ledger
    report = {
        "kills": sum(ledger.kills.values()),
        "points": len(ledger.trapped),
        "receipted": len(ledger.receipted),
        "lost": len(ledger.lost()),
        "doubled": len(ledger.doubled()),
        "receipted and not on the disk": len(ledger.untrue),
    }
    for name, value in report.items():
        print(f"{name:30} {value:>8}")
    print(json.dumps(report))
    return 1 if ledger.lost() or ledger.doubled() or ledger.untrue else 0


if __name__ == "__main__":
    sys.exit(main())
