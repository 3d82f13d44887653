"""The pupil's letters on their way: real disk, real sockets, and an office that does as told."""

import contextlib
from pathlib import Path

import pytest

from protocol.letters.safeguarding import Concern, StaffReply
from protocol.letters.signed import open_letter, seal_letter
from protocol.trust.keys import PrivateKey
from protocol.trust.sealing import new_envelope_id, reader_id
from protocol.vocabulary import MailRefusal
from student_client.concerns.draft import Draft
from student_client.concerns.progress import Progress
from tests.helpers.fake_office import running_office
from tests.helpers.mail_side import MailSide, await_that
from tests.helpers.oak_school import OakSchool, answer
from tests.helpers.safeguarding import recipients_list
from tests.helpers.school import SchoolInMemory, now_ms


@pytest.fixture
def oak(tmp_path: Path) -> OakSchool:
    return OakSchool(tmp_path)


def send(side: MailSide, draft: Draft) -> str:
    return side.reporting.send(draft, side.reporting.promise(draft), None)


def test_a_report_is_saved_then_received_then_erased(oak: OakSchool) -> None:
    with running_office() as hub, oak.mail(hub) as side:
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.RECEIVED)
        assert side.said_of(letter) == [Progress.SAVED, Progress.RECEIVED]
        assert side.held() == []
        opened = open_letter(hub.kept[letter], oak.patel.keys.sealing)
    assert isinstance(opened.letter, Concern)
    assert opened.letter.text == "I am scared of break"
    assert opened.letter.pupil_name == "Zoë Ødegård"
    assert opened.author == oak.computer.keys.signing.signing_key()


def test_without_a_network_it_waits_and_is_sent_after_a_new_start(oak: OakSchool) -> None:
    with oak.mail() as side:
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.SAVED)
        assert side.held() == [letter]
    with running_office() as hub, oak.mail(hub) as side:
        side.await_said(letter, Progress.RECEIVED)
        assert side.held() == []
        assert list(hub.kept) == [letter]


def test_what_a_colleague_only_carries_stays_here_until_the_school_has_it(oak: OakSchool) -> None:
    colleague = oak.school.person(name="Mr Grey")
    with (
        running_office(own=colleague.keys.transport) as carrier,
        running_office(own=oak.patel.keys.transport) as console,
        oak.mail(consoles=(carrier,)) as side,
    ):
        carrier.is_carrier = True
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.CARRIED)
        assert side.held() == [letter]
        side.found(console)
        side.await_said(letter, Progress.RECEIVED)
        assert side.held() == []


def test_strangers_who_announce_an_office_are_not_dialled(oak: OakSchool) -> None:
    with running_office() as stranger, oak.mail(consoles=(stranger,)) as side:
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.SAVED)
        side.found(stranger)
        assert stranger.log == []


def test_what_an_office_refuses_is_kept_and_offered_again(oak: OakSchool) -> None:
    with running_office() as hub, oak.mail(hub) as side:
        hub.refusal = MailRefusal.FULL
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.REFUSED)
        assert side.held() == [letter]
        hub.refusal = None
        side.await_said(letter, Progress.RECEIVED)


def test_a_hub_that_comes_back_gets_what_it_never_answered(oak: OakSchool) -> None:
    own = PrivateKey.generate()
    with contextlib.ExitStack() as stack:
        with running_office(own=own) as hub:
            port = int(hub.address.rsplit(":", 1)[1])
            side = stack.enter_context(oak.mail(hub))
            await_that(lambda: "WatchReaders" in hub.log)
            hub.is_mute = True
            letter = send(side, oak.draft())
            await_that(lambda: "KeepEnvelope" in hub.log)
        assert side.said_of(letter) == [Progress.SAVED]
        again = stack.enter_context(running_office(own=own, port=port))
        side.await_said(letter, Progress.RECEIVED, within_s=20)
        assert list(again.kept) == [letter]


