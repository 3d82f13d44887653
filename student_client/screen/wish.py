"""What a viewer wishes to see next, and what the capture thread answers. Values only."""

import dataclasses

from protocol.messages.screen import Piece
from protocol.messages.view import FramePiece
from protocol.vocabulary import NoPictureReason, PictureOrigin


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Somebody's wish for the next update of the small picture.

    Attributes:
        session: Opaque id of who wants it; one open wish each.
        interval_s: Least time between updates of what changes all the time.
        is_anew: They hold nothing: the whole picture, even if nothing changed.
    """

    session: bytes
    max_width_px: int
    max_height_px: int
    interval_s: float
    is_anew: bool


@dataclasses.dataclass(frozen=True, slots=True)
class FrameWish:
    """Somebody's wish for the next frame of a full view.

    Attributes:
        monitor: Which monitor; None is the one worked on when the view began.
        is_anew: They hold nothing: the whole frame.
    """

    session: bytes
    monitor: int | None
    is_anew: bool


AnyWish = Wish | FrameWish


@dataclasses.dataclass(frozen=True, slots=True)
class Update:
    """What is sent to a viewer of the small picture.

    Attributes:
        width_px, height_px: Of the whole small picture.
        is_whole: The pieces make up all of it; else they go onto what the viewer has.
        screens: How many monitors there are.
        box: The most width and height that were asked for, px.
    """

    width_px: int
    height_px: int
    is_whole: bool
    pieces: tuple[Piece, ...]
    screens: int
    origin: PictureOrigin
    box: tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What is sent to a viewer of the full picture.

    Attributes:
        pointer: The pointer's tip in the frame, px; None when it is not on this monitor.
        monitors: How many there are; `monitor` is the one shown.
    """

    width_px: int
    height_px: int
    is_whole: bool
    pieces: tuple[FramePiece, ...]
    pointer: tuple[int, int] | None
    monitors: int
    monitor: int
    origin: PictureOrigin


Result = Update | Frame | NoPictureReason
