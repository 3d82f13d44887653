"""Answers from staff, fetched from the post office by a key, never kept on this computer's disk.

A pupil's own key is watched from the start, so that the tray can show a neutral dot; the key of a
word code is watched while the window that was given the words is open. The office keeps an answer
until the pupil says it was read. Lane: io.
"""

import dataclasses
import logging
from collections.abc import Callable, Collection

from protocol.errors import RemoteProtocolError
from protocol.identifiers import Identifier, ReaderId, SealingKey, SigningKey, UnixMillis
from protocol.letters.safeguarding import StaffReply
from protocol.letters.signed import Opened, open_letter
from protocol.messages import EnvelopeHanded
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import Recipient
from protocol.trust.roster import StaffMember
from protocol.trust.sealing import reader_id
from student_client.mail.lists import SchoolLists
from student_client.mail.post import Post

logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """One answer, as its pupil reads it.

    Attributes:
        who: Name of its author as the school's lists give it.
        readers: Keys of the staff who read the thread; what the pupil answers is sealed to them.
        is_by_code: It was fetched with a word code.
    """

    id: Identifier
    reader: ReaderId
    concern: Identifier
    who: str
    text: str = dataclasses.field(repr=False)
    received_at: UnixMillis
    readers: tuple[SealingKey, ...]
    is_by_code: bool


class Threads:
    """Opens what offices hand over.

    Args:
        own: The pupil's reply key.
        tell: Given every answer that was not taken yet, oldest first, whenever that changes.
    """

    def __init__(
        self, *, own: PrivateKey, lists: SchoolLists, tell: Callable[[tuple[Reply, ...]], None]
    ) -> None:
        self._own = reader_id(own.sealing_key())
        self._keys = {self._own: own}
        self._lists = lists
        self._tell = tell
        self._unread: dict[tuple[Identifier, ReaderId], Reply] = {}
        self._post: Post | None = None

    def fetch_by(self, post: Post) -> None:
        """Fetch through `post`; called once."""
        self._post = post
        post.watch(tuple(self._keys))

    def use_code(self, key: PrivateKey) -> None:
        """Fetch what is sealed to a word code's key as well, in place of another code's."""
        self._keys = {self._own: self._keys[self._own], reader_id(key.sealing_key()): key}
        self._watch()

    def forget_code(self) -> None:
        """Forget the code: its window was closed or hidden."""
        if len(self._keys) > 1:
            self._keys = {self._own: self._keys[self._own]}
            self._unread = {
                key: reply for key, reply in self._unread.items() if key[1] == self._own
            }
            self._watch()
            self._tell(tuple(self._unread.values()))

    def read(self, replies: Collection[Reply]) -> None:
        """Note that the pupil has read these: the office may forget them."""
        for reply in replies:
            if self._unread.pop((reply.id, reply.reader), None) is not None and self._post:
                self._post.taken(reply.id, reply.reader)
        self._tell(tuple(self._unread.values()))

    def handed(self, handed: EnvelopeHanded) -> None:
        """Open what an office handed over."""
        key = self._keys.get(handed.reader)
        if key is None or self._post is None:
            return
        try:
            opened = open_letter(handed.envelope, key)
        except RemoteProtocolError as exc:
            logger.warning("an answer could not be opened: %s", exc)
            self._post.taken(handed.envelope.id, handed.reader)
            return
        who = self._name_of(opened.author)
        if not isinstance(opened.letter, StaffReply) or who is None:
            logger.warning("something that is no answer of this school's staff was left aside")
            self._post.taken(handed.envelope.id, handed.reader)
            return
        reply = self._reply(handed, opened, opened.letter, who)
        self._unread[reply.id, reply.reader] = reply
        self._tell(tuple(self._unread.values()))

    def _reply(self, handed: EnvelopeHanded, opened: Opened, letter: StaffReply, who: str) -> Reply:
        known = self._staff_keys()
        return Reply(
            id=opened.envelope_id,
            reader=handed.reader,
            concern=letter.concern,
            who=who,
            text=letter.text,
            received_at=handed.received_at,
            readers=tuple(known[each] for each in handed.envelope.reader_ids() if each in known),
            is_by_code=handed.reader != self._own,
        )

    def _name_of(self, author: SigningKey) -> str | None:
        names = [each.name for each in self._people() if each.signing_key == author]
        return names[0] if names else None

    def _staff_keys(self) -> dict[ReaderId, SealingKey]:
        return {reader_id(each.sealing_key): each.sealing_key for each in self._people()}

    def _people(self) -> list[Recipient | StaffMember]:
        listed, roster = self._lists.recipients_list, self._lists.roster
        people: list[Recipient | StaffMember] = [*listed.recipients] if listed is not None else []
        return [*people, *roster.signed.body.staff] if roster is not None else people

    def _watch(self) -> None:
        if self._post is not None:
            self._post.watch(tuple(self._keys))
