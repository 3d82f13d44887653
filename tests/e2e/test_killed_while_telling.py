"""A pupil's computer killed at any moment: what was said to be saved arrives, once."""

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from protocol.trust.recipients import RECIPIENTS
from protocol.trust.roster import ROSTER
from tests.helpers.fake_office import FakeOffice, running_office
from tests.helpers.mail_side import await_that
from tests.helpers.oak_school import OakSchool
from tests.helpers.telling_pupil import Scene

ROOT = Path(__file__).parents[2]


def scene(oak: OakSchool, hub: FakeOffice, letters: int) -> bytes:
    keys = oak.computer.keys
    return msgspec.json.encode(
        Scene(
            folder=str(oak.folder),
            school=oak.school.school,
            transport=keys.transport.secret,
            signing=keys.signing.secret,
            roster=ROSTER.to_file(oak.roster(hub)),
            recipients=RECIPIENTS.to_file(oak.recipients),
            letters=letters,
        )
    )


def killed(oak: OakSchool, hub: FakeOffice, after_s: float, letters: int) -> list[str]:
    """Run a pupil, kill it that long after its first word; return what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.telling_pupil"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(scene(oak, hub, letters) + b"\n")
    process.stdin.flush()
    first = process.stdout.readline()
    timer = threading.Timer(after_s, process.kill)
    timer.start()
    rest = process.stdout.read()
    timer.join()
    assert process.wait(10) == -signal.SIGKILL
    process.stdin.close()
    process.stdout.close()
    return (first + rest).decode().splitlines()


def test_nothing_that_was_said_to_be_saved_is_lost_or_doubled(tmp_path: Path) -> None:
    oak = OakSchool(tmp_path)
    chance = random.Random(3)  # noqa: S311  # the same kills at each run
    saved: set[str] = set()
    with running_office() as hub:
        for _ in range(10):
            words = [line.split() for line in killed(oak, hub, chance.random() * 0.3, 6)]
            told_saved = {words_[1] for words_ in words if words_[0] == "saved"}
            told_received = {words_[1] for words_ in words if words_[0] == "received"}
            assert told_received <= set(hub.kept)  # never said before it was true
            saved |= told_saved
        with oak.mail(hub) as side:
            await_that(lambda: saved <= set(hub.kept), 20)
            await_that(lambda: side.held() == [], 20)
    assert len(saved) > 10
