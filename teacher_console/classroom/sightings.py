"""Devices seen on the network that the roster does not know. Pure. Lane: io."""

from protocol.discovery import Advert
from protocol.identifiers import TransportKey

SIGHTINGS_MAX = 500
"""A hostile machine can announce any number of keys; the wall shows this many at most."""


class Sightings:
    """Adverts by the key they claim; nothing in them is proven."""

    def __init__(self) -> None:
        self._adverts: dict[TransportKey, Advert] = {}

    def saw(self, advert: Advert) -> bool:
        """Keep `advert`; False when there are too many keys already."""
        if advert.key not in self._adverts and len(self._adverts) >= SIGHTINGS_MAX:
            return False
        self._adverts[advert.key] = advert
        return True

    def forget(self, key: TransportKey) -> Advert | None:
        """Drop what was seen of `key`; return its last advert, if there was one."""
        return self._adverts.pop(key, None)
