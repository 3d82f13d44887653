"""The post office's promises, with a store in memory: who gets what, in which order, how fast."""

from typing import TypeVar

import msgspec
import pytest

from protocol.identifiers import ReaderId, TransportKey
from protocol.limits import (
    CALLERS_PER_ADDRESS_MAX,
    CALLERS_PER_KEY_MAX,
    KEEPS_BURST_DEVICE,
    LISTS_ON_THEIR_WAY_MAX,
    MAIL_LOST_AFTER_S,
    OFFICE_MESSAGES_BURST,
    WATCHES_BURST,
)
from protocol.messages import (
    CallerAlive,
    CallerLeft,
    DirectoryTold,
    EnvelopeHanded,
    EnvelopeKept,
    EnvelopeRefused,
    EnvelopeTaken,
    FromOffice,
    KeepEnvelope,
    OfferRecipients,
    OfferRoster,
    OfficeAlive,
    OfficeGreeted,
    OfficeLeft,
    RecipientsTaken,
    RequestDirectory,
    RequestRefused,
    RosterTaken,
    WatchReaders,
)
from protocol.transport.ports import Caller
from protocol.trust.document import Signed
from protocol.trust.keys import PrivateKey
from protocol.trust.recipients import RecipientsList
from protocol.trust.roster import Roster
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id, seal
from protocol.vocabulary import MailRefusal, Refusal, Role
from school_hub.keeping import Empty, Found, Outcome, Waiting
from tests.helpers.messages import greet_office
from tests.helpers.office_side import OfficeSide, office_side
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import Person, SchoolInMemory

MessageT = TypeVar("MessageT")


class Scene:
    """A hub, a pupil's device, a teacher, a lead; and a key only the pupil's device knows."""

    def __init__(self, *, is_console: bool = False) -> None:
        self.school = SchoolInMemory()
        self.teacher = self.school.person(name="Ms Patel")
        self.lead = self.school.person(Role.DSL, name="Mrs Lead")
        self.computer = self.school.computer()
        self.hub = self.school.hub()
        self.roster = self.school.roster()
        self.pupil = PrivateKey.generate()
        self.office = office_side(
            self.school,
            self.roster,
            own_reader=reader_of(self.teacher) if is_console else None,
        )
        self.device = self.computer.key
        self.teacher_key = self.teacher.keys.transport.transport_key()
        self.lead_key = self.lead.keys.transport.transport_key()

    def to(self, *people: Person) -> Envelope:
        keys = [each.keys.sealing.sealing_key() for each in people]
        return seal(b"words", keys, new_envelope_id())

    def to_pupil(self, *people: Person) -> Envelope:
        keys = [each.keys.sealing.sealing_key() for each in people]
        return seal(b"words", [self.pupil.sealing_key(), *keys], new_envelope_id())

    def to_nobody(self) -> Envelope:
        return seal(b"", [PrivateKey.generate().sealing_key()], new_envelope_id())

    def keep(self, key: TransportKey, envelope: Envelope) -> list[FromOffice]:
        return self.office.say(key, KeepEnvelope(envelope=envelope))


def reader_of(person: Person) -> ReaderId:
    return reader_id(person.keys.sealing.sealing_key())


def of_kind(messages: list[FromOffice], kind: type[MessageT]) -> list[MessageT]:
    return [each for each in messages if isinstance(each, kind)]


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    for key in (scene.device, scene.teacher_key, scene.lead_key):
        scene.office.greet(key)
    return scene


@pytest.fixture
def console_scene() -> Scene:
    scene = Scene(is_console=True)
    for key in (scene.device, scene.teacher_key, scene.lead_key):
        scene.office.greet(key)
    return scene


def offer_roster(roster: Signed[Roster]) -> OfferRoster:
    return OfferRoster(body=roster.canonical, signature=roster.signature)


def offer_recipients(listed: Signed[RecipientsList]) -> OfferRecipients:
    return OfferRecipients(body=listed.canonical, signature=listed.signature)


# receipts


