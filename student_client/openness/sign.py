"""The watching light as a condition: no picture leaves unless the pupil can see that it does.

Written by the GUI thread, read by the io thread; one float, so no lock.
"""

from typing import Protocol

LEASE_S = 1.0
"""How long one confirmation counts: a hung or hidden light stops pictures within this."""


class WatchingSign(Protocol):
    """What the code that sends pictures asks."""

    def is_shown(self, now: float) -> bool:
        """Tell whether the pupil can see the light at `now` (monotonic seconds)."""


class SignLease:
    """The light's word that it is visible, good for one second and withdrawn at once."""

    def __init__(self) -> None:
        self._good_until = float("-inf")

    def confirm_shown(self, now: float) -> None:
        """Say that the light is visible at `now`. GUI thread, at least every 400 ms."""
        self._good_until = now + LEASE_S

    def withdraw(self) -> None:
        """Say that it is not, from this moment."""
        self._good_until = float("-inf")

    def is_shown(self, now: float) -> bool:
        """Tell whether the light is visible at `now`."""
        return now < self._good_until
