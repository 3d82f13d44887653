"""kill -9 between opening, recording and taking: nothing is lost, nothing stands twice."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from protocol.trust.sealing import Envelope
from tests.helpers.casework import TellingSchool, telling_school

CONCERNS, KILLS = 40, 60
FAILPOINTS = ("before append", "after append", "before taken", "after taken")

_READER = '''
import datetime as dt, os, pathlib, signal, sys
import msgspec
from protocol.trust.keys import PrivateKey, StaffKeys
from protocol.trust.recipients import RECIPIENTS, RecipientsList
from protocol.trust.roster import ROSTER, Roster
from protocol.trust.document import Signed
from protocol.messages import EnvelopeHanded
from protocol.trust.sealing import Envelope, reader_id
from teacher_console.concerns.casework import Casework
from teacher_console.concerns.people import People
from teacher_console.record.store import Record

url, office, state, failpoint, after = sys.argv[1:6]
secrets = [PrivateKey(bytes.fromhex(each)) for each in sys.argv[6:9]]
keys = StaffKeys(*secrets)
left = int(after)

def at(point):
    global left
    if point == failpoint:
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

class DyingRecord:
    """The real record, with two places at which this process dies."""
    def __init__(self, record): self._record = record
    def __getattr__(self, name): return getattr(self._record, name)
    def append(self, *given):
        at("before append")
        is_new = self._record.append(*given)
        at("after append")
        return is_new

roster, listed = msgspec.msgpack.decode(
    pathlib.Path(state).read_bytes(), type=tuple[Roster, RecipientsList]
)
people = People(Signed(roster, b"", b""), Signed(listed, b"", b""))
now = lambda: dt.datetime.now(dt.UTC)
record = DyingRecord(Record(url, keys, lambda: int(now().timestamp() * 1000)))
work = Casework(record, keys, serial=listed.recipients[0].serial, name="Ms Patel",
                people=lambda: people, utc_now=now)
for path in sorted(pathlib.Path(office).iterdir()):
    envelope = msgspec.msgpack.decode(path.read_bytes(), type=Envelope)
    work.take(EnvelopeHanded(reader=reader_id(keys.sealing.sealing_key()), number=1,
                             received_at=1, envelope=envelope))
    at("before taken")
    path.unlink()
    at("after taken")
'''


@pytest.fixture
def school(tmp_path: Path) -> Iterator[TellingSchool]:
    with telling_school(tmp_path) as made:
        yield made


def test_60_kills_at_four_failpoints_0_lost_0_doubled(
    school: TellingSchool, tmp_path: Path
) -> None:
    chance = random.Random(4)  # noqa: S311  # not a secret
    office = tmp_path / "office"
    office.mkdir()
    sent: list[Envelope] = [school.concern(f"concern {number}") for number in range(CONCERNS)]
    for number, envelope in enumerate(sent):
        (office / f"{number:04d}").write_bytes(msgspec.msgpack.encode(envelope))
    state = tmp_path / "state"
    state.write_bytes(msgspec.msgpack.encode((school.roster.body, school.listed.body)))
    staff = school.teacher
    staff.record.close()
    keys = staff.person.keys
    secrets = [each.secret.hex() for each in (keys.transport, keys.signing, keys.sealing)]
    killed = 0
    for number in range(KILLS):
        if not os.listdir(office):  # noqa: PTH208  # names are enough
            break
        point = FAILPOINTS[number % len(FAILPOINTS)]
        done = subprocess.run(
            [
                *(sys.executable, "-c", _READER, staff.url, office, state, point),
                *(str(chance.randint(1, 3)), *secrets),
            ],
            check=False,
        )
        killed += done.returncode == -9
        assert done.returncode in {0, -9}
    staff.open()
    assert killed >= 15
    assert not os.listdir(office)  # noqa: PTH208
    assert sorted(each.concern for each in staff.work.cases()) == sorted(e.id for e in sent)
    kinds = [each.kind.value for each in staff.record.events()]
    assert kinds == ["received"] * CONCERNS
    assert staff.record.verify() == []
