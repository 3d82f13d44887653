"""A logind with one session, on a bus of the test's own."""

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusObjectPath, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property

from student_client.screen.backends.bus_thread import BusThread, when_gone

_SESSION_PATH = "/org/freedesktop/login1/session/_37"


class _Session(ServiceInterface):
    def __init__(self) -> None:
        super().__init__("org.freedesktop.login1.Session")
        self.is_locked = False
        self.is_active = True

    @dbus_property(access=PropertyAccess.READ)
    def Id(self) -> DBusStr:
        return "7"

    @dbus_property(access=PropertyAccess.READ)
    def LockedHint(self) -> DBusBool:
        return self.is_locked

    @dbus_property(access=PropertyAccess.READ)
    def Active(self) -> DBusBool:
        return self.is_active


class _Manager(ServiceInterface):
    def __init__(self) -> None:
        super().__init__("org.freedesktop.login1.Manager")

    @dbus_method()
    def GetSession(self, name: DBusStr) -> DBusObjectPath:
        assert name == "7"
        return _SESSION_PATH


class FakeLogind:
    def __init__(self, address: str) -> None:
        self._session = _Session()
        self._thread = BusThread("fake logind")
        self._bus = self._thread.begin(self._serve(address)).result(5)

    async def _serve(self, address: str) -> MessageBus:
        bus = await MessageBus(address).connect()
        when_gone(bus, lambda: None)
        bus.export(_SESSION_PATH, self._session)
        bus.export("/org/freedesktop/login1/session/auto", _Session())
        bus.export("/org/freedesktop/login1", _Manager())
        await bus.request_name("org.freedesktop.login1")
        return bus

    def say(self, *, is_locked: bool = False, is_active: bool = True) -> None:
        """Change the session, and tell as logind does."""

        async def change() -> None:
            self._session.is_locked, self._session.is_active = is_locked, is_active
            self._session.emit_properties_changed({"LockedHint": is_locked, "Active": is_active})

        self._thread.begin(change()).result(5)

    def close(self) -> None:
        self._bus.disconnect()
        self._thread.close()
