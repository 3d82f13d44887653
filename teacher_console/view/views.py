"""The full views that are open, each on a connection of its own.

Lane: io. The windows' calls (`ViewControl`) arrive on the GUI thread and are posted across.
"""

from collections.abc import Callable

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from protocol.transport.ports import Dialler, Loop
from protocol.vocabulary import ViewReason, ViewRefusal
from teacher_console.view.ports import ViewEvents
from teacher_console.view.view_link import ViewLink
from teacher_console.view.view_status import ViewState, ViewStatus

VIEWS_AT_ONCE = 4
"""Nobody follows more screens in full; each costs a connection and a share of one core."""


class Views:
    """Opens, follows and ends views; every one ends with its lesson.

    Args:
        lesson_id_for: Returns the open lesson a device is in. Asked on the io thread.
        address_of: Returns where a device is now, `host:port`, or an empty text. The same.
        roster_version: Of the newest roster this console holds. The same.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        dialler: Dialler,
        events: ViewEvents,
        lesson_id_for: Callable[[TransportKey], str | None],
        address_of: Callable[[TransportKey], str],
        roster_version: Callable[[], int],
    ) -> None:
        self._loop = loop
        self._dialler = dialler
        self._events = events
        self.lesson_id_for = lesson_id_for
        self.address_of = address_of
        self.roster_version = roster_version
        self._links: dict[TransportKey, ViewLink] = {}

    # ViewControl, for the GUI thread

    def open_view(self, key: TransportKey, reason: ViewReason, monitor: int | None = None) -> None:
        """Open a view of this device; harmless when one is open."""
        self._loop.post(lambda: self._open(key, reason, monitor))

    def choose_monitor(self, key: TransportKey, monitor: int) -> None:
        """Show another monitor, from 0."""
        self._loop.post(lambda: self._with(key, lambda link: link.choose_monitor(monitor)))

    def renew_view(self, key: TransportKey) -> None:
        """Keep the view for another five minutes."""
        self._loop.post(lambda: self._with(key, ViewLink.renew))

    def close_view(self, key: TransportKey) -> None:
        """End the view; harmless when there is none."""
        self._loop.post(lambda: self._close(key))

    # for the io thread

    def follow_lesson(self) -> None:
        """End every view whose lesson is over. Call when a lesson opened or ended."""
        for link in list(self._links.values()):
            link.follow_lesson()

    def close(self) -> None:
        """End every view."""
        for key in list(self._links):
            self._close(key)

    # ViewOwner

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """Pass it on to the window."""
        self._events.view_changed(key, status)

    def frame_came(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        """Pass it on to the window; its answer comes back on the io thread."""
        self._events.frame_arrived(
            key, frame, lambda is_shown: self._loop.post(lambda: shown(is_shown))
        )

    def _open(self, key: TransportKey, reason: ViewReason, monitor: int | None) -> None:
        link = self._links.get(key)
        if link is not None and not link.is_final:
            return
        self._links.pop(key, None)
        lesson_id = self.lesson_id_for(key)
        refusal = None
        if lesson_id is None:
            refusal = ViewRefusal.NO_LESSON
        elif sum(not each.is_final for each in self._links.values()) >= VIEWS_AT_ONCE:
            refusal = ViewRefusal.TOO_MANY
        if lesson_id is None or refusal is not None:
            status = ViewStatus(ViewState.REFUSED, reason, refusal=refusal)
            self._events.view_changed(key, status)
            return
        self._links[key] = ViewLink(
            key,
            loop=self._loop,
            dialler=self._dialler,
            owner=self,
            lesson_id=lesson_id,
            reason=reason,
            monitor=monitor,
        )
        self._links[key].open()

    def _with(self, key: TransportKey, call: Callable[[ViewLink], None]) -> None:
        link = self._links.get(key)
        if link is not None:
            call(link)

    def _close(self, key: TransportKey) -> None:
        link = self._links.pop(key, None)
        if link is not None:
            link.close()
