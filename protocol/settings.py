"""Arguments and TOML settings, read strictly: what is wrong is named, with its nearest spelling.

Any thread. Bytes in, a frozen Struct out; no I/O.
"""

import argparse
import difflib
import ipaddress
import socket
import tomllib
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec

from protocol.errors import InputError

SettingsT = TypeVar("SettingsT", bound=msgspec.Struct)


class Arguments(argparse.ArgumentParser):
    """An argument parser whose complaint is one `InputError`, like every other bad input."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong.

        Raises:
            InputError: Always.
        """
        raise InputError("arguments", message, f"see {self.prog} --help")


def ipv4_address(text: str, name: str) -> str:
    """Return `text` if it is an IPv4 address; `name` is the argument it came in.

    Raises:
        InputError: It is not.
    """
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        problem = "it is not an IPv4 address"
        raise InputError(f"{name} {text[:64]!r}", problem, "write it as 10.0.0.5") from None


def own_ipv4_address(text: str, name: str) -> str:
    """Return `text` if it is an IPv4 address of this computer.

    Raises:
        InputError: It is not an address, or another computer's.
    """
    address = ipv4_address(text, name)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            problem = "this computer has no such address"
            raise InputError(f"{name} {address}", problem, "name one of its own") from None
    return address


def port_number(number: int) -> int:
    """Return `number` if it is a TCP port, or 0 for any free one.

    Raises:
        InputError: It is not.
    """
    if not 0 <= number <= 65535:  # noqa: PLR2004
        raise InputError(f"--port {number}", "it is not from 0 to 65535", "choose such a number")
    return number


def path_or(text: str, default: Path) -> Path:
    """Return the path a setting names, `~` being this user's home; `default` where it is empty."""
    return Path(text).expanduser() if text else default


def read_settings(data: bytes, settings_type: type[SettingsT], *, where: object) -> SettingsT:
    """Return the settings in a TOML file's bytes; keys that are absent keep their defaults.

    Raises:
        InputError: Not TOML, an unknown key, or a wrong value.
    """
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(where, "the file is not UTF-8 text", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as exc:
        raise InputError(where, f"it is not TOML ({exc})", "mend that line") from None
    known = [field.encode_name for field in msgspec.structs.fields(settings_type)]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f"write {near[0]!r}" if near else f"use one of: {', '.join(known)}"
            raise InputError(where, f"there is no setting {key!r}", remedy)
    try:
        return msgspec.convert(table, settings_type)
    except msgspec.ValidationError as exc:
        raise InputError(where, f"a setting is wrong ({exc})", "mend that setting") from None
