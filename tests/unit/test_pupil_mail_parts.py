"""The small parts of the pupil's mail: who is dialled, what covers, drafts, and word codes."""

import datetime as dt
import itertools
import random
import time

import msgspec
import pytest

from protocol.discovery import MAIL_SERVICE_TYPE, Advert, advert_of, read_advert
from protocol.identifiers import ReaderId, TransportKey
from protocol.letters.safeguarding import Concern
from protocol.letters.signed import seal_letter
from protocol.trust.keys import PrivateKey
from protocol.trust.roster import RosterIndex
from protocol.trust.sealing import Envelope, new_envelope_id, reader_id
from protocol.vocabulary import ConcernKind, Duty
from student_client.concerns.draft import KEPT_HIDDEN_S, Draft, DraftKeeper
from student_client.concerns.word_code import WORDS, code_of, new_code, word_list
from student_client.mail.cover import CoverTraffic, Size, letter_to_nobody, usual_readers
from student_client.mail.offices import ADVERTS_MAX, Kind, Offices
from tests.helpers.safeguarding import recipient, recipients_list
from tests.helpers.school import SchoolInMemory, utc_now
from tests.helpers.virtual import VirtualLoop

SCHOOL = "5" * 32


def key(number: int) -> TransportKey:
    return TransportKey(number.to_bytes(2, "big") * 16)


class TestOffices:
    def setup_method(self) -> None:
        self.school = SchoolInMemory()
        self.patel = self.school.person(name="Ms Patel")
        self.lee = self.school.person(name="Mr Lee")
        self.grey = self.school.person(name="Mr Grey")
        self.people = [
            recipient("Ms Patel", keys=self.patel.keys),
            recipient("Mr Lee", Duty.DSL, keys=self.lee.keys),
        ]
        self.listed = recipients_list(self.school, self.people).body
        self.roster = RosterIndex.of(self.school.roster())
        self.offices = Offices()
        for person in (self.grey, self.lee, self.patel):
            address = (f"{person.line.name}:48482",)
            self.offices.found(Advert(person.keys.transport.transport_key(), address))

    def kinds(self, *waited_for: ReaderId) -> list[tuple[str, Kind]]:
        found = self.offices.consoles(
            self.roster, self.listed, waited_for=waited_for, now=utc_now()
        )
        return [(each.addresses[0], each.kind) for each in found]

    def test_the_console_of_who_was_asked_comes_first_then_recipients_then_colleagues(self) -> None:
        reader = reader_id(self.patel.keys.sealing.sealing_key())
        assert self.kinds(reader) == [
            ("Ms Patel:48482", Kind.READER),
            ("Mr Lee:48482", Kind.RECIPIENT),
            ("Mr Grey:48482", Kind.COLLEAGUE),
        ]

    def test_a_stranger_is_no_office_and_a_revoked_colleague_neither(self) -> None:
        self.offices.found(Advert(key(9), ("stranger:1",)))
        self.school.revoke(self.grey)
        self.roster = RosterIndex.of(self.school.roster())
        assert [kind for _, kind in self.kinds()] == [Kind.RECIPIENT, Kind.RECIPIENT]

    def test_any_number_of_forged_announcements_is_bounded(self) -> None:
        for number in range(2 * ADVERTS_MAX):
            self.offices.found(Advert(key(number), ("stranger:1",)))
        assert len(self.offices._announced) == ADVERTS_MAX


def test_a_post_office_is_announced_as_one() -> None:
    info = advert_of(key(1), ["10.0.0.5"], 48482, service_type=MAIL_SERVICE_TYPE)
    assert info.type == MAIL_SERVICE_TYPE
    assert read_advert(info) == Advert(key(1), ("10.0.0.5:48482",))


def wire_size(envelope: Envelope) -> int:
    return len(msgspec.msgpack.encode(envelope))


def concern(text: str) -> Concern:
    return Concern(
        kind=ConcernKind.TELL,
        text=text,
        meet_when="",
        pupil_name="Zoë Ødegård",
        chosen=None,
        about=(),
        has_picture=False,
        reply_to=(PrivateKey.generate().sealing_key(), PrivateKey.generate().sealing_key()),
        recipients_version=1,
    )


@pytest.mark.parametrize("text", ["", "short", "x" * 2000])
def test_a_letter_and_one_to_nobody_have_the_same_size(text: str) -> None:
    readers = [PrivateKey.generate().sealing_key() for _ in range(3)]
    real = seal_letter(
        concern(text),
        author=PrivateKey.generate(),
        readers=readers,
        envelope_id=new_envelope_id(),
        written_at=1_790_000_000_000,
        padded_at_least_bytes=Size.TEXT,
    )
    assert wire_size(real) == wire_size(letter_to_nobody(Size.TEXT, 3))


