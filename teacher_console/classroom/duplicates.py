"""Which keys are answered by two computers at once: a copied disk, or a stolen key. Pure. Lane: io.

Each start of a device's program names itself anew (`Welcomed.instance`). One computer that starts
again is heard under one name, then under the next; two computers are heard under both in turn.
"""

import dataclasses

from protocol.identifiers import TransportKey
from protocol.limits import QUIET_AFTER_S

OVERLAP_S = QUIET_AFTER_S
"""How long the first must still be heard after the second answered: a message of a program that was
just killed can arrive so late on a bad wire, and must raise no alarm."""
ALARM_LASTS_S = 30.0
"""How long both must not have been heard together before the alarm ends."""
_INSTANCES_MAX = 8
"""Of one key; whoever holds the key could name any number."""


@dataclasses.dataclass(slots=True)
class _Heard:
    first: float
    last: float


class Duplicates:
    """Told of every answer that a key proved; says which keys have two live computers.

    Times are seconds of one monotonic clock, passed in.
    """

    def __init__(self) -> None:
        self._heard: dict[TransportKey, dict[bytes, _Heard]] = {}
        self._doubled: set[TransportKey] = set()

    def heard(self, key: TransportKey, instance: bytes, now: float) -> bool:
        """Note that `instance` answered with `key`; tell whether the alarm begins."""
        instances = self._heard.setdefault(key, {})
        known = instances.get(instance)
        if known is None:
            if len(instances) >= _INSTANCES_MAX:
                del instances[min(instances, key=lambda each: instances[each].last)]
            instances[instance] = _Heard(now, now)
            return False
        known.last = now
        if len(instances) == 1 or key in self._doubled:
            return False
        if not _are_two_alive(list(instances.values()), now):
            return False
        self._doubled.add(key)
        return True

    def advance(self, now: float) -> list[TransportKey]:
        """Forget what was not heard for long; return the keys whose alarm ended with that."""
        ended: list[TransportKey] = []
        for key, instances in list(self._heard.items()):
            for instance in [
                each for each, heard in instances.items() if now - heard.last > ALARM_LASTS_S
            ]:
                del instances[instance]
            if key in self._doubled and len(instances) < 2:  # noqa: PLR2004
                self._doubled.discard(key)
                ended.append(key)
            if not instances:
                del self._heard[key]
        return ended

    def is_doubled(self, key: TransportKey) -> bool:
        """Tell whether the alarm stands for `key`."""
        return key in self._doubled

    def doubled(self) -> list[TransportKey]:
        """Return every key for which the alarm stands."""
        return list(self._doubled)

    def forget(self, key: TransportKey) -> None:
        """Drop all about `key`: it is not admitted any more."""
        self._heard.pop(key, None)
        self._doubled.discard(key)


def _are_two_alive(all_heard: list[_Heard], now: float) -> bool:
    lately = sorted(
        (heard for heard in all_heard if now - heard.last <= ALARM_LASTS_S),
        key=lambda heard: heard.first,
    )
    return any(
        older.last >= newer.first + OVERLAP_S
        for at, older in enumerate(lately)
        for newer in lately[at + 1 :]
    )
