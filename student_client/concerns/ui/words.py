"""What the Help window says, for two ages. Every sentence must be true when it is read. Lane: gui.

Short words and sentences, a reading age of about nine. NSPCC Learning asks for children's own
words, no promise of secrecy, and to say beforehand what happens next
(https://learning.nspcc.org.uk/child-abuse-and-neglect/recognising-and-responding-to-abuse).
"""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject

from protocol.plain_text import plain
from protocol.trust.readers import Readers
from protocol.trust.recipients import Recipient
from protocol.vocabulary import ConcernKind, Duty
from student_client.concerns.progress import Progress
from student_client.config import Ages

translate = QCoreApplication.translate
_HOUR_S, _DAY_S = 3600, 86_400


class HelpPlurals(QObject):
    """Texts with a number; in a class, for the collector of texts sees plurals in `tr` alone."""

    def within(self, within_s: int) -> str:
        """Return a time as a child says it."""
        if within_s >= 2 * _DAY_S:
            return self.tr("within %n day(s)", "", round(within_s / _DAY_S))
        if within_s >= _HOUR_S:
            return self.tr("within %n hour(s)", "", round(within_s / _HOUR_S))
        return self.tr("within %n minute(s)", "", round(within_s / 60))

    def letters_left(self, count: int) -> str:
        """Return how much more can be written."""
        return self.tr("Room for %n more letter(s)", "", count)


