"""A class from both ends in one process: real sessions, credit and decisions, virtual time."""

import datetime as dt

import msgspec
import pytest

from protocol.discovery import Advert
from protocol.errors import InputError
from protocol.limits import OPENINGS_PER_MINUTE_MAX
from protocol.messages import LessonOpened, RosterOffered
from protocol.trust.keys import PrivateKey
from protocol.trust.lesson import check_lesson
from protocol.vocabulary import LessonRefusal, NoPictureReason, Refusal
from student_client.screen.wish import Wish
from teacher_console.classroom.device_status import DeviceState
from teacher_console.classroom.rate import PictureRate
from tests.helpers.console_side import ClassInMemory, SeenByTheWindow
from tests.helpers.messages import picture_sent, request_picture
from tests.helpers.school import Person, utc_now


def test_no_picture_leaves_before_a_lesson_is_open() -> None:
    room = ClassInMemory()
    room.find_all()
    room.classroom.show_pictures_of([room.devices[0].key], 320)
    room.loop.run(10)
    assert room.state() is DeviceState.READY
    assert room.pictures() == []
    assert room.devices[0].screen.wishes == {}


def test_a_lesson_shows_the_screen_and_tells_the_pupil_who_watches() -> None:
    room = ClassInMemory()
    room.open_lesson()
    assert room.state() is DeviceState.LIVE
    assert room.pictures() == [b"\xff\xd8 picture 1"]
    [watcher] = room.devices[0].watchers[-1]
    assert (watcher.name, watcher.lesson) == ("Ms Patel", "Year 8 Computing")
    assert room.devices[0].history.log == ["Ms Patel (teacher) began Year 8 Computing"]


def test_a_window_that_listens_late_hears_of_every_device() -> None:
    room = ClassInMemory(devices=2)
    absent, present = (computer.key for computer in room.computers)
    room.classroom.found(Advert(present, (room.address(room.computers[1]),)))
    room.loop.run(0.1)
    room.window.status.clear()
    room.classroom.tell_anew()
    room.loop.run(0.1)
    states = {key: status.state for key, status in room.window.status.items()}
    assert states == {absent: DeviceState.SEARCHING, present: DeviceState.READY}


def test_an_unchanged_screen_sends_nothing_and_stays_live() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.loop.run(120)
    assert len(room.pictures()) == 1
    assert room.state() is DeviceState.LIVE


def test_the_first_change_after_quiet_comes_at_once_and_the_device_is_told_the_rate() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.loop.run(5)
    room.devices[0].screen.change()
    room.loop.run(0.01)
    assert len(room.pictures()) == 2
    room.loop.run(0.2)
    [wish] = room.devices[0].screen.wishes.values()
    assert isinstance(wish, Wish)
    assert wish.interval_s == 1.0  # for a tile of 320 px


def test_a_still_screen_is_asked_for_anew_when_its_tile_grows() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.loop.run(30)
    assert len(room.pictures()) == 1
    key = room.devices[0].key
    room.classroom.show_pictures_of([key], 480)
    room.loop.run(0.5)
    assert len(room.pictures()) == 2
    room.classroom.enlarge(key)
    room.loop.run(0.5)
    assert len(room.pictures()) == 3
    room.classroom.enlarge(None)
    room.loop.run(0.5)
    room.devices[0].screen.change()
    room.loop.run(0.5)
    assert len(room.pictures()) == 5
    assert room.state() is DeviceState.LIVE


def test_what_was_found_for_a_replaced_request_is_not_sent() -> None:
    room = ClassInMemory()
    room.open_lesson()
    device = room.devices[0]
    [(session, old)] = device.screen.wishes.items()
    room.classroom.show_pictures_of([device.key], 480)
    room.loop.run(0.0015)  # the new request arrives; its answer is still to come
    assert isinstance(old, Wish)
    late = device.screen._update(False, (old.max_width_px, old.max_height_px))
    device.visits.captured(session, late)
    room.loop.run(0.5)
    assert room.state() is DeviceState.LIVE
    assert len(room.pictures()) == 2


