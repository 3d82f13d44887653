"""What a tile says, in words a tired teacher understands at once. Lane: gui.

Every state has a word beside its icon; nothing is told by colour alone.
"""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from protocol.identifiers import fingerprint
from protocol.plain_text import plain
from protocol.vocabulary import LessonRefusal, NoPictureReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.order import idle_minutes
from teacher_console.wall.ui.plurals import PLURALS

translate = QCoreApplication.translate
"""Called by this name and with its context, so that lupdate finds every text."""

_IDLE_FROM_MIN = 5
_OLD_FROM_S = 2
"""Two signs of life."""


def title(status: DeviceStatus) -> str:
    """Return the name on the tile: the pupil, else the device, else what it claims to be."""
    if status.state is DeviceState.NOT_ADMITTED:
        return translate("tile", "New device {mark}").format(mark=fingerprint(status.key)[:9])
    return plain(status.pupil_name) or plain(status.device_name)


def subtitle(status: DeviceStatus) -> str:
    """Return the second line: which device."""
    if status.state is DeviceState.NOT_ADMITTED:
        return status.address
    return plain(status.device_name if status.pupil_name else status.room)


def state_word(status: DeviceStatus) -> str:
    """Return the state in one or two words."""
    match status.state:
        case DeviceState.LIVE:
            return translate("tile", "Live")
        case DeviceState.STARTING:
            return translate("tile", "Starting")
        case DeviceState.WITHHELD:
            return translate("tile", "No picture")
        case DeviceState.READY:
            return translate("tile", "Ready")
        case DeviceState.REFUSED:
            return translate("tile", "Not in lesson")
        case DeviceState.QUIET:
            return translate("tile", "No answer")
        case DeviceState.SEARCHING:
            return translate("tile", "Not found yet")
        case DeviceState.LOST:
            return translate("tile", "Connection lost")
        case DeviceState.LEFT:
            return translate("tile", "Signed out")
        case DeviceState.NOT_ADMITTED:
            return translate("tile", "Not admitted")
        case DeviceState.DUPLICATE:
            return translate("tile", "Copied key")


def state_line(status: DeviceStatus) -> str:
    """Return the state and, where there is no picture, why, on one line."""
    if status.state in {DeviceState.LIVE, DeviceState.STARTING}:
        return state_word(status)
    return translate("tile", "{state}: {reason}").format(
        state=state_word(status), reason=explanation(status)
    )


def explanation(status: DeviceStatus) -> str:
    """Return the sentence that stands where a picture would be."""
    match status.state:
        case DeviceState.LIVE | DeviceState.STARTING:
            return translate("tile", "The first picture is on its way.")
        case DeviceState.WITHHELD:
            return _reason(status.reason)
        case DeviceState.READY:
            return translate("tile", "Start a lesson to see this screen.")
        case DeviceState.REFUSED:
            return _refusal(status.refusal)
        case DeviceState.QUIET:
            return translate("tile", "No answer for 3 seconds.")
        case DeviceState.SEARCHING:
            return translate("tile", "Is it switched on, with a pupil signed in?")
        case DeviceState.LOST:
            return translate("tile", "Last seen at {time}.").format(time=_time(status.changed_at))
        case DeviceState.LEFT:
            return translate("tile", "It said goodbye at {time}.").format(
                time=_time(status.changed_at)
            )
        case DeviceState.NOT_ADMITTED:
            return translate("tile", "Your technician admits it, on their own console.")
        case DeviceState.DUPLICATE:
            return translate("tile", "Two computers answer with its key. Tell your technician.")


def device(status: DeviceStatus) -> str:
    """Return which device it is: its name, else its address."""
    return plain(status.device_name) or status.address


def headings() -> tuple[str, ...]:
    """Return the headings of the list, in the order of its columns."""
    return (
        translate("list", "Pupil"),
        translate("list", "Device"),
        translate("list", "State"),
        translate("list", "Room"),
        translate("list", "Activity"),
        translate("list", "Heard"),
    )


def tooltip(status: DeviceStatus) -> str:
    """Return the whole tile in lines; empty where Qt could take a name in it for markup."""
    lines = [title(status), subtitle(status), state_word(status)]
    if status.state is not DeviceState.LIVE:
        lines.append(explanation(status))
    text = "\n".join(line for line in lines if line)
    return "" if "<" in text or "&" in text else text


