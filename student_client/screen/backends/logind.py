"""Whether the pupil's session is locked or away, as systemd-logind says.

Desktops set `LockedHint` when their lock screen stands, on X11 and on Wayland. A session that is
not active shows nothing: the log-on screen or somebody else has the monitor.

Source: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
Lane: any one thread; the conversation has a thread of its own.
"""

import asyncio
import logging
from typing import Any

from dbus_fast import BusType, Message
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from protocol.vocabulary import NoPictureReason
from student_client.screen.backends.bus_thread import BUS_ITSELF, BusThread, ask, when_gone

logger = logging.getLogger(__name__)

_LOGIND = "org.freedesktop.login1"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_OWN_SESSION = "/org/freedesktop/login1/session/auto"
"""The caller's session, or its user's on the display where the caller is a service of theirs."""


class LogindSession:
    """Follows the session this program belongs to.

    Where there is no logind, or it knows no session of ours, nothing hinders as far as can be told.

    Args:
        bus_address: Of the system bus; None takes the system's own.
    """

    def __init__(self, bus_address: str | None = None) -> None:
        self._address = bus_address
        self._reason: NoPictureReason | None = None
        self._thread = BusThread("logind")
        self._watching = self._thread.begin(self._watch())

    def reason(self) -> NoPictureReason | None:
        """Return why there is nothing to be seen, None if the session is open and on the monitor.

        Returns at once; hushes `fileno`.
        """
        self._thread.hush()
        if self._watching.done():
            self._watching.result()  # an error of ours shall be seen
        return self._reason

    def fileno(self) -> int:
        """Return what becomes readable when `reason` may have changed."""
        return self._thread.fileno()

    def close(self) -> None:
        """End the conversation."""
        self._thread.close()

    async def _watch(self) -> None:
        try:
            bus = await MessageBus(self._address, bus_type=BusType.SYSTEM).connect()
        except (OSError, DBusFastError) as exc:
            logger.info("no system bus, so nobody says when the screen is locked: %s", exc)
            return
        has_changed = asyncio.Event()
        try:
            path = await self._session_path(bus)
            bus.add_message_handler(lambda message: _note(message, path, has_changed))
            rule = f"type='signal',sender='{_LOGIND}',path='{path}',interface='{_PROPERTIES}'"
            await ask(bus, *BUS_ITSELF, "AddMatch", rule)
            when_gone(bus, has_changed.set)
            while bus.connected:
                has_changed.clear()
                # A signal may be anybody's; only logind answers a question to logind.
                (known,) = await ask(bus, _LOGIND, path, _PROPERTIES, "GetAll", _SESSION)
                self._learn(known)
                await has_changed.wait()
            logger.info("the system bus went away")
            self._set(None)
        except (DBusFastError, EOFError, OSError) as exc:
            logger.info("logind does not say when the screen is locked: %s", exc)
            self._set(None)
        finally:
            bus.disconnect()

    @staticmethod
    async def _session_path(bus: MessageBus) -> str:
        (name,) = await ask(bus, _LOGIND, _OWN_SESSION, _PROPERTIES, "Get", _SESSION, "Id")
        manager = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
        (path,) = await ask(bus, _LOGIND, *manager, "GetSession", name.value)
        return str(path)

    def _learn(self, properties: dict[str, Any]) -> None:
        if "LockedHint" in properties and properties["LockedHint"].value:
            self._set(NoPictureReason.LOCKED)
        elif "Active" in properties and not properties["Active"].value:
            self._set(NoPictureReason.SECURE_DESKTOP)
        else:
            self._set(None)

    def _set(self, reason: NoPictureReason | None) -> None:
        if reason is not self._reason:
            self._reason = reason
            self._thread.ring()


def _note(message: Message, path: str, has_changed: asyncio.Event) -> None:
    if message.member == "PropertiesChanged" and message.path == path:
        has_changed.set()