def test_the_receipt_comes_after_the_disk_has_it_and_not_before(scene: Scene) -> None:
    envelope = scene.to(scene.teacher)
    caller = Caller(scene.device, scene.device, "10.0.0.7")
    scene.office.hears(scene.device)
    message = KeepEnvelope(envelope=envelope)
    scene.office.mailbox.on_data(caller, b"\x01" + msgspec.msgpack.encode(message))
    scene.office.loop.run(0.009)
    assert scene.office.hears(scene.device) == []
    scene.office.loop.run(0.002)
    assert scene.office.hears(scene.device) == [EnvelopeKept(id=envelope.id, is_received=True)]
    assert scene.office.keeping.log == ["kept"]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [(Outcome.FULL, MailRefusal.FULL), (Outcome.FAILED, MailRefusal.NOT_KEPT)],
)
def test_what_is_not_on_the_disk_is_never_receipted(
    scene: Scene, outcome: Outcome, reason: MailRefusal
) -> None:
    scene.office.keeping.outcome = outcome
    envelope = scene.to(scene.teacher)
    assert scene.keep(scene.device, envelope) == [EnvelopeRefused(id=envelope.id, reason=reason)]


def test_a_double_is_receipted_again(scene: Scene) -> None:
    envelope = scene.to(scene.teacher)
    receipt = [EnvelopeKept(id=envelope.id, is_received=True)]
    assert scene.keep(scene.device, envelope) == receipt
    assert scene.keep(scene.device, envelope) == receipt
    assert len(scene.office.keeping.kept) == 1


def test_a_receipt_that_finds_no_way_breaks_nothing(scene: Scene) -> None:
    scene.office.is_clogged = True
    scene.keep(scene.device, scene.to(scene.teacher))
    scene.office.is_clogged = False
    assert len(scene.office.keeping.kept) == 1


def test_a_console_has_received_what_is_sealed_to_its_own_person(console_scene: Scene) -> None:
    envelope = console_scene.to(console_scene.teacher, console_scene.lead)
    [receipt] = console_scene.keep(console_scene.device, envelope)
    assert receipt == EnvelopeKept(id=envelope.id, is_received=True)


def test_a_console_only_carries_what_is_for_others(console_scene: Scene) -> None:
    envelope = console_scene.to(console_scene.lead)
    [receipt] = console_scene.keep(console_scene.device, envelope)
    assert receipt == EnvelopeKept(id=envelope.id, is_received=False)


def test_a_console_only_carries_an_answer_that_is_for_a_pupil(console_scene: Scene) -> None:
    envelope = console_scene.to_pupil()
    [receipt] = console_scene.keep(console_scene.lead_key, envelope)
    assert receipt == EnvelopeKept(id=envelope.id, is_received=False)
    assert len(console_scene.office.keeping.kept) == 1


def test_what_a_console_carries_can_be_carried_on_and_its_own_stays(console_scene: Scene) -> None:
    scene = console_scene
    scene.keep(scene.device, both := scene.to(scene.teacher, scene.lead))
    scene.keep(scene.device, scene.to(scene.teacher))
    found: list[Found] = []
    scene.office.mailbox.next_to_carry(0, found.append)
    scene.office.loop.run(1)
    [carried] = found
    assert isinstance(carried, Waiting)
    assert msgspec.msgpack.decode(carried.body, type=Envelope) == both
    scene.office.mailbox.carried_on(carried.number)
    scene.office.mailbox.next_to_carry(0, found.append)
    scene.office.loop.run(1)
    assert found[-1] is Empty.NOTHING_WAITS
    answers = scene.office.say(scene.teacher_key, WatchReaders(readers=(reader_of(scene.teacher),)))
    assert of_kind(answers, EnvelopeHanded)[0].envelope == both


def test_the_hub_has_nothing_to_carry_on(scene: Scene) -> None:
    scene.keep(scene.device, scene.to(scene.lead))
    found: list[Found] = []
    scene.office.mailbox.next_to_carry(0, found.append)
    scene.office.loop.run(1)
    assert found == [Empty.NOTHING_WAITS]


