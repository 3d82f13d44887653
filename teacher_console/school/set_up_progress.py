"""How far setting up has come, kept in the console's folder so that it can go on another day.

Any thread; no Qt. What was made lies in files of its own; this only remembers where the person was.
"""

import logging
from pathlib import Path
from typing import Annotated

import msgspec

from protocol.errors import InputError
from protocol.files import make_private_folder, read_file, write_file
from protocol.identifiers import Room
from protocol.limits import NAME_MAX_CHARACTERS, ROOMS_MAX
from protocol.vocabulary import Role

logger = logging.getLogger(__name__)

PROGRESS_NAME = "set-up.json"
STEPS = 5


class Progress(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the person was, and what they had typed that no other file holds.

    Attributes:
        step: Of the five, the one to continue with, from 0.
        name, role: As typed in the second step.
        rooms: The school's rooms, offered wherever one is asked for.
        is_finished: The last step was left by its button.
    """

    step: Annotated[int, msgspec.Meta(ge=0, lt=STEPS)] = 0
    name: Annotated[str, msgspec.Meta(max_length=NAME_MAX_CHARACTERS)] = ""
    role: Role = Role.TEACHER
    rooms: Annotated[tuple[Room, ...], msgspec.Meta(max_length=ROOMS_MAX)] = ()
    is_finished: bool = False


def read_progress(folder: Path) -> Progress:
    """Return what is remembered in `folder`; the beginning where nothing is, or it is damaged."""
    path = folder / PROGRESS_NAME
    if not path.exists():
        return Progress()
    try:
        return msgspec.json.decode(read_file(path, remedy="remove it"), type=Progress)
    except (InputError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as exc:
        logger.warning("setting up begins at its first step: %s: %s", path, exc)
        return Progress()


def is_to_set_up(folder: Path) -> bool:
    """Tell whether a console that starts with `folder` begins, or goes on, with setting up.

    It does where there is nothing yet, and where setting up was left before its end. Files of
    which some are missing are no reason: whoever lost one is told which.
    """
    try:
        is_new = not any(folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return is_new or ((folder / PROGRESS_NAME).exists() and not read_progress(folder).is_finished)


def save_progress(folder: Path, progress: Progress) -> None:
    """Remember `progress` in `folder`, which is made if it is not there.

    Raises:
        InputError: It could not be written.
    """
    make_private_folder(folder)
    write_file(folder / PROGRESS_NAME, msgspec.json.format(msgspec.json.encode(progress)) + b"\n")
