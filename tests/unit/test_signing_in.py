"""Remembering a passphrase, and what setting up remembers, where the computer does not help."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from teacher_console.school.remembering import KeyringMemory
from teacher_console.school.set_up_progress import (
    PROGRESS_NAME,
    Progress,
    read_progress,
    save_progress,
)
from teacher_console.school.strength import Strength, strength_of


class PlainTextFile(KeyringBackend):
    """A keyring that somebody installed and that guards nothing."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        raise NotImplementedError

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _keyring_as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_where_there_is_no_keyring_it_says_so() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
    assert KeyringMemory().problem() == "This computer has no keyring that could remember it."


def test_a_keyring_of_unknown_make_is_not_trusted_with_a_passphrase() -> None:
    keyring.set_keyring(PlainTextFile())  # type: ignore[no-untyped-call]  # keyring's own
    assert "not one that Harbour trusts" in str(KeyringMemory().problem())


@pytest.mark.parametrize(
    ("passphrase", "strength"),
    [
        ("", Strength.TOO_SHORT),
        ("eleven char", Strength.TOO_SHORT),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("123456789012345678901234", Strength.WEAK),
        ("ababababababababab abab", Strength.WEAK),
        ("password1234", Strength.FAIR),
        ("three random words", Strength.GOOD),
        ("correcthorsebatterystaple", Strength.GOOD),
        ("the the the the", Strength.WEAK),
    ],
)
def test_the_hint_follows_length_and_words(passphrase: str, strength: Strength) -> None:
    assert strength_of(passphrase) is strength


def test_setting_up_remembers_where_it_was(tmp_path: Path) -> None:
    progress = Progress(step=3, name="Zoë", rooms=("Room 12",))
    save_progress(tmp_path / "console", progress)
    assert read_progress(tmp_path / "console") == progress


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"step": 9}', b'{"step": 1, "colour": "red"}', b"\xff\xfe", b"[" * 5000]
)
def test_damaged_progress_begins_anew_and_is_logged(
    tmp_path: Path, data: bytes, expected_log: pytest.LogCaptureFixture
) -> None:
    (tmp_path / PROGRESS_NAME).write_bytes(data)
    assert read_progress(tmp_path) == Progress()
    assert "begins at its first step" in expected_log.text
