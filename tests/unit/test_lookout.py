"""What a technician sees of the network, joined to real devices in memory."""

import msgspec

from protocol.discovery import Advert
from protocol.identifiers import TransportKey
from protocol.trust.admission_request import DEVICE_REQUEST, read_request, request_file
from protocol.trust.document import Signed
from protocol.trust.keys import DeviceKeys
from protocol.trust.roster import Roster
from teacher_console.school.lookout import (
    ASK_AGAIN_S,
    DEVICES_SEEN_MAX,
    Lookout,
    SeenDevice,
    Standing,
)
from tests.helpers.device_side import DeviceSide, device_side
from tests.helpers.school import Computer, SchoolInMemory, utc_now
from tests.helpers.virtual import VirtualLoop, VirtualNetwork


class Network:
    """A technician's lookout and devices of one school."""

    def __init__(self) -> None:
        self.loop = VirtualLoop()
        self.network = VirtualNetwork(self.loop)
        self.school = SchoolInMemory()
        self.teacher = self.school.person()
        self.seen: dict[TransportKey, SeenDevice] = {}
        self.log: list[Standing] = []
        self.roster = self.school.roster()
        self.lookout = Lookout(
            loop=self.loop,
            dialler=self.network.dialler(self.school.school.admission_key),
            school=self.school.school,
            roster=self.roster,
            on_seen=self._on_seen,
            on_gone=self._on_gone,
            utc_now=utc_now,
        )

    def start(self, computer: Computer, school: SchoolInMemory | None = None) -> DeviceSide:
        device = device_side(self.loop, school or self.school, computer, None)
        address = f"{computer.line.name}:48480"
        door = self.network.door(
            address, computer.key, device.membership.problem_with, device.visits.on_data
        )
        device.serve_at(door)
        return device

    def find(self, computer: Computer, run_s: float = 1.0) -> SeenDevice:
        self.lookout.found(Advert(computer.key, (f"{computer.line.name}:48480",)))
        self.loop.run(run_s)
        return self.seen[computer.key]

    def publish(self) -> Signed[Roster]:
        self.roster = self.school.roster()
        self.lookout.follow_roster(self.roster)
        self.loop.run(1.0)
        return self.roster

    def stranger(self, name: str = "pc-09") -> Computer:
        """A computer that the roster does not know."""
        computer = self.school.computer(name=name)
        self.school.computers.remove(computer)
        return computer

    def _on_gone(self, key: TransportKey) -> None:
        del self.seen[key]

    def _on_seen(self, seen: SeenDevice) -> None:
        self.seen[seen.key] = seen
        if not self.log or self.log[-1] is not seen.standing:
            self.log.append(seen.standing)


def test_a_new_device_says_who_it_is_and_may_be_admitted() -> None:
    net = Network()
    computer = net.stranger()
    net.start(computer)
    seen = net.find(computer)
    assert (seen.standing, seen.name) == (Standing.NEW, "pc-09")
    assert net.log == [Standing.ASKING, Standing.NEW]


def test_an_admitted_device_is_carried_the_roster_at_once() -> None:
    net = Network()
    computer = net.stranger()
    device = net.start(computer)
    net.find(computer)
    net.school.computers.append(computer)
    roster = net.publish()
    assert net.seen[computer.key].standing is Standing.ADMITTED
    assert net.seen[computer.key].roster_version == roster.body.version
    assert device.store.saved == [roster.body.version]


def test_t18_a_revocation_reaches_every_device_found_and_the_revoked_one() -> None:
    net = Network()
    computers = [net.school.computer(name=f"pc-{number}") for number in range(3)]
    devices = [net.start(computer) for computer in computers]
    net.publish()
    for computer in computers:
        net.find(computer)
    net.school.revoke(computers[0])
    net.school.revoke(net.teacher)
    version = net.publish().body.version
    assert [device.store.saved[-1] for device in devices] == [version] * 3
    assert all(d.membership.problem_with(net.teacher.line.transport_key) for d in devices)
    refused = net.seen[computers[0].key]
    assert (refused.standing, refused.why) == (Standing.REFUSED, "this key was revoked")


def test_a_device_of_another_school_is_refused_and_gets_no_roster() -> None:
    net = Network()
    elm = SchoolInMemory("Elm School")
    elm.school = msgspec.structs.replace(elm.school, admission_key=net.school.school.admission_key)
    computer = elm.computer(name="elm-pc")
    device = net.start(computer, elm)
    seen = net.find(computer)
    assert seen.standing is Standing.REFUSED
    assert "not deployed with this school's file" in seen.why
    net.publish()
    assert device.store.saved == []


def test_a_silent_device_is_asked_again() -> None:
    net = Network()
    computer = net.stranger()
    net.network.cut.add("pc-09:48480")
    net.start(computer)
    seen = net.find(computer, run_s=6.0)
    assert (seen.standing, seen.why) == (Standing.SILENT, "it did not answer")
    net.network.cut.clear()
    net.loop.run(ASK_AGAIN_S + 1)
    assert net.seen[computer.key].standing is Standing.NEW


def test_an_admitted_device_has_the_name_and_room_of_the_roster() -> None:
    net = Network()
    computer = net.school.computer(name="front row 3")
    net.start(computer)
    net.publish()
    seen = net.find(computer)
    assert (seen.name, seen.room) == ("front row 3", computer.line.room)
    assert seen.room


def test_t08_a_forged_goodbye_removes_no_admitted_device() -> None:
    net = Network()
    computer = net.school.computer(name="pc-1")
    net.start(computer)
    net.publish()
    net.find(computer)
    net.lookout.gone(computer.key)
    net.loop.run(1.0)
    assert net.seen[computer.key].standing is Standing.ADMITTED


def test_t24_forged_adverts_fill_no_more_than_a_bound() -> None:
    net = Network()
    for number in range(DEVICES_SEEN_MAX + 50):
        key = TransportKey(number.to_bytes(32, "big"))
        net.lookout.found(Advert(key, ("10.9.9.9:1",)))
    net.loop.run(0.1)
    assert len(net.seen) == DEVICES_SEEN_MAX


def test_a_request_from_a_file_may_be_admitted_without_the_network() -> None:
    net = Network()
    keys = DeviceKeys.generate()
    data = request_file(DEVICE_REQUEST, "pc-22", keys, net.school.school)
    net.lookout.add_request(read_request(DEVICE_REQUEST, data, where="pc-22.request"))
    net.loop.run(0.1)
    seen = net.seen[keys.transport.transport_key()]
    assert (seen.standing, seen.name, seen.address) == (Standing.NEW, "pc-22", "")


def test_a_device_that_does_not_take_the_roster_is_offered_it_again() -> None:
    net = Network()
    computer = net.school.computer(name="pc-1")
    device = net.start(computer)
    net.publish()
    net.find(computer)
    net.network.cut.add("pc-1:48480")
    version = net.publish().body.version
    net.loop.run(6.0)
    assert device.store.saved[-1] < version
    net.network.cut.clear()
    net.loop.run(ASK_AGAIN_S + 6)
    assert device.store.saved[-1] == version
