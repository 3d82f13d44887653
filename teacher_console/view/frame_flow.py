"""The frames of one connection, from the first: taken in turn, answered once they were shown.

Lane: io.
"""

from collections.abc import Callable

from protocol.messages import FrameSent, FrameShown, FrameWithheld
from protocol.transport.ports import Loop, Timer
from teacher_console.view.frame_order import FrameOrder

_ANEW_AFTER_S = 1.0
"""Before a frame is asked for anew: a device that sends what cannot be shown costs one a second."""


class FrameFlow:
    """Says which frames to show, and tells the device when they were.

    Args:
        send: Sends the answer to a frame.
    """

    def __init__(self, *, loop: Loop, send: Callable[[FrameShown], None]) -> None:
        self._loop = loop
        self._send = send
        self._order = FrameOrder()
        self._timer: Timer | None = None
        self._is_over = False

    def take(self, frame: FrameSent) -> bool:
        """Note a frame; False when it only goes onto one that could not be shown.

        Raises:
            RemoteProtocolError: Not the next one, too many, or not inside its picture.
        """
        is_shown = self._order.frame(frame)
        if not is_shown:
            self._ask_whole_soon()
        return is_shown

    def withheld(self, message: FrameWithheld) -> None:
        """Note a reason instead of a frame, and answer it.

        Raises:
            RemoteProtocolError: Not the next one, or too many.
        """
        self._order.withheld(message)
        self._done_with(message.number)

    def shown(self, number: int, *, is_shown: bool) -> None:
        """Note that a frame is on the screen, or could not be shown and is needed whole."""
        if self._is_over:
            return
        if is_shown:
            self._done_with(number)
        else:
            self._order.failed()
            self._ask_whole_soon()

    def end(self) -> None:
        """The connection is over: frames of it that are shown later are answered no more."""
        self._is_over = True
        if self._timer is not None:
            self._timer.cancel()

    def _done_with(self, number: int) -> None:
        if self._order.shown(number):
            self._send(FrameShown(number=number, is_anew=False))

    def _ask_whole_soon(self) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(_ANEW_AFTER_S, self._ask_whole)

    def _ask_whole(self) -> None:
        self._timer = None
        if self._order.is_anew and self._order.shown(self._order.newest):
            self._send(FrameShown(number=self._order.newest, is_anew=True))
