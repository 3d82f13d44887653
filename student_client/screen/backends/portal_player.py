"""Reads one PipeWire stream through a child, GStreamer, which writes raw frames into a pipe.

The child writes only as fast as it is read: between two looks it is at rest with one frame in
hand, and the newest one in its queue. So the first frame after a while may be an old one, which
shows what is not on the screen any more; it is used only if none follows it.

Frames have no header; their size is what the child says on its standard output before it writes the
first of that size, and a child whose size changes is replaced by a new one.

Lane: capture.
"""

import contextlib
import fcntl
import os
import re
import select
import subprocess
import time

_PIPE_BYTES = 1 << 20
_F_SETPIPE_SZ = 1031
_RATE_MAX = 30
_FRAME_PATIENCE_S = 1.0
_EDGE_MAX_PX = 16384
_LINE_MAX_BYTES = 4096
_FRAMES_AT_ONCE = 4
_OLD_AFTER_S = 0.2
"""Less than `private_windows.LINGER_S`: no frame that shows our window is used after it closed."""
_FOLLOWS_WITHIN_S = 0.15
"""From the end of one frame to the beginning of one that was waiting behind it."""
_CAPS = re.compile(rb"GstFdSink:out\.GstPad:sink: caps = video/x-raw,[^\n]*\n")
_WIDTH = re.compile(rb"\bwidth=\(int\)(\d{1,5})\b")
_HEIGHT = re.compile(rb"\bheight=\(int\)(\d{1,5})\b")


class StreamEndedError(Exception):
    """The child has no more of this size: it died, or the monitor changed."""


class PortalPlayer:
    """Reads the stream `node`.

    Args:
        gst_launch: Path of the program.
        remote: Descriptor of PipeWire; closed here when the child has it.
        is_limited: The desktop is asked for thirty frames a second at most, which few refuse.

    Attributes:
        size_px: Width and height; None until the first frame.
        frame: The newest one, blue green red unused; empty until then.

    Raises:
        OSError: The child cannot be started.
    """

    def __init__(self, gst_launch: str, remote: int, node: int, *, is_limited: bool) -> None:
        self.size_px: tuple[int, int] | None = None
        self.frame = bytearray()
        self._said = b""
        self._empty_at = time.monotonic()
        self._frames, out = os.pipe()
        with contextlib.suppress(OSError):  # a larger pipe is quicker, and no more than that
            fcntl.fcntl(out, _F_SETPIPE_SZ, _PIPE_BYTES)
        try:
            self._child = subprocess.Popen(  # noqa: S603  # numbers are all that varies
                (  # noqa: S607
                    "gst-launch-1.0",
                    "-v",
                    *("pipewiresrc", f"fd={remote}", f"path={node}", "!"),
                    *((f"video/x-raw,max-framerate={_RATE_MAX}/1", "!") if is_limited else ()),
                    *("queue", "leaky=downstream", "max-size-buffers=1", "!"),
                    *("videoconvert", "!", "video/x-raw,format=BGRx", "!"),
                    *("fdsink", "name=out", f"fd={out}", "sync=false"),
                ),
                executable=gst_launch,
                pass_fds=(remote, out),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            os.close(self._frames)
            raise
        finally:
            os.close(out)
            os.close(remote)
        if self._child.stdout is not None:
            os.set_blocking(self._child.stdout.fileno(), False)

    def pull(self) -> bool:
        """Take the newest frame, if there is a new one; tell whether there was.

        Raises:
            StreamEndedError: There will be no more.
        """
        has_new = False
        is_old = time.monotonic() > self._empty_at + _OLD_AFTER_S
        for _ in range(_FRAMES_AT_ONCE):
            if not self._is_ready(_FOLLOWS_WITHIN_S if has_new and is_old else 0.0):
                self.note_empty()
                break
            self._read_frame()
            is_old = is_old and not has_new  # what follows was the newest when its turn came
            has_new = True
        return has_new

    def note_empty(self) -> None:
        """Note that no frame was waiting until now."""
        self._empty_at = time.monotonic()

    def pull_first(self, within_s: float) -> bool:
        """Wait for the first frame; tell whether it came.

        Raises:
            StreamEndedError: There will be none.
        """
        return bool(self.frame) or (self._is_ready(within_s) and self.pull())

    def fileno(self) -> int:
        """Return what becomes readable with a new frame."""
        return self._frames

    def close(self) -> None:
        """End the child."""
        os.close(self._frames)
        self._child.terminate()
        try:
            self._child.wait(_FRAME_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def _is_ready(self, within_s: float) -> bool:
        return bool(select.select([self._frames], [], [], within_s)[0])

    def _read_frame(self) -> None:
        self._listen()
        if self.size_px is None:
            raise StreamEndedError  # it ended, or wrote before it said what
        width, height = self.size_px
        frame = self.frame or bytearray(width * height * 4)  # the older one is of no use any more
        ends_at = time.monotonic() + _FRAME_PATIENCE_S
        at = 0
        with memoryview(frame) as view:
            while at < len(frame):
                if not self._is_ready(max(0.0, ends_at - time.monotonic())):
                    raise StreamEndedError
                count = os.readv(self._frames, [view[at:]])
                if count == 0:
                    raise StreamEndedError
                at += count
        self._listen()  # of another size, this frame would be made of two
        self.frame = frame

    def _listen(self) -> None:
        """Hear what the child says of the size.

        Raises:
            StreamEndedError: It is another one now.
        """
        if self._child.stdout is not None:
            with contextlib.suppress(BlockingIOError):
                self._said += os.read(self._child.stdout.fileno(), 65536)
        for caps in _CAPS.finditer(self._said):
            width, height = _WIDTH.search(caps[0]), _HEIGHT.search(caps[0])
            if width is None or height is None:
                raise StreamEndedError
            size = (int(width[1]), int(height[1]))
            if self.size_px not in {None, size} or 0 in size or max(size) > _EDGE_MAX_PX:
                raise StreamEndedError
            self.size_px = size
        self._said = self._said.rpartition(b"\n")[2][-_LINE_MAX_BYTES:]
