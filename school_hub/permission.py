"""Which message each kind of caller may send to an office. The one table; pure."""

import enum

from protocol.messages import (
    CallerAlive,
    CallerLeft,
    EnvelopeTaken,
    GreetOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    RecipientsTaken,
    RequestDirectory,
    RosterTaken,
    ToOffice,
    WatchReaders,
)


class Standing(enum.Enum):
    """What the holder of a key is to the school."""

    DEVICE = "device"
    STAFF = "member of staff"
    HUB = "hub"
    ADMISSION = "technician's tool"


_DEVICE_AND_STAFF = frozenset({Standing.DEVICE, Standing.STAFF})
_WITH_MAIL = _DEVICE_AND_STAFF | {Standing.HUB}
_EVERYBODY = frozenset(Standing)

_MAY_SEND: dict[type[ToOffice], frozenset[Standing]] = {
    GreetOffice: _EVERYBODY,
    CallerAlive: _EVERYBODY,
    CallerLeft: _EVERYBODY,
    OfferRoster: _EVERYBODY,
    RosterTaken: _WITH_MAIL,
    OfferRecipients: _WITH_MAIL,
    RecipientsTaken: _WITH_MAIL,
    KeepEnvelope: _WITH_MAIL,
    WatchReaders: _DEVICE_AND_STAFF,
    EnvelopeTaken: _DEVICE_AND_STAFF,
    RequestDirectory: frozenset({Standing.STAFF}),
}


def may_send(standing: Standing, message: ToOffice) -> bool:
    """Tell whether a caller of this standing may send `message`."""
    return standing in _MAY_SEND[type(message)]