class HelpWords:
    """All sentences of the window.

    Args:
        ages: How old the pupils are who read them.
    """

    def __init__(self, ages: Ages) -> None:
        self._is_young = ages is Ages.YOUNGER

    def start_heading(self) -> str:
        """Return the first line."""
        if self._is_young:
            return translate("help", "Is something worrying you?")
        return translate("help", "Something worrying you?")

    def start_text(self) -> str:
        """Return what this is."""
        if self._is_young:
            return translate(
                "help",
                "You can tell a grown-up at school here. It is good to tell. You are not in "
                "trouble.",
            )
        return translate(
            "help",
            "You can tell someone at school here. You do not need to be sure, and you will not be "
            "in trouble for asking.",
        )

    def unseen(self) -> str:
        """Return what others see of the window."""
        return translate(
            "help",
            "Your teacher's screen shows only grey where this window is. To hide it fast: press "
            "Esc, or Shift three times.",
        )

    def kind(self, kind: ConcernKind) -> str:
        """Return the words of one of the three first buttons."""
        if self._is_young:
            return {
                ConcernKind.TALK: translate("help", "I want to talk to a grown-up"),
                ConcernKind.TELL: translate("help", "I want to tell about something"),
                ConcernKind.FRIEND: translate("help", "I am worried about a friend"),
            }[kind]
        return {
            ConcernKind.TALK: translate("help", "I want to talk to someone"),
            ConcernKind.TELL: translate("help", "Tell someone about something"),
            ConcernKind.FRIEND: translate("help", "Worried about a friend"),
        }[kind]

    def who_heading(self) -> str:
        """Return the question who shall be told."""
        if self._is_young:
            return translate("help", "Who do you want to tell?")
        return translate("help", "Who would you like to tell?")

    def anyone(self) -> str:
        """Return the choice of nobody in particular."""
        if self._is_young:
            return translate("help", "Any grown-up who keeps children safe")
        return translate("help", "Anyone who keeps pupils safe")

    def anyone_below(self, leads: Sequence[Recipient]) -> str:
        """Return who that is."""
        return _joined([plain(each.name) for each in leads])

    def role(self, person: Recipient, now: dt.datetime) -> str:
        """Return what somebody is to pupils, and whether they are away."""
        parts = [plain(person.title)] if person.title else []
        if person.looks_after:
            looks_after = translate("help", "looks after {whom}")
            parts.append(looks_after.format(whom=plain(person.looks_after)))
        if person.is_absent(now) and person.absent_until is not None:
            parts.append(
                translate("help", "away until {day}").format(day=_day(person.absent_until))
            )
        return ", ".join(parts)

    def somebody_else(self) -> str:
        """Return the choice of somebody who is not listed."""
        return translate("help", "Someone not in this list")

    def somebody_else_hint(self) -> str:
        """Return what to write then."""
        return translate(
            "help",
            "Write the name of the person you want to talk to. We will ask them to find you.",
        )

    def about_staff(self) -> str:
        """Return the choice for a worry about somebody listed."""
        if self._is_young:
            return translate("help", "It is about a grown-up in this list")
        return translate("help", "It is about someone in this list")

    def about_heading(self) -> str:
        """Return the question whom it is about."""
        return translate("help", "Who is it about?")

    def about_text(self) -> str:
        """Return what choosing somebody does."""
        return translate(
            "help", "The people you tick will not get your message and cannot read it here."
        )

    def what_heading(self, person: Recipient | None) -> str:
        """Return the first line above what is written."""
        if person is not None:
            return translate("help", "Your message to {name}").format(name=plain(person.name))
        return translate("help", "Your message")

    def what_text(self) -> str:
        """Return that nothing must be written."""
        if self._is_young:
            return translate("help", "Write a little or a lot. You can also just press Send.")
        return translate("help", "As much or as little as you want. You can also just press Send.")

    def when_label(self) -> str:
        """Return the question for a time."""
        return translate("help", "When can we talk? (you can leave this empty)")

    def picture_choice(self) -> str:
        """Return the box for a picture of the screen."""
        return translate("help", "Add a picture of my screen")

    def with_name(self, name: str) -> str:
        """Return the choice of giving the name."""
        return translate("help", "With my name: {name}").format(name=plain(name))

    def without_name(self) -> str:
        """Return the choice of not giving it."""
        return translate("help", "Don't show my name")

    def truth_of_name(self, *, is_named: bool) -> str:
        """Return what the choice really means."""
        if is_named:
            return translate("help", "So they can find you and help.")
        return translate(
            "help",
            "The school may still work out who you are, and must if someone is in danger.",
        )

    def readers(self, readers: Readers) -> str:
        """Return who will be able to read it, and what they may do."""
        who = translate("help", "{names} can read this.").format(names=names(readers.everybody))
        if self._is_young:
            may = translate(
                "help", "They will only tell other people if that is needed to keep someone safe."
            )
        else:
            may = translate(
                "help", "They only pass it on to people who are needed to keep someone safe."
            )
        return f"{who} {may}"

    def saying(self, progress: Progress | None) -> tuple[str, str]:
        """Return heading and sentence for how far a message is; None while it is being saved."""
        return {
            None: (translate("help", "One moment…"), translate("help", "Locking your message.")),
            Progress.UNSAVED: (
                translate("help", "Not saved yet"),
                translate(
                    "help",
                    "This computer could not keep your message. We are trying to send it now. "
                    "Please leave the computer on until you read here that the school has it.",
                ),
            ),
            Progress.SAVED: (
                translate("help", "Saved here, not delivered yet"),
                translate(
                    "help",
                    "Your message is locked and kept on this computer. It goes to the school by "
                    "itself as soon as it can.",
                ),
            ),
            Progress.CARRIED: (
                translate("help", "On its way, not delivered yet"),
                translate(
                    "help",
                    "A school computer is passing your locked message on. Nobody can read it on "
                    "the way.",
                ),
            ),
            Progress.REFUSED: (
                translate("help", "Not delivered yet"),
                translate(
                    "help",
                    "The school's post box cannot take your message just now. It waits on this "
                    "computer and is sent again by itself.",
                ),
            ),
            Progress.RECEIVED: (
                translate("help", "The school has your message"),
                translate("help", "You did the right thing by telling someone."),
            ),
        }[progress]

    def what_next(self, readers: Readers, within_s: int) -> str:
        """Return what happens once it is there."""
        who = names(readers.everybody, with_or=True)
        return translate(
            "help",
            "Once the school has it, {names} should look at it {when} while school is open. When "
            "school is closed it can take longer. Then call the number below if you need someone.",
        ).format(names=who, when=HelpPlurals().within(within_s))

    def still_here(self) -> str:
        """Return what to do when it has not reached the school after a while."""
        return translate(
            "help",
            "It has not reached the school yet. If you cannot wait, tell an adult you trust, or "
            "call the number below.",
        )

    def cannot(self) -> str:
        """Return what to do where nothing can be sent at all."""
        if self._is_young:
            return translate(
                "help",
                "You cannot send a message from this computer just now. Please tell a grown-up you "
                "trust, or call the number below. Someone there will listen.",
            )
        return translate(
            "help",
            "You cannot send a message from this computer just now: the list of people at your "
            "school is missing or out of date. Please tell an adult you trust, or call the number "
            "below.",
        )

    def code_offer(self) -> str:
        """Return the button that shows the word code."""
        return translate("help", "Show five words to come back with")

    def code_text(self) -> str:
        """Return what the words are for."""
        return translate(
            "help",
            "Keep these words to yourself. With them you can read the answer on any computer of "
            "your school. They are shown only once.",
        )


def names(people: Sequence[Recipient], *, with_or: bool = False) -> str:
    """Return the people's names, with the role of those who look after everybody's safety."""
    return _joined([_with_duty(each) for each in people], with_or=with_or)


def _joined(said: Sequence[str], *, with_or: bool = False) -> str:
    if len(said) <= 1:
        return "".join(said)
    last = (
        translate("help", "{names} or {last}")
        if with_or
        else translate("help", "{names} and {last}")
    )
    return last.format(names=", ".join(said[:-1]), last=said[-1])


def _with_duty(person: Recipient) -> str:
    name = plain(person.name)
    if person.duty in {Duty.DSL, Duty.DEPUTY_DSL}:
        return translate("help", "{name} (keeps pupils safe)").format(name=name)
    if person.duty is Duty.HEAD:
        return translate("help", "{name} (head)").format(name=name)
    return name


def _day(unix_ms: int) -> str:
    moment = dt.datetime.fromtimestamp(unix_ms / 1000, dt.UTC).astimezone()
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "dddd d MMMM")
