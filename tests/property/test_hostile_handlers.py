"""T15: whatever a peer says after the handshake, in whatever order, nothing is raised."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol import codec
from protocol.messages import EnvelopeKept, KeepEnvelope
from protocol.transport.ports import Caller
from protocol.trust.sealing import new_envelope_id, seal
from tests.helpers.console_side import ClassInMemory
from tests.helpers.messages import every_message
from tests.helpers.mutation import mutate
from tests.helpers.office_side import office_side
from tests.helpers.school import SchoolInMemory

SEEDS = [codec.encode(message) for message in every_message()]
honest = st.sampled_from(SEEDS)
mutants = st.builds(
    lambda seed, data: mutate(random.Random(seed), data),  # noqa: S311  # repeatable, not secret
    st.integers(0, 2**32),
    honest,
)
talk = st.lists(st.tuples(st.one_of(honest, mutants, st.binary(max_size=200)), st.floats(0, 2)))
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(talk=talk)
def test_t15_a_staff_key_that_says_anything_breaks_no_device(
    expected_log: pytest.LogCaptureFixture, talk: list[tuple[bytes, float]]
) -> None:
    expected_log.clear()
    room = ClassInMemory()
    room.open_lesson()
    device = room.devices[0]
    rogue = Caller(room.teacher.keys.transport.transport_key(), b"rogue")
    for data, pause_s in talk:
        device.visits.on_data(rogue, data)
        room.loop.run(pause_s)
    room.loop.run(10)
    assert room.pictures()


@quick
@given(talk=talk)
def test_t15_a_device_that_says_anything_breaks_no_console_and_no_other_device(
    expected_log: pytest.LogCaptureFixture, talk: list[tuple[bytes, float]]
) -> None:
    expected_log.clear()
    room = ClassInMemory(devices=2)
    room.open_lesson()
    door = room.network.door_at(room.address(room.computers[0]))
    assert door is not None
    for data, pause_s in talk:
        for line in list(door.lines.values()):
            line.deliver(data)
        room.loop.run(pause_s)
    before = len(room.pictures(1))
    room.devices[1].screen.change()
    room.loop.run(6)
    assert len(room.pictures(1)) > before


@quick
@given(talk=talk, who=st.sampled_from(["device", "teacher", "hub"]))
def test_t15_a_caller_that_says_anything_breaks_no_office_and_no_other_caller(
    expected_log: pytest.LogCaptureFixture, talk: list[tuple[bytes, float]], who: str
) -> None:
    expected_log.clear()
    school = SchoolInMemory()
    teacher, computer, hub = school.person(), school.computer(), school.hub()
    neighbour = school.computer(name="pc-02")
    teacher_key = teacher.keys.transport.transport_key()
    office = office_side(school, school.roster())
    key = {"device": computer.key, "teacher": teacher_key, "hub": hub.key}[who]
    office.greet(key, line="rogue")
    for data, pause_s in talk:
        office.mailbox.on_data(Caller(key, key + b"rogue", "10.0.0.66"), data)
        office.loop.run(pause_s)
    envelope = seal(b"words", [teacher.keys.sealing.sealing_key()], new_envelope_id())
    office.greet(neighbour.key)
    answers = office.say(neighbour.key, KeepEnvelope(envelope=envelope))
    assert answers == [EnvelopeKept(id=envelope.id, is_received=True)]
