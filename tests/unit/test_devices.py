"""The devices of the school: what is remembered of them, how they sort, what is covered."""

import datetime as dt
import threading
from pathlib import Path

import pytest

from protocol.errors import InputError
from protocol.limits import DEVICES_MAX
from protocol.vocabulary import NoPictureReason
from teacher_console.classroom.device_status import DeviceState
from teacher_console.devices.seen import DevicesSeen
from teacher_console.devices.seen_keeper import SeenKeeper
from teacher_console.devices.table import (
    DeviceColumn,
    DeviceLine,
    coverage,
    device_line,
    is_found,
    sort_key,
)
from tests.helpers.statuses import NOON, status


class Clock:
    """A wall clock the test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += dt.timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def line(number: int, state: DeviceState, clock: Clock, days_away: float | None = 0) -> DeviceLine:
    """A device that was last here `days_away` days ago."""
    seen = DevicesSeen(lambda: clock.now - dt.timedelta(days=days_away or 0))
    if days_away is not None:
        seen.note(status(number, DeviceState.READY))
        seen.note(status(number, DeviceState.LOST))
    return device_line(status(number, state), seen.of(status(number).key))


def test_what_a_device_said_last_is_remembered_when_it_is_away(clock: Clock) -> None:
    seen = DevicesSeen(clock)
    seen.note(status(1, software="0.2.0", sight="Everything."))
    clock.pass_days(1)
    seen.note(status(1, DeviceState.LOST, address=""))
    clock.pass_days(1)
    remembered = seen.of(status(1).key)
    assert remembered is not None
    assert remembered.last_seen == NOON + dt.timedelta(days=1)
    assert (remembered.software, remembered.sight) == ("0.2.0", "Everything.")
    assert device_line(status(1, DeviceState.SEARCHING, address=""), remembered).address == (
        "10.0.0.5:48480"
    )


def test_a_device_that_is_here_was_last_seen_now_however_long_nothing_changed(
    clock: Clock,
) -> None:
    seen = DevicesSeen(clock)
    seen.note(status(1))
    clock.pass_days(3)
    remembered = seen.of(status(1).key)
    assert remembered is not None
    assert remembered.last_seen == clock.now


def test_what_is_not_admitted_or_was_never_here_is_not_remembered(clock: Clock) -> None:
    seen = DevicesSeen(clock)
    seen.note(status(1, DeviceState.NOT_ADMITTED, last_seen=NOON))
    seen.note(status(2, DeviceState.SEARCHING))
    assert seen.of(status(1).key) is None
    assert seen.of(status(2).key) is None


def test_a_screen_that_could_not_be_shown_stays_blind_until_it_is_shown(clock: Clock) -> None:
    seen = DevicesSeen(clock)
    found = []
    for each in (
        status(1, DeviceState.WITHHELD, reason=NoPictureReason.UNSUPPORTED),
        status(1, DeviceState.READY),
        status(1, DeviceState.WITHHELD, reason=NoPictureReason.LOCKED),
        status(1, DeviceState.WITHHELD, reason=NoPictureReason.NO_PERMISSION),
        status(1, DeviceState.LIVE),
    ):
        seen.note(each)
        remembered = seen.of(each.key)
        assert remembered is not None
        found.append(remembered.is_blind)
    assert found == [True, True, False, True, False]


def test_the_record_is_bounded_and_the_oldest_goes_first(clock: Clock) -> None:
    seen = DevicesSeen(clock)
    for number in range(DEVICES_MAX + 1):
        seen.note(status(number))
        if number == 0:
            seen.note(status(0, DeviceState.LOST))
            clock.pass_days(1)
    assert seen.of(status(0).key) is None
    assert seen.of(status(DEVICES_MAX).key) is not None


def test_the_record_is_kept_from_start_to_start_and_private(tmp_path: Path, clock: Clock) -> None:
    keeper = SeenKeeper(tmp_path, clock)
    keeper.start()
    keeper.note(status(1, software="0.2.0"))
    keeper.close()
    path = tmp_path / "devices-seen.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"Amira" not in path.read_bytes()
    clock.pass_days(2)
    again = SeenKeeper(tmp_path, clock)
    again.start()
    remembered = again.of(status(1).key)
    again.close()
    assert remembered is not None
    assert remembered.last_seen == NOON
    assert "devices seen" not in {thread.name for thread in threading.enumerate()}


def test_nothing_is_written_when_nothing_was_seen(tmp_path: Path, clock: Clock) -> None:
    keeper = SeenKeeper(tmp_path, clock)
    keeper.start()
    keeper.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"devices":{"zz":[1,"","","",false]}}'])
def test_a_damaged_record_is_said_and_begun_anew(
    tmp_path: Path, clock: Clock, data: bytes, expected_log: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "devices-seen.json").write_bytes(data)
    keeper = SeenKeeper(tmp_path, clock)
    keeper.start()
    keeper.note(status(1))
    keeper.close()
    assert "the record of devices seen is damaged" in expected_log.text
    seen = DevicesSeen(clock)
    seen.read((tmp_path / "devices-seen.json").read_bytes(), where="x")
    assert seen.of(status(1).key) is not None
    with pytest.raises(InputError):
        seen.read(data, where="x")


def test_coverage_counts_admitted_devices_only(clock: Clock) -> None:
    lines = [
        line(1, DeviceState.READY, clock),
        line(2, DeviceState.SEARCHING, clock, 6),
        line(3, DeviceState.SEARCHING, clock, 8),
        line(4, DeviceState.SEARCHING, clock, 31),
        line(5, DeviceState.SEARCHING, clock, None),
        line(6, DeviceState.NOT_ADMITTED, clock, None),
    ]
    found = coverage(lines, clock.now)
    assert (found.admitted, found.this_week, found.stale, found.new) == (5, 2, 1, 1)
    assert [each.is_stale(clock.now) for each in lines] == [False] * 3 + [True] + [False] * 2


def test_names_sort_by_their_numbers(clock: Clock) -> None:
    names = ["pc-10", "PC-9", "pc-100", "lab 2", "lab 10"]
    lines = [device_line(status(number, name=name), None) for number, name in enumerate(names, 1)]
    lines.sort(key=lambda each: sort_key(each, DeviceColumn.NAME))
    assert [each.status.device_name for each in lines] == [
        *("lab 2", "lab 10", "PC-9", "pc-10", "pc-100")
    ]
    del clock


@pytest.mark.parametrize("column", list(DeviceColumn))
def test_every_column_orders_every_device(column: DeviceColumn, clock: Clock) -> None:
    lines = [line(number, state, clock, None) for number, state in enumerate(DeviceState, 1)]
    lines.append(line(30, DeviceState.LOST, clock, 2))
    assert len(sorted(lines, key=lambda each: sort_key(each, column))) == len(lines)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        *(("", True), ("PC-01", True), ("room 12", True), ("12 pc", True), ("10.0.0.5", True)),
        *(("amira", False), ("pc-02", False)),
    ],
)
def test_search_finds_devices_and_never_pupils(search: str, found: bool) -> None:  # noqa: FBT001
    assert is_found(device_line(status(1), None), search) is found
