"""The words of the field, once each. Values travel on the wire: never reuse or rename one."""

import enum


class Role(enum.StrEnum):
    """What a member of staff is to the school; it decides what their key may ask for."""

    TEACHER = "teacher"
    DSL = "dsl"
    TECHNICIAN = "technician"


class NoPictureReason(enum.StrEnum):
    """Why a device shows no picture. The console writes the reason where the picture would be."""

    NO_SIGN = "no_sign"
    """The watching light is not visible to the pupil, so nothing may leave."""
    LOCKED = "locked"
    BLANKED = "blanked"
    """The monitor is switched off or the screen saver covers it."""
    SECURE_DESKTOP = "secure_desktop"
    """The system shows a desktop of its own: an administrator's question, the log-on screen."""
    CONSENT_NEEDED = "consent_needed"
    """The pupil has to allow it once in a question the system asks."""
    PAUSED = "paused"
    """Harbour shows something private that cannot be masked here."""
    NO_PERMISSION = "no_permission"
    UNSUPPORTED = "unsupported"
    CAPTURE_FAILED = "capture_failed"
    TOO_LARGE = "too_large"
    """The small picture exceeds the link's bound even at the lowest quality."""


class PictureOrigin(enum.StrEnum):
    """What the pixels are: the pupil's screen, or a desktop painted for a demonstration."""

    SCREEN = "screen"
    PAINTED = "painted"


class LessonRefusal(enum.StrEnum):
    """Why a device will not take part in a lesson."""

    BAD_SIGNATURE = "bad_signature"
    OTHER_SCHOOL = "other_school"
    OTHER_ROOM = "other_room"
    NOT_THE_SIGNER = "not_the_signer"
    """The statement was signed by someone other than the person on this connection."""
    NOT_NOW = "not_now"
    TOO_LONG = "too_long"
    ALREADY_ENDED = "already_ended"
    NOT_ADMITTED = "not_admitted"
    """This device is not (or no longer) in the roster."""


class Refusal(enum.StrEnum):
    """Why a device or a post office does not do what one message asked."""

    ROLE = "role"
    NO_LESSON = "no_lesson"
    OLD_ROSTER = "old_roster"
    BAD_ROSTER = "bad_roster"
    TOO_MANY = "too_many"
    OLD_RECIPIENTS = "old_recipients"
    BAD_RECIPIENTS = "bad_recipients"


class Purpose(enum.StrEnum):
    """What a console's connection is for; a second one of the same purpose replaces the first."""

    CLASS = "class"
    """Lesson, small pictures, signs of life."""
    VIEW = "view"
    """One full view, on a connection of its own so that nothing waits behind its frames."""
    GREETING = "greeting"
    """Only to hear which program answers at an address: do two computers share one key?"""


class ViewReason(enum.StrEnum):
    """Why a teacher looks at one screen in full. The pupil reads it, the history keeps it."""

    HELP = "help"
    """The pupil asked for help."""
    WORK = "work"
    """To look at the work."""
    OFF_TASK = "off_task"
    """The pupil may not be at the task."""
    WORRY = "worry"
    """Something on the screen may need a look."""
    TECHNICAL = "technical"
    """Something does not work."""


class ViewRefusal(enum.StrEnum):
    """Why a device does not open a full view."""

    NO_LESSON = "no_lesson"
    """This person has no lesson open with the device on their other connection."""
    TOO_MANY = "too_many"


class ViewEnd(enum.StrEnum):
    """Why a device ended a full view."""

    TIME = "time"
    """Five minutes passed and it was not renewed."""
    LESSON = "lesson"
    """The lesson it belonged to is over."""


class Duty(enum.StrEnum):
    """What a recipient of concerns is to the school; it decides who reads beside whom."""

    STAFF = "staff"
    """An adult whom pupils know: a teacher, a head of year, a nurse."""
    DSL = "dsl"
    DEPUTY_DSL = "deputy_dsl"
    HEAD = "head"
    """Reads what is about the safeguarding leads themselves."""


class ConcernKind(enum.StrEnum):
    """How a pupil began: the first of three taps."""

    TALK = "talk"
    """I want to talk to someone."""
    TELL = "tell"
    """Tell someone about something."""
    FRIEND = "friend"
    """Worried about a friend."""


class MailRefusal(enum.StrEnum):
    """Why a post office does not keep an envelope."""

    FULL = "full"
    """No room, here or for this sender; try again later."""
    TOO_MANY = "too_many"
    """More in a short time than any honest sender brings; try again later."""
    NOT_KEPT = "not_kept"
    """The disk failed; try again later."""
    NO_READER = "no_reader"
    """Nobody at this school holds a key it is sealed to."""


class StaffDeed(enum.StrEnum):
    """What a member of staff did with a concern, as the other readers are told."""

    OPENED = "opened"
    CLAIMED = "claimed"
    """They look after it from now on."""
    NOTED = "noted"
    HANDED_ON = "handed_on"
    """They sealed it to one more recipient; the text is that recipient's serial."""
    CLOSED = "closed"


class Outcome(enum.StrEnum):
    """How a concern ended."""

    TALKED = "talked"
    """Somebody talked with the pupil, and that was what was needed."""
    SUPPORT = "support"
    """Support at school was arranged."""
    REFERRED = "referred"
    """Passed on to children's social care, the police, health."""
    RECORDED = "recorded"
    """Already known; kept with what is known."""
    NO_FURTHER = "no_further"
    """Looked into; nothing more to be done."""
