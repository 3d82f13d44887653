"""The lease behind the light, and the history of who watched."""

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from student_client.openness.ledger import WATCHES_MAX, Ledger
from student_client.openness.sign import SignLease

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


def test_a_light_nobody_confirmed_is_not_shown() -> None:
    assert not SignLease().is_shown(0.0)


def test_a_confirmation_counts_for_one_second() -> None:
    sign = SignLease()
    sign.confirm_shown(10.0)
    assert sign.is_shown(10.99)
    assert not sign.is_shown(11.0)


def test_a_withdrawn_light_counts_at_once() -> None:
    sign = SignLease()
    sign.confirm_shown(10.0)
    sign.withdraw()
    assert not sign.is_shown(10.0)


def test_a_watch_is_kept_with_who_what_and_when(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "watched.jsonl", now=Clock())
    watch = ledger.began("Ms Patel", "teacher", "Poster project", None)
    ledger.ended(watch, 17)
    [kept] = Ledger(tmp_path / "watched.jsonl", now=Clock()).watches()
    assert (kept.who, kept.role, kept.lesson) == ("Ms Patel", "teacher", "Poster project")
    assert kept.pictures == 17
    assert kept.ended_at is not None
    assert kept.began_at < kept.ended_at
    assert (tmp_path / "watched.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_watch_that_lasts_has_no_end(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "watched.jsonl", now=Clock())
    ledger.began("Ms Patel", "teacher", "Lesson", None)
    assert ledger.watches()[0].ended_at is None


def test_the_newest_watch_comes_first(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "watched.jsonl", now=Clock())
    for number in range(3):
        ledger.ended(ledger.began(f"Teacher {number}", "teacher", "Lesson", None), 1)
    assert [watch.who for watch in ledger.watches()] == ["Teacher 2", "Teacher 1", "Teacher 0"]


@given(cut=st.integers(0, 400), tail=st.binary(max_size=30))
def test_a_torn_end_loses_only_the_torn_line(
    tmp_path_factory: pytest.TempPathFactory, cut: int, tail: bytes
) -> None:
    path = tmp_path_factory.mktemp("torn") / "watched.jsonl"
    ledger = Ledger(path, now=Clock())
    ledger.ended(ledger.began("First", "teacher", "Lesson", None), 1)
    whole = path.stat().st_size
    ledger.began("Second", "teacher", "Lesson", None)
    data = path.read_bytes()
    path.write_bytes(data[: max(whole, len(data) - cut)] + tail.replace(b"\n", b""))
    after = Ledger(path, now=Clock())
    after.ended(after.began("Third", "teacher", "Lesson", None), 3)
    names = [watch.who for watch in after.watches()]
    assert names[0] == "Third"
    assert names[-1] == "First"


def test_the_history_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "watched.jsonl"
    ledger = Ledger(path, now=Clock())
    for _ in range(WATCHES_MAX + 50):
        ledger.ended(ledger.began("Ms Patel", "teacher", "Lesson", None), 1)
    assert len(Ledger(path, now=Clock()).watches()) == WATCHES_MAX


def test_t27_the_history_stays_bounded_while_the_client_runs(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "watched.jsonl", now=Clock())
    for _ in range(2 * WATCHES_MAX):
        ledger.ended(ledger.began("Ms Patel", "teacher", "Lesson", None), 1)
    assert len(ledger.watches()) <= WATCHES_MAX + 250


def test_a_pipe_in_the_historys_place_is_said_and_stops_nothing(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "watched.jsonl"
    os.mkfifo(path)
    ledger = Ledger(path, now=Clock())
    ledger.began("Ms Patel", "teacher", "Lesson", None)
    assert ledger.watches() == []
    assert "cannot be read" in expected_log.text
    assert "not written" in expected_log.text


def test_a_history_larger_than_any_of_ours_is_not_read_into_memory(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "watched.jsonl"
    with path.open("wb") as file:
        file.truncate(3 * 2**30)
    assert Ledger(path, now=Clock()).watches() == []
    assert "larger than" in expected_log.text


def test_a_full_disk_is_logged_and_stops_nothing(
    tmp_path: Path, expected_log: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "gone"
    ledger = Ledger(folder / "watched.jsonl", now=Clock())
    watch = ledger.began("Ms Patel", "teacher", "Lesson", None)
    ledger.ended(watch, 1)
    assert ledger.watches() == []
    assert "was not written" in expected_log.text
    assert "Patel" not in expected_log.text
