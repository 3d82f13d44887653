"""How hard a new passphrase is to guess, as a hint while it is typed. Pure; nothing is kept."""

import enum

from protocol.limits import PASSPHRASE_MIN_CHARACTERS

_WORDS, _LONG = 3, 20
_DISTINCT_MIN = 6
"""Different characters; fewer is a pattern such as `aaaa1111aaaa`."""


class Strength(enum.IntEnum):
    """From refused to good. Length counts most (NCSC, "Three random words").

    Source: https://www.ncsc.gov.uk/collection/passwords
    """

    TOO_SHORT = 0
    """Shorter than Harbour takes."""
    WEAK = 1
    """Long enough, but a pattern or mostly one character."""
    FAIR = 2
    GOOD = 3
    """Three words or 20 characters."""


def strength_of(passphrase: str) -> Strength:
    """Return how strong `passphrase` looks; it says nothing of words in a list of leaked ones."""
    if len(passphrase) < PASSPHRASE_MIN_CHARACTERS:
        return Strength.TOO_SHORT
    if len(set(passphrase.lower())) < _DISTINCT_MIN or passphrase.isdigit():
        return Strength.WEAK
    words = {word.lower() for word in passphrase.split() if len(word) > 2}  # noqa: PLR2004
    if len(words) >= _WORDS or len(passphrase) >= _LONG:
        return Strength.GOOD
    return Strength.FAIR
