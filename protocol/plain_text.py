"""Texts from outside as letters that hide and turn around nothing. Pure."""

import re
import unicodedata

from protocol.limits import LINE_MAX_CHARACTERS

_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing. Source: Unicode, DerivedCoreProperties.txt,
Default_Ignorable_Code_Point, without what is a formatting character anyway; and the blank braille
pattern. https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt"""


def plain(text: str) -> str:
    """Return `text` on one line, without control, formatting and invisible characters.

    What turns text around or has no width goes; what would break the line, and any run of spaces,
    becomes one space. More than `LINE_MAX_CHARACTERS` end in an ellipsis.
    """
    is_cut = len(text) > LINE_MAX_CHARACTERS
    if is_cut:
        text = text[: LINE_MAX_CHARACTERS - 1]
    if not text.isprintable():
        text = "".join(each if each.isprintable() else _instead(each) for each in text)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    line = " ".join(text.split())
    return f"{line}…" if is_cut else line


def plain_lines(text: str) -> str:
    """Return `text` line by line, without control, formatting and invisible characters.

    For what people wrote to each other: nothing is cut, and tabs become spaces.
    """
    letters = "".join(
        each if each.isprintable() or each == "\n" else _instead(each) for each in text
    )
    return _UNSEEN.sub("", letters).strip()


def _instead(character: str) -> str:
    return "" if unicodedata.category(character) == "Cf" else " "
