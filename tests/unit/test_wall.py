"""Order, search and fit of tiles, and the words on them."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.identifiers import TransportKey
from protocol.vocabulary import LessonRefusal, NoPictureReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.fit import fitting_width
from teacher_console.wall.order import Choice, Showing, Sorting, arrange, counts, is_shown
from teacher_console.wall.ui import words

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def status(
    pupil: str = "Amira Khan",
    device: str = "pc-01",
    *,
    room: str = "Room 12",
    state: DeviceState = DeviceState.LIVE,
    reason: NoPictureReason | None = None,
    refusal: LessonRefusal | None = None,
) -> DeviceStatus:
    return DeviceStatus(
        key=TransportKey(device.encode().ljust(32, b"\0")),
        device_name=device,
        room=room,
        pupil_name=pupil,
        address="10.0.0.5:48480",
        state=state,
        changed_at=NOON,
        reason=reason,
        refusal=refusal,
    )


def test_numbers_in_device_names_sort_as_numbers() -> None:
    tiles = [status("", "pc-10"), status("", "pc-9"), status("", "PC-1")]
    tiles = arrange(tiles, Choice(sorting=Sorting.DEVICE), NOON)
    assert [tile.device_name for tile in tiles] == ["PC-1", "pc-9", "pc-10"]


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("sorting", Sorting)
def test_devices_that_are_not_admitted_come_last(
    sorting: Sorting,
    is_descending: bool,  # noqa: FBT001
) -> None:
    stranger = status("", "", state=DeviceState.NOT_ADMITTED)
    choice = Choice(sorting=sorting, is_descending=is_descending)
    assert arrange([stranger, status("Zoë", "z")], choice, NOON)[-1] is stranger


def test_sorting_by_state_puts_live_before_lost() -> None:
    lost, live = status("A", "a", state=DeviceState.LOST), status("B", "b")
    assert arrange([lost, live], Choice(sorting=Sorting.STATE), NOON) == [live, lost]


def test_sorting_by_activity_puts_who_changed_last_first_and_who_cannot_be_seen_last() -> None:
    def changed(minutes_ago: float) -> dt.datetime:
        return NOON - dt.timedelta(minutes=minutes_ago)

    idle = dataclasses.replace(status("Amira", "a"), picture_at=changed(12))
    busy = dataclasses.replace(status("Ben", "b"), picture_at=changed(0.2))
    gone = dataclasses.replace(status("Abe", "c", state=DeviceState.LOST), picture_at=changed(0))
    assert arrange([idle, gone, busy], Choice(sorting=Sorting.ACTIVITY), NOON) == [busy, idle, gone]


def test_sorting_by_activity_is_calm_within_a_minute() -> None:
    first = dataclasses.replace(status("Amira", "a"), picture_at=NOON - dt.timedelta(seconds=50))
    second = dataclasses.replace(status("Ben", "b"), picture_at=NOON - dt.timedelta(seconds=1))
    assert arrange([second, first], Choice(sorting=Sorting.ACTIVITY), NOON) == [first, second]


def test_counts_say_how_many_each_filter_shows() -> None:
    tiles = [status("a", str(number), state=state) for number, state in enumerate(DeviceState)]
    for showing, count in counts(tiles).items():
        assert len(arrange(tiles, Choice(showing=showing), NOON)) == count


@pytest.mark.parametrize(
    ("search", "found"),
    [("amira", True), ("KHAN ami", True), ("pc-01", True), ("room 12", True), ("ben", False)],
)
def test_search_finds_every_word_in_any_name(search: str, found: bool) -> None:  # noqa: FBT001
    assert is_shown(status(), Showing.ALL, search) is found


@pytest.mark.parametrize(
    ("state", "needs_a_look"),
    [
        (DeviceState.LIVE, False),
        (DeviceState.STARTING, False),
        (DeviceState.READY, False),
        (DeviceState.NOT_ADMITTED, False),
        (DeviceState.WITHHELD, True),
        (DeviceState.REFUSED, True),
        (DeviceState.QUIET, True),
        (DeviceState.LOST, True),
        (DeviceState.LEFT, True),
        (DeviceState.SEARCHING, True),
        (DeviceState.DUPLICATE, True),
    ],
)
def test_what_needs_a_look_is_what_should_be_seen_and_is_not(
    state: DeviceState,
    needs_a_look: bool,  # noqa: FBT001
) -> None:
    assert is_shown(status(state=state), Showing.ATTENTION, "") is needs_a_look


@given(tiles=st.integers(1, 300), width=st.integers(200, 4000), height=st.integers(200, 3000))
def test_fitted_tiles_all_fit_into_the_view(tiles: int, width: int, height: int) -> None:
    best = fitting_width(
        tiles, view_width_px=width, view_height_px=height, extra_height_px=70, aspect=9 / 16
    )
    if best < 20:
        return  # nothing fits: the wall scrolls
    columns = width // best
    rows = -(-tiles // columns)
    assert rows * (best * 9 / 16 + 70) <= height + rows


@given(tiles=st.integers(1, 300), width=st.integers(200, 4000), height=st.integers(200, 3000))
def test_tiles_that_must_scroll_fill_the_width_and_are_never_too_small(
    tiles: int, width: int, height: int
) -> None:
    best = fitting_width(
        tiles,
        view_width_px=width,
        view_height_px=height,
        extra_height_px=70,
        aspect=9 / 16,
        least_px=160,
    )
    assert best >= 160
    assert best <= max(width, 160)


@pytest.mark.parametrize("state", DeviceState)
def test_every_state_has_a_word_and_a_sentence_of_its_own(state: DeviceState) -> None:
    tile = status(state=state)
    assert 3 <= len(words.state_word(tile)) <= 20
    assert words.explanation(tile).endswith(".") or words.explanation(tile).endswith("?")
    others = {words.state_word(status(state=other)) for other in DeviceState if other is not state}
    assert words.state_word(tile) not in others


@pytest.mark.parametrize("reason", NoPictureReason)
def test_every_reason_is_said_in_a_sentence(reason: NoPictureReason) -> None:
    said = words.explanation(status(state=DeviceState.WITHHELD, reason=reason))
    assert said.endswith(".")
    assert "_" not in said


@pytest.mark.parametrize("refusal", LessonRefusal)
def test_every_refusal_is_said_in_a_sentence(refusal: LessonRefusal) -> None:
    said = words.explanation(status(state=DeviceState.REFUSED, refusal=refusal))
    assert said.endswith(".")
    assert "_" not in said


def test_a_name_cannot_turn_the_text_around_or_hide_in_it() -> None:
    assert words.title(status("Bo\u202ebby\u200b\n Tables")) == "Bobby Tables"


def test_a_lost_tile_says_when_it_was_last_seen() -> None:
    said = words.explanation(status(state=DeviceState.LOST))
    assert NOON.astimezone().strftime("%H:%M") in said
