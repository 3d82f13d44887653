"""The headless console, decoding what comes: how old each picture is when it would be shown.

Run as a program with the arguments of `tests.helpers.headless_console`.
"""

import time
from collections.abc import Callable

from PySide6.QtGui import QImage

from drills.clock import age_s
from protocol.identifiers import TransportKey, fingerprint
from protocol.messages import PictureSent
from teacher_console.classroom.device_status import DeviceStatus
from teacher_console.wall.ui.decoder import lay_onto
from tests.helpers.headless_console import Printer, main, say


class AgePrinter(Printer):
    """Tells state and age of picture by the device's name."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[TransportKey, str] = {}
        self._held: dict[TransportKey, QImage] = {}

    def device_changed(self, status: DeviceStatus) -> None:
        """Tell how the device stands."""
        self._names[status.key] = status.device_name
        super().device_changed(status)

    def picture_arrived(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """Lay the picture onto the one held, as the wall does, and read the clock in it."""
        laid = lay_onto(self._held.pop(key, None), picture)
        if laid is not None:
            self._held[key] = laid.picture
            age = age_s(laid.picture, time.monotonic())
            say("picture", self._names.get(key) or fingerprint(key), age=age)
        taken(laid is not None)


if __name__ == "__main__":
    main(AgePrinter())
