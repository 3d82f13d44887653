"""One screen cast as the desktop portal grants it: asked for, started, ended.

A cast belongs to one connection to the session bus and ends with it.

Source: https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.ScreenCast.html
Lane: bus.
"""

import asyncio
import contextlib
import itertools
import logging
import os
from typing import Any

from dbus_fast import BusType, Message, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusError, DBusFastError

from student_client.screen.backends.bus_thread import BUS_ITSELF, ask, ask_for_descriptor, when_gone
from student_client.screen.backends.consent_token import ConsentStore

logger = logging.getLogger(__name__)

_PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_CAST = "org.freedesktop.portal.ScreenCast"
_REGISTRY = "org.freedesktop.host.portal.Registry"
_PROPERTIES = "org.freedesktop.DBus.Properties"
APP_ID = "org.harbour.Client"
"""By which a desktop knows this program; a desktop file of that name is installed."""
_MONITORS = 1
_POINTER_DRAWN = 2
_UNTIL_REVOKED = 2
_REMEMBERS_SINCE = 4
"""The version of the interface that has tokens."""
_GRANTED = 0

_numbers = itertools.count(1)


class RefusedError(Exception):
    """The pupil said no, or the portal could not ask."""


class PortalCast:
    """A cast, from the question to its end.

    Attributes:
        has_ended: Set when the pupil, the portal or we ended it.
    """

    def __init__(self, bus: MessageBus) -> None:
        self.has_ended = asyncio.Event()
        self._bus = bus
        self._session = ""
        when_gone(bus, self.has_ended.set)

    @staticmethod
    async def connected(bus_address: str | None) -> "PortalCast":
        """Return a cast that was not asked for yet.

        Args:
            bus_address: Of the session bus; None takes the session's own.

        Raises:
            DBusFastError, OSError: There is no session bus.
        """
        bus = MessageBus(bus_address, bus_type=BusType.SESSION, negotiate_unix_fd=True)
        return PortalCast(await bus.connect())

    async def version(self) -> int:
        """Return the version of the interface.

        Raises:
            DBusError: No portal offers it.
        """
        return await self._number("version")

    async def start(self, consent: ConsentStore | None) -> tuple[int, ...]:
        """Ask the pupil, unless `consent` holds their word; return PipeWire's node of each monitor.

        Raises:
            RefusedError: They said no.
            DBusError: There is no portal, or it went away.
        """
        with contextlib.suppress(DBusError):  # older than 1.19.4, or no desktop file
            call = (_PORTAL, _PATH, _REGISTRY, "Register")
            await ask(self._bus, *call, APP_ID, dict[str, Variant](), signature="sa{sv}")
        wanted = {"types": Variant("u", _MONITORS), "multiple": Variant("b", True)}
        if await self._number("AvailableCursorModes") & _POINTER_DRAWN:
            wanted["cursor_mode"] = Variant("u", _POINTER_DRAWN)
        if consent is not None and await self.version() >= _REMEMBERS_SINCE:
            wanted["persist_mode"] = Variant("u", _UNTIL_REVOKED)
            token = consent.token()
            if token is not None:
                wanted["restore_token"] = Variant("s", token)
        name = Variant("s", f"harbour{os.getpid()}_{next(_numbers)}")
        made = await self._request("CreateSession", "", [], {"session_handle_token": name})
        self._session = str(made["session_handle"].value)
        self._bus.add_message_handler(self._hear_end)
        await self._listen("org.freedesktop.portal.Session", self._session)
        await self._request("SelectSources", "o", [self._session], wanted)
        started = await self._request("Start", "os", [self._session, ""], {})
        if consent is not None and "restore_token" in started:
            consent.keep(str(started["restore_token"].value))
        return tuple(int(stream[0]) for stream in started["streams"].value)

    async def open_remote(self) -> int:
        """Return a descriptor of PipeWire, where only the streams of this cast are.

        Raises:
            DBusFastError: The cast has ended.
        """
        body = [self._session, dict[str, Variant]()]
        call = (_PORTAL, _PATH, _CAST, "OpenPipeWireRemote")
        return await ask_for_descriptor(self._bus, *call, *body, signature="oa{sv}")

    def end(self) -> None:
        """End it; a question that stands open is withdrawn."""
        self._bus.disconnect()

    async def _number(self, name: str) -> int:
        call = (_PORTAL, _PATH, _PROPERTIES, "Get")
        (value,) = await ask(self._bus, *call, _CAST, name)
        return int(value.value)

    async def _request(
        self, member: str, signature: str, arguments: list[str], options: dict[str, Variant]
    ) -> dict[str, Any]:
        """Call a method that is answered by a signal, when the pupil has answered."""
        token = f"harbour{next(_numbers)}"
        sender = str(self._bus.unique_name).removeprefix(":").replace(".", "_")
        path = f"{_PATH}/request/{sender}/{token}"
        answer: asyncio.Future[list[Any]] = asyncio.get_running_loop().create_future()

        def hear(message: Message) -> None:
            if message.path == path and message.member == "Response" and not answer.done():
                answer.set_result(message.body)

        self._bus.add_message_handler(hear)
        try:
            await self._listen("org.freedesktop.portal.Request", path)
            body = [*arguments, {**options, "handle_token": Variant("s", token)}]
            call = (_PORTAL, _PATH, _CAST, member)
            await ask(self._bus, *call, *body, signature=signature + "a{sv}")
            response, results = await self._unless_ended(answer)
        finally:
            self._bus.remove_message_handler(hear)
        if response != _GRANTED:
            logger.info("the desktop portal answered %s with %d", member, response)
            raise RefusedError
        return dict(results)

    async def _listen(self, interface: str, path: str) -> None:
        rule = f"type='signal',sender='{_PORTAL}',interface='{interface}',path='{path}'"
        await ask(self._bus, *BUS_ITSELF, "AddMatch", rule)

    async def _unless_ended(self, answer: asyncio.Future[list[Any]]) -> list[Any]:
        ended = asyncio.ensure_future(self.has_ended.wait())
        try:
            either: set[asyncio.Future[Any]] = {answer, ended}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
        if not answer.done():
            raise DBusError("org.freedesktop.DBus.Error.NoReply", "the portal went away")
        return answer.result()

    def _hear_end(self, message: Message) -> None:
        if message.path == self._session and message.member == "Closed":
            self.has_ended.set()


async def portal_version(bus_address: str | None) -> int | None:
    """Return the version of the screen cast interface, None where no portal offers it."""
    try:
        cast = await PortalCast.connected(bus_address)
    except (DBusFastError, OSError):
        return None
    try:
        return await cast.version()
    except DBusFastError:
        return None
    finally:
        cast.end()
