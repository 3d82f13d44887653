"""Wayland through the desktop portal: GNOME, KDE and others, with the pupil's consent.

Each monitor is a PipeWire stream that is read through a child. A stream brings a frame when the
screen changed, so an idle screen costs nothing. A Wayland window does not know where it lies, so
ours cannot be greyed out.

Lane: capture.
"""

import logging
import select
import shutil
import socket
import subprocess
import time

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.backends.logind import LogindSession
from student_client.screen.backends.portal_player import PortalPlayer, StreamEndedError
from student_client.screen.backends.portal_session import PortalSession
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Capability, Shot

logger = logging.getLogger(__name__)

_REMEMBERS_SINCE = 4
_FIRST_FRAME_S = 1.5
_SILENT_START_S = 1.0
"""With the pupil's word from before, a cast begins within this, and no question is shown."""
_PROBE_S = 10.0


class PortalSource:
    """All monitors the pupil agreed to, side by side in the portal's order.

    Args:
        portal: Ownership passes to this object.
        session: Says when it is locked. Ownership passes to this object.
    """

    origin = PictureOrigin.SCREEN
    can_mask = False

    def __init__(self, portal: PortalSession, session: LogindSession | None = None) -> None:
        self._portal = portal
        self._session = session
        self._gst_launch = shutil.which("gst-launch-1.0")
        self._players: dict[int, PortalPlayer] = {}
        self._places: dict[int, Rectangle] = {}
        self._changed: set[int] = set()
        self._is_limited = True

    def probe(self) -> Capability:
        """Tell whether a picture can be taken here, without asking the pupil."""
        problem = self._missing()
        if problem is not None:
            return Capability(is_available=False, explanation=problem)
        version = self._portal.version()
        if version is None:
            problem = (
                "No desktop portal offers the screen: "
                "install xdg-desktop-portal and its part for this desktop."
            )
            return Capability(is_available=False, explanation=problem)
        if version < _REMEMBERS_SINCE:
            consent = "the pupil is asked each time, because this portal remembers nothing"
        elif self._portal.has_consent():
            consent = "the pupil has agreed"
        else:
            consent = "the pupil is asked once"
        explanation = f"Desktop portal, version {version}; {consent}."
        return Capability(is_available=True, explanation=explanation)

    def monitors(self) -> tuple[Rectangle, ...] | NoPictureReason:
        """Return where each monitor lies now, or why none can be looked at."""
        locked = self._session.reason() if self._session is not None else None
        if locked is not None:
            self._close_players()
            self._portal.end()
            return locked
        if self._gst_launch is None:
            return NoPictureReason.UNSUPPORTED
        nodes = self._portal.nodes()
        if isinstance(nodes, NoPictureReason):
            self._close_players()
        if nodes is NoPictureReason.CONSENT_NEEDED and self._portal.has_consent():
            select.select([self._portal], [], [], _SILENT_START_S)
            nodes = self._portal.nodes()
        if isinstance(nodes, NoPictureReason):
            return nodes
        try:
            self._play(nodes, self._gst_launch)
        except (StreamEndedError, OSError) as exc:
            logger.warning("the cast of the screen broke off: %s", type(exc).__name__)
            self._close_players()
            self._portal.end(may_begin_at_once=False)
            return NoPictureReason.CAPTURE_FAILED
        return tuple(self._places.values()) or NoPictureReason.CAPTURE_FAILED

    def focused(self) -> int:
        """Return the first: no Wayland program is told where the pupil works."""
        return 0

    def pointer(self) -> tuple[int, int] | None:
        """Nobody is told; it is drawn into the picture."""
        return None

    def wait_for_change(self, timeout_s: float, bell: socket.socket) -> None:
        """Return when a frame or an end came, `bell` rings, or time is up."""
        bells = [bell.fileno(), self._portal.fileno()]
        if self._session is not None:
            bells.append(self._session.fileno())
        streams = [player.fileno() for player in self._players.values()]
        if select.select(streams, [], [], 0.0)[0]:
            return
        select.select([*bells, *streams], [], [], timeout_s)
        for player in self._players.values():
            player.note_empty()  # it was, until this moment

    def changes(self) -> list[Rectangle] | None:
        """Return the monitors that brought a frame since the last call."""
        changed, self._changed = self._changed, set()
        return [self._places[node] for node in changed if node in self._places]

    def grab(self, area: Rectangle) -> Shot | NoPictureReason:
        """Return the pixels of `area` in the newest frame."""
        for node, place in self._places.items():
            there = area.clipped(place)
            if there is not None:
                pixels = _cut(self._players[node].frame, place, there)
                return Shot(there.width, there.height, there.left, there.top, pixels)
        return NoPictureReason.CAPTURE_FAILED

    def close(self) -> None:
        """End the cast."""
        self._close_players()
        self._portal.close()
        if self._session is not None:
            self._session.close()
            self._session = None

    def _play(self, nodes: tuple[int, ...], gst_launch: str) -> None:
        """Have a player with a frame for each node, and take the newest frames."""
        if set(self._players) != set(nodes):
            self._close_players()
        ends_at = time.monotonic() + _FIRST_FRAME_S
        for node in nodes:
            try:
                self._pull(node, gst_launch, ends_at)
            except StreamEndedError:  # the monitor has another size now: a new child reads it
                ended = self._players.pop(node, None)
                if ended is None:
                    raise
                ended.close()
                self._is_limited = self._is_limited and bool(ended.frame)
                self._pull(node, gst_launch, ends_at)
        self._places, left = {}, 0
        for node in nodes:
            width, height = self._players[node].size_px or (0, 0)
            self._places[node] = Rectangle(left, 0, width, height)
            left += width

    def _pull(self, node: int, gst_launch: str, ends_at: float) -> None:
        if node not in self._players:
            remote = self._portal.open_remote()
            if remote is None:
                raise StreamEndedError
            is_limited = self._is_limited
            self._players[node] = PortalPlayer(gst_launch, remote, node, is_limited=is_limited)
        player = self._players[node]
        is_first = not player.frame
        if is_first and not player.pull_first(max(0.0, ends_at - time.monotonic())):
            raise StreamEndedError
        if player.pull() or is_first:
            self._changed.add(node)

    def _close_players(self) -> None:
        for player in self._players.values():
            player.close()
        self._players, self._places, self._changed = {}, {}, set()

    def _missing(self) -> str | None:
        if self._gst_launch is None:
            return "GStreamer is missing: install gstreamer1.0-tools and gstreamer1.0-plugins-base."
        inspect = shutil.which("gst-inspect-1.0")
        if inspect is None:
            return "GStreamer is missing: install gstreamer1.0-tools."
        for element, package in (
            ("pipewiresrc", "gstreamer1.0-pipewire"),
            ("videoconvert", "gstreamer1.0-plugins-base"),
        ):
            done = subprocess.run(  # noqa: S603  # two names of ours are all that varies
                ("gst-inspect-1.0", element),  # noqa: S607
                executable=inspect,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PROBE_S,
                check=False,
            )
            if done.returncode != 0:
                return f"GStreamer has no {element}: install {package}."
        return None


def _cut(frame: bytearray, place: Rectangle, part: Rectangle) -> bytes:
    """Return the pixels of `part` of a frame that shows `place`."""
    line, width = place.width * 4, part.width * 4
    first = (part.top - place.top) * line + (part.left - place.left) * 4
    with memoryview(frame) as view:
        if width == line:
            return bytes(view[first : first + width * part.height])
        starts = range(first, first + part.height * line, line)
        return b"".join(view[start : start + width] for start in starts)
