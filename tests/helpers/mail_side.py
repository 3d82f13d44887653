"""The pupil's mail and reports, real from the disk to the socket, without a window."""

import contextlib
import dataclasses
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from protocol.discovery import Advert
from protocol.identifiers import Identifier
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import RecipientsList, carried_recipients
from protocol.trust.roster import Hub, Roster
from student_client.classroom.membership import Membership
from student_client.concerns.letters import Letters
from student_client.concerns.progress import Progress
from student_client.concerns.reporting import Reporting
from student_client.concerns.threads import Reply, Threads
from student_client.mail.lists import SchoolLists
from student_client.mail.offices import Offices
from student_client.mail.post import Post
from student_client.mail.shelf import Shelf
from student_client.outbox import Outbox
from student_client.writer import Writer
from tests.helpers.device_side import KeptRosters
from tests.helpers.fake_office import FakeOffice
from tests.helpers.links import on_io
from tests.helpers.school import Computer, SchoolInMemory, now_ms, utc_now

PUPIL = "Zoë Ødegård"


class KeptRecipients:
    """RecipientsStore in memory."""

    def __init__(self) -> None:
        self.saved: list[int] = []

    def save_recipients(self, recipients: Signed[RecipientsList]) -> None:
        self.saved.append(recipients.body.version)


def hub_line(office: FakeOffice) -> Hub:
    return Hub(
        serial="0" * 32,
        name="hub",
        address=office.address,
        transport_key=office.key,
        admitted_at=now_ms(),
    )


def advert(office: FakeOffice) -> Advert:
    return Advert(office.key, (office.address,))


@dataclasses.dataclass
class MailSide:
    """Everything of one pupil's mail.

    Attributes:
        told: What became of letters, in order.
        replies: What was told of answers, in order.
    """

    io: IoThread
    writer: Writer
    outbox: Outbox | None
    membership: Membership
    lists: SchoolLists
    offices: Offices
    post: Post
    reporting: Reporting
    threads: Threads
    reply_key: PrivateKey
    kept_recipients: KeptRecipients
    told: list[tuple[Identifier, Progress]]
    replies: list[tuple[Reply, ...]]
    tells: "_Tells"

    def also_tell(
        self,
        of_letters: Callable[[Identifier, Progress], None],
        of_replies: Callable[[tuple[Reply, ...]], None],
    ) -> None:
        """Tell a window too; called before it is opened."""
        self.tells.of_letters, self.tells.of_replies = of_letters, of_replies

    def said_of(self, letter: Identifier) -> list[Progress]:
        return [progress for each, progress in list(self.told) if each == letter]

    def await_said(self, letter: Identifier, progress: Progress, within_s: float = 10.0) -> None:
        await_that(lambda: progress in self.said_of(letter), within_s)

    def held(self) -> list[Identifier]:
        """What is on the disk, once the writer has done all it was given."""
        found: list[Identifier] = []
        done = threading.Event()

        def look() -> None:
            assert self.outbox is not None
            found.extend(each.id for each in self.outbox.waiting())
            done.set()

        self.writer.post(look)
        assert done.wait(10)
        return found

    def found(self, office: FakeOffice) -> None:
        """Announce an office, as zeroconf would."""
        on_io(self.io, lambda: self.offices.found(advert(office)))
        on_io(self.io, self.post.links.look)


class _Tells:
    """Writes down what is told, and passes it on."""

    def __init__(
        self, told: list[tuple[Identifier, Progress]], replies: list[tuple[Reply, ...]]
    ) -> None:
        self._told = told
        self._replies = replies
        self.door: object = None  # outlives what it leads to, as the program's does
        self.of_letters: Callable[[Identifier, Progress], None] | None = None
        self.of_replies: Callable[[tuple[Reply, ...]], None] | None = None

    def tell_letter(self, letter: Identifier, progress: Progress) -> None:
        self._told.append((letter, progress))
        if self.of_letters is not None:
            self.of_letters(letter, progress)

    def tell_replies(self, replies: tuple[Reply, ...]) -> None:
        self._replies.append(replies)
        if self.of_replies is not None:
            self.of_replies(replies)


def await_that(condition: Callable[[], bool], within_s: float = 10.0) -> None:
    """Return once `condition` holds; another thread makes it so."""
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        threading.Event().wait(0.005)


@contextlib.contextmanager
def running_mail(
    school: SchoolInMemory,
    computer: Computer,
    folder: Path,
    *,
    roster: Signed[Roster] | None,
    recipients: Signed[RecipientsList] | None,
    reply_key: PrivateKey | None = None,
    offices: Sequence[FakeOffice] = (),
    has_outbox: bool = True,
    outbox_path: Path | None = None,
) -> Iterator[MailSide]:
    """The mail of one computer; it ends as the program does."""
    failures: list[BaseException] = []
    io = IoThread("mail-io", failures.append)
    writer = Writer(failures.append)
    outbox = Outbox(outbox_path or folder / "outbox.db") if has_outbox else None
    membership = Membership(
        school=school.school,
        keys=computer.keys,
        roster=roster,
        store=KeptRosters(),
        utc_now=utc_now,
    )
    store = KeptRecipients()
    told: list[tuple[Identifier, Progress]] = []
    replies: list[tuple[Reply, ...]] = []
    tells = _Tells(told, replies)
    lists = SchoolLists(
        membership=membership,
        recipients=recipients,
        judge=lambda body, signature: carried_recipients(body, signature, school.school),
        store=store,
        on_roster=lambda: None,
        on_recipients=lambda: None,
    )
    shelf = Shelf(loop=io, writer=writer, outbox=outbox)
    own = reply_key or PrivateKey.generate()
    reporting = Reporting(
        loop=io,
        writer=writer,
        outbox=outbox,
        shelf=shelf,
        author=computer.keys.signing,
        reply_key=own,
        pupil_name=PUPIL,
        listed=lambda: lists.recipients_list,
        tell=tells.tell_letter,
        utc_now=utc_now,
    )
    threads = Threads(own=own, lists=lists, tell=tells.tell_replies)
    known = Offices()
    for office in offices:
        known.found(advert(office))

    post = Post(
        loop=io,
        dialler=CurveDialler(io, own=computer.keys.transport),
        offices=known,
        lists=lists,
        shelf=shelf,
        events=Letters(reporting, threads),
        address=lambda: "",
        software="0.2.0",
        search=lambda _: None,
        cover_readers=lambda: 2,
        chance=random.random,
        utc_now=utc_now,
    )
    reporting.send_by(post)
    threads.fetch_by(post)
    writer.start()
    io.start()
    held = outbox.waiting() if outbox is not None else []
    io.post(lambda: post.begin(held))
    side = MailSide(
        io,
        writer,
        outbox,
        membership,
        lists,
        known,
        post,
        reporting,
        threads,
        own,
        store,
        told,
        replies,
        tells,
    )
    try:
        yield side
    finally:
        io.post(post.end)
        io.stop()
        writer.stop()
        if outbox is not None:
            outbox.close()
    assert failures == []