def test_a_console_that_slept_is_told_so_and_is_back_at_once() -> None:
    room = ClassInMemory()
    room.open_lesson()
    device = room.devices[0]
    for route in list(device.visits._visits):  # it missed us while this computer slept
        device.visits.forget(route)
    device.screen.change()
    room.loop.run(3.0)  # until our next sign of life
    assert room.state() is DeviceState.LIVE
    states = room.window.states[device.key]
    assert states[-3:] == [DeviceState.STARTING, DeviceState.READY, DeviceState.STARTING] or (
        DeviceState.STARTING in states[-4:]
    )
    assert len(room.pictures()) == 2


def test_what_was_asked_for_before_a_long_silence_is_asked_for_anew() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.network.cut.add(room.address(room.computers[0]))
    room.loop.run(3.5)  # grey, not lost
    room.network.cut.clear()
    room.say(picture_sent(2, b"\xff\xd8 old"))
    assert b"\xff\xd8 old" not in room.pictures()
    room.loop.run(2)
    assert room.state() is DeviceState.LIVE
    assert room.devices[0].history.log[-1].startswith("Ms Patel")  # the lesson went on
    assert len(room.pictures()) == 2


def test_without_the_watching_light_no_picture_leaves() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.devices[0].sign.is_lit = False
    for _ in range(10):
        room.devices[0].screen.change()
        room.loop.run(1)
    assert len(room.pictures()) == 1
    assert room.state() is DeviceState.WITHHELD
    assert room.window.status[room.devices[0].key].reason is NoPictureReason.NO_SIGN
    room.devices[0].sign.is_lit = True
    room.loop.run(4)
    assert room.state() is DeviceState.LIVE
    assert len(room.pictures()) == 2


def test_a_light_that_never_comes_up_withholds_the_first_picture() -> None:
    room = ClassInMemory()
    room.devices[0].sign.is_lit = False
    room.open_lesson()
    room.loop.run(3)
    assert room.pictures() == []
    assert room.devices[0].screen.wishes == {}  # the screen was not even looked at
    assert room.window.status[room.devices[0].key].reason is NoPictureReason.NO_SIGN


def test_ending_the_lesson_turns_the_light_off_and_stops_pictures() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.classroom.end_lesson()
    room.loop.run(0.1)
    room.devices[0].screen.change()
    room.loop.run(5)
    assert len(room.pictures()) == 1
    assert room.state() is DeviceState.READY
    assert room.devices[0].watchers[-1] == ()
    assert room.devices[0].history.log[-1] == "watch 1 ended with 1"


def test_a_lesson_ends_on_the_device_when_its_time_is_up_even_if_the_console_does_not() -> None:
    room = ClassInMemory()
    room.open_lesson(duration_s=60)
    room.loop.run(61)
    assert room.devices[0].watchers[-1] == ()
    assert room.state() is DeviceState.READY
    assert room.window.lessons[-1] is None


def test_a_vanished_console_takes_its_light_with_it() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.network.cut.add(room.address(room.computers[0]))
    room.loop.run(5.5)
    assert room.devices[0].watchers[-1] == ()


def test_silence_is_grey_after_three_seconds_lost_after_five_and_back_soon_after_healing() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.loop.run(10)
    room.network.cut.add(room.address(room.computers[0]))
    room.loop.run(2)
    assert room.state() is DeviceState.LIVE
    room.loop.run(2)
    assert room.state() is DeviceState.QUIET
    room.loop.run(2)
    assert room.state() is DeviceState.LOST
    room.devices[0].screen.change()
    room.loop.run(20)
    assert room.state() is DeviceState.LOST
    before = len(room.pictures())
    room.network.cut.clear()
    room.loop.run(5)
    assert room.state() is DeviceState.LIVE
    assert room.pictures()[before:] == [b"\xff\xd8 picture 2"]  # the newest, and no stale one