# cover


@pytest.mark.parametrize("is_console", [False, True])
def test_cover_takes_the_same_way_and_is_answered_the_same(*, is_console: bool) -> None:
    scene = Scene(is_console=is_console)
    scene.office.greet(scene.device)
    true, cover = scene.to(scene.teacher), scene.to_nobody()
    assert scene.keep(scene.device, true) == [EnvelopeKept(id=true.id, is_received=True)]
    assert scene.keep(scene.device, cover) == [EnvelopeKept(id=cover.id, is_received=True)]
    keeping = scene.office.keeping
    assert keeping.log == ["kept", "kept"]
    assert (len(keeping.kept), len(keeping.cover)) == (1, 1)


def test_a_letter_to_somebody_who_left_is_no_cover() -> None:
    scene = Scene()
    scene.school.revoke(scene.teacher)
    office = office_side(scene.school, scene.school.roster())
    office.greet(scene.device)
    office.say(scene.device, KeepEnvelope(envelope=scene.to(scene.teacher)))
    assert len(office.keeping.kept) == 1


def test_a_letter_sealed_by_an_earlier_recipients_list_is_no_cover(scene: Scene) -> None:
    head = scene.school.person()  # in no roster this office holds
    before = recipients_list(scene.school, [recipient(keys=head.keys)])
    after = recipients_list(scene.school, [recipient()], version=2)
    scene.office.say(scene.lead_key, offer_recipients(before), offer_recipients(after))
    scene.keep(scene.device, scene.to(head))
    assert len(scene.office.keeping.kept) == 1
    assert reader_of(head) in scene.office.keeping.remembered


def test_readers_remembered_from_before_a_restart_are_no_cover() -> None:
    scene = Scene()
    head = SchoolInMemory().person()
    office = office_side(scene.school, scene.roster, remembered=[reader_of(head)])
    office.greet(scene.device)
    office.say(scene.device, KeepEnvelope(envelope=scene.to(head)))
    assert len(office.keeping.kept) == 1


@pytest.mark.parametrize("greeting", [greet_office(2, 0), greet_office(1, 1)])
def test_from_a_device_with_newer_lists_an_unknown_reader_is_not_taken_for_cover(
    greeting: object,
) -> None:
    scene = Scene()
    scene.office.greet(scene.device, greeting)  # type: ignore[arg-type]  # a greeting
    envelope = scene.to_nobody()
    assert scene.keep(scene.device, envelope) == [
        EnvelopeRefused(id=envelope.id, reason=MailRefusal.NO_READER)
    ]
    assert scene.office.keeping.log == []


# handing over


def watch(scene: Scene, person: Person) -> list[FromOffice]:
    key = person.keys.transport.transport_key()
    return scene.office.say(key, WatchReaders(readers=(reader_of(person),)))


def test_what_waits_is_handed_one_at_a_time_oldest_first(scene: Scene) -> None:
    envelopes = [scene.to(scene.teacher) for _ in range(3)]
    for each in envelopes:
        scene.keep(scene.device, each)
    handed = of_kind(watch(scene, scene.teacher), EnvelopeHanded)
    seen = []
    while handed:
        [letter] = handed
        seen.append(letter.envelope)
        taken = EnvelopeTaken(id=letter.envelope.id, reader=letter.reader)
        handed = of_kind(scene.office.say(scene.teacher_key, taken), EnvelopeHanded)
    assert seen == envelopes
    assert scene.office.keeping.log[-3:] == ["taken 1", "taken 2", "taken 3"]


def test_what_comes_later_is_handed_at_once_to_who_watches(scene: Scene) -> None:
    watch(scene, scene.teacher)
    scene.office.hears(scene.teacher_key)
    scene.keep(scene.device, envelope := scene.to(scene.teacher))
    [handed] = of_kind(scene.office.hears(scene.teacher_key), EnvelopeHanded)
    assert handed.envelope == envelope


