"""The tables of session, sign of life and credit, walked by hypothesis against a second telling."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from protocol.credit import CreditState, GrantedCredit, HeldCredit
from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.lesson_link import LESSON_LINK
from protocol.messages import (
    ConsoleAlive,
    ConsoleLeft,
    DeviceAlive,
    DeviceLeft,
    RequestRefused,
    RequestRoster,
)
from protocol.messages.message import Message
from protocol.session import Session, SessionState, Side
from protocol.sign_of_life import Presence, SignOfLife
from protocol.vocabulary import Refusal
from tests.helpers.messages import hello, welcomed

HELLO = hello()
WELCOMED = welcomed(0)
FROM_CONSOLE: list[Message] = [HELLO, ConsoleAlive(), ConsoleLeft(), RequestRoster()]
FROM_DEVICE: list[Message] = [
    WELCOMED,
    DeviceAlive(picture_is_current=True),
    DeviceLeft(),
    RequestRefused(request=1, reason=Refusal.ROLE),
]


class TwoEnds(RuleBasedStateMachine):
    """Two sessions joined by a perfect wire agree after every message, whatever is said."""

    def __init__(self) -> None:
        super().__init__()
        self.console = Session(Side.DIALLER, LESSON_LINK)
        self.device = Session(Side.LISTENER, LESSON_LINK)

    @rule(message=st.sampled_from(FROM_CONSOLE))
    def console_says(self, message: Message) -> None:
        self._say(self.console, self.device, message)

    @rule(message=st.sampled_from(FROM_DEVICE))
    def device_says(self, message: Message) -> None:
        self._say(self.device, self.console, message)

    @rule(message=st.sampled_from(FROM_CONSOLE))
    def device_never_says_what_is_the_consoles(self, message: Message) -> None:
        before = self.device.state
        with pytest.raises(LocalProtocolError):
            self.device.sent(message)
        with pytest.raises(RemoteProtocolError):
            self.console.received(message)
        assert self.device.state is before

    @invariant()
    def ends_agree(self) -> None:
        assert self.console.state is self.device.state

    @invariant()
    def nothing_but_hello_opens(self) -> None:
        if self.console.state is SessionState.NEW:
            with pytest.raises(RemoteProtocolError):
                Session(Side.LISTENER, LESSON_LINK).received(ConsoleAlive())

    def _say(self, speaker: Session, listener: Session, message: Message) -> None:
        before = speaker.state
        try:
            speaker.sent(message)
        except LocalProtocolError:
            with pytest.raises(RemoteProtocolError):
                listener.received(message)
            assert speaker.state is before
        else:
            listener.received(message)


class CreditOnAPerfectWire(RuleBasedStateMachine):
    """One picture in flight at most, and each answer is the one that was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.granted = GrantedCredit()
        self.held = HeldCredit()
        self.asked = 0
        self.answered = 0
        self.cancelled: set[int] = set()

    @precondition(
        lambda self: (
            self.granted.state is CreditState.SPENT and self.held.state is CreditState.SPENT
        )
    )
    @rule()
    def ask(self) -> None:
        number = self.granted.grant()
        self.held.hold(number)
        self.asked += 1

    @precondition(lambda self: self.held.state is CreditState.GRANTED)
    @rule()
    def answer(self) -> None:
        number = self.held.spend()
        is_of_use = self.granted.spend(number)
        assert is_of_use is (number not in self.cancelled)
        self.answered += is_of_use

    @precondition(lambda self: self.granted.state is CreditState.GRANTED)
    @rule()
    def cancel_with_the_answer_on_its_way(self) -> None:
        self.granted.cancel()
        self.cancelled.add(self.asked)
        self.answered += 1

    @precondition(lambda self: self.granted.state is CreditState.GRANTED)
    @rule(is_answer_on_its_way=st.booleans())
    def replace(self, is_answer_on_its_way: bool) -> None:  # noqa: FBT001
        late = None
        if is_answer_on_its_way and self.held.state is CreditState.GRANTED:
            late = self.held.spend()
        self.cancelled.add(self.asked)
        number = self.granted.replace()
        self.held.hold(number)
        self.asked += 1
        self.answered += 1
        if late is not None:
            assert not self.granted.spend(late)

    @precondition(lambda self: self.granted.state is CreditState.SPENT)
    @rule()
    def nothing_can_replace_what_was_not_asked(self) -> None:
        with pytest.raises(LocalProtocolError):
            self.granted.replace()

    @precondition(lambda self: self.granted.state is CreditState.GRANTED)
    @rule()
    def a_second_request_is_our_bug(self) -> None:
        with pytest.raises(LocalProtocolError):
            self.granted.grant()

    @precondition(lambda self: self.held.state is CreditState.SPENT)
    @rule()
    def an_answer_nobody_asked_for_is_refused(self) -> None:
        with pytest.raises(LocalProtocolError):
            self.held.spend()
        if self.asked not in self.cancelled:
            with pytest.raises(RemoteProtocolError):
                self.granted.spend(self.asked)

    @rule(number=st.integers(min_value=-3, max_value=3))
    def a_wrong_number_is_refused(self, number: int) -> None:
        is_asked = number == 0 and self.granted.state is CreditState.GRANTED
        if not is_asked and self.asked + number not in self.cancelled:
            with pytest.raises(RemoteProtocolError):
                self.granted.spend(self.asked + number)

    @invariant()
    def one_in_flight(self) -> None:
        assert 0 <= self.asked - self.answered <= 1


TestTwoEnds = TwoEnds.TestCase
TestCredit = CreditOnAPerfectWire.TestCase


@given(gaps=st.lists(st.floats(min_value=0, max_value=4.9), max_size=30))
def test_a_peer_heard_within_five_seconds_is_never_lost(gaps: list[float]) -> None:
    now = 100.0
    life = SignOfLife(now, speak_every_s=1.0)
    for gap in gaps:
        now += gap
        life.advance(now)
        assert life.presence is not Presence.LOST
        assert (life.presence is Presence.QUIET) == (gap >= 3.0)
        life.heard(now)
        assert life.presence is Presence.LIVE


@given(steps=st.lists(st.floats(min_value=0.001, max_value=1), min_size=1, max_size=40))
def test_silence_turns_grey_after_three_and_lost_after_five_seconds(steps: list[float]) -> None:
    life = SignOfLife(0.0, speak_every_s=1.0)
    now = 0.0
    for step in steps:
        now += step
        life.advance(now)
        if now >= 5:
            assert life.presence is Presence.LOST
            break
        assert life.presence is (Presence.QUIET if now >= 3 else Presence.LIVE)


def test_the_lost_stay_lost_on_this_session() -> None:
    life = SignOfLife(0.0, speak_every_s=1.0)
    life.advance(5.0)
    life.heard(5.1)
    assert life.presence is Presence.LOST
    assert life.next_deadline() == math.inf


@given(now=st.floats(min_value=0, max_value=4))
def test_the_deadline_is_when_something_happens(now: float) -> None:
    life = SignOfLife(0.0, speak_every_s=1.0)
    life.spoke(now)
    life.heard(now)
    deadline = life.next_deadline()
    assert not life.must_speak(deadline - 0.001)
    assert life.must_speak(deadline)
