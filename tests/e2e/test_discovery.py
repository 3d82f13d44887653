"""Devices are found in time, whoever starts first, and on a wire that loses a fifth."""

import pytest

from drills.discovery import CASES, run
from tests.helpers.lan import needs_lan

pytestmark = [needs_lan, pytest.mark.timeout(120)]


@pytest.mark.parametrize("case", CASES)
def test_twelve_devices_are_found_in_time(case: str) -> None:
    [row] = run([case], count=1, devices=12)
    assert row["failures"] == 0, row
