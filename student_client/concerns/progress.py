"""How far a letter has come, in the order in which it can be true. What the pupil reads follows."""

import enum


class Progress(enum.Enum):
    """Where a letter is for certain."""

    UNSAVED = "unsaved"
    """The disk did not keep it: it is in memory, and sent while the computer stays on."""
    SAVED = "saved"
    """On this computer's disk."""
    CARRIED = "carried"
    """Also with a colleague's console, which passes it on."""
    REFUSED = "refused"
    """Still here; the school's post office cannot take it now and is asked again."""
    RECEIVED = "received"
    """At the school."""
