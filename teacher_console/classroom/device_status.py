"""How one device stands, as a value that crosses from the io thread to the window."""

import dataclasses
import datetime as dt
import enum

from protocol.identifiers import TransportKey
from protocol.vocabulary import LessonRefusal, NoPictureReason, PictureOrigin


class DeviceState(enum.Enum):
    """What a tile says, from best to worst; exactly one holds."""

    LIVE = "live"
    """A picture is shown and is what the screen shows now."""
    STARTING = "starting"
    """In the lesson; the first picture is on its way."""
    WITHHELD = "withheld"
    """In the lesson, but there is no picture; `reason` says why."""
    READY = "ready"
    """Connected; no lesson is open with it."""
    REFUSED = "refused"
    """Connected, but it refuses this lesson; `refusal` says why."""
    QUIET = "quiet"
    """Nothing heard for 3 s; the last picture is shown greyed."""
    SEARCHING = "searching"
    """Admitted, but not reached since this console started."""
    LOST = "lost"
    """Reached before, nothing heard for 5 s; no picture is shown."""
    LEFT = "left"
    """It said goodbye: shut down or signed out."""
    DUPLICATE = "duplicate"
    """Two computers answer with this one key: a copied disk or a stolen key. Neither is let in."""
    NOT_ADMITTED = "not_admitted"
    """Seen on the network, not in the roster."""


@dataclasses.dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One device now. Frozen: the io thread makes it, the GUI thread shows it.

    Attributes:
        key: Identity; for a device that is not admitted, what its advert claims.
        device_name: From the roster; empty when not admitted.
        pupil_name: Who is signed in as the device says; empty when unknown.
        address: Where it was last found, `host:port`; empty when nowhere yet.
        changed_at: When `state` last changed, aware UTC.
        screens: How many monitors it has.
        picture_at: When its picture last changed, aware UTC; None when there was none.
        software: Version of its program; empty when unknown.
        sight: What its screen can and cannot show, as it says; empty when unknown.
        last_seen: When it last answered, aware UTC; None when never.
        groups: The class and groups its pupil belongs to.
    """

    key: TransportKey
    device_name: str
    room: str
    pupil_name: str
    address: str
    state: DeviceState
    changed_at: dt.datetime
    reason: NoPictureReason | None = None
    refusal: LessonRefusal | None = None
    origin: PictureOrigin = PictureOrigin.SCREEN
    screens: int = 1
    picture_at: dt.datetime | None = None
    software: str = ""
    sight: str = ""
    last_seen: dt.datetime | None = None
    groups: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class LessonInfo:
    """The lesson that is open.

    Attributes:
        starts_at, ends_at: Aware UTC.
    """

    lesson_id: str
    title: str
    room: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Teacher:
    """Who is signed in, for the window.

    Attributes:
        rooms: Rooms in which this person may open a lesson, as the roster says.
    """

    name: str
    school_name: str
    rooms: tuple[str, ...]
