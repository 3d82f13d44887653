"""What every viewer of this screen has: a picture of it, and what changed since it was looked at.

Lane: capture.
"""

from collections.abc import Callable, Iterable, Iterator

from student_client.screen.changes import Found
from student_client.screen.geometry import Rectangle, bounded, clustered
from student_client.screen.held_picture import HeldPicture, Patch
from student_client.screen.source import Shot

Shots = Callable[[list[Rectangle]], Iterable[Shot]]
"""Takes areas of the desktop; yields the pixels of each, masked, when it is asked for."""


class Viewer:
    """One who sees this screen; how large and how often is said by the two kinds below it."""

    def __init__(self) -> None:
        self._picture: HeldPicture | None = None
        self._changed: list[Rectangle] = []
        self._is_check = False

    def forget(self) -> None:
        """They hold nothing of use any more."""
        self._picture = None

    def note(self, found: Found) -> None:
        """Note what changed on the screen."""
        if found.is_reset:
            self._picture = None
        self._is_check = found.is_check and not self._changed
        self._changed = bounded([*self._changed, *found.parts])

    @property
    def is_checking(self) -> bool:
        """The next look is at a whole screen that is said not to have changed."""
        return self._is_check and self._picture is not None and not self._picture.is_empty

    def _hold(self, picture: HeldPicture) -> None:
        """Begin with a picture that is still empty: all of its place is to be looked at."""
        self._picture = picture
        self._changed = [picture.place]

    def _new_patches(self, picture: HeldPicture, shots: Shots) -> Iterator[Patch]:
        """Look at what changed, area by area, and yield what of it is new in `picture`."""
        areas = [area for area in map(picture.area_of, self._changed) if area is not None]
        self._changed = []
        for area in clustered(areas):
            patch = picture.take(area, shots(picture.bands(area)))
            if patch is not None:
                yield patch
