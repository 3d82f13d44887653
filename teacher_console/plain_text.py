"""Texts from outside as one line of letters that hides and turns around nothing. Pure."""

import unicodedata


def plain(text: str) -> str:
    """Return `text` on one line, without control and formatting characters.

    What turns text around or has no width goes; what would break the line becomes a space.
    """
    if not text.isprintable():
        text = "".join(each if each.isprintable() else _instead(each) for each in text)
    return " ".join(text.split())


def _instead(character: str) -> str:
    return "" if unicodedata.category(character) == "Cf" else " "