def test_what_was_not_taken_is_handed_again_after_a_reconnect(scene: Scene) -> None:
    scene.keep(scene.device, envelope := scene.to(scene.teacher))
    watch(scene, scene.teacher)
    scene.office.greet(scene.teacher_key, line="anew")
    readers = WatchReaders(readers=(reader_of(scene.teacher),))
    answers = scene.office.say(scene.teacher_key, readers, line="anew")
    assert of_kind(answers, EnvelopeHanded)[0].envelope == envelope


def test_taking_what_was_not_handed_here_takes_nothing(scene: Scene) -> None:
    envelope = scene.to(scene.teacher)
    scene.keep(scene.device, envelope)
    taken = EnvelopeTaken(id=envelope.id, reader=reader_of(scene.teacher))
    scene.office.say(scene.teacher_key, taken)
    assert len(of_kind(watch(scene, scene.teacher), EnvelopeHanded)) == 1


def test_a_forged_double_under_the_same_id_cannot_take_the_true_one_with_it(scene: Scene) -> None:
    true = scene.to(scene.teacher)
    forged = msgspec.structs.replace(true, sealed=b"x" * len(true.sealed))
    scene.keep(scene.lead_key, forged)
    scene.keep(scene.device, true)
    [handed] = of_kind(watch(scene, scene.teacher), EnvelopeHanded)
    taken = EnvelopeTaken(id=true.id, reader=handed.reader)
    answers = of_kind(scene.office.say(scene.teacher_key, taken), EnvelopeHanded)
    assert [handed.envelope, answers[0].envelope] == [forged, true]


def test_an_envelope_is_taken_only_for_the_reader_it_was_handed_for(scene: Scene) -> None:
    answer = scene.to_pupil()
    scene.keep(scene.teacher_key, answer)
    mine = reader_id(scene.pupil.sealing_key())
    scene.office.say(scene.device, WatchReaders(readers=(mine,)))
    scene.office.say(scene.device, EnvelopeTaken(id=answer.id, reader=reader_of(scene.lead)))
    again = scene.office.say(scene.device, WatchReaders(readers=(mine,)))
    assert len(of_kind(again, EnvelopeHanded)) == 1


def test_when_taking_fails_on_the_disk_it_is_handed_again_without_a_rush(scene: Scene) -> None:
    scene.keep(scene.device, envelope := scene.to(scene.teacher))
    watch(scene, scene.teacher)
    scene.office.keeping.taking = Outcome.FAILED
    taken = EnvelopeTaken(id=envelope.id, reader=reader_of(scene.teacher))
    assert scene.office.say(scene.teacher_key, taken) == []
    scene.office.loop.run(5)
    assert len(of_kind(scene.office.hears(scene.teacher_key), EnvelopeHanded)) == 1


def test_when_the_disk_cannot_be_read_it_is_read_again_later(scene: Scene) -> None:
    scene.keep(scene.device, scene.to(scene.teacher))
    scene.office.keeping.is_readable = False
    assert watch(scene, scene.teacher) == []
    scene.office.keeping.is_readable = True
    scene.office.loop.run(5)
    assert len(of_kind(scene.office.hears(scene.teacher_key), EnvelopeHanded)) == 1


def test_a_pupil_is_handed_the_answer_and_a_colleague_his_copy(scene: Scene) -> None:
    answer = scene.to_pupil(scene.lead)
    scene.keep(scene.teacher_key, answer)
    mine = WatchReaders(readers=(reader_id(scene.pupil.sealing_key()),))
    assert of_kind(scene.office.say(scene.device, mine), EnvelopeHanded)[0].envelope == answer
    assert of_kind(watch(scene, scene.lead), EnvelopeHanded)[0].envelope == answer


def test_a_device_that_watched_a_key_a_newer_roster_gives_to_staff_is_handed_nothing(
    scene: Scene,
) -> None:
    colleague = scene.school.person(name="New colleague")
    scene.office.say(scene.device, WatchReaders(readers=(reader_of(colleague),)))
    scene.office.say(scene.teacher_key, offer_roster(scene.school.roster()))
    scene.office.hears(scene.device)
    scene.keep(scene.teacher_key, scene.to(colleague))
    assert of_kind(scene.office.hears(scene.device), EnvelopeHanded) == []


