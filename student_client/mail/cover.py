"""Letters to nobody, so that whoever watches the wire does not learn which pupil reports.

A device that only sends when a child tells something gives the child away to anybody with a packet
sniffer, sealed or not. So every device that has a link sends envelopes of the same sizes, sealed to
keys nobody holds, at random moments. The moments are exponentially distributed: such a process has
no memory, what was sent tells nothing of what follows. A real letter therefore goes at once, with
no wait for a turn, and the next letter to nobody of its size is left out: by then as many were sent
as without it, and the moments look like any others. A watcher who knows the very moment at which a
certain child wrote can still see that this device sent something then; a text of more than 4 kB
(some 1,200 letters of scripts that need three bytes each) has a size of its own. Lane: io.
"""

import datetime as dt
import enum
import math
import secrets
from collections.abc import Callable

from protocol.errors import InputError
from protocol.transport.ports import Loop, Timer
from protocol.trust.keys import PrivateKey
from protocol.trust.readers import offered, readers_of
from protocol.trust.recipients import RecipientsList
from protocol.trust.sealing import Envelope, new_envelope_id, seal


class Size(enum.IntEnum):
    """What letters are padded to at least, bytes. All texts look alike, and all pictures do."""

    TEXT = 4096
    PICTURE = 65_536


MEAN_S = {Size.TEXT: 60.0, Size.PICTURE: 15 * 60.0}
"""Between two letters to nobody: 2,000 devices bring a hub 40 and 2 a second, some 270 kB/s."""


_READERS_UNKNOWN = 2
"""Whoever is chosen, and a lead beside them."""


class CoverTraffic:
    """Sends letters to nobody while there is a link.

    Args:
        readers: How many readers a letter from here would have now, 1 to 8: boxes have a size too.
        send: Hands an envelope to every open link.
        chance: Returns a number from 0 to 1, fresh at each call, that nobody can foretell.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        readers: Callable[[], int],
        send: Callable[[Envelope], None],
        chance: Callable[[], float],
    ) -> None:
        self._loop = loop
        self._readers = readers
        self._send = send
        self._chance = chance
        self._left_out = dict.fromkeys(Size, 0)
        self._timers: dict[Size, Timer] = {}

    def begin(self) -> None:
        """Begin, as there is a link now; harmless when begun."""
        if not self._timers:
            for size in Size:
                self._wait(size)

    def end(self) -> None:
        """Stop, as there is none any more."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers = {}

    def replaced(self, size: Size) -> None:
        """Note that a real letter was sent: the next one to nobody is left out."""
        self._left_out[size] += 1

    def _wait(self, size: Size) -> None:
        delay_s = -MEAN_S[size] * math.log(1.0 - min(self._chance(), 1 - 1e-9))
        self._timers[size] = self._loop.call_later(delay_s, lambda: self._turn(size))

    def _turn(self, size: Size) -> None:
        if self._left_out[size]:
            self._left_out[size] -= 1
        else:
            self._send(letter_to_nobody(size, self._readers()))
        self._wait(size)


def letter_to_nobody(size: Size, readers: int) -> Envelope:
    """Return an envelope like a real one, whose content and readers are chance."""
    keys = [PrivateKey.generate().sealing_key() for _ in range(readers)]
    return seal(secrets.token_bytes(64), keys, new_envelope_id(), padded_at_least_bytes=size)


def usual_readers(listed: RecipientsList | None, now: dt.datetime) -> int:
    """Return how many readers a letter has that is sent to anybody on the list, chosen by chance.

    Args:
        now: Aware UTC.
    """
    if listed is None:
        return _READERS_UNKNOWN
    chosen = secrets.choice([None, *(person.serial for person in offered(listed))])
    try:
        return len(readers_of(listed, chosen, about=(), now=now).everybody)
    except InputError:
        return _READERS_UNKNOWN
