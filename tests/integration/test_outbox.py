"""The outbox on a real disk: killed at every step, torn, full, and erased without a trace."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import Envelope, new_envelope_id, seal
from student_client.outbox import Outbox, OutboxError

READER = PrivateKey.generate().sealing_key()
ROOT = Path(__file__).parents[2]


def envelope(content: bytes = b"words", *, at_least: int = 0) -> Envelope:
    return seal(content, [READER], new_envelope_id(), padded_at_least_bytes=at_least)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


def ids(outbox: Outbox) -> list[str]:
    return [each.id for each in outbox.waiting()]


def test_what_was_kept_is_there_after_a_new_start_in_order(path: Path) -> None:
    letters = [envelope() for _ in range(5)]
    outbox = Outbox(path)
    for letter in letters:
        assert outbox.keep(letter, is_text=True) == []
    outbox.carried(letters[2].id)
    outbox.close()
    again = Outbox(path)
    assert ids(again) == [letter.id for letter in letters]
    assert [each.is_carried for each in again.waiting()] == [False, False, True, False, False]
    assert again.envelope(letters[0].id) == letters[0]
    again.close()


def test_the_file_is_for_this_user_alone(path: Path) -> None:
    outbox = Outbox(path)
    outbox.keep(envelope(), is_text=True)
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}
    outbox.close()


def test_keeping_twice_keeps_one(path: Path) -> None:
    outbox, letter = Outbox(path), envelope()
    outbox.keep(letter, is_text=True)
    outbox.keep(letter, is_text=True)
    assert ids(outbox) == [letter.id]
    outbox.close()


def test_what_was_erased_leaves_no_byte_on_the_disk(path: Path) -> None:
    outbox, letter = Outbox(path), envelope()
    outbox.keep(letter, is_text=True)
    middle = letter.sealed[100:160]
    assert any(middle in each.read_bytes() for each in path.parent.iterdir())
    outbox.erase(letter.id)
    outbox.erase(letter.id)
    assert not any(middle in each.read_bytes() for each in path.parent.iterdir())
    outbox.close()


def test_pictures_make_room_for_text_and_never_the_other_way_round(path: Path) -> None:
    outbox = Outbox(path, limit_bytes=200_000)
    pictures = [envelope(at_least=65_536) for _ in range(3)]
    texts = [envelope(at_least=16_384) for _ in range(8)]
    assert [outbox.keep(each, is_text=False) for each in pictures] == [[], [], []]
    assert outbox.keep(texts[0], is_text=True) == [pictures[0].id]
    for each in texts[1:]:
        outbox.keep(each, is_text=True)
    assert [each.id for each in outbox.waiting() if each.is_text] == [each.id for each in texts]
    late = envelope(at_least=65_536)
    assert outbox.keep(late, is_text=False) == [late.id]
    assert late.id not in ids(outbox)
    outbox.close()


def test_an_outbox_full_of_text_says_so_and_loses_nothing(path: Path) -> None:
    outbox = Outbox(path, limit_bytes=10_000)
    first, second = envelope(at_least=4096), envelope(at_least=4096)
    outbox.keep(first, is_text=True)
    outbox.keep(second, is_text=True)
    with pytest.raises(OutboxError, match="full"):
        outbox.keep(envelope(at_least=4096), is_text=True)
    assert ids(outbox) == [first.id, second.id]
    outbox.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="a disk of its own needs root")
def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], check=True)
    try:
        outbox = Outbox(disk / "outbox.db")
        kept: list[str] = []
        with pytest.raises(OutboxError, match=r"SQLITE_FULL|SQLITE_IOERR"):
            fill(outbox, kept)
        assert kept
        assert ids(outbox) == kept
        outbox.close()
        again = Outbox(disk / "outbox.db")
        assert ids(again) == kept
        again.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(outbox: Outbox, kept: list[str]) -> None:
    for _ in range(100):
        letter = envelope(at_least=16_384)
        outbox.keep(letter, is_text=True)
        kept.append(letter.id)


def test_a_damaged_file_is_put_aside_and_what_can_be_read_is_taken_over(
    path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    outbox = Outbox(path)
    letters = [envelope() for _ in range(40)]
    for each in letters:
        outbox.keep(each, is_text=True)
    outbox.close()
    data = bytearray(path.read_bytes())
    data[-4096:] = os.urandom(4096)
    path.write_bytes(data)
    again = Outbox(path)
    assert set(ids(again)) <= {each.id for each in letters}
    again.keep(envelope(), is_text=True)
    again.close()
    if "damaged" in expected_log.text:
        assert (path.parent / "outbox-damaged-1.db").exists()


def test_rubbish_in_place_of_the_file_does_not_stop_new_letters(
    path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(b"this is no database" * 1000)
    outbox = Outbox(path)
    letter = envelope()
    outbox.keep(letter, is_text=True)
    assert ids(outbox) == [letter.id]
    outbox.close()
    assert "put aside as outbox-damaged-1.db" in expected_log.text


def test_a_log_torn_behind_the_last_receipt_loses_nothing(tmp_path: Path) -> None:
    """A power cut tears what was being written; what was synced before it stands."""
    source = tmp_path / "source"
    source.mkdir()
    outbox = Outbox(source / "outbox.db")
    states: list[tuple[int, list[str]]] = []
    wal = source / "outbox.db-wal"
    for _ in range(6):
        outbox.keep(envelope(at_least=4096), is_text=True)
        states.append((wal.stat().st_size, ids(outbox)))
    torn = random.Random(4)  # noqa: S311  # the same cuts at each run
    for round_ in range(120):
        size, kept = states[torn.randrange(len(states) - 1)]
        whole = wal.read_bytes()
        behind = bytearray(whole[size : size + torn.randrange(1, 9000)])
        if round_ % 2 and behind:
            at = torn.randrange(len(behind))
            behind[at:] = torn.randbytes(len(behind) - at)
        copy = tmp_path / f"copy{round_}"
        copy.mkdir()
        shutil.copy(source / "outbox.db", copy / "outbox.db")
        (copy / "outbox.db-wal").write_bytes(whole[:size] + bytes(behind))
        again = Outbox(copy / "outbox.db")
        found = ids(again)
        assert found[: len(kept)] == kept
        fresh = envelope()
        again.keep(fresh, is_text=True)
        assert ids(again)[-1] == fresh.id
        again.close()
        shutil.rmtree(copy)
    outbox.close()


CHILD = """
import os, signal, sys
from pathlib import Path
from tests.integration.test_outbox import envelope
from student_client.outbox import Outbox

