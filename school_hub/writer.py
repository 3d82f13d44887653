"""The one thread that owns the store: it takes what came meanwhile and writes it all at once.

While one commit waits for the disk the next ones gather, so a slow disk makes larger commits and
not a longer queue.
"""

import dataclasses
import datetime as dt
import logging
import queue
import threading
import time
from collections.abc import Callable, Collection
from typing import TypeVar

from protocol.identifiers import ReaderId
from school_hub.batch import CarriedOn, Taking
from school_hub.keeping import Arrival, Counts, Empty, Found, Outcome, StoreFailedError
from school_hub.store import EnvelopeStore

logger = logging.getLogger(__name__)

_AT_ONCE = 256
_AT_ONCE_BYTES = 8 * 1024 * 1024
"""Of one transaction; what it holds is in memory twice while it is written."""
_SWEEP_EVERY_S = 60.0
_ERASE_COVER_AFTER_S = 1.0
_COMPLAIN_EVERY_S = 60.0

ResultT = TypeVar("ResultT")


@dataclasses.dataclass(slots=True)
class _Work:
    """What one turn of the thread does."""

    arrivals: list[tuple[Arrival, Callable[[Outcome], None]]]
    takings: list[tuple[Taking | CarriedOn, Callable[[Outcome], None]]]
    reads: list[Callable[[], None]]
    size_bytes: int = 0
    is_last: bool = False


_Job = Callable[[_Work], None]


class WriterLane:
    """`Keeping`, with the store on a thread of its own.

    Args:
        post: Makes a call on the io lane soon (`Loop.post`).
        utc_now: For marks and sweeps, aware UTC.
        on_failure: Called on the writer thread when it dies of an error of ours.
    """

    def __init__(
        self,
        store: EnvelopeStore,
        *,
        post: Callable[[Callable[[], None]], None],
        utc_now: Callable[[], dt.datetime],
        on_failure: Callable[[BaseException], None],
    ) -> None:
        self._store = store
        self._post = post
        self._utc_now = utc_now
        self._on_failure = on_failure
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer")
        self._sweep_at = time.monotonic()
        self._erase_cover_at = float("inf")
        self._complained_at = float("-inf")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Write what was asked for, end the thread, close the store. Idempotent."""
        if self._thread.is_alive():
            self._jobs.put(_end)
            self._thread.join()
        self._store.close()

    # Keeping, for the io lane

    def keep(self, arrival: Arrival, done: Callable[[Outcome], None]) -> None:
        """Put an envelope on the disk; `done` is posted after its commit."""

        def add(work: _Work) -> None:
            work.arrivals.append((arrival, done))
            work.size_bytes += len(arrival.body)

        self._jobs.put(add)

    def take(self, number: int, reader: ReaderId, done: Callable[[Outcome], None]) -> None:
        """Forget an envelope for one of its readers; `done` is posted after the commit."""
        taking = Taking(number, reader)
        self._jobs.put(lambda work: work.takings.append((taking, done)))

    def next_for(self, readers: Collection[ReaderId], done: Callable[[Found], None]) -> None:
        """Find the oldest envelope for `readers`, after all that was asked for before."""
        self._find(lambda: self._store.next_for(readers), done)

    def next_to_carry(self, own: ReaderId, after: int, done: Callable[[Found], None]) -> None:
        """Find the oldest envelope numbered above `after` that waits for others than `own`."""
        self._find(lambda: self._store.next_to_carry(own, after), done)

    def carried_on(self, number: int, own: ReaderId) -> None:
        """Forget an envelope for everybody but `own`."""
        carried = CarriedOn(number, own)
        self._jobs.put(lambda work: work.takings.append((carried, _tell_nobody)))

    def remember(self, readers: Collection[ReaderId]) -> None:
        """Know these for readers of this school from now on."""
        self._read(lambda: self._store.remember(readers), None, _tell_nobody)

    def count(self, done: Callable[[Counts | None], None]) -> None:
        """Count what waits."""
        self._read(lambda: self._store.count(self._now_ms()), None, done)

    # the writer thread

    def _find(self, ask: Callable[[], Found], done: Callable[[Found], None]) -> None:
        unreadable: Found = Empty.UNREADABLE
        self._read(ask, unreadable, done)

    def _read(
        self, ask: Callable[[], ResultT], failed: ResultT, done: Callable[[ResultT], None]
    ) -> None:
        def answer() -> None:
            try:
                found = ask()
            except StoreFailedError as exc:
                self._complain(exc)
                found = failed
            self._post(lambda: done(found))

        self._jobs.put(lambda work: work.reads.append(answer))

    def _run(self) -> None:
        try:
            is_last = False
            while not is_last:
                work = self._gather()
                is_last = work.is_last
                self._write(work)
                for read in work.reads:
                    read()
                self._sweep_in_time()
        except BaseException as exc:  # thread top: nobody above us would see it
            logger.exception("the writer thread died")
            self._on_failure(exc)

    def _gather(self) -> _Work:
        work = _Work([], [], [])
        try:
            self._jobs.get(timeout=max(0.0, self._next_sweep() - time.monotonic()))(work)
            for _ in range(_AT_ONCE - 1):
                if work.size_bytes > _AT_ONCE_BYTES:
                    break
                self._jobs.get_nowait()(work)
        except queue.Empty:
            pass
        return work

    def _write(self, work: _Work) -> None:
        if not work.arrivals and not work.takings:
            return
        arrivals = [arrival for arrival, _ in work.arrivals]
        takings = [taking for taking, _ in work.takings]
        try:
            outcomes = self._store.write(arrivals, takings, now_ms=self._now_ms())
            of_takings = Outcome.KEPT
        except StoreFailedError as exc:
            self._complain(exc)
            outcomes, of_takings = [Outcome.FAILED] * len(arrivals), Outcome.FAILED
        told = [
            *((done, outcome) for (_, done), outcome in zip(work.arrivals, outcomes, strict=True)),
            *((done, of_takings) for _, done in work.takings),
        ]

        def tell() -> None:
            for done, outcome in told:
                done(outcome)

        self._post(tell)
        if any(arrival.is_cover for arrival in arrivals):
            erase_at = time.monotonic() + _ERASE_COVER_AFTER_S
            self._erase_cover_at = min(self._erase_cover_at, erase_at)

    def _next_sweep(self) -> float:
        return min(self._sweep_at, self._erase_cover_at)

    def _sweep_in_time(self) -> None:
        now = time.monotonic()
        if now < self._next_sweep():
            return
        is_whole = now >= self._sweep_at
        self._erase_cover_at = float("inf")
        try:
            if is_whole:
                self._sweep_at = now + _SWEEP_EVERY_S
                self._store.sweep(self._now_ms())
            else:
                self._store.erase_cover()
        except StoreFailedError as exc:
            self._complain(exc)

    def _complain(self, exc: StoreFailedError) -> None:
        now = time.monotonic()
        if now - self._complained_at >= _COMPLAIN_EVERY_S:
            self._complained_at = now
            logger.error("the mail's database failed: %s", exc)

    def _now_ms(self) -> int:
        return int(self._utc_now().timestamp() * 1000)


def _end(work: _Work) -> None:
    work.is_last = True


def _tell_nobody(result: object) -> None:
    """Take an answer nobody waits for."""
