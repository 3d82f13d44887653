"""T17: killed, stopped, suspended, cut off, logged off: the wall says so within 5 s and heals."""

from collections.abc import Iterator

import pytest

from drills.endurance import NAMES, Drill, acts
from drills.room import Room, room_of
from tests.helpers.displays import needs_xvfb
from tests.helpers.lan import needs_lan

pytestmark = [needs_lan, needs_xvfb, pytest.mark.timeout(240)]

PUPILS = 2


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with room_of(PUPILS) as room:
        yield room


@pytest.fixture
def drill(room: Room) -> Iterator[Drill]:
    drill = Drill(room, seed=17)
    yield drill
    drill.close()


@pytest.mark.parametrize("name", NAMES)
def test_t17_the_wall_tells_the_truth_in_five_seconds_shows_nothing_old_and_heals(
    room: Room, drill: Drill, name: str
) -> None:
    count = PUPILS if name.startswith("pupil") else 1
    trials = acts(room, drill)[name](count)
    assert len(trials) == PUPILS
    assert [trial for trial in trials if trial.has_failed] == []
