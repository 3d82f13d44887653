"""A device asks to belong to a school; a technician looks at it and decides."""

from typing import Annotated

import msgspec

from protocol.identifiers import Name, SignatureField, SigningKeyField
from protocol.messages.message import Message
from protocol.messages.session import RosterVersion


class DescribeDevice(Message, frozen=True, tag=40):
    """Say who you are; only the school's admission key may ask."""


class DeviceDescribed(Message, frozen=True, tag=41):
    """What a technician needs to admit a device.

    Its transport key is the one this connection proved.

    Attributes:
        enrolment_token: From the device's school file: shows it was deployed by this school.
        proof: The signing key's signature over token and transport key
            (`protocol.trust.admission`): the device holds the private half.
    """

    device_name: Name
    signing_key: SigningKeyField
    enrolment_token: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    proof: SignatureField
    roster_version: RosterVersion
