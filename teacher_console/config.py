"""How the console is started: arguments only; what a school decides is in its signed files."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from protocol.settings import Arguments, own_ipv4_address


@dataclasses.dataclass(frozen=True, slots=True)
class ConsoleConfig:
    """What the console runs with; every value is checked.

    Attributes:
        folder: Holds `staff.key`, `school.harbour` and `roster.harbour`.
        passphrase_path: Read instead of asking, for scripts; None asks in a window.
        lesson_room: Room to open a lesson in at once, or None.
        addresses_path: CSV of `device,address` to try beside discovery, or None.
        interfaces: Networks to look on; empty means all.
    """

    folder: Path
    passphrase_path: Path | None
    lesson_room: str | None
    addresses_path: Path | None
    interfaces: tuple[str, ...]


def read_config(arguments: Sequence[str]) -> ConsoleConfig:
    """Return the configuration from `arguments`.

    Raises:
        InputError: An argument is wrong.
    """
    parser = Arguments(
        prog="harbour-console", description="See a class's screens, openly, during a lesson."
    )
    default = Path(platformdirs.user_data_dir("harbour-console", appauthor=False))
    parser.add_argument("--data", type=Path, default=default, help="folder with your staff.key")
    parser.add_argument("--passphrase-file", type=Path, help="read the passphrase from this file")
    parser.add_argument("--open-lesson", metavar="ROOM", help="open a lesson in this room at once")
    parser.add_argument("--addresses", type=Path, help="CSV of device,address to try")
    parser.add_argument("--interface", metavar="ADDRESS", help="only network to look on")
    given = parser.parse_args(arguments)
    return ConsoleConfig(
        folder=given.data,
        passphrase_path=given.passphrase_file,
        lesson_room=given.open_lesson,
        addresses_path=given.addresses,
        interfaces=(own_ipv4_address(given.interface, "interface"),) if given.interface else (),
    )
