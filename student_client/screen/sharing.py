"""The one place from which a picture leaves this device, and the conditions on it. Lane: io.

A picture leaves only when a lesson is open, the caller holds one credit for it, and the watching
light is visible to the pupil at that moment.
"""

import dataclasses
from collections.abc import Callable
from typing import Protocol

from protocol.credit import CreditState, HeldCredit
from protocol.messages import PictureSent, PictureWithheld, RequestPicture
from protocol.transport.ports import Loop, Timer
from protocol.vocabulary import NoPictureReason
from student_client.openness.sign import WatchingSign
from student_client.screen.wish import AnyWish, Update, Wish

SIGN_PATIENCE_S = 2.0
"""How long a request waits for the light, which needs a moment to come up at a lesson's start."""
_SIGN_LOOK_S = 0.05


class Capture(Protocol):
    """The capture thread as this service sees it; see `student_client.screen.capture`."""

    def want(self, wish: AnyWish) -> None:
        """Answer once, when the screen differs from what the session holds."""

    def forget(self, session: bytes) -> None:
        """Do not answer that session any more; it holds nothing."""

    def is_current(self, now: float) -> bool:
        """Tell whether the screen is looked at as it should be."""


@dataclasses.dataclass(slots=True)
class _Viewer:
    lesson_id: str
    send: Callable[[PictureSent | PictureWithheld], bool]
    credit: HeldCredit = dataclasses.field(default_factory=HeldCredit)
    request: RequestPicture | None = None
    is_empty_handed: bool = True
    asked_at_s: float = 0.0
    looks_again: Timer | None = None
    pictures: int = 0

    def has_moved_on(self, update: Update) -> bool:
        request = self.request
        if request is None:
            return True
        is_other = update.box != (request.max_width_px, request.max_height_px)
        return is_other or (request.is_anew and not update.is_whole)


class ScreenSharing:
    """Pictures for each visit that has a lesson open, one at a time.

    Args:
        sign: Is asked before the screen is looked at, and again before a picture is sent.

    Attributes:
        screens: How many monitors there were when the last picture was sent.
    """

    def __init__(self, *, loop: Loop, capture: Capture, sign: WatchingSign) -> None:
        self._loop = loop
        self._capture = capture
        self._sign = sign
        self._viewers: dict[bytes, _Viewer] = {}
        self._was_current = True
        self.screens = 1

    def begin(
        self, visit: bytes, lesson_id: str, send: Callable[[PictureSent | PictureWithheld], bool]
    ) -> None:
        """Let `visit` ask for pictures of this lesson, sent through `send`."""
        self._viewers[visit] = _Viewer(lesson_id, send)

    def end(self, visit: bytes) -> int:
        """Let `visit` have no more; return how many pictures it got."""
        self._capture.forget(visit)
        viewer = self._viewers.pop(visit, None)
        return viewer.pictures if viewer is not None else 0

    def has_lesson(self, visit: bytes, lesson_id: str) -> bool:
        """Tell whether `visit` may ask for pictures of this lesson."""
        viewer = self._viewers.get(visit)
        return viewer is not None and viewer.lesson_id == lesson_id

    def request(self, visit: bytes, request: RequestPicture) -> None:
        """Answer `request` when the screen differs from what `visit` holds.

        It replaces one that is not answered yet.

        Raises:
            RemoteProtocolError: Its number does not rise.
        """
        viewer = self._viewers[visit]
        viewer.credit.hold(request.number)
        viewer.request = request
        viewer.asked_at_s = self._loop.now()
        self._look(visit)

    def is_current(self) -> bool:
        """Tell whether the pictures sent still are what the screen shows."""
        if not self._viewers:
            return True
        now = self._loop.now()
        is_current = self._capture.is_current(now) and self._sign.is_shown(now)
        if not is_current:
            for viewer in self._viewers.values():
                viewer.is_empty_handed = True  # they were told to take it down
        elif not self._was_current:
            for visit in self._viewers:
                self._look(visit)
        self._was_current = is_current
        return is_current

    def captured(self, visit: bytes, result: Update | NoPictureReason) -> None:
        """Send what the capture thread found. Posted to the io thread by it."""
        viewer = self._viewers.get(visit)
        if viewer is None or viewer.credit.state is CreditState.SPENT:
            return  # the lesson ended while the screen was looked at
        if isinstance(result, Update) and viewer.has_moved_on(result):
            return  # found for a request that was replaced; what it asks for now follows
        if not self._sign.is_shown(self._loop.now()):
            result = NoPictureReason.NO_SIGN
        number = viewer.credit.spend()
        if isinstance(result, NoPictureReason):
            viewer.is_empty_handed = True
            viewer.send(PictureWithheld(number=number, reason=result))
            return
        is_sent = viewer.send(
            PictureSent(
                number=number,
                width_px=result.width_px,
                height_px=result.height_px,
                is_whole=result.is_whole,
                screens=result.screens,
                origin=result.origin,
                pieces=result.pieces,
            )
        )
        self.screens = result.screens
        viewer.is_empty_handed = not is_sent
        viewer.pictures += is_sent

    def _look(self, visit: bytes) -> None:
        viewer = self._viewers.get(visit)
        if viewer is None or viewer.request is None or viewer.credit.state is CreditState.SPENT:
            return
        if viewer.looks_again is not None:  # one for each viewer, however often they ask
            viewer.looks_again.cancel()
            viewer.looks_again = None
        now = self._loop.now()
        if self._sign.is_shown(now):
            request = viewer.request
            self._capture.want(
                Wish(
                    visit,
                    request.max_width_px,
                    request.max_height_px,
                    request.interval_ms / 1000,
                    is_anew=request.is_anew or viewer.is_empty_handed,
                )
            )
        elif now - viewer.asked_at_s < SIGN_PATIENCE_S:
            viewer.looks_again = self._loop.call_later(_SIGN_LOOK_S, lambda: self._look(visit))
        else:
            self.captured(visit, NoPictureReason.NO_SIGN)
