"""Passphrases come from the keyboard or a private file, never from the command line."""

import getpass
import sys
from pathlib import Path

from protocol.errors import InputError
from protocol.files import read_private_file
from protocol.trust.keyfile import check_new_passphrase


def passphrase_from(path: Path | None, prompt: str) -> str:
    """Return the passphrase for a key that exists.

    Raises:
        InputError: The file is missing, empty, not text or not private; or nobody can be asked.
    """
    if path is not None:
        return _first_line(path)
    return _ask(prompt)


def new_passphrase_from(path: Path | None, prompt: str) -> str:
    """Return a passphrase for a new key; asked twice at the keyboard.

    Raises:
        InputError: As `passphrase_from`; too short; or the two differ.
    """
    if path is not None:
        passphrase = _first_line(path)
        try:
            check_new_passphrase(passphrase)
        except InputError as exc:
            raise InputError(path, str(exc).rstrip("."), "write a longer one") from None
        return passphrase
    passphrase = _ask(prompt)
    check_new_passphrase(passphrase)
    if _ask(f"{prompt}, once more") != passphrase:
        raise InputError("passphrase", "the two differ", "type the same passphrase twice")
    return passphrase


def _first_line(path: Path) -> str:
    data = read_private_file(path, remedy="write the passphrase into this file's first line")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(path, "it is not UTF-8 text", "save it as UTF-8") from None
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise InputError(path, "its first line is empty", "write the passphrase there")
    return line


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        remedy = "start this in a terminal, or use --passphrase-file"
        raise InputError("passphrase", "nobody can be asked for it here", remedy)
    try:
        return getpass.getpass(f"{prompt}: ")
    except EOFError:
        raise InputError("passphrase", "the input ended", "type it and press Enter") from None
