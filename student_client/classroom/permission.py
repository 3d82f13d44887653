"""Which caller may ask this device for what. The giver of the data decides (SECURITY.md, T14)."""

import enum

from protocol.messages import (
    ChooseMonitor,
    ConsoleAlive,
    ConsoleLeft,
    DescribeDevice,
    EndLesson,
    EndView,
    FrameShown,
    Hello,
    OfferRoster,
    OpenLesson,
    OpenView,
    RenewView,
    RequestPicture,
    RequestRoster,
)
from protocol.messages.message import Message
from protocol.vocabulary import Role


class Standing(enum.Enum):
    """What a caller is to this device, from the key its handshake proved."""

    ADMISSION = "admission"
    """The school's tools that admit devices: a key of its own, named in the school file."""
    TEACHER = "teacher"
    DSL = "dsl"
    TECHNICIAN = "technician"

    @classmethod
    def of_role(cls, role: Role) -> "Standing":
        """Return the standing of a member of staff."""
        return cls(role.value)


_EVERYBODY = frozenset(Standing)

MAY_ASK: dict[type[Message], frozenset[Standing]] = {
    Hello: _EVERYBODY,
    ConsoleAlive: _EVERYBODY,
    ConsoleLeft: _EVERYBODY,
    OfferRoster: _EVERYBODY,  # worthless unless signed by the deployment root, and newer
    RequestRoster: _EVERYBODY,
    DescribeDevice: frozenset({Standing.ADMISSION}),
    OpenLesson: frozenset({Standing.TEACHER}),
    EndLesson: frozenset({Standing.TEACHER}),
    RequestPicture: frozenset({Standing.TEACHER}),
    OpenView: frozenset({Standing.TEACHER}),
    ChooseMonitor: frozenset({Standing.TEACHER}),
    RenewView: frozenset({Standing.TEACHER}),
    EndView: frozenset({Standing.TEACHER}),
    FrameShown: frozenset({Standing.TEACHER}),
}
"""message to a device -> who may send it. A message that is not here is refused to all."""


def may_ask(standing: Standing, message: Message) -> bool:
    """Tell whether a caller of `standing` may send `message` at all."""
    return standing in MAY_ASK.get(type(message), frozenset())
