"""What a full view says, in words a tired teacher understands at once. Lane: gui.

Every state has a word beside its icon; nothing is told by colour alone.
"""

import dataclasses
import enum

from PySide6.QtCore import QCoreApplication

from protocol.vocabulary import NoPictureReason, Refusal, ViewEnd, ViewReason, ViewRefusal
from teacher_console.view.view_status import ViewState, ViewStatus

translate = QCoreApplication.translate


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


def reason_choice(reason: ViewReason) -> str:
    """Return the reason as a teacher chooses it."""
    return {
        ViewReason.HELP: translate("view", "To help: the pupil asked for it"),
        ViewReason.WORK: translate("view", "To see the work"),
        ViewReason.OFF_TASK: translate("view", "To see if the pupil is on task"),
        ViewReason.WORRY: translate("view", "Something on the screen may need a look"),
        ViewReason.TECHNICAL: translate("view", "Something does not work"),
    }[reason]


def reason_read(reason: ViewReason) -> str:
    """Return the reason as the pupil reads it on the sign."""
    return {
        ViewReason.HELP: translate("view", "to help you"),
        ViewReason.WORK: translate("view", "to see your work"),
        ViewReason.OFF_TASK: translate("view", "to see if you are on task"),
        ViewReason.WORRY: translate("view", "because of something that may need a look"),
        ViewReason.TECHNICAL: translate("view", "because something does not work"),
    }[reason]


def reason_kept(reason: ViewReason) -> str:
    """Return the reason as it stands in the window and beside a screenshot."""
    return {
        ViewReason.HELP: translate("view", "to help"),
        ViewReason.WORK: translate("view", "to see the work"),
        ViewReason.OFF_TASK: translate("view", "to see if on task"),
        ViewReason.WORRY: translate("view", "something may need a look"),
        ViewReason.TECHNICAL: translate("view", "something does not work"),
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
        ViewState.OPENING: translate("view", "Opening"),
        ViewState.LIVE: translate("view", "Live"),
        ViewState.WITHHELD: translate("view", "No picture"),
        ViewState.QUIET: translate("view", "Old"),
        ViewState.LOST: translate("view", "Connection lost"),
        ViewState.LEFT: translate("view", "Signed out"),
        ViewState.REFUSED: translate("view", "Not shown"),
        ViewState.ENDED: translate("view", "Ended"),
        ViewState.BROKEN: translate("view", "Stopped"),
    }[status.state]


def notice(status: ViewStatus) -> Notice:
    """Return what stands where the picture would be."""
    mark = state_mark(status)
    match status.state:
        case ViewState.OPENING | ViewState.LIVE | ViewState.QUIET:
            return Notice(
                Mark.WAIT,
                translate("view", "The picture is on its way"),
                translate("view", "The pupil sees now that you look, and why."),
            )
        case ViewState.WITHHELD:
            return Notice(mark, *_withheld(status.withheld))
        case ViewState.LOST:
            text = translate(
                "view", "Nothing was heard for 5 seconds. The view comes back by itself."
            )
            return Notice(mark, translate("view", "Connection lost"), text)
        case ViewState.LEFT:
            text = translate("view", "The pupil signed out, or the computer was shut down.")
            return Notice(
                mark, translate("view", "The computer said goodbye"), text, may_look_again=True
            )
        case ViewState.REFUSED:
            return Notice(
                mark, translate("view", "This screen is not shown"), _refusal(status.refusal), True
            )
        case ViewState.ENDED:
            return _ended(mark, status.end)
        case ViewState.BROKEN:
            text = translate(
                "view", "The computer sent what is no picture. Tell your technician if it recurs."
            )
            return Notice(
                mark, translate("view", "The view was stopped"), text, may_look_again=True
            )


def left_word(left_s: float) -> str:
    """Return a time that is left, as minutes and seconds."""
    whole_s = max(0, -int(-left_s // 1))
    return f"{whole_s // 60}:{whole_s % 60:02}"


def _ended(mark: Mark, end: ViewEnd | None) -> Notice:
    if end is ViewEnd.LESSON:
        return Notice(
            mark,
            translate("view", "The lesson is over"),
            translate("view", "Screens are shown during a lesson only."),
        )
    text = translate("view", "A view lasts 5 minutes unless you keep looking.")
    return Notice(mark, translate("view", "The view has ended"), text, may_look_again=True)


def _withheld(reason: NoPictureReason | None) -> tuple[str, str]:
    return {
        NoPictureReason.NO_SIGN: (
            translate("view", "The pupil cannot see that you look"),
            translate(
                "view", "The sign that says so is covered. The picture comes when it is seen again."
            ),
        ),
        NoPictureReason.LOCKED: (
            translate("view", "The computer is locked"),
            translate("view", "The picture comes when the pupil unlocks it."),
        ),
        NoPictureReason.BLANKED: (
            translate("view", "Its monitor is off"),
            translate("view", "The picture comes when somebody uses the computer."),
        ),
        NoPictureReason.SECURE_DESKTOP: (
            translate("view", "The system asks something"),
            translate("view", "A question that only the system may show is open there."),
        ),
        NoPictureReason.CONSENT_NEEDED: (
            translate("view", "The pupil must allow it once"),
            translate("view", "A question is open on that screen. Ask the pupil to answer it."),
        ),
        NoPictureReason.PAUSED: (
            translate("view", "Something private is open there"),
            translate("view", "Harbour does not show it. The picture comes when it is closed."),
        ),
        NoPictureReason.NO_PERMISSION: (
            translate("view", "Its screen may not be seen"),
            translate("view", "The computer does not allow it. Your technician can change that."),
        ),
        NoPictureReason.UNSUPPORTED: (
            translate("view", "This kind of screen cannot be shown yet"),
            translate("view", "Your technician can see why on the page of devices."),
        ),
        NoPictureReason.CAPTURE_FAILED: (
            translate("view", "The computer could not look at its screen"),
            translate("view", "It tries again by itself."),
        ),
        NoPictureReason.TOO_LARGE: (
            translate("view", "The picture is too large to send"),
            translate("view", "The screen has more in it than one message may carry."),
        ),
        None: (
            translate("view", "The computer sent no picture"),
            translate("view", "It tries again by itself."),
        ),
    }[reason]


def _withheld_mark(reason: NoPictureReason | None) -> Mark:
    if reason is NoPictureReason.LOCKED:
        return Mark.LOCKED
    return Mark.PAUSED if reason is NoPictureReason.PAUSED else Mark.NONE


def _refusal(refusal: ViewRefusal | Refusal | None) -> str:
    return {  # two enumerations of texts: what both can say is equal, and stands here once
        ViewRefusal.NO_LESSON: translate("view", "This computer is in no lesson of yours."),
        ViewRefusal.TOO_MANY: translate(
            "view", "Too many screens are shown in full. Close another view first."
        ),
        Refusal.ROLE: translate("view", "Only a teacher with a lesson open may look."),
        Refusal.OLD_ROSTER: translate("view", "It holds a newer list of staff than this computer."),
        Refusal.BAD_ROSTER: translate("view", "It could not check who you are."),
        None: translate("view", "The computer does not say why."),
    }[refusal]
