"""A hub that loses its power in the middle of a commit has everything it receipted before."""

import random

from drills.torn_wal import cut_often


def test_a_log_that_was_cut_or_garbled_loses_nothing_that_was_receipted() -> None:
    report = cut_often(150, random.Random(7))  # noqa: S311  # repeatable, not secret
    assert report.cuts == 150
    assert (report.lost, report.torn, report.refused) == (0, 0, 0)
