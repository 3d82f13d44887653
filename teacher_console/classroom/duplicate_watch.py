"""Finds keys that two computers answer with, and watches whether they still do. Lane: io.

A device is found at several addresses: its own networks, or a second computer with the same key.
Whoever answers at another address than the link's is asked once which program it is.
"""

from collections.abc import Callable, Iterable

from protocol.identifiers import TransportKey
from protocol.transport.ports import Dialler, Loop
from teacher_console.classroom.duplicates import Duplicates
from teacher_console.classroom.greeting import Greeting

ASK_AGAIN_S = 10.0
"""How often both are asked while the alarm stands."""
_TRY_AGAIN_S = 60.0
"""How soon an address where nobody answered is tried again, when it is announced again."""
_OWN_AGAIN_S = 600.0
"""The same for an address that turned out to be another network of the same computer."""
_NEVER = float("-inf")
_CALLS_MAX = 8
"""At once, over all devices."""
_ADDRESSES_MAX = 8
"""Of one key; anyone can announce more."""

_Place = tuple[TransportKey, str]


class DuplicateWatch:
    """Told what links hear and where devices are announced; raises and ends alarms.

    Args:
        on_change: The alarm for this key began or ended.
    """

    def __init__(
        self, *, loop: Loop, dialler: Dialler, on_change: Callable[[TransportKey], None]
    ) -> None:
        self._loop = loop
        self._dialler = dialler
        self._on_change = on_change
        self._duplicates = Duplicates()
        self._linked: dict[TransportKey, tuple[str, bytes]] = {}
        self._announced: dict[TransportKey, dict[str, float]] = {}
        self._waiting: dict[_Place, None] = {}
        self._calls: dict[_Place, Greeting] = {}
        self._is_watching = False

    def is_doubled(self, key: TransportKey) -> bool:
        """Tell whether two computers answer with `key` now."""
        return self._duplicates.is_doubled(key)

    def announced(self, key: TransportKey, addresses: Iterable[str]) -> None:
        """Take hints (`host:port`) of where an admitted device is."""
        tried = self._announced.setdefault(key, {})
        for address in addresses:
            if address not in tried and len(tried) >= _ADDRESSES_MAX:
                oldest = next(iter(tried))
                del tried[oldest]
                self._waiting.pop((key, oldest), None)
            tried.setdefault(address, _NEVER)
        self._ask_elsewhere(key)

    def heard(self, key: TransportKey, address: str, instance: bytes) -> None:
        """Note that the link to `address` heard something of the program `instance`."""
        if self._linked.get(key) != (address, instance):
            self._linked[key] = (address, instance)
            tried = self._announced.get(key, {})
            self._announced[key] = dict.fromkeys(tried, _NEVER)
            self._ask_elsewhere(key)
        self._note(key, instance)

    def hung_up(self, key: TransportKey) -> None:
        """Note that the link to this device ended; the alarm, if any, runs on."""
        self._linked.pop(key, None)

    def forget(self, key: TransportKey) -> None:
        """Drop all about a device that is no longer admitted."""
        self._duplicates.forget(key)
        self._linked.pop(key, None)
        self._announced.pop(key, None)

    def close(self) -> None:
        """Break off every call."""
        self._waiting.clear()
        self._linked.clear()
        self._announced.clear()
        for call in list(self._calls.values()):
            call.give_up()

    def _ask_elsewhere(self, key: TransportKey) -> None:
        """Ask at every announced address but the link's; for the first time, or after a while."""
        linked = self._linked.get(key)
        if linked is None:
            return
        now = self._loop.now()
        tried = self._announced.get(key, {})
        for address, tried_at in tried.items():
            if address != linked[0] and now - tried_at >= _TRY_AGAIN_S:
                tried[address] = now
                self._waiting[key, address] = None
        self._call_next()

    def _call_next(self) -> None:
        while self._waiting and len(self._calls) < _CALLS_MAX:
            place = next(iter(self._waiting))
            del self._waiting[place]
            if place not in self._calls:
                self._call(place)

    def _call(self, place: _Place) -> None:
        def answered(instance: bytes | None) -> None:
            self._calls.pop(place, None)
            self._answered(place, instance)
            self._loop.post(self._call_next)

        key, address = place
        self._calls[place] = Greeting(
            loop=self._loop, dialler=self._dialler, key=key, address=address, on_answer=answered
        )

    def _answered(self, place: _Place, instance: bytes | None) -> None:
        key, address = place
        linked, tried = self._linked.get(key), self._announced.get(key)
        if instance is None or tried is None:
            return
        if linked is not None and instance == linked[1]:
            tried[address] = self._loop.now() + _OWN_AGAIN_S - _TRY_AGAIN_S
            return
        self._note(key, instance)

    def _note(self, key: TransportKey, instance: bytes) -> None:
        if self._duplicates.heard(key, instance, self._loop.now()):
            self._on_change(key)
            if not self._is_watching:
                self._is_watching = True
                self._loop.call_later(ASK_AGAIN_S, self._watch)

    def _watch(self) -> None:
        for key in self._duplicates.advance(self._loop.now()):
            self._on_change(key)
        doubled = self._duplicates.doubled()
        self._is_watching = bool(doubled)
        for key in doubled:
            linked = self._linked.get(key)
            for address in self._announced.get(key, {}):
                if linked is None or address != linked[0]:
                    self._waiting[key, address] = None
        self._call_next()
        if self._is_watching:
            self._loop.call_later(ASK_AGAIN_S, self._watch)