def cover(chance: random.Random) -> tuple[VirtualLoop, CoverTraffic, list[tuple[float, int]]]:
    loop, sent = VirtualLoop(), []
    traffic = CoverTraffic(
        loop=loop,
        readers=lambda: 2,
        send=lambda envelope: sent.append((loop.now(), len(envelope.sealed))),
        chance=chance.random,
    )
    return loop, traffic, sent


def test_letters_to_nobody_come_at_random_a_minute_apart_while_there_is_a_link() -> None:
    loop, traffic, sent = cover(random.Random(7))  # noqa: S311  # the same at each run
    traffic.begin()
    loop.run(200 * 60)
    texts = [at for at, size in sent if size < 10_000]
    pauses = [after - before for before, after in itertools.pairwise(texts)]
    mean = sum(pauses) / len(pauses)
    assert 50 < mean < 70
    spread = (sum((pause - mean) ** 2 for pause in pauses) / len(pauses)) ** 0.5
    assert 0.8 < spread / mean < 1.2  # of an exponential distribution it is 1
    traffic.end()
    before = len(sent)
    loop.run(3600)
    assert len(sent) == before


def test_a_real_letter_takes_the_place_of_the_next_one_to_nobody() -> None:
    loop, traffic, sent = cover(random.Random(7))  # noqa: S311
    traffic.begin()
    traffic.replaced(Size.TEXT)
    loop.run(60 * 60)
    again, other, all_sent = cover(random.Random(7))  # noqa: S311
    other.begin()
    again.run(60 * 60)
    assert len([size for _, size in sent if size < 10_000]) == (
        len([size for _, size in all_sent if size < 10_000]) - 1
    )
    traffic.end()
    other.end()


def guesses_right(chance: random.Random) -> bool:
    """An observer sees two devices for half an hour and says which one's pupil reported."""
    counts = []
    for reports in (True, False):
        loop, traffic, sent = cover(chance)
        traffic.begin()
        if reports:
            at = chance.random() * 1800
            loop.run(at)
            sent.append((loop.now(), 4112))
            traffic.replaced(Size.TEXT)
            loop.run(1800 - at)
        else:
            loop.run(1800)
        traffic.end()
        counts.append(len([size for _, size in sent if size < 10_000]))
    return counts[0] > counts[1] or (counts[0] == counts[1] and chance.random() < 0.5)


def test_whoever_counts_on_the_wire_does_not_learn_who_reported() -> None:
    chance = random.Random(11)  # noqa: S311
    trials = 200
    right = sum(guesses_right(chance) for _ in range(trials))
    assert right / trials <= 0.55


def test_cover_has_as_many_readers_as_a_letter_would_have() -> None:
    school = SchoolInMemory()
    people = [recipient("Ms Patel"), recipient("Mr Lee", Duty.DSL)]
    listed = recipients_list(school, people).body
    assert {usual_readers(listed, utc_now()) for _ in range(50)} == {1, 2}
    assert usual_readers(None, utc_now()) == 2
    late = utc_now() + dt.timedelta(days=4000)
    assert usual_readers(listed, late) == 2


def test_a_hidden_draft_lives_ten_minutes_and_no_longer() -> None:
    keeper = DraftKeeper()
    keeper.draft = Draft(text="he hit me")
    keeper.hidden(100.0)
    assert keeper.shown(100.0 + KEPT_HIDDEN_S - 1)
    keeper.hidden(200.0)
    assert not keeper.shown(200.0 + KEPT_HIDDEN_S)
    assert keeper.draft == Draft()


def test_a_draft_never_shows_its_words_in_a_log() -> None:
    assert "hit" not in repr(Draft(text="he hit me", meet_when="after he hit", picture=b"hit"))


def test_a_code_is_five_plain_words_and_opens_the_same_key_however_it_is_typed() -> None:
    code = new_code(SCHOOL)
    assert len(code.words) == WORDS
    typed = "  " + ", ".join(word.upper() for word in code.words) + "."
    again = code_of(typed, SCHOOL)
    assert again is not None
    assert again.key == code.key
    other = code_of(" ".join(code.words), "6" * 32)
    assert other is not None
    assert other.key != code.key
    assert not any(word in repr(code) for word in code.words)


@pytest.mark.parametrize("text", ["", "apple", "apple apple apple apple zzzz", "a " * 60])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    assert code_of(text, SCHOOL) is None


def test_the_words_are_many_short_and_each_of_its_own() -> None:
    words = word_list()
    assert len(words) == len(set(words)) == 1024
    assert all(word.isalpha() and word.islower() and 3 <= len(word) <= 8 for word in words)


def test_making_a_code_takes_less_than_a_second() -> None:
    began = time.perf_counter()
    new_code(SCHOOL)
    assert time.perf_counter() - began < 1.0
