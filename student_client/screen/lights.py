"""Where the watching lights must be seen in what is looked at. Written by the GUI, read by capture.

Qt cannot tell that another program covered a light, cut its shape away, or put it into a window of
its own; nor that it stands on another display than the one that is looked at. The pixels can.
"""

import heapq
import threading

from PIL import Image

from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot

LIGHT_COLOURS = (0x7A, 0x2E, 0x0E), (0xB4, 0x23, 0x18)
"""Of a light, and of one that says that somebody looks in full."""
HEIGHT_MIN_PX = 18
"""Lower, its words cannot be read, whatever the system says of fonts and scales."""
_OFF_MAX = 24
"""A compositor may dim a little; each of red, green and blue may be so far off."""
_COLOUR_SHARE_MIN, _WORDS_SHARE_MIN = 0.5, 0.01
"""Of its pixels: about 0.8 have its colour, 0.05 are the white of words and eye."""
_WHITE = 200
_COLOURS_LOOKED_AT = 4
"""The most frequent; a light has one, and that a few dozen times more often than any other."""


class Lights:
    """Rectangles of the lights, by an id the GUI gives each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[int, Rectangle] = {}

    def placed(self, light: int, rectangle: Rectangle) -> None:
        """Say that a light is shown here, in physical pixels."""
        with self._lock:
            self._places[light] = rectangle

    def removed(self, light: int) -> None:
        """Say that a light was put out, or is gone."""
        with self._lock:
            self._places.pop(light, None)

    def places(self) -> list[Rectangle]:
        """Return where a light must be seen now."""
        with self._lock:
            return list(self._places.values())


def is_light(shot: Shot, place: Rectangle) -> bool:
    """Tell whether `shot`, of `place`, shows a whole light with words on it."""
    if shot.height_px < HEIGHT_MIN_PX or shot.width_px * shot.height_px < place.area * 0.9:
        return False
    size = (shot.width_px, shot.height_px)
    image = Image.frombuffer("RGBX", size, shot.bgrx, "raw", "BGRX", 0, 1).convert("RGB")
    found = image.getcolors(maxcolors=4096)  # a light has a few dozen
    if found is None:
        return False
    most: list[tuple[int, object]] = heapq.nlargest(
        _COLOURS_LOOKED_AT, found, key=lambda each: each[0]
    )
    coloured = sum(count for count, colour in most if _is_a_lights(colour))
    words = sum(image.convert("L").histogram()[_WHITE:])
    pixels = shot.width_px * shot.height_px
    return coloured >= pixels * _COLOUR_SHARE_MIN and words >= pixels * _WORDS_SHARE_MIN


def _is_a_lights(colour: object) -> bool:
    return isinstance(colour, tuple) and any(
        all(abs(one - other) <= _OFF_MAX for one, other in zip(colour, light, strict=True))
        for light in LIGHT_COLOURS
    )
