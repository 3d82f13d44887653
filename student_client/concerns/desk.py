"""What the Help window may ask for, and who does it. The window itself knows no thread and no disk.

Lane: gui calls; the writer derives keys, the io thread fetches.
"""

import enum
from collections.abc import Callable, Sequence

from protocol.identifiers import Identifier
from protocol.transport.ports import Loop
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import RecipientsList
from student_client.concerns.draft import Draft
from student_client.concerns.reporting import Promise, Reporting
from student_client.concerns.threads import Reply, Threads
from student_client.concerns.word_code import WordCode, code_of, new_code
from student_client.writer import Writer


class CodeFound(enum.Enum):
    """What became of the words a pupil typed."""

    IS_CODE = "is_code"
    """They are a code; an answer shows itself if there is one."""
    NO_CODE = "no_code"
    """Not five words of the list."""


class Desk:
    """One for the program.

    Args:
        school_id: Salts word codes.
        listed: Returns the newest recipients list; any thread.
        on_code: Given a fresh code; called on the writer thread.
        on_words: Told what typed words are; called on the writer thread.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        writer: Writer,
        reporting: Reporting,
        threads: Threads,
        school_id: Identifier,
        listed: Callable[[], RecipientsList | None],
        on_code: Callable[[WordCode], None],
        on_words: Callable[[CodeFound], None],
    ) -> None:
        self._loop = loop
        self._writer = writer
        self._reporting = reporting
        self._threads = threads
        self._school_id = school_id
        self._on_code = on_code
        self._on_words = on_words
        self.listed = listed

    def promise(self, draft: Draft) -> Promise:
        """Return who will be able to read `draft`.

        Raises:
            InputError: Nobody, or nobody knows.
        """
        return self._reporting.promise(draft)

    def send(self, draft: Draft, promised: Promise, word_code: PrivateKey | None) -> Identifier:
        """Send `draft`; return the concern's id.

        Raises:
            ReadersChangedError: Others would read it now than were shown.
            InputError: As `promise`.
        """
        return self._reporting.send(draft, promised, word_code)

    def answer(self, reply: Reply, text: str) -> Identifier:
        """Send `text` to all who read the thread of `reply`; return the letter's id."""
        return self._reporting.answer(reply.concern, text, reply.readers)

    def read(self, replies: Sequence[Reply]) -> None:
        """Note that these were read."""
        self._loop.post(lambda: self._threads.read(replies))

    def prepare_code(self) -> None:
        """Make a fresh code, which takes a tenth of a second; `on_code` is given it."""
        self._writer.post(lambda: self._on_code(new_code(self._school_id)))

    def use_words(self, text: str) -> None:
        """Fetch what was answered to the holder of these words; `on_words` says what they are."""

        def derive() -> None:
            word_code = code_of(text, self._school_id)
            if word_code is not None:
                key = word_code.key
                self._loop.post(lambda: self._threads.use_code(key))
            self._on_words(CodeFound.IS_CODE if word_code is not None else CodeFound.NO_CODE)

        self._writer.post(derive)

    def forget_words(self) -> None:
        """Fetch no longer what was answered to a code."""
        self._loop.post(self._threads.forget_code)
