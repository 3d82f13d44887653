"""What waits is delivered at least once, told exactly when true, and never rushes."""

import random

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from protocol.delivery import ANSWER_PATIENCE_S, Delivery, Stage
from protocol.limits import ENVELOPES_IN_FLIGHT


def identifier(number: int) -> str:
    return f"{number:032x}"


A, B, C = identifier(1), identifier(2), identifier(3)


def delivery(*ids: str) -> Delivery:
    made = Delivery(lambda: 1.0)
    for each in ids:
        made.add(each, is_text=True)
    return made


def test_nothing_is_sent_before_an_office_answers() -> None:
    outbox = delivery(A)
    assert outbox.due(0.0) == []
    assert outbox.next_deadline(0.0) == float("inf")
    outbox.link_up()
    assert outbox.due(0.0) == [A]


def test_text_goes_before_pictures() -> None:
    outbox = Delivery(lambda: 1.0)
    outbox.add(A, is_text=False)
    outbox.add(B, is_text=True)
    outbox.link_up()
    assert outbox.due(0.0) == [B, A]


def test_without_an_answer_it_is_sent_again() -> None:
    outbox = delivery(A)
    outbox.link_up()
    outbox.due(10.0)
    assert outbox.next_deadline(10.0) == 10.0 + ANSWER_PATIENCE_S
    assert outbox.due(14.9) == []
    assert outbox.due(15.0) == [A]


def test_what_the_school_received_is_forgotten() -> None:
    outbox = delivery(A)
    outbox.link_up()
    outbox.due(0.0)
    assert outbox.kept(A, is_received=True) is Stage.RECEIVED
    assert outbox.waiting() == []
    assert outbox.kept(A, is_received=True) is None


def test_what_is_only_carried_is_kept_and_offered_to_the_next_office() -> None:
    outbox = delivery(A)
    outbox.link_up()
    outbox.due(0.0)
    assert outbox.kept(A, is_received=False) is Stage.CARRIED
    assert outbox.due(100.0) == []
    assert outbox.next_deadline(100.0) == float("inf")
    outbox.link_down()
    outbox.link_up()
    assert outbox.due(101.0) == [A]
    assert outbox.kept(A, is_received=True) is Stage.RECEIVED


def test_a_refusal_is_tried_again_ever_more_rarely() -> None:
    outbox = delivery(A)
    outbox.link_up()
    pauses, now = [], 0.0
    for _ in range(10):
        assert outbox.due(now) == [A]
        outbox.refused(A, now)
        pauses.append(outbox.next_deadline(now) - now)
        now += pauses[-1]
    assert pauses == [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0]


def test_half_of_a_pause_is_chance() -> None:
    rng = random.Random(1)  # noqa: S311  # repeatable, not secret
    pauses = set()
    for _ in range(50):
        outbox = Delivery(rng.random)
        outbox.add(A, is_text=True)
        outbox.link_up()
        outbox.due(0.0)
        outbox.refused(A, 0.0)
        pauses.add(outbox.next_deadline(0.0))
    assert len(pauses) > 40
    assert all(1.0 <= pause <= 2.0 for pause in pauses)


@given(count=st.integers(1, 30))
def test_a_full_window_waits_for_an_answer_and_does_not_spin(count: int) -> None:
    outbox = delivery(*map(identifier, range(count)))
    outbox.link_up()
    assert len(outbox.due(5.0)) == min(count, ENVELOPES_IN_FLIGHT)
    assert outbox.due(5.0) == []
    assert outbox.next_deadline(5.0) > 5.0


class Outbox(RuleBasedStateMachine):
    """An outbox before offices that lose, refuse, carry, forget and come back."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.delivery = Delivery(random.Random(7).random)  # noqa: S311
        self.added: set[str] = set()
        self.told: set[str] = set()
        self.at_school: set[str] = set()
        self.flying: list[str] = []
        self.is_linked = False

    @rule(is_text=st.booleans())
    def write(self, is_text: bool) -> None:  # noqa: FBT001
        each = identifier(len(self.added))
        self.added.add(each)
        self.delivery.add(each, is_text=is_text)

    @rule()
    def come(self) -> None:
        self.is_linked = True
        self.flying.clear()
        self.delivery.link_up()

    @rule()
    def go(self) -> None:
        self.is_linked = False
        self.delivery.link_down()

    @rule(seconds=st.floats(0.1, 400))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        due = self.delivery.due(self.now)
        assert self.is_linked or not due
        self.flying += due

    @precondition(lambda self: self.flying)
    @rule(answer=st.sampled_from(["received", "carried", "refused", "lost"]))
    def answer(self, answer: str) -> None:
        each = self.flying.pop(0)
        if answer == "received":
            self.at_school.add(each)
        if answer in {"received", "carried"}:
            stage = self.delivery.kept(each, is_received=answer == "received")
            if stage is Stage.RECEIVED:
                assert each not in self.told
                self.told.add(each)
        elif answer == "refused":
            self.delivery.refused(each, self.now)

    @invariant()
    def nothing_is_lost_and_nothing_said_before_it_is_true(self) -> None:
        assert self.told <= self.at_school
        assert set(self.delivery.waiting()) | self.told == self.added

    def teardown(self) -> None:
        self.delivery.link_up()
        for _ in range(1000):
            if not self.delivery.waiting():
                break
            for each in self.delivery.due(self.now):
                self.delivery.kept(each, is_received=True)
            self.now = min(self.delivery.next_deadline(self.now), self.now + 300)
        assert not self.delivery.waiting()


TestOutbox = Outbox.TestCase