def test_a_short_silence_greys_the_tile_and_it_recovers() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.network.cut.add(room.address(room.computers[0]))
    room.loop.run(4)
    assert room.state() is DeviceState.QUIET
    room.network.cut.clear()
    room.loop.run(1.5)
    assert room.state() is DeviceState.LIVE


def test_a_hung_screen_is_never_shown_as_live() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.devices[0].screen.is_hung = True
    room.loop.run(2)
    assert room.state() is DeviceState.WITHHELD
    room.devices[0].screen.is_hung = False
    room.loop.run(3)
    assert room.state() is DeviceState.LIVE
    assert len(room.pictures()) == 2  # shown anew, though nothing had changed


def test_a_locked_screen_shows_its_reason() -> None:
    room = ClassInMemory()
    room.devices[0].screen.problem = NoPictureReason.LOCKED
    room.open_lesson()
    assert room.state() is DeviceState.WITHHELD
    assert room.window.status[room.devices[0].key].reason is NoPictureReason.LOCKED
    room.devices[0].screen.problem = None
    room.loop.run(2)
    assert room.state() is DeviceState.LIVE


def test_a_tile_nobody_looks_at_is_not_asked_for() -> None:
    room = ClassInMemory(devices=2)
    room.open_lesson()
    room.classroom.show_pictures_of([room.computers[0].key], 320)
    room.loop.run(3)
    before = len(room.pictures(1))
    for _ in range(5):
        room.devices[1].screen.change()
        room.loop.run(2)
    assert len(room.pictures(1)) <= before + 1  # the one request already out
    room.classroom.show_pictures_of([computer.key for computer in room.computers], 320)
    room.loop.run(2)
    assert room.pictures(1)[-1] == b"\xff\xd8 picture 6"


def test_a_goodbye_is_left_and_not_lost() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.devices[0].visits.leave()
    room.loop.run(0.1)
    assert room.state() is DeviceState.LEFT
    assert room.devices[0].watchers[-1] == ()


def test_a_device_of_another_room_refuses_even_if_the_statement_names_its_room() -> None:
    room = ClassInMemory()
    room.computers[0].line = msgspec.structs.replace(room.computers[0].line, room="Room 1")
    newer = room.school.roster()
    device = room.devices[0]
    device.membership.take_roster(newer.canonical, newer.signature)
    room.open_lesson()  # the console's roster is older and still says Room 12
    room.loop.run(1)
    assert room.pictures() == []


def test_an_older_roster_is_brought_up_to_date_by_the_console() -> None:
    room = ClassInMemory()
    device = room.devices[0]
    newcomer = room.school.person(name="Mr New")
    newer = room.school.roster()
    window = SeenByTheWindow()
    second = room.start_console(room.teacher, newer, window)
    room.find_all(second)
    assert device.store.saved == [newer.body.version]
    assert device.membership.problem_with(newcomer.keys.transport.transport_key()) is None


def test_a_newer_roster_on_the_device_reaches_the_console() -> None:
    room = ClassInMemory()
    room.school.computer(name="pc-99")
    newer = room.school.roster()
    room.devices[0].membership.take_roster(newer.canonical, newer.signature)
    room.find_all()
    assert [signed.body.version for signed in room.saved] == [newer.body.version]
    assert "pc-99" in {status.device_name for status in room.window.status.values()}


