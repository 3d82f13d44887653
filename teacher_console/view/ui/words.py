"""What a full view says, in words a tired teacher understands at once. Lane: gui.

Every state has a word beside its icon; nothing is told by colour alone.
"""

import dataclasses
import enum

from PySide6.QtCore import QCoreApplication

from protocol.vocabulary import NoPictureReason, Refusal, ViewEnd, ViewReason, ViewRefusal
from teacher_console.view.view_status import ViewState, ViewStatus


class Mark(enum.Enum):
    """The shape beside a word."""

    LIVE = "live"
    WAIT = "wait"
    OLD = "old"
    LOCKED = "locked"
    PAUSED = "paused"
    NONE = "none"
    LOST = "lost"
    DONE = "done"


@dataclasses.dataclass(frozen=True, slots=True)
class Notice:
    """What stands where the picture would be.

    Attributes:
        may_look_again: Asking once more may help.
    """

    mark: Mark
    title: str
    text: str
    may_look_again: bool = False


def plain(text: str) -> str:
    """Return `text` as its letters: nothing that turns it around or hides it, in one line."""
    letters = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(letters.split())


def reason_choice(reason: ViewReason) -> str:
    """Return the reason as a teacher chooses it."""
    return {
        ViewReason.HELP: _tr("To help: the pupil asked for it"),
        ViewReason.WORK: _tr("To look at the work"),
        ViewReason.OFF_TASK: _tr("To see whether the pupil is at the task"),
        ViewReason.WORRY: _tr("Something on the screen may need a look"),
        ViewReason.TECHNICAL: _tr("Something does not work"),
    }[reason]


def reason_word(reason: ViewReason) -> str:
    """Return the reason in a few words, as the pupil reads it after a dash."""
    return {
        ViewReason.HELP: _tr("to help"),
        ViewReason.WORK: _tr("to look at the work"),
        ViewReason.OFF_TASK: _tr("to see whether you are at the task"),
        ViewReason.WORRY: _tr("something may need a look"),
        ViewReason.TECHNICAL: _tr("something does not work"),
    }[reason]


def reason_kept(reason: ViewReason) -> str:
    """Return the reason as it stands in the window and beside a screenshot."""
    return {
        ViewReason.HELP: _tr("to help"),
        ViewReason.WORK: _tr("to look at the work"),
        ViewReason.OFF_TASK: _tr("to see whether at the task"),
        ViewReason.WORRY: _tr("something may need a look"),
        ViewReason.TECHNICAL: _tr("something does not work"),
    }[reason]


def state_mark(status: ViewStatus) -> Mark:
    """Return the shape of a state."""
    return {
        ViewState.OPENING: Mark.WAIT,
        ViewState.LIVE: Mark.LIVE,
        ViewState.WITHHELD: _withheld_mark(status.withheld),
        ViewState.QUIET: Mark.OLD,
        ViewState.LOST: Mark.LOST,
        ViewState.LEFT: Mark.DONE,
        ViewState.REFUSED: Mark.NONE,
        ViewState.ENDED: Mark.DONE,
        ViewState.BROKEN: Mark.LOST,
    }[status.state]


def state_word(status: ViewStatus) -> str:
    """Return the state in one or two words."""
    return {
        ViewState.OPENING: _tr("Opening"),
        ViewState.LIVE: _tr("Live"),
        ViewState.WITHHELD: _tr("No picture"),
        ViewState.QUIET: _tr("Old"),
        ViewState.LOST: _tr("Connection lost"),
        ViewState.LEFT: _tr("Signed out"),
        ViewState.REFUSED: _tr("Not shown"),
        ViewState.ENDED: _tr("Ended"),
        ViewState.BROKEN: _tr("Stopped"),
    }[status.state]


