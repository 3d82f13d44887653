"""The search for planted words on a disk: it must find them wherever they could be."""

from pathlib import Path

import pytest

from demo.planted import look_for

WORDS = ("bicycle shed", "Amira Khan")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("text", ["behind the bicycle shed", "AMIRA KHAN"])
def test_a_word_is_found_between_other_bytes_in_any_case(
    tmp_path: Path, encoding: str, text: str
) -> None:
    place = tmp_path / "deep" / "mail.sqlite-wal"
    place.parent.mkdir()
    place.write_bytes(b"\xff\x00\x01" + text.encode(encoding) + b"\x00" * 5000)
    looked = look_for(WORDS, [tmp_path])
    assert [file for file, _ in looked.found] == ["mail.sqlite-wal"]
    assert looked.files == 1
    assert looked.size_bytes > 5000


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "mail.sqlite").write_bytes(b"bicycle\x00shed Amira")
    assert look_for(WORDS, [tmp_path]).found == ()


def test_a_file_named_by_itself_is_looked_into_and_an_excepted_one_is_not(tmp_path: Path) -> None:
    log, listed = tmp_path / "hub.log", tmp_path / "roster.harbour"
    for file in (log, listed):
        file.write_bytes(b"Amira Khan")
    looked = look_for(WORDS, [log, listed], except_in=["roster.harbour"])
    assert looked.found == (("hub.log", "Amira Khan"),)
