"""Turns what a pupil wrote into sealed letters, keeps them, and says how far they are.

The order is the guarantee: readers as they were shown, signed, padded, sealed, on the disk, and
only then "saved"; "received" only after a receipt. The GUI thread calls, the writer does the work,
the io thread sends; `tell` is called on either and must pass on at once.
"""

import dataclasses
import datetime as dt
import logging
from collections.abc import Callable, Sequence

from protocol.delivery import Stage
from protocol.errors import InputError
from protocol.identifiers import Identifier, SealingKey
from protocol.letters.safeguarding import AnyLetter, Concern, ConcernPicture, PupilAnswer
from protocol.letters.signed import seal_letter
from protocol.transport.ports import Loop
from protocol.trust.keys import PrivateKey
from protocol.trust.readers import Readers, readers_of
from protocol.trust.recipients import RecipientsList
from protocol.trust.sealing import Envelope, new_envelope_id
from protocol.vocabulary import MailRefusal
from student_client.concerns.draft import Draft
from student_client.concerns.progress import Progress
from student_client.mail.cover import Size
from student_client.mail.post import Post
from student_client.mail.shelf import Shelf
from student_client.outbox import Outbox, OutboxError
from student_client.writer import Writer

logger = logging.getLogger(__name__)

_STAGES = {Stage.CARRIED: Progress.CARRIED, Stage.RECEIVED: Progress.RECEIVED}


class ReadersChangedError(InputError):
    """The school changed its list meanwhile: the child is shown who reads before it is sent."""


@dataclasses.dataclass(frozen=True, slots=True)
class Promise:
    """What the child was shown.

    Attributes:
        version: Of the list it was chosen from.
    """

    version: int
    readers: Readers


class Reporting:
    """Takes reports and answers.

    Args:
        outbox: None where it could not be opened.
        author: The device's signing key.
        reply_key: The one answers to this pupil are sealed to.
        pupil_name: Who is signed in, as the system says.
        listed: Returns the newest recipients list; any thread.
        tell: Given a letter's id and how far it is; any thread.
    """

    def __init__(
        self,
        *,
        loop: Loop,
        writer: Writer,
        outbox: Outbox | None,
        shelf: Shelf,
        author: PrivateKey,
        reply_key: PrivateKey,
        pupil_name: str,
        listed: Callable[[], RecipientsList | None],
        tell: Callable[[Identifier, Progress], None],
        utc_now: Callable[[], dt.datetime],
    ) -> None:
        self._loop = loop
        self._writer = writer
        self._outbox = outbox
        self._shelf = shelf
        self._author = author
        self._reply_key = reply_key
        self._pupil_name = pupil_name
        self._listed = listed
        self._tell = tell
        self._utc_now = utc_now
        self._post: Post | None = None

    def send_by(self, post: Post) -> None:
        """Send through `post`; called once, before the first letter."""
        self._post = post

    def promise(self, draft: Draft) -> Promise:
        """Return who will be able to read `draft` if it is sent now.

        Raises:
            InputError: There is no list, it is out of date, or nobody is left to read.
        """
        listed = self._listed()
        if listed is None:
            problem = "the school has not said yet who may read this"
            remedy = "tell an adult you trust, or call the number shown here"
            raise InputError("who can read this", problem, remedy)
        readers = readers_of(listed, draft.chosen, about=draft.about, now=self._utc_now())
        return Promise(listed.version, readers)

    def send(self, draft: Draft, promised: Promise, word_code: PrivateKey | None) -> Identifier:
        """Send `draft` to the readers who were shown; return the concern's id. Lane: gui.

        Args:
            word_code: Of the words to come back with.

        Raises:
            ReadersChangedError: Others would read it now than were shown.
            InputError: As `promise`.
        """
        now = self.promise(draft)
        if now.readers != promised.readers:
            problem = "the school changed its list just now"
            raise ReadersChangedError("who can read this", problem, "look again who can read it")
        keys = [each.sealing_key for each in now.readers.everybody]
        reply_to = [self._reply_key.sealing_key()]
        if word_code is not None:
            reply_to.append(word_code.sealing_key())
        concern = new_envelope_id()
        letter = Concern(
            kind=draft.kind,
            text=draft.text.strip(),
            meet_when=draft.meet_when.strip(),
            pupil_name=self._pupil_name if draft.is_named else "",
            chosen=draft.chosen,
            about=draft.about,
            has_picture=bool(draft.picture),
            reply_to=tuple(reply_to),
            recipients_version=now.version,
        )
        self._dispatch(letter, keys, concern)
        if draft.picture:
            picture = ConcernPicture(concern=concern, picture=draft.picture)
            self._dispatch(picture, keys, new_envelope_id())
        return concern

    def answer(self, concern: Identifier, text: str, readers: Sequence[SealingKey]) -> Identifier:
        """Send more about a concern to those who read it; return the letter's id. Lane: gui."""
        letter_id = new_envelope_id()
        self._dispatch(PupilAnswer(concern=concern, text=text.strip()), readers, letter_id)
        return letter_id

    # of PostEvents

    def stage_changed(self, envelope_id: Identifier, stage: Stage) -> None:
        """Pass on what became of a letter."""
        self._tell(envelope_id, _STAGES[stage])

    def refused(self, envelope_id: Identifier, reason: MailRefusal) -> None:
        """Pass on that an office does not keep it now."""
        logger.info("a post office did not take a letter: %s", reason.value)
        self._tell(envelope_id, Progress.REFUSED)

    def _dispatch(
        self, letter: AnyLetter, readers: Sequence[SealingKey], envelope_id: Identifier
    ) -> None:
        is_text = not isinstance(letter, ConcernPicture)
        size = Size.TEXT if is_text else Size.PICTURE
        written_at = int(self._utc_now().timestamp() * 1000)

        def seal_and_keep() -> None:
            envelope = seal_letter(
                letter,
                author=self._author,
                readers=readers,
                envelope_id=envelope_id,
                written_at=max(0, written_at),
                padded_at_least_bytes=size,
            )
            self._keep(envelope, is_text=is_text)

        self._writer.post(seal_and_keep)

    def _keep(self, envelope: Envelope, *, is_text: bool) -> None:
        given_up: list[Identifier] = []
        is_saved = self._outbox is not None
        try:
            if self._outbox is not None:
                given_up = self._outbox.keep(envelope, is_text=is_text)
        except OutboxError as exc:
            logger.warning("a letter is not on the disk: %s", exc)
            is_saved = False
        self._tell(envelope.id, Progress.SAVED if is_saved else Progress.UNSAVED)
        self._loop.post(
            lambda: self._hand_on(envelope, given_up, is_text=is_text, is_saved=is_saved)
        )

    def _hand_on(
        self, envelope: Envelope, given_up: list[Identifier], *, is_text: bool, is_saved: bool
    ) -> None:
        if not is_saved or envelope.id in given_up:
            self._shelf.hold(envelope)  # a picture without room still leaves while there is a link
        if self._post is not None:
            for each in given_up:
                if each != envelope.id:
                    self._post.give_up(each)
            self._post.take_in(envelope, is_text=is_text)