def notice(status: ViewStatus) -> Notice:
    """Return what stands where the picture would be."""
    mark = state_mark(status)
    match status.state:
        case ViewState.OPENING | ViewState.LIVE | ViewState.QUIET:
            return Notice(
                Mark.WAIT,
                _tr("The picture is on its way"),
                _tr("The pupil sees now that you look, and why."),
            )
        case ViewState.WITHHELD:
            return Notice(mark, *_withheld(status.withheld))
        case ViewState.LOST:
            text = _tr("Nothing was heard for 5 seconds. The view comes back by itself.")
            return Notice(mark, _tr("Connection lost"), text)
        case ViewState.LEFT:
            text = _tr("The pupil signed out, or the computer was shut down.")
            return Notice(mark, _tr("The computer said goodbye"), text, may_look_again=True)
        case ViewState.REFUSED:
            return Notice(mark, _tr("This screen is not shown"), _refusal(status.refusal), True)
        case ViewState.ENDED:
            return _ended(mark, status.end)
        case ViewState.BROKEN:
            text = _tr("The computer sent what is no picture. Tell your technician if it recurs.")
            return Notice(mark, _tr("The view was stopped"), text, may_look_again=True)


def left_word(left_s: float) -> str:
    """Return a time that is left, as minutes and seconds."""
    whole_s = max(0, -int(-left_s // 1))
    return f"{whole_s // 60}:{whole_s % 60:02}"


def _ended(mark: Mark, end: ViewEnd | None) -> Notice:
    if end is ViewEnd.LESSON:
        return Notice(
            mark, _tr("The lesson is over"), _tr("Screens are shown during a lesson only.")
        )
    text = _tr("A view lasts 5 minutes unless you keep looking.")
    return Notice(mark, _tr("The view has ended"), text, may_look_again=True)


def _withheld(reason: NoPictureReason | None) -> tuple[str, str]:
    return {
        NoPictureReason.NO_SIGN: (
            _tr("The pupil cannot see that you look"),
            _tr("The sign that says so is covered. The picture comes when it is seen again."),
        ),
        NoPictureReason.LOCKED: (
            _tr("The computer is locked"),
            _tr("The picture comes when the pupil unlocks it."),
        ),
        NoPictureReason.BLANKED: (
            _tr("Its monitor is off"),
            _tr("The picture comes when somebody uses the computer."),
        ),
        NoPictureReason.SECURE_DESKTOP: (
            _tr("The system asks something"),
            _tr("A question that only the system may show is open there."),
        ),
        NoPictureReason.CONSENT_NEEDED: (
            _tr("The pupil must allow it once"),
            _tr("A question is open on that screen. Ask the pupil to answer it."),
        ),
        NoPictureReason.PAUSED: (
            _tr("Something private is open there"),
            _tr("Harbour does not show it. The picture comes when it is closed."),
        ),
        NoPictureReason.NO_PERMISSION: (
            _tr("Its screen may not be seen"),
            _tr("The computer does not allow it. Your technician can change that."),
        ),
        NoPictureReason.UNSUPPORTED: (
            _tr("This kind of screen cannot be shown yet"),
            _tr("Your technician can see why on the page of devices."),
        ),
        NoPictureReason.CAPTURE_FAILED: (
            _tr("The computer could not look at its screen"),
            _tr("It tries again by itself."),
        ),
        NoPictureReason.TOO_LARGE: (
            _tr("The picture is too large to send"),
            _tr("The screen has more in it than one message may carry."),
        ),
        None: (_tr("The computer sent no picture"), _tr("It tries again by itself.")),
    }[reason]


def _withheld_mark(reason: NoPictureReason | None) -> Mark:
    if reason is NoPictureReason.LOCKED:
        return Mark.LOCKED
    return Mark.PAUSED if reason is NoPictureReason.PAUSED else Mark.NONE


def _refusal(refusal: ViewRefusal | Refusal | None) -> str:
    return {  # two enumerations of texts: what both can say is equal, and stands here once
        ViewRefusal.NO_LESSON: _tr("This computer is in no lesson of yours."),
        ViewRefusal.TOO_MANY: _tr("Too many screens are shown in full. Close another view first."),
        Refusal.ROLE: _tr("Only a teacher with a lesson open may look."),
        Refusal.OLD_ROSTER: _tr("It holds a newer list of staff than this computer."),
        Refusal.BAD_ROSTER: _tr("It could not check who you are."),
        None: _tr("The computer does not say why."),
    }[refusal]


def _tr(text: str) -> str:
    return QCoreApplication.translate("view", text)
