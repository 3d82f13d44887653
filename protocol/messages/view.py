"""A full view: one screen in real size, as the regions that change, on a connection of its own."""

from typing import Annotated

import msgspec

from protocol.identifiers import Identifier
from protocol.limits import (
    FRAME_MAX_BYTES,
    FRAME_MAX_HEIGHT_PX,
    FRAME_MAX_WIDTH_PX,
    FRAME_PIECES_MAX,
    SCREENS_MAX,
    VIEW_LASTS_S,
)
from protocol.messages.message import Message
from protocol.vocabulary import NoPictureReason, PictureOrigin, ViewEnd, ViewReason, ViewRefusal

FrameNumber = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
Monitor = Annotated[int, msgspec.Meta(ge=0, lt=SCREENS_MAX)]
Column = Annotated[int, msgspec.Meta(ge=0, lt=FRAME_MAX_WIDTH_PX)]
Row = Annotated[int, msgspec.Meta(ge=0, lt=FRAME_MAX_HEIGHT_PX)]


class OpenView(Message, frozen=True, tag=50):
    """Show this screen in full to the teacher whose lesson is open on another connection.

    Attributes:
        reason: The pupil reads it while the view lasts.
        monitor: Which one; None, or one that is not there, is the one worked on.
    """

    lesson_id: Identifier
    reason: ViewReason
    monitor: Monitor | None


class ViewOpened(Message, frozen=True, tag=51):
    """The view begins; frames follow, at most `FRAMES_IN_FLIGHT` that were not shown yet.

    Attributes:
        monitors: How many there are, as far as is known; every frame says it anew.
        monitor: Which is shown.
        lasts_s: The view ends after this unless renewed.
    """

    monitors: Annotated[int, msgspec.Meta(ge=1, le=SCREENS_MAX)]
    monitor: Monitor
    lasts_s: Annotated[int, msgspec.Meta(ge=1, le=VIEW_LASTS_S)]


class ViewRefused(Message, frozen=True, tag=52):
    """The device opens no view."""

    reason: ViewRefusal


class ChooseMonitor(Message, frozen=True, tag=53):
    """Show another monitor in the view that is open; a whole frame of it follows."""

    monitor: Monitor


class RenewView(Message, frozen=True, tag=54):
    """Keep the view for another five minutes; answered by `ViewOpened`."""


class EndView(Message, frozen=True, tag=55):
    """The teacher has seen enough."""


class ViewEnded(Message, frozen=True, tag=56):
    """The device ended the view."""

    reason: ViewEnd


class FramePiece(
    msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True
):
    """A region of a frame.

    Attributes:
        left_px, top_px: Where it lies; its size is the file's own.
        data: JPEG or WebP file. Untrusted: its header is read and bounded before it is decoded.
    """

    left_px: Column
    top_px: Row
    data: Annotated[bytes, msgspec.Meta(min_length=1, max_length=FRAME_MAX_BYTES)]


class FrameSent(Message, frozen=True, tag=57):
    """What changed. A region that came to rest is sent once more, without loss.

    Attributes:
        number: Rises by one with each frame of the view, whatever its kind.
        width_px, height_px: Of the whole frame: the monitor's physical pixels, divided by a whole
            number where it is larger than the bounds.
        is_whole: Begin a new picture with these pieces; else lay them onto the one held.
        pointer_x, pointer_y: The pointer's tip in the frame; None when it is on another monitor or
            not known.
        monitors: How many there are now.
        monitor: Which is shown.
        pieces: Drawn in order; empty when only the pointer moved.
    """

    number: FrameNumber
    width_px: Annotated[int, msgspec.Meta(ge=1, le=FRAME_MAX_WIDTH_PX)]
    height_px: Annotated[int, msgspec.Meta(ge=1, le=FRAME_MAX_HEIGHT_PX)]
    is_whole: bool
    pointer_x: Column | None
    pointer_y: Row | None
    monitors: Annotated[int, msgspec.Meta(ge=1, le=SCREENS_MAX)]
    monitor: Monitor
    origin: PictureOrigin
    pieces: Annotated[tuple[FramePiece, ...], msgspec.Meta(max_length=FRAME_PIECES_MAX)]


class FrameWithheld(Message, frozen=True, tag=58):
    """There is no frame, and why; what was shown is taken down. The next frame is whole."""

    number: FrameNumber
    reason: NoPictureReason


class FrameShown(Message, frozen=True, tag=59):
    """The console has shown this frame and all before it.

    Attributes:
        is_anew: It could not be shown: the next frame must be whole.
    """

    number: FrameNumber
    is_anew: bool
