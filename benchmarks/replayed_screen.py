"""A screen that sends a recording again, in place of the client's capture thread. Lane: io."""

import dataclasses

from benchmarks.recording import INTERVAL_S, Recorded, Recording
from protocol.transport.ports import Loop, Timer
from student_client.classroom.visits import Visits
from student_client.screen.wish import AnyWish, Update, Wish

_NEWS_WITHIN_S = 0.9 * INTERVAL_S
"""Updates that followed each other sooner than asked for were news, and are sent as soon again."""


@dataclasses.dataclass(slots=True)
class _Viewer:
    updates: list[Recorded] = dataclasses.field(default_factory=list)
    next: int = 0
    last_due_s: float = 0.0
    timer: Timer | None = None


class ReplayedScreen:
    """Answers each wish with the next recorded update, when its time has come.

    Args:
        phase_s: How far into its pauses the recording begins, so that pupils are not in step.

    Attributes:
        visits: Get the updates; set before the first wish.
        pictures, picture_bytes: Sent so far.
        asked_at: When the last wish came, monotonic seconds.
    """

    def __init__(self, loop: Loop, recording: Recording, phase_s: float) -> None:
        self._loop = loop
        self._recording = recording
        self._phase_s = phase_s
        self._viewers: dict[bytes, _Viewer] = {}
        self.visits: Visits | None = None
        self.pictures = 0
        self.picture_bytes = 0
        self.asked_at = float("-inf")

    def want(self, wish: AnyWish) -> None:
        """Answer once, when the recording had something new; never for a full view."""
        if not isinstance(wish, Wish):
            return
        now = self._loop.now()
        self.asked_at = now
        viewer = self._viewers.setdefault(wish.session, _Viewer())
        updates = self._recording.fitting(wish.max_width_px, wish.max_height_px)
        if wish.is_anew or updates is not viewer.updates:
            self.forget(wish.session)
            viewer = self._viewers[wish.session] = _Viewer(updates)
        due_s = self._due_s(viewer, wish, now)
        if due_s is not None:
            viewer.timer = self._loop.call_later(
                max(0.0, due_s - now), lambda: self._send(wish, due_s)
            )

    def forget(self, session: bytes) -> None:
        """Do not answer that session any more."""
        viewer = self._viewers.pop(session, None)
        if viewer is not None and viewer.timer is not None:
            viewer.timer.cancel()

    def is_current(self, now: float) -> bool:
        """It always is."""
        del now
        return True

    def _due_s(self, viewer: _Viewer, wish: Wish, now: float) -> float | None:
        if viewer.next == 0:
            return now
        if len(viewer.updates) == 1:
            return None  # nothing ever changed on it
        gap_s = self._gap_s(viewer)
        if gap_s > _NEWS_WITHIN_S:
            gap_s = max(gap_s, wish.interval_s)
        if viewer.next == 1:
            gap_s += self._phase_s
        # What is overdue is sent now, and the rest keeps its distance from it.
        return max(now, viewer.last_due_s + gap_s)

    def _gap_s(self, viewer: _Viewer) -> float:
        """Return the pause before the next update; after the last one, that up to the end."""
        updates, at = viewer.updates, viewer.next
        if at < len(updates):
            return updates[at].at_s - updates[at - 1].at_s
        return max(0.0, self._recording.seconds - updates[-1].at_s)

    def _send(self, wish: Wish, due_s: float) -> None:
        viewer = self._viewers.get(wish.session)
        if viewer is None or self.visits is None:
            return
        # From the end it goes on behind the whole picture: parts go onto what was there last.
        at = viewer.next if viewer.next < len(viewer.updates) else 1
        viewer.next, viewer.last_due_s, viewer.timer = at + 1, due_s, None
        box = (wish.max_width_px, wish.max_height_px)
        update: Update = dataclasses.replace(viewer.updates[at].update, box=box)
        self.pictures += 1
        self.picture_bytes += sum(len(piece.data) for piece in update.pieces)
        self.visits.captured(wish.session, update)
