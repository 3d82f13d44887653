"""What the post tells, brought to whoever it concerns: reports on their way, answers that came.

Lane: io.
"""

from protocol.delivery import Stage
from protocol.identifiers import Identifier
from protocol.messages import EnvelopeHanded
from protocol.vocabulary import MailRefusal
from student_client.concerns.reporting import Reporting
from student_client.concerns.threads import Threads


class Letters:
    """`student_client.mail.post.PostEvents`."""

    def __init__(self, reporting: Reporting, threads: Threads) -> None:
        self._reporting = reporting
        self._threads = threads

    def stage_changed(self, envelope_id: Identifier, stage: Stage) -> None:
        """A letter was carried on or received."""
        self._reporting.stage_changed(envelope_id, stage)

    def refused(self, envelope_id: Identifier, reason: MailRefusal) -> None:
        """An office does not keep a letter now."""
        self._reporting.refused(envelope_id, reason)

    def handed(self, handed: EnvelopeHanded) -> None:
        """An answer came."""
        self._threads.handed(handed)
