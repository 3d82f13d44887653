"""The mail link: sealed envelopes to and from a post office, at a hub or inside a console.

Devices and consoles dial, the office binds. Every envelope is answered after the office's fsync.
"""

from typing import Annotated

import msgspec

from protocol.identifiers import (
    Identifier,
    ReaderIdField,
    SignatureField,
    TransportKeyField,
    UnixMillis,
)
from protocol.limits import (
    RECIPIENTS_LIST_MAX_BYTES,
    SOFTWARE_MAX_CHARACTERS,
    WATCHED_READERS_MAX,
)
from protocol.messages.message import Message
from protocol.messages.session import ProtocolVersion, RosterVersion
from protocol.trust.sealing import Envelope
from protocol.vocabulary import MailRefusal

ListVersion = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
"""Of the recipients list; 0 where none is held."""
ListBody = Annotated[bytes, msgspec.Meta(min_length=1, max_length=RECIPIENTS_LIST_MAX_BYTES)]
DIRECTORY_PAGE = 500


class GreetOffice(Message, frozen=True, tag=100):
    """Open the session. Nothing else is answered before it.

    Attributes:
        address: `host:port` at which this device's lesson link can be dialled; empty for consoles.
        software: Version of the caller's program.
    """

    protocol_version: ProtocolVersion
    roster_version: RosterVersion
    recipients_version: ListVersion
    address: Annotated[str, msgspec.Meta(max_length=255)]
    software: Annotated[str, msgspec.Meta(max_length=SOFTWARE_MAX_CHARACTERS)]


class OfficeGreeted(Message, frozen=True, tag=101):
    """The office accepts the session; the older side of each list is brought up to date."""

    protocol_version: ProtocolVersion
    roster_version: RosterVersion
    recipients_version: ListVersion


class KeepEnvelope(Message, frozen=True, tag=102):
    """Keep this until its readers have taken it.

    One that is sealed to nobody is answered and thrown away: devices send such ones at random
    times, so that the wire does not tell who reports.
    """

    envelope: Envelope


class EnvelopeKept(Message, frozen=True, tag=103):
    """It is on the office's disk, or was before.

    Attributes:
        is_received: This office is the hub, or a reader's own: the school has received it. Else it
            is only carried, and whoever sent it keeps it too.
    """

    id: Identifier
    is_received: bool


class EnvelopeRefused(Message, frozen=True, tag=104):
    """It is not kept, and why."""

    id: Identifier
    reason: MailRefusal


class WatchReaders(Message, frozen=True, tag=105):
    """Hand over what is sealed to these keys, now and whenever it comes, oldest first.

    Staff are given only what is sealed to their own key, devices only what is sealed to no staff:
    the name of a pupil's key is known to nobody who was not told it.
    """

    readers: Annotated[
        tuple[ReaderIdField, ...], msgspec.Meta(min_length=1, max_length=WATCHED_READERS_MAX)
    ]


class EnvelopeHanded(Message, frozen=True, tag=106):
    """One envelope for a key that is watched. The next follows when this was taken.

    Attributes:
        reader: For which of the watched keys.
        number: In the order in which this office received them.
        received_at: By the clock of the office that received it first.
    """

    reader: ReaderIdField
    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    received_at: UnixMillis
    envelope: Envelope


class EnvelopeTaken(Message, frozen=True, tag=107):
    """It is on the reader's own disk; the office may forget it for this reader."""

    id: Identifier
    reader: ReaderIdField


class OfferRecipients(Message, frozen=True, tag=108):
    """Carry a signed recipients list to the other side; it takes it if genuine and newer.

    Attributes:
        body: Canonical bytes of `protocol.trust.recipients.RecipientsList`.
        signature: By the safeguarding root.
    """

    body: ListBody
    signature: SignatureField


class RecipientsTaken(Message, frozen=True, tag=109):
    """The other side now holds this version, on disk."""

    version: ListVersion


class CallerAlive(Message, frozen=True, tag=110):
    """Whoever dialled is still there."""


class OfficeAlive(Message, frozen=True, tag=111):
    """The office is still there."""


class CallerLeft(Message, frozen=True, tag=112):
    """End the session now."""


class OfficeLeft(Message, frozen=True, tag=113):
    """The office shuts down, or was started anew and knows this caller no more: dial again."""


class PresentDevice(
    msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True
):
    """One device the office hears from.

    Attributes:
        seen_at: When it was heard last, by the office's clock.
    """

    key: TransportKeyField
    address: Annotated[str, msgspec.Meta(max_length=255)]
    software: Annotated[str, msgspec.Meta(max_length=SOFTWARE_MAX_CHARACTERS)]
    seen_at: UnixMillis


class RequestDirectory(Message, frozen=True, tag=114):
    """Tell which devices are there, from this place in the directory's order on; staff only."""

    after: Annotated[int, msgspec.Meta(ge=0, le=2**31)]


class DirectoryTold(Message, frozen=True, tag=115):
    """A page of the directory.

    Attributes:
        next: Ask from here for more; None when this was the last.
    """

    devices: Annotated[tuple[PresentDevice, ...], msgspec.Meta(max_length=DIRECTORY_PAGE)]
    next: Annotated[int, msgspec.Meta(ge=0, le=2**31)] | None