steps = int(sys.argv[2])
outbox = Outbox(Path(sys.argv[1]))
left = [steps]

def step():
    left[0] -= 1
    if left[0] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0

def say(word, letter):
    os.write(1, f"{word} {letter}\\n".encode())

outbox._database.set_progress_handler(step, 1)
for held in outbox.waiting():
    say("held", held.id)
for number in range(200):
    letter = envelope()
    say("trying", letter.id)
    outbox.keep(letter, is_text=True)
    say("saved", letter.id)
    if number % 3 == 2:
        say("erasing", letter.id)
        outbox.erase(letter.id)
        say("erased", letter.id)
"""


def test_killed_at_any_step_it_never_lost_what_it_said_it_saved(path: Path) -> None:
    """SQLite counts its own steps; the program kills itself at the n-th, at commits among them."""
    saved: set[str] = set()
    unsure: set[str] = set()
    chance = random.Random(1)  # noqa: S311  # the same kills at each run
    for _ in range(25):
        steps = chance.randrange(5, 700)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(path), str(steps)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
        for line in done.stdout.splitlines():
            word, letter = line.split()
            if word == "trying":
                unsure.add(letter)
            elif word == "saved":
                unsure.discard(letter)
                saved.add(letter)
            elif word == "erasing":
                saved.discard(letter)
                unsure.add(letter)
            elif word == "erased":
                unsure.discard(letter)
        outbox = Outbox(path)
        found = ids(outbox)
        assert len(found) == len(set(found))
        assert saved <= set(found) <= saved | unsure
        saved = set(found)
        outbox.close()
    assert len(saved) > 10


def test_a_disk_that_does_not_sync_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect

    def connect(*arguments: object, **options: object) -> sqlite3.Connection:
        del arguments, options
        return real(":memory:", check_same_thread=False)  # has no log on a disk

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(OutboxError, match="journal_mode is memory"):
        Outbox(path)
