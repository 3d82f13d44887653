"""Who speaks to whom, and that they are still there."""

from typing import Annotated

import msgspec

from protocol.identifiers import Name, SignatureField
from protocol.limits import ROSTER_MAX_BYTES, SIGHT_MAX_CHARACTERS, SOFTWARE_MAX_CHARACTERS
from protocol.messages.message import Message
from protocol.vocabulary import Purpose, Refusal

RosterVersion = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
ProtocolVersion = Annotated[int, msgspec.Meta(ge=0, le=255)]
RosterBody = Annotated[bytes, msgspec.Meta(min_length=1, max_length=ROSTER_MAX_BYTES)]


class Hello(Message, frozen=True, tag=1):
    """Open the session. Nothing else is answered before it.

    Attributes:
        roster_version: Version the console holds; the older side is brought up to date.
        purpose: What this connection is for.
    """

    protocol_version: ProtocolVersion
    roster_version: RosterVersion
    purpose: Purpose


class Welcomed(Message, frozen=True, tag=2):
    """The device accepts the session.

    Attributes:
        device_name: What the device calls itself; the roster's name wins where there is one.
        pupil_name: Who is signed in, as the operating system says; shown, never trusted.
        instance: Random, made when the device's program started: two that answer with one key at
            the same time are two computers.
        software: Version of the device's program.
        sight: What its screen can and cannot show, one sentence; empty while that is not known.
    """

    protocol_version: ProtocolVersion
    roster_version: RosterVersion
    device_name: Name
    pupil_name: Name
    instance: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    software: Annotated[str, msgspec.Meta(max_length=SOFTWARE_MAX_CHARACTERS)]
    sight: Annotated[str, msgspec.Meta(max_length=SIGHT_MAX_CHARACTERS)]


class ConsoleAlive(Message, frozen=True, tag=3):
    """The console is still there."""


class DeviceAlive(Message, frozen=True, tag=4):
    """The device is still there.

    Attributes:
        picture_is_current: The picture last sent still is what the screen shows. False when the
            screen could not be looked at lately, so that no stale picture passes as live.
    """

    picture_is_current: bool


class ConsoleLeft(Message, frozen=True, tag=5):
    """End the session now: the console closes."""


class DeviceLeft(Message, frozen=True, tag=6):
    """The device shuts down or its pupil signs out: gone, not lost."""


class VisitForgotten(Message, frozen=True, tag=12):
    """The device had missed this console for too long and knows it no more: greet anew.

    A console whose computer slept learns at once that nothing it asks is answered.
    """


class OfferRoster(Message, frozen=True, tag=7):
    """Carry a signed roster to the device; it takes it if it is genuine and newer.

    Attributes:
        body: Canonical bytes of `protocol.trust.roster.Roster`.
        signature: By the deployment root.
    """

    body: RosterBody
    signature: SignatureField


class RosterTaken(Message, frozen=True, tag=8):
    """The device now holds this version, on disk."""

    version: RosterVersion


class RequestRoster(Message, frozen=True, tag=9):
    """Ask the device for its roster, because it said it holds a newer one."""


class RosterOffered(Message, frozen=True, tag=10):
    """The device's roster, for a console that holds an older one."""

    body: RosterBody
    signature: SignatureField


class RequestRefused(Message, frozen=True, tag=11):
    """The device will not do what was asked.

    Attributes:
        request: Tag (a number) of the message refused.
    """

    request: Annotated[int, msgspec.Meta(ge=1, le=255)]
    reason: Refusal
