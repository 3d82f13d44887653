"""What each happening makes of a device's state, and what it told of itself. Pure. Lane: io."""

from collections.abc import Callable

from protocol.messages import PictureSent, Welcomed
from protocol.vocabulary import LessonRefusal, NoPictureReason, PictureOrigin
from teacher_console.classroom.device_status import DeviceState


class DeviceStanding:
    """One admitted device from the first search for it, over as many connections as it takes.

    Args:
        on_change: Called after each change of how it stands.

    Attributes:
        reason: Why there is no picture, while that is so.
        refusal: Why it refuses the lesson, while it does.
        screens: How many monitors it has.
        pupil_name: Who is signed in, as the device says; empty when unknown.
        software: Version of its program; empty when unknown.
        sight: What its screen can and cannot show, as it says; empty when unknown.
        instance: Which start of the device's program answers; empty while none did.
    """

    def __init__(self, *, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self.state = DeviceState.SEARCHING
        self.reason: NoPictureReason | None = None
        self.refusal: LessonRefusal | None = None
        self.origin = PictureOrigin.SCREEN
        self.screens = 1
        self.pupil_name = ""
        self.software = ""
        self.sight = ""
        self.instance = b""
        self._before_quiet = DeviceState.READY

    def move(self, state: DeviceState) -> None:
        """Stand so from now on; what was said only of another state is forgotten."""
        self.state = state
        if state not in {DeviceState.WITHHELD, DeviceState.QUIET}:
            self.reason = None
        if state not in {DeviceState.REFUSED, DeviceState.QUIET}:
            self.refusal = None
        self._on_change()

    def welcomed(self, message: Welcomed) -> None:
        """The device answered and told of itself."""
        self.pupil_name = message.pupil_name
        self.software, self.sight = message.software, message.sight
        self.instance = message.instance
        self.move(DeviceState.READY)

    def shown(self, picture: PictureSent) -> None:
        """A picture is about to be shown."""
        self.origin, self.screens = picture.origin, picture.screens
        self.move(DeviceState.LIVE)

    def withheld(self, reason: NoPictureReason) -> None:
        """There is no picture, and why."""
        self.reason = reason
        self.move(DeviceState.WITHHELD)

    def refused(self, refusal: LessonRefusal) -> None:
        """The device does not take part in the lesson, and why."""
        self.refusal = refusal
        self.move(DeviceState.REFUSED)

    def fell_quiet(self) -> None:
        """Nothing was heard for 3 s."""
        if self.state is not DeviceState.QUIET:
            self._before_quiet = self.state
            self.move(DeviceState.QUIET)

    def alive(self, *, is_current: bool) -> None:
        """The device spoke, and says whether its last picture is what the screen shows now."""
        if not is_current and self.state is DeviceState.LIVE:
            self.withheld(NoPictureReason.CAPTURE_FAILED)
        elif self.state is DeviceState.QUIET:
            self.move(self._before_quiet)
