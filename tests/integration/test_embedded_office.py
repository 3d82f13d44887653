"""A post office inside a console, built from what `school_hub.mailbox` hands on."""

import contextlib
import queue
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from protocol.messages import EnvelopeKept
from protocol.transport.server import CurveServer
from protocol.transport.zap import ZapHandler
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id, seal
from protocol.vocabulary import Role
from school_hub.keeping import Found, Waiting
from school_hub.mailbox import (
    CONSOLE_BOUNDS,
    EnvelopeStore,
    Mailbox,
    Membership,
    WriterLane,
    open_database,
    sqlite_url,
)
from tests.helpers.links import on_io, running_io
from tests.helpers.mail_caller import MailCaller
from tests.helpers.office_side import KeptLists
from tests.helpers.school import SchoolInMemory, utc_now


class ConsoleOffice:
    """Ms Patel's console, as its `app.py` joins it; Mrs Lead's is off."""

    def __init__(self, folder: Path) -> None:
        self.school = SchoolInMemory()
        self.teacher = self.school.person()
        self.lead = self.school.person(Role.DSL)
        self.computer = self.school.computer()
        self.roster = self.school.roster()
        self.folder = folder
        self.own = self.teacher.keys.transport
        self.reader = reader_id(self.teacher.keys.sealing.sealing_key())
        self.lead_reader = reader_id(self.lead.keys.sealing.sealing_key())

    @contextlib.contextmanager
    def running(self) -> Iterator[tuple[Mailbox, int]]:
        failures: list[BaseException] = []
        store = EnvelopeStore(open_database(sqlite_url(self.folder / "mail")), CONSOLE_BOUNDS)
        with running_io() as io:
            membership = Membership(
                school=self.school.school,
                roster=self.roster,
                recipients=None,
                remembered=store.remembered(),
                store=KeptLists(),
                utc_now=utc_now,
            )
            writer = WriterLane(store, post=io.post, utc_now=utc_now, on_failure=failures.append)
            mailbox = Mailbox(
                loop=io,
                keeping=writer,
                membership=membership,
                own_reader=self.reader,
                utc_now=utc_now,
            )
            on_io(io, lambda: ZapHandler(io, membership.problem_with))
            door = on_io(
                io,
                lambda: CurveServer(
                    io, own=self.own, address="127.0.0.1", port=0, on_data=mailbox.on_data
                ),
            )
            mailbox.serve_at(door)
            writer.start()
            self.io = io
            try:
                yield mailbox, door.port
            finally:
                writer.stop()
        assert failures == []

    def to(self, *people: str) -> Envelope:
        keys = {"teacher": self.teacher, "lead": self.lead}
        readers = [keys[each].keys.sealing.sealing_key() for each in people]
        return seal(b"words", readers, new_envelope_id())


@pytest.fixture
def console(tmp_path: Path) -> ConsoleOffice:
    return ConsoleOffice(tmp_path)


def test_a_pupils_letter_to_the_consoles_person_is_received_and_fetched_at_its_own_door(
    console: ConsoleOffice,
) -> None:
    office_key = console.own.transport_key()
    letter = console.to("teacher", "lead")
    with console.running() as (_, port):
        with MailCaller(port, office_key, console.computer.keys.transport) as device:
            device.greet()
            device.keep(letter)
            receipt = device.await_kind(EnvelopeKept)
            assert receipt == EnvelopeKept(id=letter.id, is_received=True)
        with MailCaller(port, office_key, console.own) as own_person:
            own_person.greet()
            assert own_person.fetch(console.reader) == [letter]


def test_what_it_only_carries_survives_a_restart_and_goes_to_its_reader_who_dials(
    console: ConsoleOffice,
) -> None:
    office_key = console.own.transport_key()
    letter = console.to("lead")
    with (
        console.running() as (_, port),
        MailCaller(port, office_key, console.computer.keys.transport) as device,
    ):
        device.greet()
        device.keep(letter)
        receipt = device.await_kind(EnvelopeKept)
        assert receipt == EnvelopeKept(id=letter.id, is_received=False)
    with (
        console.running() as (_, port),
        MailCaller(port, office_key, console.lead.keys.transport) as lead,
    ):
        lead.greet()
        assert lead.fetch(console.lead_reader) == [letter]


def test_what_is_for_others_can_be_carried_on_to_the_hub(console: ConsoleOffice) -> None:
    office_key = console.own.transport_key()
    letter = console.to("teacher", "lead")
    found: queue.SimpleQueue[Found] = queue.SimpleQueue()
    with console.running() as (mailbox, port):
        with MailCaller(port, office_key, console.computer.keys.transport) as device:
            device.greet()
            device.keep(letter)
            device.await_kind(EnvelopeKept)
        on_io(console.io, lambda: mailbox.next_to_carry(0, found.put))
        with MailCaller(port, office_key, console.own) as own_person:
            own_person.greet()
            waiting = found.get(timeout=5)
            assert isinstance(waiting, Waiting)
            assert msgspec.msgpack.decode(waiting.body, type=Envelope) == letter
            on_io(console.io, lambda: mailbox.carried_on(waiting.number))
            assert own_person.fetch(console.reader) == [letter]
    with (
        console.running() as (_, port),
        MailCaller(port, office_key, console.lead.keys.transport) as lead,
    ):
        lead.greet()
        assert lead.fetch(console.lead_reader) == []
