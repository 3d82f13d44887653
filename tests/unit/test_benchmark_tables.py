"""What the benchmarks say of figures: marks, what falls short, and rows that failed."""

from collections.abc import Sequence

import pytest

from benchmarks.figures import held_against, summary
from benchmarks.harbour import Harbour
from benchmarks.peer import Peer
from benchmarks.readings import Reading
from benchmarks.rows import FAILED, Row, gathered
from benchmarks.seeing import spread
from benchmarks.veyon import Veyon


def _mark(part: str, row: Row, name: str) -> object:
    rows = held_against({part: [{**row, "peer": Harbour.name}]}, [])
    return next(each["reached"] for each in rows if each["figure"] == name)


@pytest.mark.parametrize(
    ("found", "mark"), [(30.0, "aim"), (45.0, "must, not the aim"), (45.1, "FALLS SHORT")]
)
def test_a_figure_is_held_against_must_and_aim(found: float, mark: str) -> None:
    row = {"case": "after quiet", "median, ms": found}
    assert _mark("latency", row, "small picture after quiet, median, ms") == mark


@pytest.mark.parametrize(("found", "mark"), [(25.0, "aim"), (24.6, "aim"), (20.0, "FALLS SHORT")])
def test_fewer_pictures_fall_short(found: float, mark: str) -> None:
    row = {"desktop": "video", "pictures/s": found}
    assert _mark("full_view", row, "full view of VIDEO, pictures/s") == mark


def test_a_reading_is_held_by_its_median() -> None:
    row = {"desktop": "idle", "client + X, %": Reading(0.2, 0.1, 0.9)}
    assert _mark("thumbs", row, "client and X server's extra, %, IDLE") == "aim"


def test_what_failed_is_not_measured() -> None:
    row = {"case": "after quiet", FAILED: "TimeoutError"}
    assert _mark("latency", row, "small picture after quiet, median, ms") == "not measured"


def test_what_falls_short_is_said_first() -> None:
    row: Row = {"case": "busy screen", "peer": Harbour.name, "median, ms": 500, "p95, ms": 500}
    said = summary(held_against({"latency": [row]}, []))
    assert said.startswith("Falling short: small picture busy screen, median, ms. ")


def test_who_failed_is_measured_once_more() -> None:
    asked: list[list[str]] = []

    def measure(peers: Sequence[type[Peer]]) -> list[Row]:
        asked.append([peer.name for peer in peers])
        is_first = len(asked) == 1
        rows: list[Row] = [{"peer": peer.name} for peer in peers]
        return [
            {**row, FAILED: "lost"} if row["peer"] == "Veyon" and is_first else row for row in rows
        ]

    rows = gathered({}, [Harbour, Veyon], measure)
    assert asked == [["Harbour", "Veyon"], ["Veyon"]]
    assert rows == [{"peer": "Harbour"}, {"peer": "Veyon"}]


def test_a_part_that_cannot_begin_gives_a_row_for_each_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def measure(peers: Sequence[type[Peer]]) -> list[Row]:
        del peers
        raise OSError("no display")

    rows = gathered({"desktop": "idle"}, [Harbour], measure)
    assert rows == [{"desktop": "idle", "peer": "Harbour", FAILED: "OSError: no display"}]
    assert "no display" in capsys.readouterr().err


def test_the_slowest_twentieth_is_told_by_its_fastest() -> None:
    assert spread([float(each) for each in range(1, 21)]).p95 == 19.0
