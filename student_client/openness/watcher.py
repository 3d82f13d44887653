"""Who can see the screen now, as a value that crosses from the io thread to the pupil's windows."""

import dataclasses

from protocol.vocabulary import ViewReason


@dataclasses.dataclass(frozen=True, slots=True)
class Watcher:
    """One person, as the roster names them, and the lesson they opened.

    Attributes:
        reason: Why they look at the screen in full; None when they see the small picture.
    """

    name: str
    lesson: str
    reason: ViewReason | None = None
