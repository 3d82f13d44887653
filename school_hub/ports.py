"""What the office's parts need of the whole: a way to answer. Lane: io."""

from typing import Protocol

from protocol.messages import FromOffice
from protocol.messages.message import Message
from protocol.vocabulary import Refusal
from school_hub.visits import Visit


class Counter(Protocol):
    """Where callers are answered."""

    def send(self, visit: Visit, message: FromOffice) -> bool:
        """Send to a visit that is still there; False when it is gone or its queue is full."""

    def refuse(self, visit: Visit, message: Message, reason: Refusal) -> None:
        """Say that what `message` asked is not done."""
