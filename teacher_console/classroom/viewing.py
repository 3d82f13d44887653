"""One device's pictures in one lesson: one update at a time, while somebody looks. Lane: io."""

from collections.abc import Callable

from protocol.credit import CreditState, GrantedCredit
from protocol.errors import RemoteProtocolError
from protocol.limits import PICTURE_MAX_HEIGHT_PX
from protocol.messages import PictureSent, PictureWithheld, RequestPicture
from protocol.transport.ports import Loop, Timer

_HEIGHT_MIN_PX = 16
_WITHHELD_PAUSE_S = 1.0
"""After a reason instead of a picture, before the next request."""


_LEAST_PAUSE_S = 0.1
"""From one request to the next: a device that answers without end costs ten pictures a second."""


class Viewing:
    """Asks for the next update when the last one is on the screen.

    Args:
        send: Sends the request.
        interval_ms: Asked before each request: how often a picture of that width may come.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        send: Callable[[RequestPicture], None],
        interval_ms: Callable[[int], int],
    ) -> None:
        self._loop = loop
        self._send = send
        self._interval_ms = interval_ms
        self._credit = GrantedCredit()
        self._timer: Timer | None = None
        self._width_px = 0
        self._lesson_id: str | None = None
        self._untaken = 0
        self._is_anew = True
        self._distrusted = 0
        self._asked_at = float("-inf")

    def begin(self, lesson_id: str) -> None:
        """The device takes part in this lesson; saying so twice hurries nothing."""
        if self._lesson_id != lesson_id:
            self._lesson_id = lesson_id
            self._is_anew = True
            self._ask()

    def end(self) -> None:
        """The lesson or the session is over; a new session counts its requests anew."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._lesson_id = None
        self._untaken = 0
        self._credit.cancel()

    def restart(self) -> None:
        """A new session begins with the device."""
        self.end()
        self._credit = GrantedCredit()

    def show(self, width_px: int) -> None:
        """Ask for pictures this wide; 0 when nobody looks at the tile.

        A picture of another width is asked for at once: a screen on which nothing moves would else
        stay as coarse as it was.
        """
        is_other = bool(width_px) and width_px != self._width_px
        self._width_px = width_px
        if is_other and self._credit.state is CreditState.GRANTED:
            self._is_anew = True
            self._request(self._credit.replace())
        elif self._timer is None:
            self._ask()

    def distrust(self) -> None:
        """Nothing was heard for long: the answer to what was asked before may be as old."""
        if self._credit.state is CreditState.GRANTED:
            self._distrusted = self._credit.number

    def answered(self, message: PictureSent | PictureWithheld) -> bool:
        """Note an answer; False when it means nothing, and is not to be shown.

        It is of a lesson that was just ended, or may be old, and is asked for anew.

        Raises:
            RemoteProtocolError: Nobody asked for it, or it lays parts onto nothing.
        """
        if not self._credit.spend(message.number):
            return False
        if isinstance(message, PictureWithheld):
            self._is_anew = True
            self._timer = self._loop.call_later(_WITHHELD_PAUSE_S, self._due)
            return True
        if self._is_anew and not message.is_whole:
            raise RemoteProtocolError("a part of a picture that was never sent")
        if message.number == self._distrusted:
            self._is_anew = True
            self._ask()
            return False
        self._is_anew = False
        self._untaken = message.number
        return True

    def taken(self, number: int, *, is_whole: bool) -> None:
        """The update is on the screen, or could not be shown and is needed anew."""
        if number == self._untaken:
            self._untaken = 0
            self._is_anew = not is_whole
            pause_s = self._asked_at + _LEAST_PAUSE_S - self._loop.now()
            if self._is_anew:
                pause_s = _WITHHELD_PAUSE_S
            if pause_s > 0:
                self._timer = self._loop.call_later(pause_s, self._due)
            else:
                self._ask()

    def _due(self) -> None:
        self._timer = None
        self._ask()

    def _ask(self) -> None:
        is_free = self._credit.state is CreditState.SPENT and not self._untaken
        if self._lesson_id is not None and self._width_px and is_free:
            self._request(self._credit.grant())

    def _request(self, number: int) -> None:
        if self._lesson_id is None:
            return
        height_px = min(PICTURE_MAX_HEIGHT_PX, self._width_px * 10 // 16)
        self._asked_at = self._loop.now()
        self._send(
            RequestPicture(
                lesson_id=self._lesson_id,
                number=number,
                max_width_px=self._width_px,
                max_height_px=max(_HEIGHT_MIN_PX, height_px),
                interval_ms=self._interval_ms(self._width_px),
                is_anew=self._is_anew,
            )
        )
