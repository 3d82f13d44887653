"""How often one console may open lessons and views here, so that it cannot flood the history. Pure.

The history keeps `WATCHES_MAX` watches: who opens thousands would push out what was before.
"""

import collections

from protocol.identifiers import TransportKey
from protocol.limits import OPENINGS_PER_MINUTE_MAX

_WITHIN_S = 60.0


class Openings:
    """When each key opened something lately. Lane: io."""

    def __init__(self) -> None:
        self._lately: dict[TransportKey, collections.deque[float]] = {}

    def may_open(self, key: TransportKey, now: float) -> bool:
        """Note one more opening at `now` (monotonic seconds); False when it is one too many."""
        lately = self._lately.setdefault(key, collections.deque(maxlen=OPENINGS_PER_MINUTE_MAX))
        if len(lately) == OPENINGS_PER_MINUTE_MAX and now - lately[0] < _WITHIN_S:
            return False
        lately.append(now)
        return True
