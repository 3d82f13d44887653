"""What a tile says, in words a tired teacher understands at once. Lane: gui.

Every state has a word beside its icon; nothing is told by colour alone.
"""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from protocol.identifiers import fingerprint
from protocol.vocabulary import LessonRefusal, NoPictureReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus


def title(status: DeviceStatus) -> str:
    """Return the name on the tile: the pupil, else the device, else what it claims to be."""
    if status.state is DeviceState.NOT_ADMITTED:
        return _tr("New device {mark}").format(mark=fingerprint(status.key)[:9])
    return _plain(status.pupil_name) or _plain(status.device_name)


def subtitle(status: DeviceStatus) -> str:
    """Return the second line: which device."""
    if status.state is DeviceState.NOT_ADMITTED:
        return status.address
    return _plain(status.device_name if status.pupil_name else status.room)


def state_word(status: DeviceStatus) -> str:
    """Return the state in one or two words."""
    return {
        DeviceState.LIVE: _tr("Live"),
        DeviceState.STARTING: _tr("Starting"),
        DeviceState.WITHHELD: _tr("No picture"),
        DeviceState.READY: _tr("Ready"),
        DeviceState.REFUSED: _tr("Not in lesson"),
        DeviceState.QUIET: _tr("No answer"),
        DeviceState.SEARCHING: _tr("Not found yet"),
        DeviceState.LOST: _tr("Connection lost"),
        DeviceState.LEFT: _tr("Signed out"),
        DeviceState.DUPLICATE: _tr("Copied key"),
        DeviceState.NOT_ADMITTED: _tr("Not admitted"),
    }[status.state]


def explanation(status: DeviceStatus) -> str:
    """Return the sentence that stands where a picture would be."""
    match status.state:
        case DeviceState.LIVE | DeviceState.STARTING:
            return _tr("The first picture is on its way.")
        case DeviceState.WITHHELD:
            return _reason(status.reason)
        case DeviceState.READY:
            return _tr("Start a lesson to see this screen.")
        case DeviceState.REFUSED:
            return _refusal(status.refusal)
        case DeviceState.QUIET:
            return _tr("No answer for 3 seconds.")
        case DeviceState.SEARCHING:
            return _tr("Is it switched on, with a pupil signed in?")
        case DeviceState.LOST:
            return _tr("Last seen at {time}.").format(time=_time(status.changed_at))
        case DeviceState.LEFT:
            return _tr("It said goodbye at {time}.").format(time=_time(status.changed_at))
        case DeviceState.DUPLICATE:
            return _tr("Two computers answer with its key. Tell your technician.")
        case DeviceState.NOT_ADMITTED:
            return _tr("A technician admits it with harbour-admin admit.")


def spoken(status: DeviceStatus) -> str:
    """Return the whole tile for a screen reader."""
    words = f"{title(status)}, {subtitle(status)}, {state_word(status)}"
    if status.state in {DeviceState.LIVE, DeviceState.STARTING}:
        return words
    return f"{words}. {explanation(status)}"


def _reason(reason: NoPictureReason | None) -> str:
    return {
        NoPictureReason.NO_SIGN: _tr("The pupil cannot see the sign that says you watch."),
        NoPictureReason.LOCKED: _tr("The computer is locked."),
        NoPictureReason.BLANKED: _tr("Its monitor is off."),
        NoPictureReason.SECURE_DESKTOP: _tr("The system asks something only it may show."),
        NoPictureReason.CONSENT_NEEDED: _tr("The pupil must allow it once: a question is open."),
        NoPictureReason.PAUSED: _tr("Something private is open there."),
        NoPictureReason.NO_PERMISSION: _tr("The computer does not allow its screen to be seen."),
        NoPictureReason.UNSUPPORTED: _tr("This kind of screen cannot be shown yet."),
        NoPictureReason.CAPTURE_FAILED: _tr("The computer could not look at its screen."),
        NoPictureReason.TOO_LARGE: _tr("The picture is too large to send."),
        None: _tr("The computer sent no picture."),
    }[reason]


def _refusal(refusal: LessonRefusal | None) -> str:
    return {
        LessonRefusal.BAD_SIGNATURE: _tr("It could not check who opened the lesson."),
        LessonRefusal.OTHER_SCHOOL: _tr("It belongs to another school."),
        LessonRefusal.OTHER_ROOM: _tr("It is in a room you do not teach in."),
        LessonRefusal.NOT_THE_SIGNER: _tr("Only a teacher can open a lesson."),
        LessonRefusal.NOT_NOW: _tr("Its clock or this one is wrong by more than a day."),
        LessonRefusal.TOO_LONG: _tr("A lesson lasts 4 hours at most."),
        LessonRefusal.ALREADY_ENDED: _tr("This lesson has ended there."),
        LessonRefusal.NOT_ADMITTED: _tr("It does not know yet that it was admitted."),
        None: _tr("It does not take part."),
    }[refusal]


def _plain(text: str) -> str:
    """Leave out what turns text around or hides it; a name is shown as its letters."""
    return "".join(letter for letter in text if letter.isprintable())


def _time(moment: dt.datetime) -> str:
    return moment.astimezone().strftime("%H:%M")


def _tr(text: str) -> str:
    return QCoreApplication.translate("tile", text)
