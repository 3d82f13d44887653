"""A school whose pupils write and whose staff each keep a record of their own, letters by hand."""

import contextlib
import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from protocol.identifiers import SealingKey
from protocol.letters.safeguarding import AnyLetter, Concern, ConcernPicture, PupilAnswer
from protocol.letters.signed import Opened, open_letter, seal_letter
from protocol.messages import EnvelopeHanded
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import Recipient, RecipientsList
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id
from protocol.vocabulary import ConcernKind, Duty, Role
from teacher_console.concerns.casework import Casework
from teacher_console.concerns.intake import Taken
from teacher_console.concerns.people import People
from teacher_console.record.database import sqlite_url
from teacher_console.record.store import Record
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import Person, SchoolInMemory

WORDS = "somebody takes my lunch money every day"


class Staff:
    """One recipient, their console's record, and what arrives there."""

    def __init__(self, school: "TellingSchool", person: Person, line: Recipient) -> None:
        self.person = person
        self.line = line
        self._school = school
        self.url = sqlite_url(school.folder / f"{line.serial}.sqlite")
        self.open()

    def open(self) -> None:
        self.record = Record(self.url, self.person.keys, self._school.now_ms)
        self.work = Casework(
            self.record,
            self.person.keys,
            serial=self.line.serial,
            name=self.line.name,
            people=self._school.people,
            utc_now=lambda: self._school.now,
        )

    @property
    def key(self) -> SealingKey:
        return self.line.sealing_key

    def hand(self, envelope: Envelope) -> Taken:
        return self.work.take(self._school.handed(envelope, self.key))

    def states(self) -> list[str]:
        return [each.state.value for each in self.work.cases()]


class TellingSchool:
    """Ms Patel, her safeguarding lead, a deputy and a head; one pupil at one computer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
        self.school = SchoolInMemory()
        self.computer = self.school.computer()
        self.reply_key = PrivateKey.generate()
        people = [
            (self.school.person(name=name), name, duty)
            for name, duty in (
                ("Ms Patel", Duty.STAFF),
                ("Mr Okoro", Duty.DSL),
                ("Mrs Lind", Duty.DEPUTY_DSL),
                ("Dr Hale", Duty.HEAD),
            )
        ]
        lines = [
            recipient(name, duty, keys=person.keys, serial=person.line.serial)
            for person, name, duty in people
        ]
        self.roster = self.school.roster()
        self.listed: Signed[RecipientsList] = recipients_list(self.school, lines)
        self.teacher, self.dsl, self.deputy, self.head = (
            Staff(self, person, line) for (person, *_), line in zip(people, lines, strict=True)
        )
        self.everybody = (self.teacher, self.dsl, self.deputy, self.head)
        self.lost: list[Envelope] = []

    def people(self) -> People:
        return People(self.roster, self.listed)

    def now_ms(self) -> int:
        return int(self.now.timestamp() * 1000)

    def write(
        self,
        letter: AnyLetter,
        readers: Sequence[Staff] | None = None,
        *,
        author: PrivateKey | None = None,
        envelope_id: str | None = None,
    ) -> Envelope:
        return seal_letter(
            letter,
            author=author or self.computer.keys.signing,
            readers=[each.key for each in readers or (self.teacher, self.dsl)],
            envelope_id=envelope_id or new_envelope_id(),
            written_at=self.now_ms(),
        )

    def concern(
        self,
        text: str = WORDS,
        *,
        readers: Sequence[Staff] | None = None,
        about: tuple[str, ...] = (),
        has_picture: bool = False,
        pupil_name: str = "Amira Khan",
        meet_when: str = "",
    ) -> Envelope:
        letter = Concern(
            kind=ConcernKind.TELL,
            text=text,
            meet_when=meet_when,
            pupil_name=pupil_name,
            chosen=self.teacher.line.serial,
            about=about,
            has_picture=has_picture,
            reply_to=(self.reply_key.sealing_key(),),
            recipients_version=1,
        )
        return self.write(letter, readers)

    def answer(self, concern: str, text: str = "and today again") -> Envelope:
        return self.write(PupilAnswer(concern=concern, text=text))

    def picture(self, concern: str, picture: bytes) -> Envelope:
        return self.write(ConcernPicture(concern=concern, picture=picture))

    def handed(self, envelope: Envelope, key: SealingKey) -> EnvelopeHanded:
        return EnvelopeHanded(
            reader=reader_id(key), number=1, received_at=self.now_ms(), envelope=envelope
        )

    def deliver(self, envelope: Envelope) -> None:
        """Hand a pupil's envelope to everybody it is sealed to, then let all letters travel."""
        for each in self.everybody:
            if reader_id(each.key) in envelope.reader_ids():
                each.hand(envelope)
        self.settle()

    def settle(self) -> list[Opened]:
        """Let all letters travel; return what reached the pupil."""
        to_pupil = []
        while letters := [
            (each, letter) for each in self.everybody for letter in each.work.outgoing()
        ]:
            for sender, letter in letters:
                for each in self.everybody:
                    if reader_id(each.key) in letter.reader_ids():
                        assert each.hand(letter) is not Taken.SET_ASIDE
                if reader_id(self.reply_key.sealing_key()) in letter.reader_ids():
                    to_pupil.append(open_letter(letter, self.reply_key))
                sender.work.arrived(letter.id)
        return to_pupil

    def forward(self, **passed: float) -> None:
        self.now += dt.timedelta(**passed)

    def stranger(self) -> Person:
        """A member of staff who is on the roster and on no list."""
        person = self.school.person(Role.TECHNICIAN, name=f"Stranger {secrets.token_hex(2)}")
        self.roster = self.school.roster()
        return person

    def close(self) -> None:
        for each in self.everybody:
            each.record.close()


@contextlib.contextmanager
def telling_school(folder: Path) -> Iterator[TellingSchool]:
    school = TellingSchool(folder)
    try:
        yield school
    finally:
        school.close()
