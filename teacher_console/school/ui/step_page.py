"""What the five steps of setting up share. Lane: gui."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from protocol.trust.document import Signed
from protocol.trust.school_file import School
from teacher_console.school.attempts import Attempts
from teacher_console.school.set_up_progress import Progress
from teacher_console.school.staff_folder import MadeKey
from teacher_console.school.ui.desk import Desk
from teacher_console.school.unlocking import SignedInStaff
from teacher_console.shell.ui.labels import plain


class Found(Protocol):
    """Founds a school; on a worker thread."""

    def __call__(self, name: str, technician: str, safeguarding: str) -> None:
        """Found the school called `name`, its roots under the two passphrases.

        Raises:
            InputError: An argument is unfit, or a school is there already.
        """


@dataclasses.dataclass(slots=True)
class SettingUp:
    """What setting up knows while it goes on; the pages read and change it on the GUI thread.

    Attributes:
        folder: The console's own, for key, school and roster.
        desk: The technician's office, open where the roots are on this computer and unlocked.
        attempts: Counts wrong passphrases of the root.
        utc_now: Aware UTC.
        school: The school this console belongs to, None before the first step.
        key: This person's key, None before the second step.
        is_answered: The roster here knows the key.
        staff: Who is signed in, None until a passphrase opened a key that the roster knows.
        passphrase: Of the key made a moment ago, so that it is not asked for twice; else empty.
    """

    folder: Path
    desk: Desk
    attempts: Attempts
    progress: Progress
    utc_now: Callable[[], dt.datetime]
    school: Signed[School] | None = None
    key: MadeKey | None = None
    is_answered: bool = False
    staff: SignedInStaff | None = None
    passphrase: str = dataclasses.field(default="", repr=False)


class StepPage(QWidget):
    """A title, a sentence that says what to do now, and the step's own widgets below.

    Signals:
        changed: What this step was for may be done now, or no longer.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.title = ""
        self._heading = plain("", "emptyTitle")
        self._sentence = plain("", "soft")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(36, 30, 36, 24)
        self.column.setSpacing(16)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._sentence)

    def entitle(self, title: str) -> None:
        """Name the step."""
        self.title = title
        self._heading.setText(title)

    def ask(self, sentence: str) -> None:
        """Say what is to be done now."""
        self._sentence.setText(sentence)

    def begin(self) -> None:
        """The page is shown: follow what other pages changed."""

    def is_done(self) -> bool:
        """Tell whether the step needs nothing more."""
        return False

    def close_workers(self) -> None:
        """Wait for what is under way; the window closes."""
