"""How fast one key may ask things of an office. What exceeds it waits at its sender, never is lost.

Token buckets. Pure; times are seconds of one monotonic clock. Lane: io.
"""

import dataclasses
import enum

from protocol import limits
from protocol.identifiers import TransportKey


class Asked(enum.Enum):
    """What is counted, each by itself."""

    MESSAGES = "messages"
    KEEPS = "envelopes"
    KEPT_BYTES = "bytes of envelopes"
    WATCHES = "watches"
    LISTS = "lists"
    PAGES = "pages"


_PACE: dict[Asked, tuple[float, float]] = {
    Asked.MESSAGES: (limits.OFFICE_MESSAGES_PER_S, limits.OFFICE_MESSAGES_BURST),
    Asked.KEEPS: (limits.KEEPS_PER_S_DEVICE, limits.KEEPS_BURST_DEVICE),
    Asked.KEPT_BYTES: (limits.KEPT_BYTES_PER_S_DEVICE, limits.KEPT_BYTES_BURST_DEVICE),
    Asked.WATCHES: (limits.WATCHES_PER_S, limits.WATCHES_BURST),
    Asked.LISTS: (limits.LISTS_PER_S, limits.LISTS_BURST),
    Asked.PAGES: (limits.PAGES_PER_S, limits.PAGES_BURST),
}
_CARRIER_PACE: dict[Asked, tuple[float, float]] = {
    Asked.KEEPS: (limits.KEEPS_PER_S_CARRIER, limits.KEEPS_BURST_CARRIER),
    Asked.KEPT_BYTES: (limits.KEPT_BYTES_PER_S_CARRIER, limits.KEPT_BYTES_BURST_CARRIER),
}


@dataclasses.dataclass(slots=True)
class _Bucket:
    per_s: float
    burst: float
    level: float
    filled_at: float

    def fill(self, now: float) -> None:
        self.level = min(self.burst, self.level + max(0.0, now - self.filled_at) * self.per_s)
        self.filled_at = now


class Paces:
    """The buckets of every key that asked lately."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[TransportKey, Asked], _Bucket] = {}

    def may(
        self,
        key: TransportKey,
        asked: Asked,
        now: float,
        *,
        amount: float = 1.0,
        is_carrier: bool = False,
    ) -> bool:
        """Tell whether `key` may have `amount` more now; if so, it counts."""
        bucket = self._buckets.get((key, asked))
        if bucket is None:
            per_s, burst = (_CARRIER_PACE if is_carrier else {}).get(asked, _PACE[asked])
            bucket = self._buckets[key, asked] = _Bucket(per_s, burst, burst, now)
        bucket.fill(now)
        if bucket.level < amount:
            return False
        bucket.level -= amount
        return True

    def sweep(self, now: float) -> None:
        """Forget full buckets: a new one would be as full."""
        for name, bucket in list(self._buckets.items()):
            bucket.fill(now)
            if bucket.level >= bucket.burst:
                del self._buckets[name]
