"""One viewer of the full picture: changed regions at once, the same without loss once they rest.

Lane: capture.
"""

from protocol.limits import (
    FRAME_INTERVAL_S,
    FRAME_MAX_BYTES,
    FRAME_MAX_HEIGHT_PX,
    FRAME_MAX_WIDTH_PX,
    FRAME_PIECES_MAX,
)
from protocol.messages.view import FramePiece
from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.encoding import encode_region, encode_without_loss
from student_client.screen.geometry import Rectangle
from student_client.screen.held_picture import HeldPicture, Patch
from student_client.screen.resting import Resting
from student_client.screen.viewer import Shots, Viewer
from student_client.screen.wish import Frame, FrameWish

_SHARPEN_BYTES = 400_000
"""Sharpened at once, at most: a tenth of a second of a 30 Mbit/s link, so that a change never waits
long behind it."""
_POINTER_EVERY_S = 0.05
_POINTER_RESTS_EVERY_S = 0.2


class FullViewer(Viewer):
    """What one viewer of a full view holds and still has to get."""

    pause_s = FRAME_INTERVAL_S
    """Between two questions while the screen keeps changing."""
    blind_pause_s = 0.1
    """The same where the screen does not say what changes: 25 to 45 ms a look with GDI."""

    def __init__(self) -> None:
        super().__init__()
        self._monitor = 0
        self._resting = Resting()
        self._served: FrameWish | None = None
        self._pointer: tuple[int, int] | None = None
        self._pointer_at = float("-inf")
        self._pointer_moved_at = float("-inf")
        self._is_pointer_news = False

    def wait_s(
        self, wish: FrameWish, monitors: tuple[Rectangle, ...], focus: int, now: float
    ) -> float:
        """Return in how many seconds it is time to look for `wish`; 0 is now."""
        if wish is not self._served:
            is_other = self._served is None or wish.monitor != self._served.monitor
            self._served = wish
            if is_other:
                self._monitor = focus if wish.monitor is None else wish.monitor
            if is_other or wish.is_anew:
                self._picture = None
        if self._monitor >= len(monitors):
            self._monitor = focus
        place = monitors[self._monitor]
        if self._picture is None or self._picture.place != place:
            self._hold(HeldPicture(place, FRAME_MAX_WIDTH_PX, FRAME_MAX_HEIGHT_PX))
            self._resting = Resting()
            self._is_pointer_news = True
        if self._changed or self._is_pointer_news:
            return 0.0
        return min(self._resting.rests_in_s(now), self.pointer_wait_s(now))

    def pointer_wait_s(self, now: float) -> float:
        """Return in how many seconds the pointer is to be asked for."""
        is_moving = now - self._pointer_moved_at < 1.0
        every_s = _POINTER_EVERY_S if is_moving else _POINTER_RESTS_EVERY_S
        return max(0.0, self._pointer_at + every_s - now)

    def point(self, pointer: tuple[int, int] | None, now: float) -> None:
        """Note where the pointer is, in the desktop of all monitors."""
        self._pointer_at = now
        if pointer != self._pointer:
            self._pointer, self._pointer_moved_at, self._is_pointer_news = pointer, now, True

    def look(
        self,
        shots: Shots,
        monitors: tuple[Rectangle, ...],
        origin: PictureOrigin,
        now: float,
    ) -> Frame | NoPictureReason | None:
        """Return what the viewer must get now; None when nothing does."""
        picture = self._picture
        if picture is None:
            return None
        is_whole = picture.is_empty
        pieces, left = [], FRAME_MAX_BYTES
        for patch in self._new_patches(picture, shots):
            found = self._piece(patch, left, now)
            if found is not None:
                left -= len(found.data)
                pieces.append(found)
            elif is_whole:
                return NoPictureReason.TOO_LARGE
        if not pieces:
            pieces = self._sharpened(picture, now)
        if not pieces and not self._is_pointer_news:
            return None
        self._is_pointer_news = False
        return Frame(
            picture.width_px,
            picture.height_px,
            is_whole,
            tuple(pieces),
            self._tip(picture),
            len(monitors),
            self._monitor,
            origin,
        )

    def _piece(self, patch: Patch, limit_bytes: int, now: float) -> FramePiece | None:
        place = Rectangle(patch.left, patch.top, patch.pixels.width, patch.pixels.height)
        is_moving = self._resting.is_moving(place, now)
        region = encode_region(patch.pixels, limit_bytes, is_moving=is_moving)
        if region is None:  # no room in this frame: a sharp copy follows in the next ones
            self._resting.changed(place, float("-inf"), is_exact=False)
            return None
        self._resting.changed(place, now, is_exact=region.is_exact)
        return FramePiece(left_px=patch.left, top_px=patch.top, data=region.data)

    def _sharpened(self, picture: HeldPicture, now: float) -> list[FramePiece]:
        pieces: list[FramePiece] = []
        size = 0
        whole = Rectangle(0, 0, picture.width_px, picture.height_px)
        while len(pieces) < FRAME_PIECES_MAX and size < _SHARPEN_BYTES:
            cell = self._resting.take(now)
            part = cell.clipped(whole) if cell is not None else None
            if part is None:
                break
            data = encode_without_loss(picture.crop(part))
            size += len(data)
            pieces.append(FramePiece(left_px=part.left, top_px=part.top, data=data))
        return pieces

    def _tip(self, picture: HeldPicture) -> tuple[int, int] | None:
        if self._pointer is None:
            return None
        x, y = self._pointer
        place = picture.place
        if not (place.left <= x < place.right and place.top <= y < place.bottom):
            return None
        return (x - place.left) // picture.factor, (y - place.top) // picture.factor
