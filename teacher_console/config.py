"""How the console is started: arguments only; what a school decides is in its signed files."""

import argparse
import dataclasses
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from protocol.errors import InputError
from protocol.settings import Arguments, own_ipv4_address

LOCK_AFTER_MAX_MIN = 30
"""A console that nobody touches shows thirty children's screens to whoever passes."""


@dataclasses.dataclass(frozen=True, slots=True)
class ConsoleConfig:
    """What the console runs with; every value is checked.

    Attributes:
        folder: Holds `staff.key`, `school.harbour` and `roster.harbour`.
        passphrase_path: Read instead of asking, for scripts; None asks in a window.
        lesson_room: Room to open a lesson in at once, or None.
        view_device: Name of the device to see in full once it is live, or None; needs a lesson.
        addresses_path: CSV of `device,address` to try beside discovery, or None.
        interfaces: Networks to look on; empty means all.
        school_path: Folder of the school's roots, where this computer holds them.
        must_set_up: Begin with setting up, even where there is a key.
        lock_after_min: Minutes without input until the console locks, 1 to 30.
        record_url: Database of the safeguarding record, None for a file in `folder`.
    """

    folder: Path
    passphrase_path: Path | None
    lesson_room: str | None
    view_device: str | None
    addresses_path: Path | None
    interfaces: tuple[str, ...]
    school_path: Path
    must_set_up: bool
    lock_after_min: int
    record_url: str | None

    @property
    def is_scripted(self) -> bool:
        """Whether an argument was given that only somebody who is set up can mean."""
        given = (self.passphrase_path, self.lesson_room, self.addresses_path)
        return any(each is not None for each in given)


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
    parser.add_argument(
        "--open-view", metavar="DEVICE", help="with --open-lesson: see this device in full"
    )
    parser.add_argument("--addresses", type=Path, help="CSV of device,address to try")
    parser.add_argument("--interface", metavar="ADDRESS", help="only network to look on")
    parser.add_argument("--school-folder", type=Path, help="folder with the school's roots")
    parser.add_argument("--set-up", action="store_true", help="set up a school, a key, a room")
    parser.add_argument(
        "--lock-after",
        type=_lock_minutes,
        default=5,
        metavar="MINUTES",
        help="lock after so many minutes without input, 1 to 30",
    )
    parser.add_argument(
        "--record",
        metavar="URL",
        help="keep concerns in this database: postgresql+psycopg://user@host/name",
    )
    given = parser.parse_args(arguments)
    if given.open_view is not None and given.open_lesson is None:
        problem = "a device is seen only during a lesson"
        raise InputError("--open-view", problem, "add --open-lesson with the device's room")
    return ConsoleConfig(
        folder=given.data,
        passphrase_path=given.passphrase_file,
        lesson_room=given.open_lesson,
        view_device=given.open_view,
        addresses_path=given.addresses,
        interfaces=(own_ipv4_address(given.interface, "interface"),) if given.interface else (),
        school_path=given.school_folder or given.data / "school",
        must_set_up=given.set_up,
        lock_after_min=given.lock_after,
        record_url=given.record,
    )


def _lock_minutes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:3]) <= LOCK_AFTER_MAX_MIN:
        raise argparse.ArgumentTypeError(f"choose 1 to {LOCK_AFTER_MAX_MIN} minutes")
    return int(text)
