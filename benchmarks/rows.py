"""Rows of a table: measured within a limit of time, printed, and kept when they failed."""

import contextlib
import dataclasses
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any

from benchmarks.peer import Peer
from benchmarks.readings import Reading

Row = dict[str, Any]
FAILED = "failed"


def end_at_signals() -> None:
    """Let SIGTERM end the run as Ctrl-C does, so that nothing it started is left."""

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, end)


def attempted(labels: Row, limit_s: float, measure: Callable[[], Row]) -> Row:
    """Return `labels` with what `measure` found, or with why it failed. Main thread."""
    began_at = time.monotonic()
    try:
        with _limited(limit_s):
            row = {**labels, **measure()}
    except Exception as exc:  # noqa: BLE001  # one row that fails must not end the others
        row = {**labels, FAILED: _why(exc)}
    words = " ".join(str(label) for label in labels.values())
    outcome = row.get(FAILED, "measured")
    sys.stderr.write(f"{words}: {outcome} ({time.monotonic() - began_at:.0f} s)\n")
    return row


def gathered(
    labels: Row,
    peers: Sequence[type[Peer]],
    measure: Callable[[Sequence[type[Peer]]], list[Row]],
) -> list[Row]:
    """Return the rows that `measure` does; peers whose row failed are measured once more."""
    rows = begun(labels, peers, measure)
    failed = [peer for peer in peers if any(_is_failure(row, peer) for row in rows)]
    if failed:
        again = begun(labels, failed, measure)
        rows = [row for row in rows if row["peer"] not in {peer.name for peer in failed}] + again
    return rows


def print_table(rows: list[Row]) -> None:
    """Print rows as a table, a column for each name that any of them has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    lines += ["| " + " | ".join(_words(row.get(name)) for name in names) + " |" for row in rows]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def plain(value: Any) -> Any:
    """Return `value` as JSON can hold it; what is not a number becomes null."""
    if isinstance(value, Reading):
        return dataclasses.asdict(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return None if value != value else value  # noqa: PLR0124  # NaN, which JSON does not know


def begun(
    labels: Row,
    peers: Sequence[type[Peer]],
    measure: Callable[[Sequence[type[Peer]]], list[Row]],
) -> list[Row]:
    """Return what `measure` does; where it cannot begin, a row for each of `peers` says why."""
    try:
        return measure(peers)
    except Exception as exc:  # noqa: BLE001  # a desktop that does not start must not end the others
        rows = [{**labels, "peer": peer.name, FAILED: _why(exc)} for peer in peers]
        sys.stderr.write(f"{rows}\n")
        return rows


def _is_failure(row: Row, peer: type[Peer]) -> bool:
    return row["peer"] == peer.name and FAILED in row


def _why(problem: Exception) -> str:
    said = str(problem).splitlines()
    return f"{type(problem).__name__}: {said[0] if said else 'no reason given'}"


def _words(value: object) -> str:
    return "" if value is None else str(value).replace("|", "/")


@contextlib.contextmanager
def _limited(limit_s: float) -> Iterator[None]:
    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise TimeoutError(f"not done within {limit_s:g} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
