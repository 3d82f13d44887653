"""Joins the record, the post and whoever shows the inbox, each on its own lane.

The post tells on io, the record is worked on by one thread here (writer), and what came of it goes
to callbacks on that thread: a window receives them queued. Nothing that came is taken before it is
on the disk.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from protocol.errors import HarbourError
from protocol.identifiers import Identifier
from protocol.messages import EnvelopeHanded
from protocol.transport.ports import Loop, Timer
from protocol.trust.sealing import Envelope
from teacher_console.concerns.casework import Casework
from teacher_console.concerns.thread import Case

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 30.0
"""How often the acknowledged-within clocks are looked at; the school sets hours."""
_CHECKPOINT_EVERY_S = 15 * 60.0

T = TypeVar("T")


class OpenedCases(Protocol):
    """What opening the record brings: `teacher_console.concerns.opening`."""

    @property
    def work(self) -> Casework:
        """Return the casework over it."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each thing that is wrong with it."""

    def checkpoint(self) -> None:
        """Sign the record's head and keep that apart."""

    def close(self) -> None:
        """Let go of the database."""


class DeskEvents(Protocol):
    """What a desk tells. Writer thread: return at once."""

    def cases_changed(self, cases: list[Case], aside: int) -> None:
        """The list is different; `aside` envelopes could not be taken."""

    def problem(self, sentence: str) -> None:
        """Something is wrong with the record, or with what came."""


class CaseDesk:
    """One person's concerns at work.

    Args:
        open_cases: Opens the record; called once, on the writer thread.
        send: Gives letters to the post; any thread.
    """

    def __init__(
        self,
        open_cases: Callable[[], OpenedCases],
        *,
        loop: Loop,
        events: DeskEvents,
        send: Callable[[Iterable[Envelope]], None],
    ) -> None:
        self._open = open_cases
        self._loop = loop
        self._events = events
        self._send = send
        self._opened: OpenedCases | None = None
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="record")
        self._timer: Timer | None = None
        self._checkpoint_at = 0.0
        self._is_closed = False
        self._door = threading.Lock()
        """Between the last call and the end of the thread that makes it."""

    # for any thread

    def begin(self) -> None:
        """Open the record, send what was left, and begin to look at the clocks."""
        self._submit(self._begin)

    def ask(
        self,
        call: Callable[[Casework], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> None:
        """Make `call` on the writer thread, then `done` or `failed` there; letters are sent."""
        self._submit(lambda: self._ask(call, done, failed))

    def close(self) -> None:
        """Finish what is under way and close the record. Not on the writer thread."""
        with self._door:
            self._is_closed = True
        self._loop.post(self._stop_looking)
        self._worker.submit(self._end)
        self._worker.shutdown(wait=True)

    def _submit(self, call: Callable[[], object]) -> None:
        with self._door:
            if not self._is_closed:
                self._worker.submit(self._make, call)

    def _make(self, call: Callable[[], object]) -> None:
        try:
            call()
        except Exception:  # thread top: an executor would keep it to itself
            logger.exception("work on the record failed")
            self._events.problem("Something went wrong with the record; the log says what.")

    # for the post, on io

    def handed(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        """Record what came; `taken` is called once it is on the disk, or could not be."""
        self._submit(lambda: self._take(handed, taken))

    def arrived(self, envelope_id: Identifier) -> None:
        """Forget a letter that arrived."""
        self._submit(lambda: self._arrived(envelope_id))

    # writer

    def _begin(self) -> None:
        try:
            self._opened = self._open()
        except HarbourError as exc:
            self._events.problem(str(exc))
            return
        except Exception:  # thread top: what is handed then is not taken, and stays where it is
            logger.exception("the record could not be opened")
            self._events.problem("The record could not be opened; the log says why.")
            return
        for sentence in self._opened.problems:
            self._events.problem(sentence)
        self._after(self._opened.work)
        self._loop.post(self._look)

    def _ask(
        self,
        call: Callable[[Casework], T],
        done: Callable[[T], object],
        failed: Callable[[str], object],
    ) -> None:
        if self._opened is None:
            failed("The record is not open.")
            return
        try:
            result = call(self._opened.work)
        except HarbourError as exc:
            failed(str(exc))
        except Exception:  # thread top: the window must not wait for ever
            logger.exception("a deed failed")
            failed("This did not work; the log says why.")
        else:
            done(result)
            self._after(self._opened.work)

    def _take(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        if self._opened is None:
            taken(False)
            return
        try:
            self._opened.work.take(handed)
        except HarbourError as exc:
            self._events.problem(str(exc))
            taken(False)
        except Exception:  # thread top: the office keeps it
            logger.exception("an envelope could not be recorded")
            taken(False)
        else:
            taken(True)
            self._after(self._opened.work)

    def _arrived(self, envelope_id: Identifier) -> None:
        if self._opened is not None:
            try:
                self._opened.work.arrived(envelope_id)
            except HarbourError as exc:  # it is sent once more, and known there
                logger.warning("a receipt could not be noted: %s", exc)

    def _after(self, work: Casework) -> None:
        try:
            self._send(work.outgoing())
            self._events.cases_changed(work.cases(), work.set_aside())
        except HarbourError as exc:
            self._events.problem(str(exc))

    def _watch_clocks(self, *, is_checkpoint_due: bool) -> None:
        if self._opened is None:
            return
        try:
            if self._opened.work.escalate():
                self._after(self._opened.work)
            if is_checkpoint_due:
                self._opened.checkpoint()
        except HarbourError as exc:
            self._events.problem(str(exc))

    def _end(self) -> None:
        if self._opened is not None:
            try:
                self._opened.checkpoint()
            except HarbourError as exc:
                logger.warning("the last checkpoint was not made: %s", exc)
            self._opened.close()
            self._opened = None

    # io

    def _look(self) -> None:
        if self._is_closed:
            return
        now = self._loop.now()
        is_due = now >= self._checkpoint_at
        if is_due:
            self._checkpoint_at = now + _CHECKPOINT_EVERY_S
        self._submit(lambda: self._watch_clocks(is_checkpoint_due=is_due))
        self._timer = self._loop.call_later(_LOOK_EVERY_S, self._look)

    def _stop_looking(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
