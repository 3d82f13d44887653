"""Oak School with Ms Patel and a safeguarding lead, one computer, and its mail."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from protocol.letters.safeguarding import StaffReply
from protocol.letters.signed import seal_letter
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import ROSTER, Roster
from protocol.trust.sealing import Envelope, new_envelope_id
from protocol.vocabulary import Duty, Role
from student_client.concerns.draft import Draft
from tests.helpers.fake_office import FakeOffice
from tests.helpers.mail_side import MailSide, hub_line, running_mail
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import Computer, Person, SchoolInMemory, now_ms


class OakSchool:
    """Ms Patel and the lead, one computer, and the lists."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.school = SchoolInMemory()
        self.patel: Person = self.school.person(name="Ms Patel")
        self.lead: Person = self.school.person(Role.DSL, name="Mr Lee")
        self.computer: Computer = self.school.computer()
        people = [
            recipient("Ms Patel", keys=self.patel.keys, serial=self.patel.line.serial),
            recipient("Mr Lee", Duty.DSL, keys=self.lead.keys, serial=self.lead.line.serial),
        ]
        self.people = people
        self.recipients = recipients_list(self.school, people)

    def roster(self, *hubs: FakeOffice) -> Signed[Roster]:
        body = self.school.roster().body
        body = msgspec.structs.replace(body, hubs=tuple(map(hub_line, hubs)))
        return ROSTER.sign(body, self.school.deployment.signing.secret)

    @contextlib.contextmanager
    def mail(
        self,
        *hubs: FakeOffice,
        consoles: tuple[FakeOffice, ...] = (),
        recipients: Signed[RecipientsList] | None = None,
        reply_key: PrivateKey | None = None,
        outbox_path: Path | None = None,
    ) -> Iterator[MailSide]:
        with running_mail(
            self.school,
            self.computer,
            self.folder,
            roster=self.roster(*hubs),
            recipients=recipients or self.recipients,
            reply_key=reply_key,
            offices=consoles,
            outbox_path=outbox_path,
        ) as side:
            yield side

    def draft(self, text: str = "I am scared of break") -> Draft:
        return Draft(chosen=self.patel.line.serial, text=text)


def answer(oak: OakSchool, concern: str, to: PrivateKey, text: str) -> Envelope:
    keys = [to, oak.patel.keys.sealing, oak.lead.keys.sealing]
    return seal_letter(
        StaffReply(concern=concern, text=text, author="whatever it says"),
        author=oak.patel.keys.signing,
        readers=[key.sealing_key() for key in keys],
        envelope_id=new_envelope_id(),
        written_at=now_ms(),
    )
