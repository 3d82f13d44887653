"""Which message may cross the mail link, between whoever dials and a post office, and when."""

from protocol.messages import (
    CallerAlive,
    CallerLeft,
    DirectoryTold,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeRefused,
    EnvelopeTaken,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    RecipientsTaken,
    RequestDirectory,
    RequestRefused,
    RosterTaken,
    WatchReaders,
)
from protocol.messages.message import Message
from protocol.session import Rules, SessionState

_TRANSITIONS: dict[SessionState, dict[type[Message], SessionState]] = {
    SessionState.NEW: {GreetOffice: SessionState.GREETED},
    SessionState.GREETED: {
        OfficeGreeted: SessionState.OPEN,
        RequestRefused: SessionState.CLOSED,
        CallerAlive: SessionState.GREETED,
        CallerLeft: SessionState.CLOSED,
        OfficeLeft: SessionState.CLOSED,
    },
    SessionState.OPEN: {
        **dict.fromkeys(
            (
                KeepEnvelope,
                EnvelopeKept,
                EnvelopeRefused,
                WatchReaders,
                EnvelopeHanded,
                EnvelopeTaken,
                OfferRoster,
                RosterTaken,
                OfferRecipients,
                RecipientsTaken,
                RequestDirectory,
                DirectoryTold,
                RequestRefused,
                CallerAlive,
                OfficeAlive,
            ),
            SessionState.OPEN,
        ),
        CallerLeft: SessionState.CLOSED,
        OfficeLeft: SessionState.CLOSED,
    },
    SessionState.CLOSED: {},
}

_FROM_CALLER: frozenset[type[Message]] = frozenset(
    {
        GreetOffice,
        KeepEnvelope,
        WatchReaders,
        EnvelopeTaken,
        RequestDirectory,
        CallerAlive,
        CallerLeft,
    }
)
_FROM_BOTH: frozenset[type[Message]] = frozenset(
    {OfferRoster, RosterTaken, OfferRecipients, RecipientsTaken}
)

MAIL_LINK = Rules(_TRANSITIONS, _FROM_CALLER, _FROM_BOTH)
