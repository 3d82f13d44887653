"""One device's pictures in one lesson: one request at a time, while somebody looks. Lane: io."""

from collections.abc import Callable

from protocol.credit import CreditState, GrantedCredit
from protocol.limits import PICTURE_MAX_HEIGHT_PX
from protocol.messages import PictureSent, PictureWithheld, RequestPicture
from protocol.transport.ports import Loop, Timer

_HEIGHT_MIN_PX = 16


class Viewing:
    """Asks for the next picture a while after the last one came.

    Args:
        send: Sends the request.
        interval_s: Asked after each picture: seconds until the next request.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        send: Callable[[RequestPicture], None],
        interval_s: Callable[[], float],
    ) -> None:
        self._loop = loop
        self._send = send
        self._interval_s = interval_s
        self._credit = GrantedCredit()
        self._timer: Timer | None = None
        self._width_px = 0
        self._lesson_id: str | None = None

    def begin(self, lesson_id: str) -> None:
        """The device takes part in this lesson; saying so twice hurries nothing."""
        if self._lesson_id != lesson_id:
            self._lesson_id = lesson_id
            self._ask()

    def end(self) -> None:
        """The lesson or the session is over; a new session counts its requests anew."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._lesson_id = None
        self._credit.cancel()

    def restart(self) -> None:
        """A new session begins with the device."""
        self.end()
        self._credit = GrantedCredit()

    def show(self, width_px: int) -> None:
        """Ask for pictures this wide; 0 when nobody looks at the tile."""
        self._width_px = width_px
        if self._timer is None:
            self._ask()

    def answered(self, message: PictureSent | PictureWithheld) -> bool:
        """Note an answer; False when it is of a lesson that was just ended and means nothing.

        Raises:
            RemoteProtocolError: Nobody asked for it.
        """
        if message.lesson_id != self._lesson_id:
            return False
        self._credit.spend(message.number)
        self._timer = self._loop.call_later(self._interval_s(), self._due)
        return True

    def _due(self) -> None:
        self._timer = None
        self._ask()

    def _ask(self) -> None:
        is_free = self._credit.state is CreditState.SPENT
        if self._lesson_id is None or not self._width_px or not is_free:
            return
        height_px = min(PICTURE_MAX_HEIGHT_PX, self._width_px * 10 // 16)
        self._send(
            RequestPicture(
                lesson_id=self._lesson_id,
                number=self._credit.grant(),
                max_width_px=self._width_px,
                max_height_px=max(_HEIGHT_MIN_PX, height_px),
            )
        )
