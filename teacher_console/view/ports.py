"""What the windows ask of the full views, what the views tell them, and what a view asks for."""

from collections.abc import Callable
from typing import Protocol

from protocol.identifiers import TransportKey
from protocol.messages import FrameSent
from protocol.vocabulary import ViewReason
from teacher_console.view.view_status import ViewStatus


class ViewControl(Protocol):
    """Called by the windows on the GUI thread; each returns at once."""

    def open_view(self, key: TransportKey, reason: ViewReason, monitor: int | None = None) -> None:
        """Open a view of this device in the lesson it is in; harmless when one is open.

        Args:
            monitor: From 0; None is the one the pupil works on.
        """

    def choose_monitor(self, key: TransportKey, monitor: int) -> None:
        """Show another monitor, from 0."""

    def renew_view(self, key: TransportKey) -> None:
        """Keep the view for another five minutes."""

    def close_view(self, key: TransportKey) -> None:
        """End the view; harmless when there is none. Nothing is told of it afterwards."""


class ViewEvents(Protocol):
    """Called by the views on the io thread; each returns at once."""

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """A view is new or stands differently."""

    def frame_arrived(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        """A frame came, whole or as pieces that go onto the last one.

        Its files are untrusted until their headers are checked. Call `shown` once, on any thread,
        when the frame is on the screen (True) or could not be shown (False).
        """


class ViewOwner(Protocol):
    """What a view needs of the class it belongs to, and tells it. Io thread."""

    def address_of(self, key: TransportKey) -> str:
        """Return where the device is now, `host:port`; empty when that is not known."""

    def lesson_id_for(self, key: TransportKey) -> str | None:
        """Return the open lesson this device is in."""

    def roster_version(self) -> int:
        """Return the version of the newest roster this console holds."""

    def view_changed(self, key: TransportKey, status: ViewStatus) -> None:
        """The view stands differently."""

    def frame_came(
        self, key: TransportKey, frame: FrameSent, shown: Callable[[bool], None]
    ) -> None:
        """Show this frame, then call `shown` on the io thread."""
