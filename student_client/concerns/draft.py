"""What a pupil has begun to write. In memory only, and not for long. Lane: gui."""

import dataclasses

from protocol.identifiers import Identifier
from protocol.vocabulary import ConcernKind

KEPT_HIDDEN_S = 10 * 60
"""How long a draft outlives its window: a lesson can go on before the child may."""


@dataclasses.dataclass(slots=True)
class Draft:
    """One report on its way to be sent.

    Attributes:
        chosen: Serial of who shall read it; None is anyone who keeps pupils safe.
        about: Serials of those on the list whom it is about.
        picture: JPEG the pupil ticked and saw; empty for none.
    """

    kind: ConcernKind = ConcernKind.TALK
    chosen: Identifier | None = None
    about: tuple[Identifier, ...] = ()
    text: str = dataclasses.field(default="", repr=False)
    meet_when: str = dataclasses.field(default="", repr=False)
    picture: bytes = dataclasses.field(default=b"", repr=False)
    is_named: bool = True

    def has_words(self) -> bool:
        """Tell whether something would be lost."""
        return bool(self.text.strip() or self.meet_when.strip() or self.picture)


class DraftKeeper:
    """Holds the one draft, and lets it go when it was hidden for too long."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._hidden_at: float | None = None

    def hidden(self, now: float) -> None:
        """Note that the window was hidden, at monotonic seconds `now`."""
        self._hidden_at = now

    def shown(self, now: float) -> bool:
        """Note that it is shown again; tell whether there is a draft to go on with."""
        is_late = self._hidden_at is not None and now - self._hidden_at >= KEPT_HIDDEN_S
        self._hidden_at = None
        if is_late:
            self.wipe()
        return self.draft.has_words()

    def wipe(self) -> None:
        """Forget every word: sent, hidden for too long, locked, or signed out."""
        self.draft = Draft()
