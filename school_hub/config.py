"""How the hub is told what to do: `hub.toml` by the technician, arguments above it."""

import dataclasses
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs

from protocol.files import read_file
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.settings import Arguments, ipv4_address, path_or, port_number, read_settings

DEFAULT_PORT = 48481
"""Beside the lesson link's; free for registration in November 2026's copy of IANA's list."""


class HubFile(msgspec.Struct, frozen=True, kw_only=True):
    """`hub.toml`. Every key may be left out.

    Attributes:
        school: Path of `school.harbour`.
        data: Folder for the hub's key, the lists and, by default, the mail.
        listen: IPv4 address to listen on; 0.0.0.0 means all.
        port: TCP port of the mail link; 0 takes any free one.
        database: URL of the database that holds the mail; empty is an SQLite file in `data`.
    """

    school: str = ""
    data: str = ""
    listen: str = "0.0.0.0"  # noqa: S104  # strangers are refused in the handshake, not by address
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = DEFAULT_PORT
    database: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class HubConfig:
    """What the hub runs with; every value is checked.

    Attributes:
        database: Empty for the SQLite file in `data_path`; may hold a password.
        request_path: Where to write a request for admission instead of running, or None.
        is_status: Only print what waits.
    """

    school_path: Path
    data_path: Path
    listen: str
    port: int
    database: str = dataclasses.field(repr=False)
    hub_name: str
    request_path: Path | None
    is_status: bool


def read_config(arguments: Sequence[str]) -> HubConfig:
    """Return the configuration from `arguments` and the file they or the system name.

    Raises:
        InputError: An argument or setting is wrong.
    """
    parser = Arguments(
        prog="harbour-hub",
        description="Keep the school's sealed mail until its readers fetch it.",
    )
    parser.add_argument("--config", type=Path, help="settings file (TOML)")
    parser.add_argument("--school", type=Path, help="the school.harbour file")
    parser.add_argument("--data", type=Path, help="folder for the key, the lists and the mail")
    parser.add_argument("--listen", metavar="ADDRESS", help="IPv4 address to listen on")
    parser.add_argument("--port", type=int, help="TCP port, 0 for any free one")
    parser.add_argument("--database", metavar="URL", help="postgresql://user:password@host/name")
    parser.add_argument("--request", type=Path, help="write a request for admission and stop")
    parser.add_argument("--status", action="store_true", help="print what waits, as JSON, and stop")
    given = parser.parse_args(arguments)
    path: Path = given.config or _system_config_path()
    file = HubFile()
    if given.config is not None or path.exists():
        data = read_file(path, remedy="name an existing settings file, or leave --config out")
        file = read_settings(data, HubFile, where=path)
    port = port_number(given.port if given.port is not None else file.port)
    return HubConfig(
        school_path=given.school or path_or(file.school, path.parent / "school.harbour"),
        data_path=given.data or path_or(file.data, _data_path()),
        listen=ipv4_address(given.listen or file.listen, "listen"),
        port=port,
        database=given.database or file.database,
        hub_name=(platform.node() or "hub")[:NAME_MAX_CHARACTERS],
        request_path=given.request,
        is_status=given.status,
    )


def _system_config_path() -> Path:
    return Path(platformdirs.site_config_dir("harbour", appauthor=False)) / "hub.toml"


def _data_path() -> Path:
    return Path(platformdirs.user_data_dir("harbour-hub", appauthor=False))
