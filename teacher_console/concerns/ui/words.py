"""Concerns in words: short and neutral in lists, plain in what was opened. Lane: gui."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from protocol.plain_text import plain
from protocol.vocabulary import ConcernKind, Outcome
from teacher_console.concerns.clock import Clock, Urgency
from teacher_console.concerns.thread import Case, CaseState

translate = QCoreApplication.translate

_HOUR_S, _MINUTE_S = 3600, 60


def title(case: Case) -> str:
    """Return what a concern is called in a list: nothing of what is in it."""
    return translate("concerns", "Concern {number}").format(number=case.number)


def state_word(state: CaseState) -> str:
    """Return what a list is called."""
    return {
        CaseState.NEW: translate("concerns", "New"),
        CaseState.MINE: translate("concerns", "Mine"),
        CaseState.WAITING: translate("concerns", "Waiting"),
        CaseState.CLOSED: translate("concerns", "Closed"),
    }[state]


def when(at_ms: int, now: dt.datetime) -> str:
    """Return a moment (Unix milliseconds) as people say it; `now` is aware."""
    moment = QDateTime.fromMSecsSinceEpoch(at_ms)
    locale = QLocale()
    time = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    today = QDateTime.fromMSecsSinceEpoch(int(now.timestamp() * 1000)).date()
    days = moment.date().daysTo(today)
    if days == 0:
        return translate("concerns", "Today {time}").format(time=time)
    if days == 1:
        return translate("concerns", "Yesterday {time}").format(time=time)
    return f"{locale.toString(moment.date(), 'ddd d MMM yyyy')} {time}"


def span(seconds: float) -> str:
    """Return a length of time in hours and minutes."""
    seconds = abs(seconds)
    if seconds >= 48 * _HOUR_S:
        days = int(seconds // (24 * _HOUR_S))
        return translate("concerns", "{days} days").format(days=days)
    hours, minutes = int(seconds // _HOUR_S), int(seconds % _HOUR_S // _MINUTE_S)
    if hours:
        return translate("concerns", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    return translate("concerns", "{minutes} min").format(minutes=minutes)


def clock_words(clock: Clock) -> str:
    """Return how the acknowledged-within clock stands; empty once somebody has opened it."""
    match clock.urgency:
        case Urgency.DONE:
            return ""
        case Urgency.LATE:
            return translate("concerns", "Nobody opened it in time, {span} over").format(
                span=span(clock.left_s)
            )
        case Urgency.IN_TIME | Urgency.SOON:
            return translate("concerns", "{span} left to open it").format(span=span(clock.left_s))


def standing(case: Case, clock: Clock, *, is_mine: bool) -> str:
    """Return the second line of a concern in a list."""
    if case.state is CaseState.CLOSED:
        return outcome_word(case.outcome) if case.outcome is not None else ""
    waiting = clock_words(clock)
    if waiting:
        return waiting
    if case.holder is None:
        return translate("concerns", "Opened; nobody looks after it yet")
    if is_mine:
        if case.state is CaseState.WAITING:
            return translate("concerns", "You answered; waiting for the pupil")
        return translate("concerns", "You look after it")
    return translate("concerns", "{name} looks after it").format(name=plain(case.holder_name))


def kind_sentence(kind: ConcernKind) -> str:
    """Return how the pupil began."""
    return {
        ConcernKind.TALK: translate("concerns", "wants to talk to someone"),
        ConcernKind.TELL: translate("concerns", "tells about something"),
        ConcernKind.FRIEND: translate("concerns", "is worried about a friend"),
    }[kind]


def outcome_word(outcome: Outcome) -> str:
    """Return how a concern ended."""
    return {
        Outcome.TALKED: translate("concerns", "Talked with the pupil"),
        Outcome.SUPPORT: translate("concerns", "Support at school arranged"),
        Outcome.REFERRED: translate("concerns", "Passed on to children's services, police, health"),
        Outcome.RECORDED: translate("concerns", "Known already, kept with it"),
        Outcome.NO_FURTHER: translate("concerns", "Looked into, nothing more to do"),
    }[outcome]


def empty_words(state: CaseState) -> tuple[str, str]:
    """Return what an empty list says: a title and a sentence."""
    return {
        CaseState.NEW: (
            translate("concerns", "Nothing new"),
            translate(
                "concerns", "What pupils tell you comes here. It is sealed until you open it."
            ),
        ),
        CaseState.MINE: (
            translate("concerns", "You look after no concern"),
            translate("concerns", "Choose “I look after it” in one that is new."),
        ),
        CaseState.WAITING: (
            translate("concerns", "Nothing is waiting"),
            translate(
                "concerns",
                "Here stands what a colleague looks after, or what the pupil is to answer.",
            ),
        ),
        CaseState.CLOSED: (
            translate("concerns", "Nothing was closed yet"),
            translate("concerns", "What is closed stays readable here."),
        ),
    }[state]
