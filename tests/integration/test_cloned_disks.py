"""T02 on real sockets: three clients started from copies of one disk, and a teacher's console."""

import contextlib
import dataclasses
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.document import Signed
from protocol.trust.keys import DeviceKeys
from protocol.trust.roster import Roster
from student_client.device_folder import DeviceFolder
from teacher_console.classroom.classroom import Classroom
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from tests.helpers.console_side import SeenByTheWindow
from tests.helpers.device_side import DeviceSide, device_side
from tests.helpers.links import on_io, running_io
from tests.helpers.school import Computer, SchoolInMemory, utc_now


class Window(SeenByTheWindow):
    """Wakes whoever waits for a state."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = threading.Condition()

    def device_changed(self, status: DeviceStatus) -> None:
        with self._changed:
            super().device_changed(status)
            self._changed.notify_all()

    def await_state(self, key: TransportKey, state: DeviceState, patience_s: float = 20) -> None:
        def is_so() -> bool:
            return key in self.status and self.status[key].state is state

        with self._changed:
            assert self._changed.wait_for(is_so, patience_s), self.states.get(key)


@dataclasses.dataclass
class Client:
    io: IoThread
    address: str
    device: DeviceSide

    def await_nobody_watching(self) -> None:
        done = threading.Event()

        def look() -> None:
            if self.device.watchers[-1:] in ([], [()]):
                done.set()
            else:
                self.io.call_later(0.02, look)

        self.io.post(look)
        assert done.wait(10)

    def watches_begun(self) -> int:
        return sum("began" in entry for entry in self.device.history.log)


class Room:
    """A school whose one admitted computer's disk was copied to two more."""

    def __init__(self, ending: contextlib.ExitStack, folder: Path) -> None:
        self._ending = ending
        self._folder = folder
        self.school = SchoolInMemory()
        self.teacher = self.school.person()
        self.computer = self.school.computer(keys=self.keys("pc-01", machine("pc-01")))
        self.roster = self.school.roster()
        self.window = Window()
        self.console_io = ending.enter_context(running_io())

    def keys(self, name: str, source: Callable[[], bytes | None]) -> DeviceKeys:
        return DeviceFolder(self._folder / name, source).keys()

    def copy_disk(self, name: str) -> None:
        shutil.copytree(self._folder / "pc-01", self._folder / name)

    def start_client(self, keys: DeviceKeys) -> Client:
        """A client with these keys, on a port of its own."""
        io = self._ending.enter_context(running_io())
        computer = Computer(keys, self.computer.line)
        device = on_io(io, lambda: device_side(io, self.school, computer, self.roster))
        server = on_io(io, lambda: _open_door(io, keys, device))
        on_io(io, lambda: device.serve_at(server))
        self._ending.callback(on_io, io, device.visits.leave)
        return Client(io, f"127.0.0.1:{server.port}", device)

    def start_console(self) -> Classroom:
        io = self.console_io

        def build() -> Classroom:
            return Classroom(
                loop=io,
                dialler=CurveDialler(io, own=self.teacher.keys.transport),
                events=self.window,
                school=self.school.school,
                keys=self.teacher.keys,
                member=self.teacher.line,
                roster=self.roster,
                save_roster=_ignore,
                utc_now=utc_now,
            )

        classroom = on_io(io, build)
        on_io(io, classroom.begin)
        self._ending.callback(on_io, io, classroom.close)
        return classroom


def machine(name: str) -> Callable[[], bytes | None]:
    return lambda: name.encode() * 8


def _ignore(roster: Signed[Roster]) -> None:
    del roster


def _open_door(io: IoThread, keys: DeviceKeys, device: DeviceSide) -> CurveServer:
    ZapHandler(io, device.membership.problem_with)
    return CurveServer(
        io, own=keys.transport, address="127.0.0.1", port=0, on_data=device.visits.on_data
    )


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with contextlib.ExitStack() as ending:
        yield Room(ending, tmp_path)


def test_t02_copies_that_differ_are_found_as_new_devices_and_raise_no_alarm(
    room: Room, expected_log: pytest.LogCaptureFixture
) -> None:
    all_keys = [room.computer.keys]
    for name in ("pc-02", "pc-03"):
        room.copy_disk(name)
        all_keys.append(room.keys(name, machine(name)))
    assert "must admit this device anew" in expected_log.text
    classroom = room.start_console()
    for keys in all_keys:
        client = room.start_client(keys)
        classroom.found(Advert(keys.transport.transport_key(), (client.address,)))
    classroom.open_lesson("Year 8 Computing", "Room 12", 600)
    first, *others = (keys.transport.transport_key() for keys in all_keys)
    room.window.await_state(first, DeviceState.STARTING)
    for key in others:
        room.window.await_state(key, DeviceState.NOT_ADMITTED)
    assert not [each for each in room.window.states.values() if DeviceState.DUPLICATE in each]


def test_t02_copies_that_are_the_same_machine_raise_the_alarm_and_none_is_in_a_lesson(
    room: Room,
) -> None:
    clients = [room.start_client(room.computer.keys)]
    for name in ("pc-02", "pc-03"):
        room.copy_disk(name)
        keys = room.keys(name, machine("pc-01"))  # an image that was never made ready
        assert keys == room.computer.keys
        clients.append(room.start_client(keys))
    classroom = room.start_console()
    key = room.computer.key
    classroom.open_lesson("Year 8 Computing", "Room 12", 600)
    classroom.found(Advert(key, (clients[0].address,)))
    room.window.await_state(key, DeviceState.STARTING)
    for client in clients[1:]:
        classroom.found(Advert(key, (client.address,)))
    room.window.await_state(key, DeviceState.DUPLICATE)
    for client in clients:
        client.await_nobody_watching()
    classroom.open_lesson("Again", "Room 12", 600)
    assert on_io(room.console_io, lambda: classroom.lesson_for(key)) is None
    assert room.window.status[key].state is DeviceState.DUPLICATE
    assert [client.watches_begun() for client in clients] == [1, 0, 0]
