"""What changed on an X display, asked in one round trip instead of told in a flood of events.

The server gathers damage in one object and sends one event when it is no longer empty; subtracting
it into an XFixes region and fetching that region returns every rectangle at once. The three region
requests are missing from python-xlib.

Source: https://gitlab.freedesktop.org/xorg/proto/xorgproto, damageproto.txt and fixesproto.txt.
Lane: capture.
"""

from Xlib import display as xdisplay
from Xlib.ext import damage
from Xlib.protocol import rq
from Xlib.protocol.structs import Rectangle as XRectangle

from student_client.screen.geometry import Rectangle

_FIXES = "XFIXES"


class _QueryVersion(rq.ReplyRequest):
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card32("major"), rq.Card32("minor")
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card32("major"),
        rq.Card32("minor"),
        rq.Pad(16),
    )


class _CreateRegion(rq.Request):
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(5),
        rq.RequestLength(),
        rq.Card32("region"),
        rq.List("rectangles", XRectangle),
    )


class _FetchRegion(rq.ReplyRequest):
    _request = rq.Struct(rq.Card8("opcode"), rq.Opcode(19), rq.RequestLength(), rq.Card32("region"))
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Pad(1),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Object("extents", XRectangle),
        rq.Pad(16),
        rq.List("rectangles", XRectangle),
    )


class DamageGauge:
    """Gathers damage of the whole display.

    Raises:
        Xlib's errors, as every call does when the display goes away.
    """

    def __init__(self, display: xdisplay.Display) -> None:
        self._display = display.display
        damage.query_version(display)
        self._opcode = self._display.get_extension_major(_FIXES)
        _QueryVersion(display=self._display, opcode=self._opcode, major=4, minor=0)
        root = display.screen().root
        self._damage: int = damage.damage_create(root, damage.DamageReportNonEmpty)
        self._region: int = self._display.allocate_resource_id()
        _CreateRegion(
            display=self._display, opcode=self._opcode, region=self._region, rectangles=[]
        )

    @staticmethod
    def is_supported(display: xdisplay.Display) -> bool:
        """Tell whether the server has both extensions."""
        return bool(display.has_extension("DAMAGE") and display.has_extension(_FIXES))

    def take(self) -> list[Rectangle]:
        """Return what was damaged since the last call, and begin anew."""
        damage.DamageSubtract(
            display=self._display,
            opcode=self._display.get_extension_major(damage.extname),
            damage=self._damage,
            repair=0,
            parts=self._region,
        )
        reply = _FetchRegion(display=self._display, opcode=self._opcode, region=self._region)
        return [
            Rectangle(each["x"], each["y"], each["width"], each["height"])
            for each in reply.rectangles
        ]
