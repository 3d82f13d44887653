"""The outbox as the io thread sees it: asked there, answered there, done by the writer.

What the disk would not keep is held in memory, so that it still leaves while there is a link.
"""

import logging
from collections.abc import Callable

from protocol.identifiers import Identifier
from protocol.transport.ports import Loop
from protocol.trust.sealing import Envelope
from student_client.outbox import Outbox, OutboxError
from student_client.writer import Writer

logger = logging.getLogger(__name__)


class Shelf:
    """Lane: io.

    Args:
        outbox: None where it could not be opened: then everything is held in memory.
    """

    def __init__(self, *, loop: Loop, writer: Writer, outbox: Outbox | None) -> None:
        self._loop = loop
        self._writer = writer
        self._outbox = outbox
        self._unsaved: dict[Identifier, Envelope] = {}

    def hold(self, envelope: Envelope) -> None:
        """Hold what the disk did not keep."""
        self._unsaved[envelope.id] = envelope

    def fetch(
        self, envelope_id: Identifier, on_envelope: Callable[[Envelope | None], None]
    ) -> None:
        """Read an envelope, then call `on_envelope` with it; None where it cannot be read."""
        held = self._unsaved.get(envelope_id)
        if held is not None:
            self._loop.post(lambda: on_envelope(held))
            return

        def read(outbox: Outbox) -> None:
            try:
                found = outbox.envelope(envelope_id)
            except OutboxError as exc:
                logger.warning("a letter could not be read: %s", exc)
                found = None
            self._loop.post(lambda: on_envelope(found))

        self._with_outbox(read)

    def carried(self, envelope_id: Identifier) -> None:
        """Note that a colleague's console has it too."""
        self._with_outbox(lambda outbox: _tried(lambda: outbox.carried(envelope_id)))

    def erase(self, envelope_id: Identifier) -> None:
        """Forget what the school received."""
        if self._unsaved.pop(envelope_id, None) is None:
            self._with_outbox(lambda outbox: _tried(lambda: outbox.erase(envelope_id)))

    def _with_outbox(self, call: Callable[[Outbox], None]) -> None:
        outbox = self._outbox
        if outbox is not None:
            self._writer.post(lambda: call(outbox))


def _tried(call: Callable[[], None]) -> None:
    try:
        call()
    except OutboxError as exc:
        logger.warning("the outbox was not brought up to date: %s", exc)
