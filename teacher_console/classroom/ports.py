"""What the window asks of the class, and what the class tells the window."""

from collections.abc import Callable, Iterable
from typing import Protocol

from protocol.identifiers import TransportKey
from protocol.messages import PictureSent
from teacher_console.classroom.device_status import DeviceStatus, LessonInfo
from teacher_console.classroom.pupils import PupilNames


class ClassroomControl(Protocol):
    """Called by the window on the GUI thread; each returns at once."""

    def open_lesson(self, title: str, room: str, duration_s: int) -> None:
        """Open a lesson with the devices of `room`; ends the one that is open."""

    def end_lesson(self) -> None:
        """End the open lesson; harmless when there is none."""

    def show_pictures_of(self, keys: Iterable[TransportKey], width_px: int) -> None:
        """Name the devices whose tiles are visible, and how wide a picture serves (16 to 640)."""

    def enlarge(self, key: TransportKey | None) -> None:
        """Ask this visible device for the largest small picture; None for none."""

    def tell_anew(self) -> None:
        """Tell of every device again; whoever has just begun to listen heard nothing before."""

    def use_pupils(self, names: PupilNames) -> None:
        """Show pupils by these names."""

    def add_address(self, device_name: str, address: str) -> None:
        """Try `address` (`host:port`) for the admitted device called `device_name`.

        Raises:
            InputError: No such device in the roster, or not an address.
        """


class ClassroomEvents(Protocol):
    """Called by the class on the io thread; each returns at once."""

    def device_changed(self, status: DeviceStatus) -> None:
        """A device is new or stands differently."""

    def device_forgotten(self, key: TransportKey) -> None:
        """A device is no longer found nor in the roster."""

    def picture_arrived(
        self, key: TransportKey, picture: PictureSent, taken: Callable[[bool], None]
    ) -> None:
        """A live device sent a picture, whole or in parts that go onto the last one.

        Its files are untrusted until their headers are checked. Call `taken`, on any thread, when
        it was laid onto the device's picture (True), or could not be (False).
        """

    def cost_changed(self, bytes_s: int, budget_bytes_s: int) -> None:
        """What all pictures together cost on the wire, and the most they may."""

    def lesson_changed(self, lesson: LessonInfo | None) -> None:
        """A lesson opened (its values) or ended (None)."""
