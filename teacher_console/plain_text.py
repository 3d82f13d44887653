"""Texts from outside as one line of letters that hides and turns around nothing. Pure."""


def plain(text: str) -> str:
    """Return `text` on one line, without control and formatting characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
