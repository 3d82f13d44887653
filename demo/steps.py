"""The steps of a story: each waits for what it must see, and is told with its time."""

import dataclasses
import time
from collections.abc import Callable
from typing import TypeVar

from demo.children import Children
from protocol.errors import HarbourError

WITHIN_S = 20.0
"""How long a step waits for its event."""
_LOOK_EVERY_S = 0.05

T = TypeVar("T")


class NotSeenError(HarbourError):
    """What a step waits for did not come."""


class StepFailedError(HarbourError):
    """A step failed, and is noted as such: the story ends."""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        at_ms: When it was done, or had failed, in milliseconds since the story began.
        detail: What was seen, or why it failed.
    """

    name: str
    ok: bool
    at_ms: int
    detail: str


class Steps:
    """Takes steps one after another.

    Args:
        tell: Told of each when it is over.
    """

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._began_at = time.monotonic()
        self.taken: list[Step] = []

    def take(self, name: str, act: Callable[[], str]) -> None:
        """Do `act`, which returns what was seen.

        Raises:
            StepFailedError: It could not be done.
        """
        try:
            detail = act()
        except (HarbourError, OSError) as exc:
            self._note(name, str(exc), is_good=False)
            raise StepFailedError(name) from exc
        self._note(name, detail, is_good=True)

    def _note(self, name: str, detail: str, *, is_good: bool) -> None:
        at_ms = round((time.monotonic() - self._began_at) * 1000)
        self.taken.append(Step(name, is_good, at_ms, detail))
        self._tell(self.taken[-1])


def await_that(
    what: str, look: Callable[[], T | None], children: Children, within_s: float = WITHIN_S
) -> T:
    """Look until there is something to see, and return it.

    Args:
        what: Named where it does not come.
        children: None of them may end meanwhile.

    Raises:
        NotSeenError: It did not come within `within_s` seconds.
        ChildEndedError: A program ended by itself.
    """
    until = time.monotonic() + within_s
    while True:
        seen = look()
        if seen is not None:
            return seen
        children.check()
        if time.monotonic() > until:
            raise NotSeenError(f"within {within_s:g} s there was no {what}")
        time.sleep(_LOOK_EVERY_S)
