"""Hostile bytes at the one door into the program: an error of one kind, or a valid message."""

import random

import pytest

from protocol import codec
from protocol.errors import RemoteProtocolError
from tests.helpers.messages import every_message
from tests.helpers.mutation import mutate

MUTANTS = 50_000


def test_fifty_thousand_mutants_are_refused_or_are_valid_messages() -> None:
    rng = random.Random(20261123)  # noqa: S311  # repeatable, not secret
    seeds = [codec.encode(message) for message in every_message()]
    refused = 0
    for _ in range(MUTANTS):
        data = mutate(rng, rng.choice(seeds))
        for decode in (codec.decode_to_device, codec.decode_from_device):
            try:
                message = decode(data)
            except RemoteProtocolError:
                refused += 1
            else:
                assert decode(codec.encode(message)) == message
    assert refused > MUTANTS  # most mutants are no message in either direction


@pytest.mark.parametrize("message", every_message(), ids=lambda m: type(m).__name__)
def test_each_message_comes_back_as_it_went(message: object) -> None:
    data = codec.encode(message)  # type: ignore[arg-type]  # the table holds messages only
    back = []
    for decode in (codec.decode_to_device, codec.decode_from_device):
        try:
            back.append(decode(data))
        except RemoteProtocolError:
            continue
    assert back == [message]  # in one direction only


def test_empty_bytes_are_no_message() -> None:
    for decode in (codec.decode_to_device, codec.decode_from_device):
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
