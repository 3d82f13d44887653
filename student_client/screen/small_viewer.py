"""One viewer of the small picture: what changed since they were served, and when to look again.

Lane: capture.
"""

from protocol.limits import PICTURE_MAX_BYTES
from protocol.messages.screen import Piece
from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.changes import Found
from student_client.screen.encoding import encode_piece
from student_client.screen.geometry import Rectangle
from student_client.screen.held_picture import HeldPicture
from student_client.screen.viewer import Shots, Viewer
from student_client.screen.wish import Update, Wish

LOOK_EVERY_S = 1.0
"""While somebody watches, the source is asked at least this often."""


class SmallViewer(Viewer):
    """What one viewer holds and still has to get."""

    pause_s = 0.25
    """Between two questions while the screen keeps changing. News beside a film waits half of it;
    each question costs 0.3 ms, so that typing is asked about every second key."""
    blind_pause_s = 1.0
    """The same where the screen does not say what changes: 25 to 45 ms a look with GDI."""

    def __init__(self) -> None:
        super().__init__()
        self._is_news = False
        self._sent_at = float("-inf")
        self._served: Wish | None = None

    def note(self, found: Found) -> None:
        """Note what changed on the screen, and whether it may wait."""
        super().note(found)
        self._is_news = self._is_news or found.is_news

    def wait_s(self, wish: Wish, monitors: tuple[Rectangle, ...], focus: int, now: float) -> float:
        """Return in how many seconds it is time to look for `wish`; 0 is now."""
        place = monitors[focus]
        if wish is not self._served:
            self._served = wish
            if wish.is_anew:
                self._picture = None
        box = (wish.max_width_px, wish.max_height_px)
        held = self._picture
        if held is None or held.place != place or held.box != box:
            self._hold(HeldPicture(place, *box))
            self._is_news = True
        if not self._changed:
            return LOOK_EVERY_S
        if self._is_news:
            return 0.0
        return max(0.0, self._sent_at + wish.interval_s - now)

    def look(
        self,
        shots: Shots,
        monitors: tuple[Rectangle, ...],
        origin: PictureOrigin,
        now: float,
    ) -> Update | NoPictureReason | None:
        """Return what the viewer must get of what changed; None when nothing does."""
        picture = self._picture
        if picture is None:
            return None
        is_whole = picture.is_empty
        self._is_news = False
        pieces = []
        for patch in self._new_patches(picture, shots):
            data = encode_piece(patch.pixels, PICTURE_MAX_BYTES)
            if data is None:
                return NoPictureReason.TOO_LARGE
            pieces.append(Piece(left_px=patch.left, top_px=patch.top, data=data))
        if not pieces:
            return None
        self._sent_at = now
        return Update(
            picture.width_px,
            picture.height_px,
            is_whole,
            tuple(pieces),
            len(monitors),
            origin,
            picture.box,
        )
