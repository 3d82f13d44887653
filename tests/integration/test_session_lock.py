"""What logind says of the session reaches whoever looks at the screen."""

import contextlib
import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.vocabulary import NoPictureReason
from student_client.screen.backends.logind import LogindSession
from tests.helpers.buses import needs_dbus, running_bus
from tests.helpers.fake_logind import FakeLogind

pytestmark = needs_dbus


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with running_bus(tmp_path) as address:
        yield address


@pytest.fixture
def logind(bus: str) -> Iterator[FakeLogind]:
    logind = FakeLogind(bus)
    yield logind
    logind.close()


@pytest.fixture
def session(bus: str, logind: FakeLogind) -> Iterator[LogindSession]:
    del logind  # it is there first
    session = LogindSession(bus)
    yield session
    session.close()


def told(session: LogindSession, within_s: float = 5.0) -> NoPictureReason | None:
    assert select.select([session.fileno()], [], [], within_s)[0], "nothing was said"
    return session.reason()


def test_a_lock_is_told_and_its_end_too(logind: FakeLogind, session: LogindSession) -> None:
    assert session.reason() is None
    logind.say(is_locked=True)
    assert told(session) is NoPictureReason.LOCKED
    logind.say()
    assert told(session) is None


def test_a_session_that_was_locked_before_is_seen_as_locked(bus: str, logind: FakeLogind) -> None:
    logind.say(is_locked=True)
    session = LogindSession(bus)
    assert told(session) is NoPictureReason.LOCKED
    session.close()


def test_another_person_at_the_monitor_is_not_this_pupils_screen(
    logind: FakeLogind, session: LogindSession
) -> None:
    logind.say(is_active=False)
    assert told(session) is NoPictureReason.SECURE_DESKTOP


def test_a_bus_that_goes_away_hinders_nothing(tmp_path: Path) -> None:
    with contextlib.ExitStack() as ending:
        with running_bus(tmp_path) as bus:
            logind = FakeLogind(bus)
            ending.callback(logind.close)
            session = LogindSession(bus)
            ending.callback(session.close)
            logind.say(is_locked=True)
            assert told(session) is NoPictureReason.LOCKED
        assert told(session) is None


def test_without_a_bus_nothing_hinders(tmp_path: Path) -> None:
    session = LogindSession(f"unix:path={tmp_path / 'none'}")
    assert session.reason() is None
    session.close()
