"""Envelopes and letters: only their readers open them, and nobody changes anything unseen."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import LocalProtocolError, RemoteProtocolError
from protocol.identifiers import SealingKey
from protocol.letters.safeguarding import Concern
from protocol.letters.signed import open_letter, seal_letter
from protocol.limits import PADDED_SIZES_BYTES
from protocol.trust.keys import DeviceKeys, PrivateKey, StaffKeys
from protocol.trust.sealing import (
    CONTENT_MAX_BYTES,
    Envelope,
    new_envelope_id,
    open_envelope,
    reader_id,
    seal,
)
from protocol.vocabulary import ConcernKind

READER, OTHER, STRANGER = StaffKeys.generate(), StaffKeys.generate(), StaffKeys.generate()
DEVICE = DeviceKeys.generate()
READERS = [READER.sealing.sealing_key(), OTHER.sealing.sealing_key()]
TEXT = "he said he would tell everyone"
CONCERN = Concern(
    kind=ConcernKind.TALK,
    text=TEXT,
    meet_when="after lunch",
    pupil_name="Sam Green",
    chosen=None,
    about=(),
    has_picture=False,
    reply_to=(PrivateKey.generate().sealing_key(),),
    recipients_version=1,
)


def sealed(readers: list[SealingKey] | None = None) -> Envelope:
    return seal_letter(
        CONCERN,
        author=DEVICE.signing,
        readers=readers or READERS,
        envelope_id=new_envelope_id(),
        written_at=1_800_000_000_000,
    )


def wire(envelope: Envelope) -> bytes:
    return msgspec.msgpack.encode(envelope)


@given(content=st.binary(max_size=20_000))
def test_every_reader_opens_what_was_sealed(content: bytes) -> None:
    envelope = seal(content, READERS, new_envelope_id())
    assert open_envelope(envelope, READER.sealing) == content
    assert open_envelope(envelope, OTHER.sealing) == content


def test_nobody_else_opens_it() -> None:
    envelope = sealed()
    for keys in (STRANGER.sealing, READER.signing, READER.transport, DEVICE.transport):
        with pytest.raises(RemoteProtocolError, match="not sealed to this key"):
            open_envelope(envelope, keys)


@given(length=st.integers(0, 20_000))
def test_its_size_tells_only_a_class_of_sizes(length: int) -> None:
    size = len(wire(seal(b"x" * length, READERS, new_envelope_id())))
    bounds = [len(wire(seal(b"x" * (each - 4), READERS, "0" * 32))) for each in PADDED_SIZES_BYTES]
    assert size in bounds


def test_no_word_of_it_is_on_the_wire() -> None:
    data = wire(sealed())
    for word in (TEXT, "Sam Green", "after lunch", "talk"):
        assert word.encode() not in data
    assert bytes(DEVICE.signing.signing_key()) not in data


def test_a_byte_changed_anywhere_is_seen() -> None:
    data = wire(sealed())
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 0x01
        try:
            envelope = msgspec.msgpack.decode(bytes(changed), type=Envelope)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue
        for keys in (READER, OTHER):
            with pytest.raises(RemoteProtocolError):
                open_letter(envelope, keys.sealing)


def test_a_reader_who_is_stripped_added_or_moved_is_seen_by_the_others() -> None:
    envelope = sealed()
    first, second = envelope.readers
    lent = seal(b"", [STRANGER.sealing.sealing_key()], envelope.id).readers[0]
    for readers in ((first,), (first, second, lent), (second, first), (first, first)):
        with pytest.raises(RemoteProtocolError):
            open_letter(msgspec.structs.replace(envelope, readers=readers), READER.sealing)


def test_a_letter_sealed_anew_by_a_reader_to_others_is_refused() -> None:
    opened = open_envelope(sealed(), READER.sealing)
    again = seal(opened, [STRANGER.sealing.sealing_key()], new_envelope_id())
    with pytest.raises(RemoteProtocolError, match="another envelope"):
        open_letter(again, STRANGER.sealing)


def test_a_letter_opens_to_its_author_and_words() -> None:
    envelope = sealed()
    opened = open_letter(envelope, READER.sealing)
    assert opened.letter == CONCERN
    assert opened.author == DEVICE.signing.signing_key()
    assert opened.envelope_id == envelope.id


def test_a_letter_signed_with_another_key_than_it_names_is_refused() -> None:
    envelope = sealed()
    content = bytearray(open_envelope(envelope, READER.sealing))
    content[-1] ^= 1
    forged = seal(bytes(content), READERS, envelope.id)
    with pytest.raises(RemoteProtocolError, match="not signed"):
        open_letter(forged, READER.sealing)


@given(content=st.binary(max_size=400))
def test_anything_that_is_no_letter_is_refused(content: bytes) -> None:
    with pytest.raises(RemoteProtocolError):
        open_letter(seal(content, READERS, new_envelope_id()), READER.sealing)


def test_too_much_too_many_or_nobody_is_not_sealed() -> None:
    for content, readers in (
        (b"x" * (CONTENT_MAX_BYTES + 1), READERS),
        (b"x", []),
        (b"x", [READERS[0], READERS[0]]),
        (b"x", [PrivateKey.generate().sealing_key() for _ in range(9)]),
    ):
        with pytest.raises(LocalProtocolError):
            seal(content, readers, new_envelope_id())


def test_the_name_of_a_key_on_envelopes_is_always_the_same_and_short() -> None:
    assert reader_id(READERS[0]) == reader_id(READERS[0])
    assert reader_id(READERS[0]) != reader_id(READERS[1])
    assert len(reader_id(READERS[0])) == 16
