"""kill -9 of a hub at every point of its work: nothing lost, nothing doubled, nothing untrue."""

import random
from pathlib import Path

import pytest

from drills.hub_kills import KillingDrill
from drills.killed_hub import POINTS


def test_a_hub_killed_at_every_point_loses_doubles_and_pretends_nothing(tmp_path: Path) -> None:
    rng = random.Random(4)  # noqa: S311  # repeatable, not secret
    with KillingDrill(tmp_path, rng) as drill:
        for point in POINTS:
            drill.kill_once(point)
        drill.settle()
    ledger = drill.ledger
    assert len(ledger.receipted) > 30
    assert len(ledger.trapped) >= 12
    assert (ledger.untrue, ledger.lost(), ledger.doubled()) == ([], [], [])


@pytest.mark.parametrize(
    ("mutant", "point"),
    [
        ("receipt first", "before the commit"),
        ("forget at handing over", "after handing over"),
        ("forget the marks", "before the receipt"),
    ],
)
def test_a_hub_that_breaks_the_order_is_caught(tmp_path: Path, mutant: str, point: str) -> None:
    rng = random.Random(4)  # noqa: S311  # repeatable, not secret
    with KillingDrill(tmp_path, rng, mutant) as drill:
        for _ in range(8):
            drill.kill_once(point)
        drill.settle()
    ledger = drill.ledger
    assert ledger.untrue or ledger.lost() or ledger.doubled()
