"""The one place from which frames of a full view leave this device, and the conditions on them.

Lane: io. A frame leaves only when the stronger sign is visible to the pupil at that moment, and no
more are on their way than `FRAMES_IN_FLIGHT`.
"""

import dataclasses
from collections.abc import Callable

from protocol.credit import FrameWindow
from protocol.limits import FRAMES_IN_FLIGHT
from protocol.messages import FrameSent, FrameShown, FrameWithheld
from protocol.transport.ports import Loop, Timer
from protocol.vocabulary import NoPictureReason
from student_client.openness.sign import WatchingSign
from student_client.screen.sharing import SIGN_PATIENCE_S, Capture
from student_client.screen.wish import Frame, FrameWish

_SIGN_LOOK_S = 0.05
_WITHHELD_PAUSE_S = 1.0
"""After a reason instead of a frame, before the next look."""


@dataclasses.dataclass(slots=True)
class _Viewer:
    send: Callable[[FrameSent | FrameWithheld], bool]
    monitor: int | None
    began_at_s: float
    window: FrameWindow = dataclasses.field(default_factory=lambda: FrameWindow(FRAMES_IN_FLIGHT))
    is_empty_handed: bool = True
    is_asked: bool = False
    is_signless: bool = False
    timer: Timer | None = None
    frames: int = 0


class ViewSharing:
    """Frames for each visit that has a full view open.

    Args:
        sign: The stronger sign; asked before the screen is looked at, and before a frame is sent.
    """

    def __init__(self, *, loop: Loop, capture: Capture, sign: WatchingSign) -> None:
        self._loop = loop
        self._capture = capture
        self._sign = sign
        self._viewers: dict[bytes, _Viewer] = {}

    def begin(
        self,
        visit: bytes,
        monitor: int | None,
        send: Callable[[FrameSent | FrameWithheld], bool],
    ) -> None:
        """Send `visit` frames through `send` from now on."""
        self._viewers[visit] = _Viewer(send, monitor, self._loop.now())
        self._ask(visit)

    def end(self, visit: bytes) -> int:
        """Send `visit` no more; return how many frames it got."""
        viewer = self._viewers.pop(visit, None)
        if viewer is None:
            return 0
        self._capture.forget(visit)
        if viewer.timer is not None:
            viewer.timer.cancel()
        return viewer.frames

    def has_view(self, visit: bytes) -> bool:
        """Tell whether `visit` has a view open."""
        return visit in self._viewers

    def choose(self, visit: bytes, monitor: int) -> None:
        """Show `visit` another monitor."""
        viewer = self._viewers[visit]
        if viewer.monitor != monitor:
            viewer.monitor = monitor
            viewer.is_empty_handed = True
            self._ask(visit, again=True)

    def shown(self, visit: bytes, message: FrameShown) -> None:
        """Note that the console has shown a frame.

        Raises:
            RemoteProtocolError: It was not on its way.
        """
        viewer = self._viewers[visit]
        viewer.window.shown(message.number)
        if message.is_anew:
            viewer.is_empty_handed = True
        self._ask(visit, again=message.is_anew)

    def captured(self, visit: bytes, result: Frame | NoPictureReason) -> None:
        """Send what the capture thread found. Posted to the io thread by it."""
        viewer = self._viewers.get(visit)
        if viewer is None:
            return  # the view ended while the screen was looked at
        viewer.is_asked = False
        if not viewer.window.is_open:  # asked twice, answered twice: one came too many
            viewer.is_empty_handed = True
            return
        if not self._sign.is_shown(self._loop.now()):
            result = NoPictureReason.NO_SIGN
        if isinstance(result, NoPictureReason):
            self._withhold(visit, viewer, result)
            return
        is_sent = viewer.send(
            FrameSent(
                number=viewer.window.send(),
                width_px=result.width_px,
                height_px=result.height_px,
                is_whole=result.is_whole,
                pointer_x=result.pointer[0] if result.pointer is not None else None,
                pointer_y=result.pointer[1] if result.pointer is not None else None,
                monitors=result.monitors,
                monitor=result.monitor,
                origin=result.origin,
                pieces=result.pieces,
            )
        )
        viewer.is_empty_handed = not is_sent
        viewer.frames += is_sent
        self._ask(visit)

    def _withhold(self, visit: bytes, viewer: _Viewer, reason: NoPictureReason) -> None:
        viewer.is_empty_handed = True
        viewer.is_signless = reason is NoPictureReason.NO_SIGN
        viewer.send(FrameWithheld(number=viewer.window.send(), reason=reason))
        self._ask_later(visit, _WITHHELD_PAUSE_S)

    def _ask(self, visit: bytes, *, again: bool = False) -> None:
        viewer = self._viewers.get(visit)
        if viewer is None or (viewer.is_asked and not again):
            return
        if viewer.timer is not None or not (viewer.window.is_open or viewer.is_asked):
            return
        now = self._loop.now()
        if self._sign.is_shown(now):
            viewer.is_asked, viewer.is_signless = True, False
            self._capture.want(FrameWish(visit, viewer.monitor, is_anew=viewer.is_empty_handed))
        elif viewer.is_signless or now - viewer.began_at_s < SIGN_PATIENCE_S:
            self._ask_later(visit, _SIGN_LOOK_S)
        else:
            self._withhold(visit, viewer, NoPictureReason.NO_SIGN)

    def _ask_later(self, visit: bytes, delay_s: float) -> None:
        viewer = self._viewers[visit]

        def due() -> None:
            viewer.timer = None
            self._ask(visit)

        viewer.timer = self._loop.call_later(delay_s, due)