def test_t18_a_revoked_teacher_is_out_as_soon_as_the_device_sees_the_roster(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    other = room.school.person(name="Mr Other")
    with_other = room.school.roster()
    room.devices[0].membership.take_roster(with_other.canonical, with_other.signature)
    room.open_lesson()
    assert room.state() is DeviceState.LIVE
    room.school.revoke(room.teacher)
    revoked = room.school.roster()
    messenger = room.start_console(other, revoked, SeenByTheWindow())
    room.find_all(messenger)
    assert room.devices[0].watchers[-1] == ()
    before = len(room.pictures())
    for _ in range(10):
        room.devices[0].screen.change()
        room.loop.run(1)
    assert len(room.pictures()) == before
    assert room.state() is DeviceState.LOST
    assert "revoked" in expected_log.text
    assert "Patel" not in expected_log.text


def test_an_older_roster_never_brings_a_revoked_key_back(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    membership = room.devices[0].membership
    room.school.revoke(room.teacher)
    newer = room.school.roster()
    membership.take_roster(newer.canonical, newer.signature)
    assert membership.take_roster(room.roster.canonical, room.roster.signature) is not None
    assert membership.problem_with(room.teacher.keys.transport.transport_key()) == "revoked"
    assert "older than ours" in expected_log.text


def test_a_roster_signed_by_anyone_else_is_refused(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    rogue = ClassInMemory(school=None)
    forged = rogue.school.roster()
    membership = room.devices[0].membership
    assert membership.take_roster(forged.canonical, forged.signature) is not None
    assert membership.roster_version == room.roster.body.version
    assert "not signed by this school" in expected_log.text


def test_one_visit_for_each_key_so_a_reconnect_leaves_no_second_watcher() -> None:
    room = ClassInMemory()
    room.open_lesson()
    again = room.start_console(room.teacher, room.roster, SeenByTheWindow())
    room.open_lesson(again)
    assert len(room.devices[0].watchers[-1]) == 1


def test_t04_a_lesson_that_ended_cannot_be_replayed(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    room.open_lesson()
    lesson = room.classroom.lesson_for(room.computers[0].key)
    assert lesson is not None
    room.classroom.end_lesson()
    room.loop.run(0.1)
    replaying = room.start_console(room.teacher, room.roster, SeenByTheWindow())
    replaying._current.lesson = lesson  # a rigged console
    room.find_all(replaying)
    room.loop.run(1)
    assert room.devices[0].watchers[-1] == ()
    assert LessonRefusal.ALREADY_ENDED.value in expected_log.text


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"rooms": ("Room 1",)}, LessonRefusal.OTHER_ROOM),
        ({"duration_ms": 5 * 3600 * 1000}, LessonRefusal.TOO_LONG),
        ({"duration_ms": -1}, LessonRefusal.TOO_LONG),
        ({"starts_in_ms": -48 * 3600 * 1000}, LessonRefusal.NOT_NOW),
        ({"starts_in_ms": 48 * 3600 * 1000}, LessonRefusal.NOT_NOW),
        ({"school_id": "0" * 32}, LessonRefusal.OTHER_SCHOOL),
        ({"serial": "0" * 32}, LessonRefusal.NOT_THE_SIGNER),
        ({"signed_with": PrivateKey.generate()}, LessonRefusal.BAD_SIGNATURE),
    ],
)
def test_a_wrong_statement_is_refused_for_its_reason(
    change: dict[str, object], refusal: LessonRefusal
) -> None:
    room = ClassInMemory()
    lesson = room.school.lesson(room.teacher, **change)  # type: ignore[arg-type]  # a table
    outcome = _outcome(room, room.teacher, lesson.canonical, lesson.signature)
    assert outcome is refusal


def test_another_teachers_statement_is_not_the_callers() -> None:
    room = ClassInMemory()
    other = room.school.person(name="Mr Other")
    roster = room.school.roster()
    room.devices[0].membership.take_roster(roster.canonical, roster.signature)
    lesson = room.school.lesson(room.teacher)
    outcome = _outcome(room, other, lesson.canonical, lesson.signature)
    assert outcome is LessonRefusal.BAD_SIGNATURE


def test_an_admitted_device_whose_clock_stands_at_1970_still_joins() -> None:
    room = ClassInMemory()
    lesson = room.school.lesson(room.teacher)
    membership = room.devices[0].membership
    assert membership.roster is not None
    checked = check_lesson(
        lesson.canonical,
        lesson.signature,
        member=room.teacher.line,
        device=membership.device,
        roster=membership.roster,
        now=dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
    )
    assert not isinstance(checked, LessonRefusal)
    standing = membership.roster.staff_standing(
        room.teacher.line.transport_key, dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    )
    assert standing.problem is None


