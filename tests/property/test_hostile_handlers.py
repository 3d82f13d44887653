"""T15: whatever a peer says after the handshake, in whatever order, nothing is raised."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol import codec
from protocol.transport.ports import Caller
from tests.helpers.console_side import ClassInMemory
from tests.helpers.messages import every_message
from tests.helpers.mutation import mutate

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
