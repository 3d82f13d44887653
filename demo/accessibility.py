"""What a program's windows say, as a screen reader gets it: AT-SPI over a private bus.

So the scenario sees what a person sees, without a door in the programs that is there for tests.
Source of names and paths: https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml
"""

import asyncio
import dataclasses
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from dbus_fast import BusType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from demo.children import ChildEndedError, Children
from demo.stopping import Stopping
from protocol.errors import HarbourError

_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_LAUNCHER = ("org.a11y.Bus", "/org/a11y/bus")
_ACCESSIBLE, _COMPONENT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Component"
_FOCUSED, _SHOWING = 12, 25
"""Bits of AtspiStateType."""
_ANSWER_S = 5.0
_ON_SCREEN = 0

Place = tuple[str, str]


class UnansweredError(HarbourError):
    """The bus, or a program on it, gave no usable answer: often a window just went."""


@dataclasses.dataclass(frozen=True, slots=True)
class Thing:
    """Something on a window that is shown now."""

    name: str
    role: str
    is_focused: bool
    place: Place


def has_accessibility() -> bool:
    """Tell whether there is a bus to start and a registry for it."""
    service = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
    return shutil.which("dbus-daemon") is not None and service.exists()


def start_bus(children: Children, name: str, folder: Path) -> dict[str, str]:
    """Start a session bus of its own in `folder`; return the environment of programs on it.

    Raises:
        ChildEndedError: It did not start.
    """
    folder.mkdir(mode=0o700)
    places = ("XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    environment = dict.fromkeys(places, str(folder))
    reader, writer = os.pipe()
    children.start(
        name,
        [
            *("dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog"),
            *(f"--address=unix:dir={folder}", f"--print-address={writer}"),
        ],
        environment=environment,
        pass_fds=[writer],
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        address = answer.readline().strip()
    if not address:
        children.check()
        raise ChildEndedError(f"{name} told no address")
    return {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "NO_AT_BRIDGE": "0",
    }


class Listener:
    """Reads the windows of the programs on one bus. Main thread.

    Args:
        address: Of the session bus.
        stopping: Waits while the bus is asked: asyncio would swallow it.
    """

    def __init__(self, address: str, stopping: Stopping) -> None:
        self._stopping = stopping
        self._loop = asyncio.new_event_loop()
        self._session = address
        self._bus: MessageBus | None = None

    def read(self) -> list[Thing]:
        """Return everything that is shown now, in order; nothing while there is no window."""
        try:
            with self._stopping.held():
                return self._loop.run_until_complete(self._read())
        except (UnansweredError, OSError, EOFError):
            return []

    def middle_of(self, thing: Thing) -> tuple[int, int]:
        """Return where on the screen `thing` is, in pixels.

        Raises:
            UnansweredError: It is gone.
        """
        with self._stopping.held():
            return self._loop.run_until_complete(self._middle_of(thing))

    def close(self) -> None:
        """Leave the bus."""
        self._loop.run_until_complete(self._leave())
        self._loop.close()

    async def _leave(self) -> None:
        if self._bus is not None:
            self._bus.disconnect()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _read(self) -> list[Thing]:
        if self._bus is None:
            session = await MessageBus(self._session, bus_type=BusType.SESSION).connect()
            (address,) = await _call(session, _LAUNCHER, "org.a11y.Bus", "GetAddress")
            session.disconnect()
            self._bus = await MessageBus(str(address)).connect()
        found: list[Thing] = []
        for program in await _children(self._bus, _ROOT):
            for window in await _children(self._bus, program):
                found += [each async for each in _shown(self._bus, window)]
        return found

    async def _middle_of(self, thing: Thing) -> tuple[int, int]:
        if self._bus is None:
            raise UnansweredError("nothing was read yet")
        (extents,) = await _call(self._bus, thing.place, _COMPONENT, "GetExtents", "u", _ON_SCREEN)
        left, top, width, height = (int(each) for each in extents)  # type: ignore[attr-defined]
        return left + width // 2, top + height // 2


async def _shown(bus: MessageBus, place: Place) -> AsyncIterator[Thing]:
    try:
        name, role, state = await asyncio.gather(
            _call(bus, place, "org.freedesktop.DBus.Properties", "Get", "ss", _ACCESSIBLE, "Name"),
            _call(bus, place, _ACCESSIBLE, "GetRoleName"),
            _call(bus, place, _ACCESSIBLE, "GetState"),
        )
        low = int(state[0][0])  # type: ignore[index]
        if not low >> _SHOWING & 1:
            return
        text = name[0].value if isinstance(name[0], Variant) else name[0]
        yield Thing(str(text), str(role[0]), bool(low >> _FOCUSED & 1), place)
        inside = await _children(bus, place)
    except UnansweredError:
        return  # it went while it was read
    for each in inside:
        async for thing in _shown(bus, each):
            yield thing


async def _children(bus: MessageBus, place: Place) -> list[Place]:
    (found,) = await _call(bus, place, _ACCESSIBLE, "GetChildren")
    return [(str(name), str(path)) for name, path in found]  # type: ignore[attr-defined]


async def _call(
    bus: MessageBus, place: Place, interface: str, member: str, signature: str = "", *body: object
) -> list[object]:
    message = Message(
        destination=place[0],
        path=place[1],
        interface=interface,
        member=member,
        signature=signature,
        body=list(body),
    )
    try:
        reply = await asyncio.wait_for(bus.call(message), _ANSWER_S)
    except TimeoutError:
        raise UnansweredError(f"{member} was not answered") from None
    if reply is None or reply.message_type is MessageType.ERROR:
        raise UnansweredError(f"{member} was refused")
    return list(reply.body)