def test_a_typed_address_reaches_a_device_that_discovery_does_not() -> None:
    room = ClassInMemory()
    room.classroom.add_address("pc-01", "pc-01:48480")
    room.loop.run(1)
    assert room.state() is DeviceState.READY


def test_a_typed_address_of_no_admitted_device_is_one_sentence() -> None:
    room = ClassInMemory()
    with pytest.raises(InputError, match="no admitted device has this name"):
        room.classroom.add_address("pc-77", "10.0.0.5:48480")


def test_t08_a_forged_address_delays_the_real_one_by_one_patience_at_most() -> None:
    room = ClassInMemory()
    key = room.computers[0].key
    room.classroom.found(Advert(key, ("rogue:48480",)))
    room.loop.run(1)
    room.classroom.found(Advert(key, (room.address(room.computers[0]),)))
    room.classroom.found(Advert(key, ("rogue:48480",)))
    room.loop.run(9)
    assert room.state() is DeviceState.READY


def test_t08_a_stream_of_forged_addresses_cannot_keep_a_known_device_away() -> None:
    room = ClassInMemory()
    room.open_lesson()
    key, real = room.computers[0].key, room.address(room.computers[0])
    room.network.cut.add(real)
    room.loop.run(7)
    room.network.cut.clear()
    for number in range(100):
        room.classroom.found(Advert(key, (f"rogue-{number}:48480",)))
        room.loop.run(0.1)
    assert room.state() is DeviceState.LIVE


def test_a_device_that_hurries_is_not_asked_more_often() -> None:
    room = ClassInMemory()
    room.open_lesson()
    device, key = room.devices[0], room.computers[0].key
    lesson = room.classroom.lesson_for(key)
    assert lesson is not None
    for _ in range(50):
        device.screen.change()
        room.say(LessonOpened(lesson_id=lesson.info.lesson_id))
        room.loop.run(0.05)
    assert 10 <= len(room.pictures()) <= 27  # 2.5 s at ten a second


