"""Is the peer still there? Our own messages decide; discovery and TCP say nothing about absence."""

import enum

from protocol.limits import LOST_AFTER_S, QUIET_AFTER_S


class Presence(enum.Enum):
    """What we know of a peer."""

    LIVE = "live"
    QUIET = "quiet"
    """Nothing heard for 3 s: what is shown may be old."""
    LOST = "lost"
    """Nothing heard for 5 s: what was shown is taken away."""


class Happening(enum.Enum):
    """What moves presence."""

    HEARD = "heard"
    SILENT_3_S = "silent for 3 s"
    SILENT_5_S = "silent for 5 s"


TRANSITIONS: dict[Presence, dict[Happening, Presence]] = {
    Presence.LIVE: {
        Happening.HEARD: Presence.LIVE,
        Happening.SILENT_3_S: Presence.QUIET,
        Happening.SILENT_5_S: Presence.LOST,
    },
    Presence.QUIET: {
        Happening.HEARD: Presence.LIVE,
        Happening.SILENT_3_S: Presence.QUIET,
        Happening.SILENT_5_S: Presence.LOST,
    },
    Presence.LOST: {},
}
"""LOST is final: a peer that comes back opens a new session, so nothing old can follow it."""


class SignOfLife:
    """Presence of one peer, and when we must speak ourselves. Pure. Lane: io.

    Times are seconds of one monotonic clock, passed in.
    """

    def __init__(self, now: float, *, speak_every_s: float) -> None:
        self._heard_at = now
        self._speak_at = now + speak_every_s
        self._speak_every_s = speak_every_s
        self.presence = Presence.LIVE

    def heard(self, now: float) -> bool:
        """Note any message from the peer; tell whether presence changed."""
        self._heard_at = max(now, self._heard_at)
        return self._move(Happening.HEARD)

    def spoke(self, now: float) -> None:
        """Note that we sent a message that says we are there."""
        self._speak_at = now + self._speak_every_s

    def must_speak(self, now: float) -> bool:
        """Tell whether our own sign of life is due."""
        return self.presence is not Presence.LOST and now >= self._speak_at

    def advance(self, now: float) -> bool:
        """Let time pass; tell whether presence changed."""
        silence = now - self._heard_at
        if silence >= LOST_AFTER_S:
            return self._move(Happening.SILENT_5_S)
        if silence >= QUIET_AFTER_S:
            return self._move(Happening.SILENT_3_S)
        return False

    def next_deadline(self) -> float:
        """Return when `advance` or `must_speak` next has something to say; inf once lost."""
        if self.presence is Presence.LOST:
            return float("inf")
        wait = QUIET_AFTER_S if self.presence is Presence.LIVE else LOST_AFTER_S
        return min(self._speak_at, self._heard_at + wait)

    def _move(self, happening: Happening) -> bool:
        before = self.presence
        self.presence = TRANSITIONS[before].get(happening, before)
        return self.presence is not before