def spoken(status: DeviceStatus) -> str:
    """Return the whole tile for a screen reader."""
    parts = (title(status), subtitle(status), state_word(status), screens(status))
    words = ", ".join(part for part in parts if part)
    if status.state in {DeviceState.LIVE, DeviceState.STARTING}:
        return words
    return f"{words}. {explanation(status)}"


def screens(status: DeviceStatus) -> str:
    """Return the badge that says there are several monitors; empty for one."""
    if status.screens < 2:  # noqa: PLR2004  # several
        return ""
    return PLURALS.screens(status.screens)


def age(status: DeviceStatus, now: dt.datetime) -> str:
    """Return how old the picture is, once that matters; empty while it is what the screen shows."""
    if status.state is not DeviceState.QUIET or status.last_seen is None:
        return ""
    seconds = int((now - status.last_seen).total_seconds())
    return PLURALS.seconds_ago(seconds) if seconds >= _OLD_FROM_S else ""


def idle(status: DeviceStatus, now: dt.datetime) -> str:
    """Return for how long nothing has changed on the screen, once that is long; else empty."""
    minutes = idle_minutes(status, now)
    if minutes is None or minutes < _IDLE_FROM_MIN:
        return ""
    return PLURALS.idle_minutes(minutes)


def activity(status: DeviceStatus, now: dt.datetime) -> str:
    """Return when the screen last changed, for the list."""
    minutes = idle_minutes(status, now)
    if minutes is None:
        return ""
    if minutes == 0:
        return translate("tile", "active")
    return idle(status, now) or PLURALS.minutes_ago(minutes)


def seen(status: DeviceStatus, now: dt.datetime) -> str:
    """Return when the device was last heard of, for the list."""
    if status.state is DeviceState.LIVE:
        return translate("tile", "now")
    if status.last_seen is None:
        return ""
    seconds = int((now - status.last_seen).total_seconds())
    if seconds < 60:  # noqa: PLR2004  # a minute
        return PLURALS.seconds_ago(max(0, seconds))
    return translate("tile", "at {time}").format(time=_time(status.last_seen))


def _reason(reason: NoPictureReason | None) -> str:
    return {
        NoPictureReason.NO_SIGN: translate(
            "tile", "The pupil cannot see the sign that says you watch."
        ),
        NoPictureReason.LOCKED: translate("tile", "The computer is locked."),
        NoPictureReason.BLANKED: translate("tile", "Its monitor is off."),
        NoPictureReason.SECURE_DESKTOP: translate(
            "tile", "The system asks something only it may show."
        ),
        NoPictureReason.CONSENT_NEEDED: translate(
            "tile", "The pupil must allow it once: a question is open."
        ),
        NoPictureReason.PAUSED: translate("tile", "Something private is open there."),
        NoPictureReason.NO_PERMISSION: translate(
            "tile", "The computer does not allow its screen to be seen."
        ),
        NoPictureReason.UNSUPPORTED: translate("tile", "This kind of screen cannot be shown yet."),
        NoPictureReason.CAPTURE_FAILED: translate(
            "tile", "The computer could not look at its screen."
        ),
        NoPictureReason.TOO_LARGE: translate("tile", "The picture is too large to send."),
        None: translate("tile", "The computer sent no picture."),
    }[reason]


def _refusal(refusal: LessonRefusal | None) -> str:
    return {
        LessonRefusal.BAD_SIGNATURE: translate("tile", "It could not check who opened the lesson."),
        LessonRefusal.OTHER_SCHOOL: translate("tile", "It belongs to another school."),
        LessonRefusal.OTHER_ROOM: translate("tile", "It is in a room you do not teach in."),
        LessonRefusal.NOT_THE_SIGNER: translate("tile", "Only a teacher can open a lesson."),
        LessonRefusal.NOT_NOW: translate(
            "tile", "Its clock or this one is wrong by more than a day."
        ),
        LessonRefusal.TOO_LONG: translate("tile", "A lesson lasts 4 hours at most."),
        LessonRefusal.ALREADY_ENDED: translate("tile", "This lesson has ended there."),
        LessonRefusal.NOT_ADMITTED: translate("tile", "It does not know yet that it was admitted."),
        None: translate("tile", "It does not take part."),
    }[refusal]


def _time(moment: dt.datetime) -> str:
    return moment.astimezone().strftime("%H:%M")
