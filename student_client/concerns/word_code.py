"""Five plain words with which a pupil comes back, on any computer of the school, to read answers.

The words are a key: Argon2id (https://www.rfc-editor.org/rfc/rfc9106) makes an X25519 key of them,
salted with the school. 1,024 words, five times, are 50 bits; each guess costs 64 MiB and a tenth of
a second, so whoever holds the hub's disk guesses for some million years. Takes that long: never on
the GUI thread. Pure.
"""

import dataclasses
import functools
import hashlib
import secrets

import nacl.pwhash

from assets import resource
from protocol.identifiers import Identifier
from protocol.trust.keys import PrivateKey

WORDS = 5
_OPERATIONS = 3
_MEMORY_BYTES = 64 * 1024 * 1024
"""RFC 9106's second recommendation, for computers with little memory."""


@dataclasses.dataclass(frozen=True, slots=True)
class WordCode:
    """A code and the key it stands for."""

    words: tuple[str, ...] = dataclasses.field(repr=False)
    key: PrivateKey


@functools.cache
def word_list() -> tuple[str, ...]:
    """Return the words codes are made of."""
    return tuple(resource("words/code-words.txt").read_text("ascii").split())


def new_code(school_id: Identifier) -> WordCode:
    """Return a fresh code."""
    words = tuple(secrets.choice(word_list()) for _ in range(WORDS))
    return WordCode(words, _key_of(words, school_id))


def code_of(text: str, school_id: Identifier) -> WordCode | None:
    """Return the code a pupil typed; None where it is not five words of the list.

    Capitals, commas and the like do not matter.
    """
    letters = "".join(letter if letter.isalpha() else " " for letter in text.lower())
    words = tuple(letters.split())
    if len(words) != WORDS or any(word not in word_list() for word in words):
        return None
    return WordCode(words, _key_of(words, school_id))


def _key_of(words: tuple[str, ...], school_id: Identifier) -> PrivateKey:
    salt = hashlib.sha256(b"harbour word code 1\0" + school_id.encode()).digest()[:16]
    secret = nacl.pwhash.argon2id.kdf(
        32, " ".join(words).encode(), salt, opslimit=_OPERATIONS, memlimit=_MEMORY_BYTES
    )
    return PrivateKey(secret)
