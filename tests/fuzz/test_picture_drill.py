"""The drill of hostile pictures, briefly: it runs, finds nothing, and would be able to fail."""

import pytest

from drills.pictures import has_failed, run


def test_t26_the_picture_drill_finds_nothing(expected_log: pytest.LogCaptureFixture) -> None:
    del expected_log
    found = run(500, seed=26)
    assert not has_failed(found), found
    assert int(str(found["refused"])) > 100


def test_the_picture_drill_fails_on_what_is_too_slow_too_large_or_raised() -> None:
    fine: dict[str, object] = {"raised": 0, "worst_s": 0.1, "growth_mb": 3.0}
    assert not has_failed(fine)
    for name, value in (("raised", 1), ("worst_s", 0.6), ("growth_mb", 300.0)):
        assert has_failed({**fine, name: value})
