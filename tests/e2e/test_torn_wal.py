"""A hub that loses its power in the middle of a commit has everything it receipted before."""

import random
from itertools import pairwise
from pathlib import Path

from drills.torn_wal import Moment, cut, cut_often, recorded


def test_a_log_that_was_cut_or_garbled_loses_nothing_that_was_receipted() -> None:
    report = cut_often(150, random.Random(7))  # noqa: S311  # repeatable, not secret
    assert report.cuts == 150
    assert (report.lost, report.torn, report.refused) == (0, 0, 0)


def test_a_hub_that_receipts_before_its_commit_is_found_by_the_cuts(tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311  # repeatable, not secret
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()
    database, moments = recorded(tmp_path / "whole", rng)
    early = [Moment(now.wal, later.marks) for now, later in pairwise(moments)]
    assert all(cut(tmp_path / "cut", database, early, rng).lost for _ in range(10))