def test_a_part_of_a_picture_that_was_never_sent_ends_the_session(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    room.find_all()
    room.devices[0].screen.is_hung = True
    room.open_lesson()
    room.say(picture_sent(1, b"\xff\xd8 part", is_whole=False))
    assert room.state() is DeviceState.LOST
    assert room.pictures() == []
    assert "broke the protocol" in expected_log.text


def test_a_picture_that_could_not_be_shown_is_asked_for_whole() -> None:
    room = ClassInMemory()
    room.window.can_show = False
    room.open_lesson()
    room.window.can_show = True
    room.loop.run(3)
    assert len(room.pictures()) == 2  # the same again, whole, though nothing changed


def test_the_next_update_is_asked_for_when_the_last_one_is_shown() -> None:
    room = ClassInMemory()
    room.open_lesson()
    before = len(room.pictures())
    room.devices[0].screen.change()
    room.loop.run(0.15)
    assert len(room.pictures()) == before + 1
    room.devices[0].screen.change()
    room.loop.run(0.15)
    assert len(room.pictures()) == before + 2


def test_what_the_class_costs_is_told_and_is_within_the_budget_by_going_slower() -> None:
    rate = PictureRate(0.0, budget_bytes_s=1000)
    calm = rate.interval_ms(320)
    for second in range(1, 60):
        rate.received(4000 * calm // rate.interval_ms(320))
        rate.advance(float(second))
    assert 600 < rate.cost_bytes_s < 1400
    assert 3000 < rate.interval_ms(320) <= 5000
    for second in range(60, 120):
        rate.received(10)
        rate.advance(float(second))
    assert rate.interval_ms(320) == calm


def test_smaller_tiles_are_asked_for_less_often() -> None:
    rate = PictureRate(0.0)
    assert rate.interval_ms(160) > rate.interval_ms(320) > rate.interval_ms(640)


def test_the_cost_of_an_open_lesson_reaches_the_window() -> None:
    room = ClassInMemory()
    room.open_lesson()
    for _ in range(50):
        room.devices[0].screen.change()
        room.loop.run(0.2)
    assert room.window.costs[-1][0] > 0
    room.classroom.end_lesson()
    room.loop.run(0.1)
    told = len(room.window.costs)
    room.loop.run(10)
    assert len(room.window.costs) == told


def test_a_picture_or_roster_nobody_asked_for_ends_the_session(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    for unasked in (
        RosterOffered(body=b"x" * 100, signature=b"s" * 64),
        picture_sent(9, b"\xff\xd8 forged"),
    ):
        room = ClassInMemory()
        room.open_lesson()
        room.say(unasked)
        assert room.state() is DeviceState.LOST
        assert b"\xff\xd8 forged" not in room.pictures()
    assert "broke the protocol" in expected_log.text


def test_t08_a_forged_goodbye_changes_nothing_for_an_admitted_device() -> None:
    room = ClassInMemory()
    room.open_lesson()
    room.classroom.gone(room.computers[0].key)
    room.loop.run(1)
    assert room.state() is DeviceState.LIVE


def test_a_stranger_on_the_network_is_shown_as_not_admitted_and_never_dialled() -> None:
    room = ClassInMemory()
    stranger = PrivateKey.generate().transport_key()
    room.classroom.found(Advert(stranger, ("10.0.0.66:48480",)))
    room.loop.run(10)
    assert room.window.status[stranger].state is DeviceState.NOT_ADMITTED
    assert "10.0.0.66:48480" not in room.network.dialled
    room.classroom.gone(stranger)
    room.loop.run(0.1)
    assert stranger not in room.window.status


def _outcome(room: ClassInMemory, caller: Person, body: bytes, signature: bytes) -> object:
    membership = room.devices[0].membership
    assert membership.roster is not None
    return check_lesson(
        body,
        signature,
        member=caller.line,
        device=membership.device,
        roster=membership.roster,
        now=utc_now(),
    )


# a rostered console that misuses a device


def test_t18_a_revocation_holds_at_once_where_the_disk_is_full(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    room.open_lesson()
    device = room.devices[0]
    device.store.is_full = True
    room.school.revoke(room.teacher)
    newer = room.school.roster()
    refusal = device.membership.take_roster(newer.canonical, newer.signature)
    assert refusal is Refusal.BAD_ROSTER  # so that it is carried here again
    assert device.membership.member(room.teacher.keys.transport.transport_key()) is None
    assert "not kept" in expected_log.text
    device.store.is_full = False
    assert device.membership.take_roster(newer.canonical, newer.signature) is None
    assert device.store.saved[-1] == newer.body.version


def test_t27_a_console_cannot_flood_the_history_with_lessons(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    room = ClassInMemory()
    room.open_lesson()
    history = room.devices[0].history
    for number in range(100):
        room.classroom.open_lesson(f"Lesson {number}", "Room 12", 3600)
        room.loop.run(0.1)
    assert sum("began" in line for line in history.log) <= OPENINGS_PER_MINUTE_MAX
    assert "too often" in expected_log.text
    room.loop.run(90)
    assert room.state() is DeviceState.LIVE


def test_t27_a_console_that_asks_in_vain_all_the_time_costs_one_timer() -> None:
    room = ClassInMemory()
    room.open_lesson()
    device = room.devices[0]
    device.sign.is_lit = False
    [route] = device.visits._visits
    sharing = device.visits._sharing
    before = waiting(room)
    for number in range(1000, 1500):
        request = msgspec.structs.replace(request_picture(), number=number)
        sharing.request(route, request)
    assert waiting(room) <= before + 1


def waiting(room: ClassInMemory) -> int:
    return sum(timer.call is not None for _, _, timer in room.loop._timers)
