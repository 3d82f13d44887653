"""Who can see the screen now, as a value that crosses from the io thread to the pupil's windows."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Watcher:
    """One person, as the roster names them, and the lesson they opened."""

    name: str
    lesson: str