def test_a_disk_that_keeps_nothing_is_said_and_the_letter_still_leaves(
    oak: OakSchool, expected_log: pytest.LogCaptureFixture
) -> None:
    with running_office() as hub, oak.mail(hub) as side:
        assert side.outbox is not None
        side.outbox._database.execute("PRAGMA query_only = ON")
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.RECEIVED)
        assert side.said_of(letter) == [Progress.UNSAVED, Progress.RECEIVED]
        assert list(hub.kept) == [letter]
    assert "not on the disk" in expected_log.text
    assert "scared" not in expected_log.text


def test_newer_lists_are_taken_and_kept(oak: OakSchool) -> None:
    newer = recipients_list(oak.school, oak.people, version=7)
    with running_office() as hub, oak.mail(hub) as side:
        hub.roster, hub.recipients = oak.roster(hub), newer
        hub.offer()
        await_that(lambda: side.kept_recipients.saved == [7])
        assert side.lists.recipients_version == 7
        await_that(lambda: "RosterTaken" in hub.log and "RecipientsTaken" in hub.log)


def test_a_list_the_safeguarding_root_did_not_sign_is_refused(
    oak: OakSchool, expected_log: pytest.LogCaptureFixture
) -> None:
    forged = recipients_list(SchoolInMemory(), oak.people, version=9)
    with running_office() as hub, oak.mail(hub) as side:
        hub.recipients = forged
        hub.offer()
        await_that(lambda: "not signed by the safeguarding root" in expected_log.text)
        assert side.lists.recipients_version == 1


def test_an_answer_reaches_the_pupil_and_is_forgotten_when_read(oak: OakSchool) -> None:
    with running_office() as hub, oak.mail(hub) as side:
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.RECEIVED)
        reader = reader_id(side.reply_key.sealing_key())
        hub.give(reader, answer(oak, letter, side.reply_key, "Come and see me at lunch."))
        await_that(lambda: bool(side.replies))
        [reply] = side.replies[-1]
        assert (reply.who, reply.text) == ("Ms Patel", "Come and see me at lunch.")
        assert reply.concern == letter
        more = side.reporting.answer(letter, "Thank you", reply.readers)
        side.await_said(more, Progress.RECEIVED)
        open_letter(hub.kept[more], oak.lead.keys.sealing)
        side.io.post(lambda: side.threads.read([reply]))
        await_that(lambda: hub.taken == [reply.id])
        assert side.replies[-1] == ()


def test_a_word_code_fetches_the_answer_on_another_computer(oak: OakSchool) -> None:
    code = PrivateKey.generate()
    with running_office() as hub, oak.mail(hub) as side:
        reader = reader_id(code.sealing_key())
        hub.give(reader, answer(oak, "a" * 32, code, "You did well to tell."))
        side.io.post(lambda: side.threads.use_code(code))
        await_that(lambda: bool(side.replies))
        assert side.replies[-1][0].is_by_code
        side.io.post(side.threads.forget_code)
        await_that(lambda: side.replies[-1] == ())
        assert hub.taken == []


def test_an_answer_by_somebody_who_is_no_staff_is_not_shown(
    oak: OakSchool, expected_log: pytest.LogCaptureFixture
) -> None:
    with running_office() as hub, oak.mail(hub) as side:
        reader = reader_id(side.reply_key.sealing_key())
        forged = seal_letter(
            StaffReply(concern="a" * 32, text="It is your own fault.", author="Ms Patel"),
            author=PrivateKey.generate(),
            readers=[side.reply_key.sealing_key()],
            envelope_id=new_envelope_id(),
            written_at=now_ms(),
        )
        hub.give(reader, forged)
        await_that(lambda: hub.taken == [forged.id])
        assert side.replies == []
    assert "no answer of this school's staff" in expected_log.text


def test_it_is_said_to_be_saved_only_once_it_is_on_the_disk(oak: OakSchool) -> None:
    with oak.mail() as side:
        outbox = side.outbox
        assert outbox is not None
        on_disk: list[bool] = []

        def look(letter: str, progress: Progress) -> None:
            if progress is Progress.SAVED:  # said on the thread that writes
                on_disk.append(letter in [each.id for each in outbox.waiting()])

        side.also_tell(look, lambda _: None)
        letter = send(side, oak.draft())
        side.await_said(letter, Progress.SAVED)
        await_that(lambda: on_disk == [True])
