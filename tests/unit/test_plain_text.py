"""What every window of both programs does to a text from outside before it shows it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.limits import LINE_MAX_CHARACTERS
from protocol.plain_text import plain, plain_lines
from tests.helpers.hostile_text import EVERY_TEXT


@given(st.one_of(st.text(), st.sampled_from(EVERY_TEXT)))
def test_t10_nothing_is_left_that_turns_text_around_hides_in_it_or_breaks_its_line(
    text: str,
) -> None:
    shown = plain(text)
    categories = {unicodedata.category(letter) for letter in shown}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert shown == " ".join(shown.split(" "))
    assert len(shown) <= LINE_MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Amira Khan", "Amira Khan"),
        ("Zoë 好 زبدة", "Zoë 好 زبدة"),
        ("a\u202eb\x00c\n d", "ab c d"),
        (" Bo\u200bbby \r\n\t Tables\u2029", "Bobby Tables"),
        ("\u3164\u2800\u115f\u034f\ufe0f", ""),
        ("<b>Amira</b>", "<b>Amira</b>"),
    ],
    ids=["plain", "any script", "turned", "hidden and broken", "blank letters", "markup"],
)
def test_t10_what_is_left_reads_as_it_was_meant(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_t10_a_text_that_was_cut_says_so() -> None:
    assert plain("W" * LINE_MAX_CHARACTERS) == "W" * LINE_MAX_CHARACTERS
    assert plain("W" * 1_000_000) == "W" * (LINE_MAX_CHARACTERS - 1) + "…"


def test_what_people_wrote_keeps_its_lines_and_all_its_words() -> None:
    text = "one\u202e\n\n  two\u200b\tthree\u3164 \x07four\r\n" + "x" * 2000
    assert plain_lines(text) == "one\n\n  two three  four \n" + "x" * 2000
