"""The console's side of the class, real from the message up, joined to devices in memory."""

from collections.abc import Callable

from protocol import codec
from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from protocol.messages.message import Message
from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from teacher_console.classroom.classroom import Classroom
from teacher_console.classroom.device_status import DeviceState, DeviceStatus, LessonInfo
from tests.helpers.device_side import DeviceSide, device_side
from tests.helpers.school import Computer, Person, SchoolInMemory, utc_now
from tests.helpers.virtual import VirtualLoop, VirtualNetwork


class SeenByTheWindow:
    """ClassroomEvents with a log."""

    def __init__(self) -> None:
        self.status: dict[TransportKey, DeviceStatus] = {}
        self.states: dict[TransportKey, list[DeviceState]] = {}
        self.pictures: dict[TransportKey, list[bytes]] = {}
        self.lessons: list[LessonInfo | None] = []
        self.costs: list[tuple[int, int]] = []
        self.can_show = True

    def device_changed(self, status: DeviceStatus) -> None:
        before = self.status.get(status.key)
        if before is None or before.state is not status.state:
            self.states.setdefault(status.key, []).append(status.state)
        self.status[status.key] = status

    def device_forgotten(self, key: TransportKey) -> None:
        self.status.pop(key, None)

    def picture_arrived(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        self.pictures.setdefault(key, []).append(picture.pieces[0].data)
        taken(self.can_show)

    def cost_changed(self, bytes_s: int, budget_bytes_s: int) -> None:
        self.costs.append((bytes_s, budget_bytes_s))

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        self.lessons.append(lesson)


class ClassInMemory:
    """A teacher's console and a room of devices on one virtual network."""

    def __init__(self, *, devices: int = 1, school: SchoolInMemory | None = None) -> None:
        self.loop = VirtualLoop()
        self.network = VirtualNetwork(self.loop)
        self.school = school or SchoolInMemory()
        self.teacher = self.school.person()
        self.computers = [
            self.school.computer(name=f"pc-{number:02}") for number in range(1, devices + 1)
        ]
        self.roster = self.school.roster()
        self.devices = [self.start_device(computer, self.roster) for computer in self.computers]
        self.window = SeenByTheWindow()
        self.saved: list[Signed[Roster]] = []
        self.classroom = self.start_console(self.teacher, self.roster, self.window)

    def address(self, computer: Computer) -> str:
        return f"{computer.line.name}:48480"

    def start_device(self, computer: Computer, roster: Signed[Roster] | None) -> DeviceSide:
        device = device_side(self.loop, self.school, computer, roster)
        door = self.network.door(
            self.address(computer),
            computer.key,
            device.membership.problem_with,
            device.visits.on_data,
        )
        device.serve_at(door)
        return device

    def start_console(
        self, person: Person, roster: Signed[Roster], window: SeenByTheWindow
    ) -> Classroom:
        classroom = Classroom(
            loop=self.loop,
            dialler=self.network.dialler(person.keys.transport.transport_key()),
            events=window,
            school=self.school.school,
            keys=person.keys,
            member=person.line,
            roster=roster,
            save_roster=self.saved.append,
            utc_now=utc_now,
        )
        classroom.begin()
        return classroom

    def find_all(self, classroom: Classroom | None = None) -> None:
        for computer in self.computers:
            (classroom or self.classroom).found(Advert(computer.key, (self.address(computer),)))
        self.loop.run(0.1)

    def open_lesson(self, classroom: Classroom | None = None, *, duration_s: int = 3600) -> None:
        """Find everybody, open a lesson in Room 12 and look at every tile."""
        classroom = classroom or self.classroom
        self.find_all(classroom)
        classroom.show_pictures_of([computer.key for computer in self.computers], 320)
        classroom.open_lesson("Year 8 Computing", "Room 12", duration_s)
        self.loop.run(0.5)

    def say(self, message: Message, index: int = 0) -> None:
        """Let a device's program say this to whoever has dialled it."""
        door = self.network.door_at(self.address(self.computers[index]))
        assert door is not None
        for line in list(door.lines.values()):
            line.deliver(codec.encode(message))

    def state(self, index: int = 0) -> DeviceState:
        return self.window.status[self.computers[index].key].state

    def pictures(self, index: int = 0) -> list[bytes]:
        return self.window.pictures.get(self.computers[index].key, [])
