"""Wrong passphrases are counted, and each makes the next try wait longer. Pure."""

_FIRST_S, _CAP_S = 1.0, 30.0
"""Whoever stands at a locked console gets two tries a minute at best."""


class Attempts:
    """One row of tries, shared by sign-in and lock.

    Times are monotonic seconds.
    """

    def __init__(self) -> None:
        self._wrong = 0
        self._free_at = 0.0

    @property
    def wrong(self) -> int:
        """How many tries failed in a row."""
        return self._wrong

    def failed(self, now: float) -> None:
        """Note a wrong passphrase."""
        self._wrong += 1
        self._free_at = now + min(_CAP_S, _FIRST_S * 2.0 ** (min(self._wrong, 10) - 1))

    def succeeded(self) -> None:
        """Note the right one: the row begins anew."""
        self._wrong, self._free_at = 0, 0.0

    def wait_s(self, now: float) -> float:
        """Return for how long no try is taken, 0.0 when one may be made."""
        return max(0.0, self._free_at - now)
