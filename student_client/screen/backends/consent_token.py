"""Where the desktop portal's consent token is kept, so that the pupil is asked once only.

A token serves once; the portal gives the next one with each start of a cast. It opens nothing by
itself: it is bound to this user, this computer and the program's name.
"""

import logging
from pathlib import Path
from typing import Protocol

from protocol.errors import InputError
from protocol.files import read_private_file, write_file

logger = logging.getLogger(__name__)

_MAX_CHARACTERS = 512
"""Portals give UUIDs of 36."""


class ConsentStore(Protocol):
    """Keeps one token. Called on the bus thread."""

    def token(self) -> str | None:
        """Return the newest token, None if there is none."""

    def keep(self, token: str) -> None:
        """Keep `token` in place of the one before."""


class ConsentFile:
    """A token in a private file. Where it cannot be read or written the pupil is asked again.

    Args:
        path: In the device's private folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._has_complained = False

    def token(self) -> str | None:
        """Return the newest token, None if there is none."""
        if not self._path.exists():
            return None
        try:
            token = read_private_file(self._path, remedy="remove it").decode("ascii")
        except (InputError, UnicodeDecodeError) as exc:
            if not self._has_complained:
                logger.warning("the consent of before is of no use: %s", exc)
            self._has_complained = True
            return None
        return token if 0 < len(token) <= _MAX_CHARACTERS and token.isprintable() else None

    def keep(self, token: str) -> None:
        """Keep `token` in place of the one before."""
        if not (0 < len(token) <= _MAX_CHARACTERS and token.isascii() and token.isprintable()):
            logger.warning("the portal gave a token that cannot be kept")
            return
        try:
            write_file(self._path, token.encode("ascii"))
        except InputError as exc:
            logger.warning("the pupil will be asked again: %s", exc)