# lists


def test_a_newer_roster_is_kept_on_disk_and_told_to_all_who_hold_an_older(scene: Scene) -> None:
    newer = scene.school.roster()
    for key in (scene.device, scene.teacher_key, scene.lead_key):
        scene.office.hears(key)
    assert scene.office.say(scene.lead_key, offer_roster(newer)) == [
        RosterTaken(version=newer.body.version)
    ]
    assert scene.office.lists.log == ["roster 2"]
    assert scene.office.hears(scene.device) == [offer_roster(newer)]
    assert scene.office.hears(scene.teacher_key) == [offer_roster(newer)]
    assert scene.office.hears(scene.lead_key) == []


def test_a_newer_recipients_list_goes_the_same_way(scene: Scene) -> None:
    listed = recipients_list(scene.school, [recipient()])
    scene.office.hears(scene.device)
    assert scene.office.say(scene.lead_key, offer_recipients(listed)) == [
        RecipientsTaken(version=1)
    ]
    assert scene.office.lists.log == ["recipients 1"]
    assert scene.office.hears(scene.device) == [offer_recipients(listed)]


def test_who_greets_with_an_older_list_is_brought_up_to_date(scene: Scene) -> None:
    scene.office.say(scene.lead_key, offer_recipients(recipients_list(scene.school, [])))
    newer = scene.school.roster()
    scene.office.say(scene.lead_key, offer_roster(newer))
    answers = scene.office.greet(scene.device, greet_office(1, 0), line="anew")
    assert of_kind(answers, OfferRoster)
    assert not of_kind(answers, OfferRecipients)
    answers = scene.office.say(scene.device, RosterTaken(version=2), line="anew")
    assert of_kind(answers, OfferRecipients)
    assert scene.office.say(scene.device, RecipientsTaken(version=1), line="anew") == []


