"""Greys out our own windows in the full-size pixels, before anything is made of them."""

from collections.abc import Iterable

from student_client.screen.private_windows import Rectangle
from student_client.screen.source import Shot

_GREY = b"\x80\x80\x80\x00"


def mask(shot: Shot, rectangles: Iterable[Rectangle]) -> Shot:
    """Return `shot` with every part of `rectangles` that lies in it grey.

    Args:
        rectangles: In the desktop of all monitors; parts outside the shot are passed over.
    """
    inside = [part for part in (_clip(shot, each) for each in rectangles) if part is not None]
    if not inside:
        return shot
    pixels = bytearray(shot.bgrx)
    for left, top, width, height in inside:
        grey = _GREY * width
        for row in range(top, top + height):
            start = (row * shot.width_px + left) * 4
            pixels[start : start + len(grey)] = grey
    return Shot(shot.width_px, shot.height_px, shot.left_px, shot.top_px, pixels)


def _clip(shot: Shot, place: Rectangle) -> Rectangle | None:
    left = max(0, place.left - shot.left_px)
    top = max(0, place.top - shot.top_px)
    right = min(shot.width_px, place.left - shot.left_px + place.width)
    bottom = min(shot.height_px, place.top - shot.top_px + place.height)
    if right <= left or bottom <= top:
        return None
    return Rectangle(left, top, right - left, bottom - top)
