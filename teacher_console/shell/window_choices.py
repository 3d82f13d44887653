"""How somebody likes the window, kept for the next start in the console's own folder.

Lane: gui; a hundred bytes, read once. No Qt.
"""

import logging
from pathlib import Path
from typing import Literal

import msgspec

from protocol.errors import InputError
from protocol.files import read_file, write_file

logger = logging.getLogger(__name__)

WINDOW_NAME = "window.json"
_LIMIT_BYTES = 4096


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was chosen in the menu of views; the defaults are those of a first start.

    Attributes:
        theme: A `ThemeChoice`.
        is_list: The wall is a list, not a grid.
        has_groups: The groups at the left are shown.
    """

    theme: Literal["system", "light", "dark", "high_contrast"] = "system"
    is_list: bool = False
    has_groups: bool = True


def read_choices(path: Path) -> Choices:
    """Return what is kept in `path`; the defaults where nothing is, or it is damaged."""
    if not path.exists():
        return Choices()
    try:
        data = read_file(path, remedy="remove it", limit_bytes=_LIMIT_BYTES)
        return msgspec.json.decode(data, type=Choices)
    except (InputError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as exc:
        logger.warning("the window opens as at its first start: %s: %s", path, exc)
        return Choices()


class WindowChoices:
    """The choices as they stand, written whenever one changes.

    Args:
        path: Where they are kept; None keeps them until the window closes.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._now = read_choices(path) if path is not None else Choices()

    @property
    def now(self) -> Choices:
        """Return what is chosen."""
        return self._now

    def keep(self, choices: Choices) -> None:
        """Remember `choices`.

        Raises:
            InputError: They could not be written; they hold until the window closes.
        """
        if choices == self._now:
            return
        self._now = choices
        if self._path is not None:
            write_file(self._path, msgspec.json.format(msgspec.json.encode(choices)) + b"\n")