def test_an_older_or_forged_list_is_refused(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    old, newer = scene.school.roster(), scene.school.roster()
    scene.office.say(scene.lead_key, offer_roster(newer))
    [refused] = scene.office.say(scene.lead_key, offer_roster(old))
    assert refused == RequestRefused(request=7, reason=Refusal.OLD_ROSTER)
    elsewhere = SchoolInMemory("Elm School")
    [refused] = scene.office.say(scene.lead_key, offer_roster(elsewhere.roster()))
    assert refused == RequestRefused(request=7, reason=Refusal.BAD_ROSTER)
    [refused] = scene.office.say(
        scene.lead_key, offer_recipients(recipients_list(elsewhere, [recipient()]))
    )
    assert refused == RequestRefused(request=108, reason=Refusal.BAD_RECIPIENTS)
    assert "not signed by the safeguarding root" in expected_log.text
    assert scene.office.lists.log == [f"roster {newer.body.version}"]


def test_the_technicians_root_cannot_say_who_receives_concerns(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    del expected_log
    scene.school.safeguarding = type(scene.school.safeguarding)(scene.school.deployment.signing)
    listed = recipients_list(scene.school, [recipient()])
    [refused] = scene.office.say(scene.lead_key, offer_recipients(listed))
    assert refused == RequestRefused(request=108, reason=Refusal.BAD_RECIPIENTS)


def test_lists_go_out_a_few_at_a_time() -> None:
    school = SchoolInMemory()
    computers = [school.computer(name=f"pc-{number}") for number in range(40)]
    lead = school.person(Role.DSL)
    office = office_side(school, school.roster())
    for each in computers:
        office.say(each.key, greet_office(1), comes_from=f"10.0.0.{computers.index(each)}")
    lead_key = lead.keys.transport.transport_key()
    office.greet(lead_key)
    office.say(lead_key, offer_roster(school.roster()))

    def told() -> list[TransportKey]:
        return [each.key for each in computers if of_kind(office.hears(each.key), OfferRoster)]

    first = told()
    assert len(first) == LISTS_ON_THEIR_WAY_MAX
    office.say(first[0], RosterTaken(version=2))
    assert len(told()) == 1
    for each in computers:  # who does not answer is waited for no longer than ten seconds
        office.say(each.key, CallerAlive())
    office.loop.run(13)
    assert len(told()) == LISTS_ON_THEIR_WAY_MAX


def test_a_revoked_key_is_let_go_when_the_roster_comes(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    scene.school.revoke(scene.computer)
    scene.office.say(scene.lead_key, offer_roster(scene.school.roster()))
    assert scene.office.mailbox.callers() == 2
    assert scene.keep(scene.device, scene.to(scene.teacher)) == []
    assert "its key is not good any more" in expected_log.text


# presence


def test_a_sign_of_life_is_answered(scene: Scene) -> None:
    assert scene.office.say(scene.device, CallerAlive()) == [OfficeAlive()]


def test_a_silent_caller_is_let_go_after_thirty_seconds(scene: Scene) -> None:
    scene.office.loop.run(MAIL_LOST_AFTER_S - 4)
    scene.office.say(scene.device, CallerAlive())
    assert scene.office.mailbox.callers() == 3
    scene.office.loop.run(10)
    assert scene.office.mailbox.callers() == 1


def test_who_speaks_without_having_greeted_is_told_to_dial_again(scene: Scene) -> None:
    assert scene.office.say(scene.device, CallerAlive(), line="after a restart") == [OfficeLeft()]
    assert scene.office.say(scene.device, CallerLeft(), line="after a restart") == []


def test_a_greeting_on_a_connection_that_greeted_begins_anew(scene: Scene) -> None:
    assert of_kind(scene.office.greet(scene.device), OfficeGreeted)
    assert scene.office.mailbox.callers() == 3


def test_the_office_says_goodbye(scene: Scene) -> None:
    scene.office.mailbox.leave()
    assert scene.office.hears(scene.device)[-1] == OfficeLeft()
    assert scene.office.mailbox.callers() == 0


def test_the_directory_tells_where_a_device_is_by_what_the_office_sees() -> None:
    scene = Scene()
    scene.office.say(scene.device, greet_office(address="1.2.3.4:48480"), comes_from="10.20.0.5")
    scene.office.greet(scene.teacher_key)
    [told] = of_kind(scene.office.say(scene.teacher_key, RequestDirectory(after=0)), DirectoryTold)
    [device] = told.devices
    assert (device.key, device.address, device.software) == (
        scene.device,
        "10.20.0.5:48480",
        "0.2.0",
    )
    assert told.next is None


@pytest.mark.parametrize("told", ["", "nothing", ":", "host:0", "host:70000", "host:-5", "host:٣"])
def test_a_port_that_is_none_is_told_to_nobody(told: str) -> None:
    scene = Scene()
    scene.office.say(scene.device, greet_office(address=told))
    [device] = scene.office.mailbox.directory.page(0).devices
    assert device.address == ""


def test_the_directory_comes_in_pages_and_forgets_revoked_devices() -> None:
    school = SchoolInMemory()
    teacher = school.person().keys.transport.transport_key()
    computers = [school.computer(name=f"pc-{number}") for number in range(620)]
    office = office_side(school, school.roster())
    for number, each in enumerate(computers):
        office.say(each.key, greet_office(1), comes_from=f"10.0.{number // 50}.{number % 50}")
    school.revoke(computers[3])
    office.greet(teacher)
    office.say(teacher, offer_roster(school.roster()))
    [first] = of_kind(office.say(teacher, RequestDirectory(after=0)), DirectoryTold)
    assert (len(first.devices), first.next) == (499, 500)
    [second] = of_kind(office.say(teacher, RequestDirectory(after=500)), DirectoryTold)
    assert (len(second.devices), second.next) == (120, None)


# bounds


def test_too_many_envelopes_are_slowed_and_none_is_lost(scene: Scene) -> None:
    answers = [
        scene.office.say(scene.device, KeepEnvelope(envelope=scene.to(scene.teacher)))[0]
        for _ in range(KEEPS_BURST_DEVICE * 2 + 5)
    ]
    refused = of_kind(answers, EnvelopeRefused)
    assert refused
    assert {each.reason for each in refused} == {MailRefusal.TOO_MANY}
    scene.office.loop.run(5)
    assert of_kind(scene.keep(scene.device, scene.to(scene.teacher)), EnvelopeKept)


def test_a_console_may_bring_the_mail_of_many(scene: Scene) -> None:
    for _ in range(KEEPS_BURST_DEVICE * 2 + 5):
        assert of_kind(scene.keep(scene.teacher_key, scene.to(scene.lead)), EnvelopeKept)


def test_word_codes_cannot_be_guessed_at_the_office(scene: Scene) -> None:
    question = WatchReaders(readers=(ReaderId(b"g" * 16),))
    answers = scene.office.say(scene.device, *[question] * (WATCHES_BURST + 1))
    assert answers == [RequestRefused(request=105, reason=Refusal.TOO_MANY)]


def test_a_flood_is_not_even_read_and_harms_nobody_else(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    scene.office.say(scene.device, *[CallerAlive()] * (OFFICE_MESSAGES_BURST + 50))
    assert scene.office.mailbox.callers() == 2
    assert "more than any honest caller" in expected_log.text
    assert len(expected_log.records) == 1
    assert scene.office.say(scene.teacher_key, CallerAlive()) == [OfficeAlive()]


def test_a_key_has_three_connections_and_the_oldest_makes_room(scene: Scene) -> None:
    for number in range(CALLERS_PER_KEY_MAX):
        scene.office.greet(scene.device, line=str(number))
    assert scene.office.mailbox.callers() == CALLERS_PER_KEY_MAX + 2
    assert scene.office.say(scene.device, CallerAlive()) == [OfficeLeft()]


def test_one_address_cannot_take_every_place(expected_log: pytest.LogCaptureFixture) -> None:
    school = SchoolInMemory()
    computers = [school.computer(name=str(n)) for n in range(CALLERS_PER_ADDRESS_MAX + 1)]
    office = office_side(school, school.roster())
    *others, last = [office.greet(each.key) for each in computers]
    assert all(of_kind(each, OfficeGreeted) for each in others)
    assert last == [RequestRefused(request=100, reason=Refusal.TOO_MANY)]
    assert "too many callers" in expected_log.text
    elsewhere = office.say(computers[-1].key, greet_office(1), comes_from="10.0.0.8")
    assert of_kind(elsewhere, OfficeGreeted)


def test_t09_an_older_protocol_version_is_refused(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    old = msgspec.structs.replace(greet_office(1), protocol_version=0)
    assert scene.office.say(scene.device, old, line="old") == []
    assert "another protocol version" in expected_log.text


def test_garbage_ends_the_visit_and_is_said_once_and_not_quoted(
    scene: Scene, expected_log: pytest.LogCaptureFixture
) -> None:
    caller = Caller(scene.device, scene.device, "10.0.0.7")
    for _ in range(20):
        scene.office.mailbox.on_data(caller, b"\x01secret garbage")
    assert scene.office.mailbox.callers() == 2
    assert len(expected_log.records) == 1
    assert "secret" not in expected_log.text


def test_an_office_without_a_roster_lets_only_the_technicians_tool_in() -> None:
    scene = Scene()
    office: OfficeSide = office_side(scene.school, None)
    tool = scene.school.deployment.admission.transport_key()
    assert office.membership.problem_with(scene.device) == "this office has no roster yet"
    assert office.membership.problem_with(tool) is None
    assert of_kind(office.greet(tool, greet_office(0, 0)), OfficeGreeted)
    assert office.say(tool, offer_roster(scene.roster)) == [RosterTaken(version=1)]
    assert office.membership.problem_with(scene.device) is None


def test_the_technicians_tool_brings_lists_and_is_sent_none(scene: Scene) -> None:
    tool = scene.school.deployment.admission.transport_key()
    answers = scene.office.greet(tool, greet_office(0, 0))
    assert [type(each) for each in answers] == [OfficeGreeted]
