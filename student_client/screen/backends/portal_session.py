"""When to ask the desktop portal for the screen, and when to let go of it.

Lane: any one thread; the conversation has a thread of its own.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future

from dbus_fast.errors import DBusFastError

from protocol.vocabulary import NoPictureReason
from student_client.screen.backends.bus_thread import BusThread
from student_client.screen.backends.consent_token import ConsentStore
from student_client.screen.backends.portal_cast import PortalCast, RefusedError, portal_version

logger = logging.getLogger(__name__)

ASK_AGAIN_S = 300.0
"""After a refusal, or after the pupil ended the cast: asking at every look would wear them down."""
_TRY_AGAIN_S = 5.0
_UNWATCHED_S = 15.0
"""Nobody looks any more: the cast ends, and with it the desktop's own sign that one runs."""
_PATIENCE_S = 3.0

Nodes = tuple[int, ...]
"""PipeWire's number of each monitor's stream."""


class PortalSession:
    """Casts the screen while it is looked at.

    Args:
        consent: Keeps the pupil's word; None asks them each time.
        bus_address: Of the session bus; None takes the session's own.
        unwatched_s: After so long without a look the cast ends.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        consent: ConsentStore | None,
        bus_address: str | None = None,
        unwatched_s: float = _UNWATCHED_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._consent = consent
        self._address = bus_address
        self._unwatched_s = unwatched_s
        self._clock = clock
        self._state: Nodes | NoPictureReason = NoPictureReason.CONSENT_NEEDED
        self._cast: PortalCast | None = None
        self._running: Future[None] | None = None
        self._work: asyncio.Task[None] | None = None
        self._again_at = float("-inf")
        self._looked_at = 0.0
        self._thread = BusThread("portal")

    def version(self) -> int | None:
        """Return the version of the portal's interface, None where there is no portal.

        Blocks for three seconds at most.
        """
        try:
            return self._thread.begin(portal_version(self._address)).result(_PATIENCE_S)
        except TimeoutError:
            return None

    def nodes(self) -> Nodes | NoPictureReason:
        """Return the streams, or why there are none; ask for them if it is time.

        Returns at once; hushes `fileno`.
        """
        self._thread.hush()
        self._looked_at = self._clock()
        if self._running is not None and self._running.done():
            self._running.result()  # an error of ours shall be seen
            self._running = None
        if self._running is None and self._looked_at >= self._again_at:
            self._again_at = self._looked_at + _TRY_AGAIN_S
            self._state = NoPictureReason.CONSENT_NEEDED
            self._running = self._thread.begin(self._run())
        return self._state

    def has_consent(self) -> bool:
        """Tell whether the pupil gave their word before, so that no question is to be expected."""
        return self._consent is not None and self._consent.token() is not None

    def open_remote(self) -> int | None:
        """Return a descriptor of PipeWire for one more reader, who must close it.

        Blocks for three seconds at most; None when the cast has ended.
        """
        cast = self._cast
        if cast is None:
            return None
        try:
            return self._thread.begin(cast.open_remote()).result(_PATIENCE_S)
        except (TimeoutError, DBusFastError, EOFError, OSError) as exc:
            logger.info("PipeWire cannot be reached: %s", exc)
            return None

    def end(self, *, may_begin_at_once: bool = True) -> None:
        """End the cast, if one runs.

        Args:
            may_begin_at_once: The next call of `nodes` may begin a new one; else there is a pause,
                a long one where the pupil would be asked again.
        """
        if self._running is not None:
            self._thread.begin(self._cancel()).result(_PATIENCE_S)
            self._running.result(_PATIENCE_S)
            self._running = None
        self._again_at = float("-inf")
        if not may_begin_at_once:
            pause_s = _TRY_AGAIN_S if self.has_consent() else ASK_AGAIN_S
            self._again_at = self._clock() + pause_s
            self._state = NoPictureReason.CAPTURE_FAILED

    def fileno(self) -> int:
        """Return what becomes readable when `nodes` may have changed."""
        return self._thread.fileno()

    def close(self) -> None:
        """End the conversation, and the cast with it."""
        self._thread.close()

    async def _run(self) -> None:
        try:
            self._cast = cast = await PortalCast.connected(self._address)
        except (DBusFastError, OSError) as exc:
            logger.info("no session bus, so no desktop portal: %s", exc)
            self._set(NoPictureReason.UNSUPPORTED)
            return
        self._work = asyncio.ensure_future(self._follow(cast))
        try:
            while not self._work.done():
                await asyncio.wait({self._work}, timeout=self._unwatched_s / 3)
                if self._clock() > self._looked_at + self._unwatched_s:
                    self._work.cancel()
        finally:
            self._cast = None
            cast.end()
        if self._work.cancelled():
            self._again_at = float("-inf")
            self._set(NoPictureReason.CONSENT_NEEDED)
        else:
            self._work.result()

    async def _follow(self, cast: PortalCast) -> None:
        try:
            self._set(await cast.start(self._consent))
            await cast.has_ended.wait()
            logger.info("the pupil or the desktop ended the cast")
        except RefusedError:
            pass
        except DBusFastError as exc:
            logger.info("the desktop portal casts no screen: %s", exc)
            self._set(NoPictureReason.UNSUPPORTED)
            return
        self._again_at = self._clock() + ASK_AGAIN_S
        self._set(NoPictureReason.NO_PERMISSION)

    async def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _set(self, state: Nodes | NoPictureReason) -> None:
        self._state = state
        self._thread.ring()
