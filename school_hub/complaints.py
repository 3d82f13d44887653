"""Says once in the log what one key does wrong: a caller must not be able to fill the disk.

Lane: io.
"""

import logging

from protocol.identifiers import TransportKey, fingerprint

logger = logging.getLogger(__name__)

_LOGGED_MAX = 1_000


class Complaints:
    """What was said already, by key and reason."""

    def __init__(self) -> None:
        self._said: set[tuple[TransportKey, str]] = set()

    def say(self, key: TransportKey, what: str) -> None:
        """Warn of `what`, a clause that names nobody; repeats are told at debug level."""
        is_news = (key, what) not in self._said and len(self._said) < _LOGGED_MAX
        if is_news:
            self._said.add((key, what))
        level = logging.WARNING if is_news else logging.DEBUG
        logger.log(level, "key %s: %s", fingerprint(key), what)
