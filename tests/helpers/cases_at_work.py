"""A recipient's console without its window: real links and record, and what the window hears."""

import contextlib
import random
import threading
from collections.abc import Callable, Iterator

from protocol.messages import EnvelopeHanded
from protocol.transport.client import CurveDialler
from protocol.transport.io_thread import IoThread
from protocol.trust.document import Signed
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import ROSTER, Hub, Roster
from protocol.trust.sealing import reader_id
from teacher_console.concerns.casework import Casework
from teacher_console.concerns.desk import CaseDesk
from teacher_console.concerns.opening import OpenedRecordCases
from teacher_console.concerns.thread import Case
from teacher_console.mail.flow import MailFlow
from teacher_console.mail.post import Post
from tests.helpers.casework import Staff, TellingSchool
from tests.helpers.console_office import FakeOffice
from tests.helpers.links import running_io
from tests.helpers.school import now_ms


class Heard:
    """DeskEvents and PostOwner: hears, and lets a test wait."""

    def __init__(self) -> None:
        self.cases: list[Case] = []
        self.aside = 0
        self.problems: list[str] = []
        self.arrivals: list[str] = []
        self.rosters: list[int] = []
        self.lists: list[int] = []
        self.flow: MailFlow | None = None
        self.desk: CaseDesk | None = None
        self._news = threading.Condition()

    def cases_changed(self, cases: list[Case], aside: int) -> None:
        with self._news:
            self.cases, self.aside = cases, aside
            self._news.notify_all()

    def problem(self, sentence: str) -> None:
        with self._news:
            self.problems.append(sentence)
            self._news.notify_all()

    def handed(self, handed: EnvelopeHanded, taken: Callable[[bool], None]) -> None:
        assert self.desk is not None
        self.desk.handed(handed, taken)

    def arrived(self, envelope_id: str) -> None:
        assert self.desk is not None
        self.desk.arrived(envelope_id)
        with self._news:
            self.arrivals.append(envelope_id)
            self._news.notify_all()

    def roster_renewed(self, roster: Signed[Roster]) -> None:
        with self._news:
            self.rosters.append(roster.body.version)
            self._news.notify_all()

    def recipients_renewed(self, listed: Signed[RecipientsList]) -> None:
        with self._news:
            self.lists.append(listed.body.version)
            self._news.notify_all()

    def flow_changed(self, flow: MailFlow) -> None:
        with self._news:
            self.flow = flow
            self._news.notify_all()

    def wait_for(self, fits: Callable[["Heard"], bool], within_s: float = 10.0) -> None:
        with self._news:
            assert self._news.wait_for(lambda: fits(self), within_s), vars(self)


class CasesAtWork:
    def __init__(self, io: IoThread, desk: CaseDesk, post: Post, heard: Heard) -> None:
        self.io = io
        self.desk = desk
        self.post = post
        self.heard = heard

    def do(self, call: Callable[[Casework], object]) -> object:
        """Make `call` as the window would, and wait for it."""
        done = threading.Event()
        results: list[object] = []
        problems: list[str] = []

        def finish(result: object) -> None:
            results.append(result)
            done.set()

        def fail(sentence: str) -> None:
            problems.append(sentence)
            done.set()

        self.desk.ask(call, finish, fail)
        assert done.wait(10)
        assert problems == []
        return results[0]


@contextlib.contextmanager
def cases_at_work(
    school: TellingSchool, staff: Staff, office: FakeOffice | None, *, is_hub: bool = True
) -> Iterator[CasesAtWork]:
    """`staff`'s console; the roster names `office` as the hub, or it is the console's own."""
    staff.record.close()
    roster = with_hub(school, office) if office is not None and is_hub else school.roster
    heard = Heard()
    with running_io() as io:
        post = Post(
            loop=io,
            dialler=CurveDialler(io, own=staff.person.keys.transport),
            owner=heard,
            school=school.school.school,
            roster=roster,
            listed=school.listed,
            own_key=staff.person.keys.transport.transport_key(),
            reader=reader_id(staff.key),
            now_ms=now_ms,
            chance=random.random,
        )
        desk = CaseDesk(
            lambda: OpenedRecordCases(
                school.folder / staff.line.serial,
                staff.url,
                staff.person.keys,
                serial=staff.line.serial,
                name=staff.line.name,
                people=school.people,
                utc_now=lambda: school.now,
            ),
            loop=io,
            events=heard,
            send=lambda letters: io.post(lambda: post.send(letters)),
        )
        heard.desk = desk
        desk.begin()
        io.post(post.begin)
        try:
            yield CasesAtWork(io, desk, post, heard)
        finally:
            io.post(post.close)
            desk.close()
    staff.open()


def with_hub(school: TellingSchool, office: FakeOffice) -> Signed[Roster]:
    """The school's roster with `office` as its hub, one version newer."""
    body = school.roster.body
    roster = Roster(
        school_id=body.school_id,
        version=body.version + 1,
        issued_at=body.issued_at,
        staff=body.staff,
        devices=body.devices,
        hubs=(
            Hub(
                serial="9" * 32,
                name="hub",
                address=office.address,
                transport_key=office.key,
                admitted_at=body.issued_at,
            ),
        ),
    )
    return ROSTER.sign(roster, school.school.deployment.signing.secret)
