"""Looks whether the lights are in the picture, before anything of it is used. Lane: capture."""

from protocol.vocabulary import NoPictureReason, PictureOrigin
from student_client.screen.geometry import Rectangle
from student_client.screen.lights import Lights, is_light
from student_client.screen.source import ScreenSource

GOOD_FOR_S = 0.5
"""How long one look counts."""
_AGAIN_S = 0.05
PATIENCE_S = 2.0
"""How long a light may be away before that is said; one that just came up needs a moment."""
STEADY_S = 1.0
"""A light that was away must stand this long: one that only flickers lets nothing through."""


class LightCheck:
    """Remembers when the lights were seen last.

    Only where the places of our windows are known in what the source grabs; elsewhere the light's
    own word (`openness.sign`) has to do.
    """

    def __init__(self, lights: Lights) -> None:
        self._lights = lights
        self._seen_at = float("-inf")
        self._missed_at: float | None = None
        self._steady_from = float("-inf")
        self._misses = 0

    def wait_s(self, source: ScreenSource, monitors: tuple[Rectangle, ...], now: float) -> float:
        """Return 0 if the lights are seen, else in how many seconds to look again.

        inf means that they were away for so long that their absence is to be said.
        """
        if now - self._seen_at < GOOD_FOR_S:
            return 0.0
        if self._are_seen(source, monitors):
            self._misses = 0
            if now < self._steady_from:
                return self._wait_or_say(now)
            self._seen_at, self._missed_at = now, None
            return 0.0
        self._misses += 1
        if self._misses > 1 and self._seen_at > float("-inf"):  # one may be a light that moves
            self._steady_from = now + STEADY_S
        return self._wait_or_say(now)

    def _wait_or_say(self, now: float) -> float:
        if self._missed_at is None:
            self._missed_at = now
        return _AGAIN_S if now - self._missed_at < PATIENCE_S else float("inf")

    def _are_seen(self, source: ScreenSource, monitors: tuple[Rectangle, ...]) -> bool:
        if not source.can_mask or source.origin is not PictureOrigin.SCREEN:
            return True
        return all(self._is_seen(source, monitors, place) for place in self._lights.places())

    @staticmethod
    def _is_seen(source: ScreenSource, monitors: tuple[Rectangle, ...], place: Rectangle) -> bool:
        for monitor in monitors:
            inside = place.clipped(monitor)
            if inside is not None:
                shot = source.grab(inside)
                return not isinstance(shot, NoPictureReason) and is_light(shot, place)
        return False
