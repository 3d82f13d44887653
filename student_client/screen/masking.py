"""Greys out our own windows in the full-size pixels, before anything is made of them."""

from collections.abc import Iterable

from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot

_GREY = b"\x80\x80\x80\x00"


def mask(shot: Shot, rectangles: Iterable[Rectangle]) -> Shot:
    """Return `shot` with every part of `rectangles` that lies in it grey.

    Args:
        rectangles: In the desktop of all monitors; parts outside the shot are passed over.
    """
    inside = [part for part in (each.clipped(shot.place) for each in rectangles) if part]
    if not inside:
        return shot
    pixels = bytearray(shot.bgrx)
    for left, top, width, height in inside:
        grey = _GREY * width
        for row in range(top - shot.top_px, top - shot.top_px + height):
            start = (row * shot.width_px + left - shot.left_px) * 4
            pixels[start : start + len(grey)] = grey
    return Shot(shot.width_px, shot.height_px, shot.left_px, shot.top_px, pixels)
