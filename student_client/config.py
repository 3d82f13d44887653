"""How this device is told what to do: `client.toml` by the technician, arguments above it."""

import dataclasses
import enum
import getpass
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs

from protocol.files import read_file
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.plain_text import plain
from protocol.settings import (
    Arguments,
    ipv4_address,
    own_ipv4_address,
    path_or,
    port_number,
    read_settings,
)

DEFAULT_PORT = 48480
"""In the range IANA leaves free for registration, not listed there in November 2026's copy."""


class Ages(enum.StrEnum):
    """How old the pupils of this computer are: which words the Help window has."""

    YOUNGER = "7-11"
    OLDER = "11-18"


class ClientFile(msgspec.Struct, frozen=True, kw_only=True):
    """`client.toml`. Every key may be left out.

    Attributes:
        school: Path of `school.harbour`.
        data: Folder for this device's keys, roster and history.
        listen: IPv4 address to listen on; 0.0.0.0 means all.
        port: TCP port of the lesson link; 0 takes any free one.
        interface: IPv4 address of the one network to be found on; empty means all.
        device_name: What the device calls itself until the roster names it.
        pupils: Whose words the Help window has: "7-11" or "11-18".
    """

    school: str = ""
    data: str = ""
    listen: str = "0.0.0.0"  # noqa: S104  # strangers are refused in the handshake, not by address
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = DEFAULT_PORT
    interface: str = ""
    device_name: str = ""
    pupils: Ages = Ages.OLDER


@dataclasses.dataclass(frozen=True, slots=True)
class ClientConfig:
    """What the client runs with; every value is checked.

    Attributes:
        interfaces: Networks to be found on; empty means all.
        request_path: Where to write a request for admission instead of running, or None.
        opens_help: Open the Help window; where a client runs already, that one does.
    """

    school_path: Path
    data_path: Path
    listen: str
    port: int
    interfaces: tuple[str, ...]
    device_name: str
    pupil_name: str
    request_path: Path | None
    pupils: Ages
    opens_help: bool


def read_config(arguments: Sequence[str]) -> ClientConfig:
    """Return the configuration from `arguments` and the file they or the system name.

    Raises:
        InputError: An argument or setting is wrong, or no school file is named.
    """
    parser = Arguments(
        prog="harbour-client",
        description="Share this screen during a lesson, and show openly that it is shared.",
    )
    parser.add_argument("--config", type=Path, help="settings file (TOML)")
    parser.add_argument("--school", type=Path, help="the school.harbour file")
    parser.add_argument("--data", type=Path, help="folder for keys, roster and history")
    parser.add_argument("--listen", metavar="ADDRESS", help="IPv4 address to listen on")
    parser.add_argument("--port", type=int, help="TCP port, 0 for any free one")
    parser.add_argument("--interface", metavar="ADDRESS", help="only network to be found on")
    parser.add_argument("--device-name", help="what this device calls itself")
    parser.add_argument("--pupil-name", help="who is signed in, where the system cannot say")
    parser.add_argument("--request", type=Path, help="write a request for admission and stop")
    parser.add_argument("--help-window", action="store_true", help="open the pupil's Help window")
    given = parser.parse_args(arguments)
    path: Path = given.config or _system_config_path()
    file = ClientFile()
    if given.config is not None or path.exists():
        data = read_file(path, remedy="name an existing settings file, or leave --config out")
        file = read_settings(data, ClientFile, where=path)
    port = port_number(given.port if given.port is not None else file.port)
    interface = given.interface or file.interface
    return ClientConfig(
        school_path=given.school or path_or(file.school, path.parent / "school.harbour"),
        data_path=given.data or path_or(file.data, _user_data_path()),
        listen=ipv4_address(given.listen or file.listen, "listen"),
        port=port,
        interfaces=(own_ipv4_address(interface, "interface"),) if interface else (),
        device_name=_name(given.device_name or file.device_name or platform.node() or "computer"),
        pupil_name=_name(given.pupil_name or _signed_in_name()),
        request_path=given.request,
        pupils=file.pupils,
        opens_help=given.help_window,
    )


def _system_config_path() -> Path:
    return Path(platformdirs.site_config_dir("harbour", appauthor=False)) / "client.toml"


def _user_data_path() -> Path:
    return Path(platformdirs.user_data_dir("harbour-client", appauthor=False))


def _name(text: str) -> str:
    return plain(text)[:NAME_MAX_CHARACTERS].strip() or "unknown"


def _signed_in_name() -> str:
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
    if sys.platform == "win32":
        return login
    import pwd  # noqa: PLC0415  # absent on Windows

    try:
        full_name = pwd.getpwnam(login).pw_gecos.split(",")[0]
    except KeyError:
        full_name = ""
    return full_name or login
