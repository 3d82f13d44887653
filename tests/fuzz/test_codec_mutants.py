"""Hostile bytes at the one door into the program: an error of one kind, or a valid message."""

import random
from collections.abc import Callable

import pytest

from protocol import codec
from protocol.errors import RemoteProtocolError
from protocol.messages import OfferRecipients, OfferRoster, RecipientsTaken, RosterTaken
from protocol.messages.message import Message
from tests.helpers.messages import every_message
from tests.helpers.mutation import mutate

MUTANTS = 50_000
DECODERS: tuple[Callable[[bytes], Message], ...] = (
    codec.decode_to_device,
    codec.decode_from_device,
    codec.decode_to_office,
    codec.decode_from_office,
)


FROM_BOTH = {OfferRoster, RosterTaken, OfferRecipients, RecipientsTaken}


def test_fifty_thousand_mutants_are_refused_or_are_valid_messages() -> None:
    rng = random.Random(20261123)  # noqa: S311  # repeatable, not secret
    seeds = [codec.encode(message) for message in every_message()]
    refused = 0
    for _ in range(MUTANTS):
        data = mutate(rng, rng.choice(seeds))
        for decode in DECODERS:
            try:
                message = decode(data)
            except RemoteProtocolError:
                refused += 1
            else:
                assert decode(codec.encode(message)) == message
    assert refused > 3 * MUTANTS  # most mutants are no message in any direction of any link


@pytest.mark.parametrize("message", every_message(), ids=lambda m: type(m).__name__)
def test_each_message_comes_back_as_it_went(message: Message) -> None:
    data = codec.encode(message)
    back = {}
    for decode in DECODERS:
        try:
            back[decode.__name__] = decode(data)
        except RemoteProtocolError:
            continue
    assert set(back.values()) == {message}
    lesson = {"decode_to_device", "decode_from_device"} & set(back)
    mail = {"decode_to_office", "decode_from_office"} & set(back)
    assert len(lesson) <= 1
    assert len(mail) <= 1 or type(message) in FROM_BOTH


def test_empty_bytes_are_no_message() -> None:
    for decode in DECODERS:
        with pytest.raises(RemoteProtocolError):
            decode(b"")


def test_t09_another_encoding_is_refused() -> None:
    data = codec.encode(every_message()[0])
    with pytest.raises(RemoteProtocolError):
        codec.decode_to_device(b"\x02" + data[1:])


def test_a_refusal_quotes_no_bytes_of_the_peer() -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        codec.decode_to_device(b"\x01\x81\xa2is\xaasecret-word")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
