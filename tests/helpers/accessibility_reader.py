"""Reads a program's windows as a screen reader does: over the AT-SPI bus.

Run as a program inside `dbus-run-session`. It starts the console of `spoken_console`, prints each
thing the bus knows of it as a line of JSON, lets a device be lost, and prints what is announced.
Source of names and paths: https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator

from dbus_fast import BusType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

_ROOT = "/org/a11y/atspi/accessible/root"
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_SELECTABLE, _SELECTED, _FOCUSABLE, _SHOWING = 22, 23, 11, 25
"""Bits of AtspiStateType."""
_PATIENCE_S = 20.0

Place = tuple[str, str]


async def call(
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
    reply = await asyncio.wait_for(bus.call(message), _PATIENCE_S)
    if reply is None or reply.message_type is MessageType.ERROR:
        raise RuntimeError(f"{member}: {reply.body if reply else 'no answer'}")
    return list(reply.body)


async def accessibility_bus() -> MessageBus:
    session = await MessageBus(bus_type=BusType.SESSION).connect()
    (address,) = await call(
        session, ("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress"
    )
    session.disconnect()
    return await MessageBus(bus_address=str(address)).connect()


async def children(bus: MessageBus, place: Place) -> list[Place]:
    (found,) = await call(bus, place, _ACCESSIBLE, "GetChildren")
    return [(str(name), str(path)) for name, path in found]  # type: ignore[attr-defined]


async def described(bus: MessageBus, place: Place) -> dict[str, object]:
    properties = "org.freedesktop.DBus.Properties"
    (name,) = await call(bus, place, properties, "Get", "ss", _ACCESSIBLE, "Name")
    (role,) = await call(bus, place, _ACCESSIBLE, "GetRoleName")
    (state,) = await call(bus, place, _ACCESSIBLE, "GetState")
    low = int(state[0])  # type: ignore[index]
    return {
        "name": name.value if isinstance(name, Variant) else name,
        "role": role,
        "is_selectable": bool(low >> _SELECTABLE & 1),
        "is_selected": bool(low >> _SELECTED & 1),
        "is_focusable": bool(low >> _FOCUSABLE & 1),
        "is_showing": bool(low >> _SHOWING & 1),
    }


async def everything(bus: MessageBus, place: Place) -> AsyncIterator[dict[str, object]]:
    yield await described(bus, place)
    for child in await children(bus, place):
        async for each in everything(bus, child):
            yield each


async def application(bus: MessageBus, happened: asyncio.Event) -> Place:
    """Wait until the console is on the bus, then return its place; `happened` tells of news."""
    while True:
        happened.clear()
        for place in await children(bus, ("org.a11y.atspi.Registry", _ROOT)):
            if (await described(bus, place))["name"] == "Harbour" and await children(bus, place):
                return place
        await happened.wait()


async def main() -> None:
    bus = await accessibility_bus()
    announced: asyncio.Queue[str] = asyncio.Queue()
    happened = asyncio.Event()

    def on_message(message: Message) -> None:
        if message.message_type is MessageType.SIGNAL:
            happened.set()
        if message.member == "Announcement":
            text = message.body[3]
            announced.put_nowait(str(text.value if isinstance(text, Variant) else text))

    bus.add_message_handler(on_message)
    for interface in ("Object", "Window"):
        await call(
            bus,
            ("org.freedesktop.DBus", "/org/freedesktop/DBus"),
            "org.freedesktop.DBus",
            "AddMatch",
            "s",
            f"type='signal',interface='org.a11y.atspi.Event.{interface}'",
        )
    registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
    for event in ("object:announcement", "object:children-changed", "window:"):
        await call(bus, registry, registry[0], "RegisterEvent", "sass", event, [], "")
    console = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.helpers.spoken_console",
        stdin=asyncio.subprocess.PIPE,
        env=dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1"),
    )
    assert console.stdin is not None
    try:
        place = await asyncio.wait_for(application(bus, happened), _PATIENCE_S)
        async for each in everything(bus, place):
            print(json.dumps(each))  # noqa: T201  # the answer
        console.stdin.write(b"lose\n")
        text = await asyncio.wait_for(announced.get(), _PATIENCE_S)
        print(json.dumps({"announced": text}))  # noqa: T201
    finally:
        console.stdin.close()
        await asyncio.wait_for(console.wait(), _PATIENCE_S)
        bus.disconnect()


if __name__ == "__main__":
    asyncio.run(main())
