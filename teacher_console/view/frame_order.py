"""Which frame may come next in one full view. Pure: a device that lies is caught here. Lane: io."""

from protocol.errors import RemoteProtocolError
from protocol.limits import FRAME_MAX_BYTES, FRAMES_IN_FLIGHT
from protocol.messages import FrameSent, FrameWithheld


class FrameOrder:
    """Checks the frames of one connection, from the first.

    A device may send `FRAMES_IN_FLIGHT` frames that were not shown yet, numbered 1, 2, 3 ...; the
    first, and the first after a reason instead of a picture, is whole.
    """

    def __init__(self) -> None:
        self._came = 0
        self._shown = 0
        self._size: tuple[int, int] | None = None
        self._is_anew = False

    @property
    def newest(self) -> int:
        """The number of the frame that came last, 0 before the first."""
        return self._came

    @property
    def is_anew(self) -> bool:
        """What is held was lost, and no whole frame came since."""
        return self._is_anew

    def frame(self, frame: FrameSent) -> bool:
        """Note a frame; False when it only goes onto one that could not be shown.

        Raises:
            RemoteProtocolError: Not the next one, too many, or not inside its picture.
        """
        self._number(frame.number)
        size = (frame.width_px, frame.height_px)
        if sum(len(piece.data) for piece in frame.pieces) > FRAME_MAX_BYTES:
            raise RemoteProtocolError("a frame larger than may be sent")
        if any(each.left_px >= size[0] or each.top_px >= size[1] for each in frame.pieces):
            raise RemoteProtocolError("a piece outside its frame")
        if frame.is_whole:
            if not frame.pieces:
                raise RemoteProtocolError("a whole frame of no pieces")
            self._size, self._is_anew = size, False
            return True
        if self._is_anew:
            return False
        if self._size is None:
            raise RemoteProtocolError("a part of a frame that was never sent")
        if size != self._size:
            raise RemoteProtocolError("a part of a frame of another size")
        return True

    def withheld(self, message: FrameWithheld) -> None:
        """Note a reason instead of a frame; the next one must be whole.

        Raises:
            RemoteProtocolError: Not the next one, or too many.
        """
        self._number(message.number)
        self._size, self._is_anew = None, False

    def failed(self) -> None:
        """Note that a frame could not be shown: parts are skipped until a whole one comes."""
        self._size, self._is_anew = None, True

    def shown(self, number: int) -> bool:
        """Note that this frame and all before it are done with; False when that was known."""
        if number <= self._shown:
            return False
        self._shown = number
        return True

    def _number(self, number: int) -> None:
        if number != self._came + 1:
            raise RemoteProtocolError("a frame out of its turn")
        if number - self._shown > FRAMES_IN_FLIGHT:
            raise RemoteProtocolError("more frames than may be on their way")
        self._came = number
