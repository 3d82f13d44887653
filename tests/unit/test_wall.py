"""Order, search and fit of tiles, and the words on them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.identifiers import TransportKey
from protocol.vocabulary import LessonRefusal, NoPictureReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.fit import fitting_width
from teacher_console.wall.order import Showing, Sorting, is_shown, sort_key
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
    tiles.sort(key=lambda tile: sort_key(tile, Sorting.DEVICE))
    assert [tile.device_name for tile in tiles] == ["PC-1", "pc-9", "pc-10"]


@pytest.mark.parametrize("sorting", Sorting)
def test_devices_that_are_not_admitted_come_last(sorting: Sorting) -> None:
    stranger = status("", "", state=DeviceState.NOT_ADMITTED)
    tiles = sorted([stranger, status("Zoë", "z")], key=lambda tile: sort_key(tile, sorting))
    assert tiles[-1] is stranger


def test_sorting_by_state_puts_live_before_lost() -> None:
    lost, live = status("A", state=DeviceState.LOST), status("B")
    assert sort_key(live, Sorting.STATE) < sort_key(lost, Sorting.STATE)


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
        return  # nothing fits: the slider's least is used and the wall scrolls
    columns = width // best
    rows = -(-tiles // columns)
    assert rows * (best * 9 / 16 + 70) <= height + rows


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
