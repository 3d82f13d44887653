"""T15, T24: a lesson goes on while strangers fall upon the door of a pupil's computer."""

import pytest

from drills.door import has_failed, run
from tests.helpers.displays import needs_xvfb
from tests.helpers.lan import needs_lan

pytestmark = [needs_lan, needs_xvfb]


def test_t15_a_thousand_strangers_do_not_disturb_a_lesson() -> None:
    found = run(1000, seed=15)
    assert found["connections"] == 1000
    assert not has_failed(found), found


@pytest.mark.parametrize("spoilt", [{"longest_gap_s": 4.0}, {"growth_mb": 21.0}])
def test_the_drill_fails_on_a_lesson_that_stops_and_on_a_client_that_grows(
    spoilt: dict[str, float],
) -> None:
    fine = {"longest_gap_s": 1.1, "growth_mb": 2.0}
    assert not has_failed(fine)
    assert has_failed({**fine, **spoilt})
