"""Signed documents and key files under every small change: refused, or exactly what was signed."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol.errors import InputError
from protocol.limits import KDF_MEMORY_MIN_BYTES
from protocol.trust.keyfile import (
    Argon2id,
    device_key_file,
    key_fingerprint,
    open_keys,
    read_device_key_file,
    seal_keys,
)
from protocol.trust.keys import DeviceKeys, StaffKeys
from protocol.trust.roster import ROSTER, carried_roster, read_roster
from protocol.trust.school_file import SCHOOL_FILE, read_school
from tests.helpers.school import SchoolInMemory

SCHOOL = SchoolInMemory()
SCHOOL.person()
SCHOOL.computer()
SIGNED_ROSTER = SCHOOL.roster()
ROSTER_FILE = ROSTER.to_file(SIGNED_ROSTER)
SIGNED_SCHOOL = SCHOOL_FILE.sign(SCHOOL.school, SCHOOL.deployment.signing.secret)
SCHOOL_BYTES = SCHOOL_FILE.to_file(SIGNED_SCHOOL)
DEVICE = DeviceKeys.generate()
DEVICE_BYTES = device_key_file(DEVICE)


def flipped(data: bytes, at: int, bit: int) -> bytes:
    out = bytearray(data)
    out[at % len(out)] ^= 1 << bit
    return bytes(out)


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_flipped_bit_never_gives_another_roster(at: int, bit: int) -> None:
    try:
        read = read_roster(flipped(ROSTER_FILE, at, bit), where="roster", school=SCHOOL.school)
    except InputError:
        return
    assert read.body == SIGNED_ROSTER.body


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_flipped_bit_never_gives_another_school(at: int, bit: int) -> None:
    try:
        read = read_school(flipped(SCHOOL_BYTES, at, bit), where="school")
    except InputError:
        return
    assert read.body == SCHOOL.school


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_flipped_bit_never_gives_another_device_key(at: int, bit: int) -> None:
    try:
        read = read_device_key_file(flipped(DEVICE_BYTES, at, bit), where="device.key")
    except InputError:
        return
    # X25519 passes over five bits of a secret (RFC 7748, section 5): the key is the same without.
    assert key_fingerprint(read) == key_fingerprint(DEVICE)


@given(length=st.integers(0, len(ROSTER_FILE) - 2))
def test_a_roster_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(InputError):
        read_roster(ROSTER_FILE[:length], where="roster", school=SCHOOL.school)


@given(data=st.binary(max_size=200))
def test_anything_else_is_no_document(data: bytes) -> None:
    for read in (
        lambda: read_roster(data, where="x", school=SCHOOL.school),
        lambda: read_school(data, where="x"),
        lambda: read_device_key_file(data, where="x"),
    ):
        with pytest.raises(InputError):
            read()


@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_carried_roster_with_one_flipped_bit_is_none(at: int, bit: int) -> None:
    body = flipped(SIGNED_ROSTER.canonical, at, bit)
    assert carried_roster(body, SIGNED_ROSTER.signature, SCHOOL.school) is None
    signature = flipped(SIGNED_ROSTER.signature, at, bit)
    assert carried_roster(SIGNED_ROSTER.canonical, signature, SCHOOL.school) is None


def test_another_schools_roster_is_refused_by_name() -> None:
    other = SchoolInMemory("Elm School").roster()
    with pytest.raises(InputError, match="another school"):
        read_roster(ROSTER.to_file(other), where="roster", school=SCHOOL.school)


def test_layout_of_the_file_does_not_matter_and_content_does() -> None:
    squeezed = json.dumps(json.loads(ROSTER_FILE)).encode()
    assert read_roster(squeezed, where="x", school=SCHOOL.school).body == SIGNED_ROSTER.body


@pytest.fixture(scope="module")
def sealed() -> tuple[StaffKeys, bytes]:
    keys = StaffKeys.generate()
    cost = Argon2id(salt=b"s" * 16, operations=3, memory_bytes=KDF_MEMORY_MIN_BYTES)
    return keys, seal_keys(keys, "three random words", cost)


def test_the_right_passphrase_opens_the_key(sealed: tuple[StaffKeys, bytes]) -> None:
    keys, data = sealed
    opened = open_keys(data, "three random words", StaffKeys, where="staff.key")
    assert opened.sealing.secret == keys.sealing.secret


def test_a_wrong_passphrase_does_not(sealed: tuple[StaffKeys, bytes]) -> None:
    with pytest.raises(InputError, match="does not open this key"):
        open_keys(sealed[1], "three random word", StaffKeys, where="staff.key")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_key_file_with_one_flipped_bit_opens_to_the_same_key_or_not_at_all(
    sealed: tuple[StaffKeys, bytes], at: int, bit: int
) -> None:
    keys, data = sealed
    try:
        opened = open_keys(flipped(data, at, bit), "three random words", StaffKeys, where="k")
    except InputError:
        return
    assert opened.transport.secret == keys.transport.secret


@pytest.mark.parametrize("memory", [8 * 1024 * 1024, 64 * 1024**3])
def test_a_key_file_cannot_ask_for_too_little_or_too_much_memory(
    sealed: tuple[StaffKeys, bytes], memory: int
) -> None:
    document = json.loads(sealed[1])
    document["passphrase"]["memory_bytes"] = memory
    with pytest.raises(InputError, match="memory_bytes"):
        open_keys(json.dumps(document).encode(), "three random words", StaffKeys, where="k")


def test_no_secret_is_readable_in_a_sealed_key_file(sealed: tuple[StaffKeys, bytes]) -> None:
    keys, data = sealed
    for key in (keys.transport, keys.signing, keys.sealing):
        assert key.secret not in data
        assert key.secret.hex() not in repr(keys)
        assert repr(key.secret) not in repr(keys)
