"""Which post offices this device is linked to: the hub, else consoles, dialled anew when lost.

Lane: io.
"""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Protocol

from protocol.identifiers import ReaderId, TransportKey
from protocol.messages import FromOffice, GreetOffice, OfficeGreeted
from protocol.transport.ports import Dialler, Loop, Timer
from student_client.mail.link import OfficeLink, dialled
from student_client.mail.lists import SchoolLists
from student_client.mail.offices import Kind, Office, Offices

HUB_PATIENCE_S = 6.0
"""Without a hub for so long, consoles are dialled too: one that restarts is back by then."""
CONSOLES_MAX = 3
"""Linked at once, besides those of readers of what waits: a room of devices spreads over them."""
_LOOK_S, _LOOK_LINKED_S = 1.0, 5.0
_PAUSE_MIN_S, _PAUSE_MAX_S = 3.0, 30.0
"""Before an office is dialled again, half of it chance, doubled each time it does not greet: 2,000
devices do not come back at one moment, and all are back within half a minute."""


class LinksEvents(Protocol):
    """What is told of links. Lane: io."""

    def link_up(self, link: OfficeLink, greeting: OfficeGreeted) -> None:
        """An office greeted us."""

    def link_down(self, link: OfficeLink) -> None:
        """The session that was open is over."""

    def told(self, link: OfficeLink, message: FromOffice) -> None:
        """An office said something."""


class OfficeLinks:
    """Holds the links.

    Args:
        waited_for: Tells the readers of the letters that wait.
        search: Told whether consoles are looked for on the network now.
        greeting: Makes what a session is opened with.
        chance: Returns a number from 0 to 1, fresh at each call.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        offices: Offices,
        lists: SchoolLists,
        events: LinksEvents,
        waited_for: Callable[[], Collection[ReaderId]],
        search: Callable[[bool], None],
        greeting: Callable[[], GreetOffice],
        chance: Callable[[], float],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._dialler = dialler
        self._offices = offices
        self._lists = lists
        self._events = events
        self._waited_for = waited_for
        self._search = search
        self._greeting = greeting
        self._chance = chance
        self._utc_now = utc_now
        self._links: dict[TransportKey, OfficeLink] = {}
        self._not_before: dict[TransportKey, float] = {}
        self._failures: dict[TransportKey, int] = {}
        self._place: dict[TransportKey, float] = {}
        self._without_hub_since = loop.now()
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Begin to dial, and go on until `end`."""
        self.look()

    def end(self) -> None:
        """Take leave of every office."""
        if self._timer is not None:
            self._timer.cancel()
        for link in list(self._links.values()):
            self._let_go(link)
        self._search(False)  # a port of one question

    def open(self) -> list[OfficeLink]:
        """Return the links whose office greeted us."""
        return [link for link in self._links.values() if link.is_open]

    def has_hub(self) -> bool:
        """Tell whether a hub is linked."""
        return any(link.office.kind is Kind.HUB for link in self.open())

    def look(self) -> None:
        """Dial what should be linked and is not, leave what should not; called again by itself."""
        if self._timer is not None:
            self._timer.cancel()
        wanted = {office.key: office for office in self._wanted()}
        for key, link in list(self._links.items()):
            if key not in wanted:
                self._let_go(link)
        for key, office in wanted.items():
            if key not in self._links and self._not_before.get(key, 0) <= self._loop.now():
                self._dial(office)
        wait_s = _LOOK_LINKED_S if self.open() else _LOOK_S
        self._timer = self._loop.call_later(wait_s, self.look)

    # LinkEvents

    def greeted(self, link: OfficeLink, greeting: OfficeGreeted) -> None:
        """Note that an office greeted us."""
        self._failures.pop(link.office.key, None)
        self._events.link_up(link, greeting)
        if link.office.kind is Kind.HUB:
            self.look()

    def told(self, link: OfficeLink, message: FromOffice) -> None:
        """Pass on what an office said."""
        self._events.told(link, message)

    def ended(self, link: OfficeLink) -> None:
        """Dial it again after a while."""
        key = link.office.key
        if self._links.get(key) is link:
            del self._links[key]
        self._pause(key)
        if link.office.kind is Kind.HUB and not self.has_hub():
            self._without_hub_since = self._loop.now()
        self._events.link_down(link)

    def _wanted(self) -> list[Office]:
        roster, now = self._lists.roster, self._loop.now()
        hubs = self._offices.hubs(roster)
        linked = [hub for hub in hubs if self._is_open(hub.key)]
        if linked:
            self._search(False)
            return linked[:1]
        able = [hub for hub in hubs if self._not_before.get(hub.key, 0) <= now]
        wanted = [hub for hub in hubs if hub.key in self._links] or able[:1]
        is_alone = not hubs or now - self._without_hub_since >= HUB_PATIENCE_S
        self._search(is_alone)
        return wanted + self._consoles() if is_alone else wanted

    def _consoles(self) -> list[Office]:
        found = self._offices.consoles(
            self._lists.roster,
            self._lists.recipients_list,
            waited_for=self._waited_for(),
            now=self._utc_now(),
        )
        found.sort(key=lambda each: (each.kind, self._place.setdefault(each.key, self._chance())))
        readers = [each for each in found if each.kind is Kind.READER]
        others = [each for each in found if each.kind is not Kind.READER]
        return readers + others[:CONSOLES_MAX]

    def _is_open(self, key: TransportKey) -> bool:
        link = self._links.get(key)
        return link is not None and link.is_open

    def _dial(self, office: Office) -> None:
        link = dialled(
            loop=self._loop,
            dialler=self._dialler,
            office=office,
            attempt=self._failures.get(office.key, 0),
            greeting=self._greeting(),
            events=self,
        )
        if link is None:
            self._pause(office.key)
        else:
            self._links[office.key] = link

    def _pause(self, key: TransportKey) -> None:
        failures = self._failures.get(key, 0)
        self._failures[key] = failures + 1
        pause_s = min(_PAUSE_MAX_S, _PAUSE_MIN_S * 2.0**failures)
        self._not_before[key] = self._loop.now() + pause_s * (0.5 + 0.5 * self._chance())

    def _let_go(self, link: OfficeLink) -> None:
        was_open = link.is_open
        self._links.pop(link.office.key, None)
        link.close()
        if was_open:
            self._events.link_down(link)
