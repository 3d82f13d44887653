"""Typed addresses, one at a time and from a CSV file."""

import pytest

from protocol.errors import InputError
from teacher_console.classroom.addresses import parse_address, read_addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.0.0.5:48480", "10.0.0.5:48480"),
        (" pc-01.school.lan:1 ", "pc-01.school.lan:1"),
        ("pc01:065535", "pc01:65535"),
    ],
)
def test_an_address_is_a_host_and_a_port(text: str, address: str) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.0.0.5",
        "10.0.0.5:",
        "10.0.0.5:0",
        "10.0.0.5:65536",
        "10.0.0.5:4848O",
        "10.0.0:48480",
        "10.0.0.256:48480",
        "10.0.0.5:99999999999999999999",
        ":48480",
        "-pc:48480",
        "pc 01:48480",
        "pc_01:48480",
        "tcp://10.0.0.5:48480",
        "[::1]:48480",
        "x" * 300 + ":48480",
        "pc\x00:48480",
        "pc:٤٨٤٨",
    ],
)
def test_what_is_no_address_is_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match=r"^address .*; write it as "):
        parse_address(text)


def test_a_csv_of_addresses_is_read_with_or_without_a_mark() -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        data = mark + b"device,address\r\npc-01,10.0.0.5:48480\r\n\r\npc-02, pc-02:1\r\n"
        assert read_addresses(data, where="rooms.csv") == [
            ("pc-01", "10.0.0.5:48480"),
            ("pc-02", "pc-02:1"),
        ]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "is empty"),
        (b"device,address\n", "names no device"),
        (b"pc-01,10.0.0.5:48480\n", "line 1"),
        (b"device,address\npc-01\n", "line 2"),
        (b"device,address\npc-01,\n", "line 2"),
        (b"device,address\n\npc-01,nowhere\n", "line 3"),
        (b"device,address\npc-01,10.0.0.5:1,x\n", "line 2"),
        (b"\xff\xfed\x00", "not UTF-8"),
        (b'device,address\n"pc', "not CSV"),
    ],
)
def test_a_bad_csv_names_file_and_line(data: bytes, named: str) -> None:
    with pytest.raises(InputError) as caught:
        read_addresses(data, where="rooms.csv")
    assert str(caught.value).startswith("rooms.csv")
    assert named in str(caught.value)
