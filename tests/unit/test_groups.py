"""Groups: how they form, how a teacher changes them, how they are kept; whom actions hit."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState, DeviceStatus
from teacher_console.wall.group_file import GroupFile
from teacher_console.wall.groups import (
    EVERYBODY,
    GROUPS_MAX,
    Group,
    GroupKind,
    Groups,
    members,
    smart_groups,
    with_members,
    without_group,
    without_members,
)
from teacher_console.wall.targets import targets
from teacher_console.wall.ui.target_words import whom

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
A, B, C = (TransportKey(letter * 32) for letter in (b"a", b"b", b"c"))


def status(
    key: TransportKey,
    pupil: str,
    *,
    room: str = "Room 12",
    state: DeviceState = DeviceState.LIVE,
    groups: tuple[str, ...] = (),
) -> DeviceStatus:
    return DeviceStatus(
        key=key,
        device_name="" if state is DeviceState.NOT_ADMITTED else f"pc-{pupil}",
        room=room,
        pupil_name=pupil,
        address="10.0.0.5:48480",
        state=state,
        changed_at=NOON,
        groups=groups,
    )


AMIRA = status(A, "Amira", groups=("9A",))
BEN = status(B, "Ben", room="Library", state=DeviceState.LOST)
NEW = status(C, "", room="", state=DeviceState.NOT_ADMITTED)


def test_rooms_classes_and_states_form_groups_by_themselves() -> None:
    names = [group.name for group in smart_groups([AMIRA, BEN])]
    assert names == ["Library", "Room 12", "9A", "live", "attention", "offline", "new"]


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        (EVERYBODY, None),
        (Group(GroupKind.ROOM, "Library"), {B}),
        (Group(GroupKind.CLASS, "9A"), {A}),
        (Group(GroupKind.STATE, "offline"), {B}),
        (Group(GroupKind.MADE, "Front"), {A, C}),
        (Group(GroupKind.MADE, "removed a moment ago"), set()),
    ],
)
def test_who_is_in_a_group(group: Group, keys: set[TransportKey] | None) -> None:
    assert members(group, [AMIRA, BEN], {"Front": frozenset({A, C})}) == keys


def test_adding_to_a_group_keeps_who_is_in_it_whatever_the_case_of_its_name() -> None:
    groups = with_members({"Front": frozenset({A})}, " front ", [B])
    assert groups == {"Front": frozenset({A, B})}


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "turned \u202eround", "null\0"])
def test_a_group_cannot_be_called_what_nobody_can_read(name: str) -> None:
    with pytest.raises(InputError, match="letters that can be seen"):
        with_members({}, name, [A])


def test_there_is_an_end_to_groups() -> None:
    groups: Groups = {f"g{number}": frozenset({A}) for number in range(GROUPS_MAX)}
    with pytest.raises(InputError, match=str(GROUPS_MAX)):
        with_members(groups, "one more", [A])
    assert with_members(groups, "g7", [B])["g7"] == {A, B}


def test_a_group_that_loses_its_last_member_goes() -> None:
    groups = {"Front": frozenset({A, B}), "Back": frozenset({C})}
    assert without_members(groups, "Front", [A]) == {
        "Back": frozenset({C}),
        "Front": frozenset({B}),
    }
    assert without_members(groups, "Back", [C]) == {"Front": frozenset({A, B})}
    assert without_group(groups, "Front") == {"Back": frozenset({C})}


@given(
    st.dictionaries(
        st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=60),
        st.frozensets(
            st.binary(min_size=32, max_size=32).map(TransportKey), min_size=1, max_size=9
        ),
        max_size=9,
    )
)
def test_groups_are_read_as_they_were_saved(
    tmp_path_factory: pytest.TempPathFactory, groups: Groups
) -> None:
    file = GroupFile(tmp_path_factory.mktemp("groups") / "groups.json")
    file.save(groups)
    assert file.load() == groups


def test_without_a_file_there_are_no_groups(tmp_path: Path) -> None:
    assert GroupFile(tmp_path / "groups.json").load() == {}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"groups": [{"name": "", "devices": []}]}',
        b'{"groups": [{"name": "a", "devices": ["00"]}]}',
        b'{"groups": [{"name": "a", "devices": [], "more": 1}]}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_said_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "groups.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match="does not hold groups") as caught:
        GroupFile(path).load()
    assert "groups.json" in str(caught.value)


def test_without_a_selection_an_action_hits_all_who_are_shown_and_admitted() -> None:
    hit = targets([AMIRA, NEW], frozenset(), known=1)
    assert hit.keys == (A,)
    assert not hit.is_part


def test_a_selection_is_hit_alone() -> None:
    assert targets([AMIRA, BEN], frozenset({B}), known=2).keys == (B,)


def test_selecting_only_what_is_not_admitted_hits_nobody_and_never_everybody() -> None:
    assert targets([AMIRA, NEW], frozenset({C}), known=1).keys == ()


@pytest.mark.parametrize(
    ("shown", "selected", "known", "group", "sentence"),
    [
        ([AMIRA], {A}, 2, EVERYBODY, "1 selected: Amira"),
        ([AMIRA, BEN], {A, B}, 2, EVERYBODY, "2 selected: Amira, Ben"),
        ([AMIRA, BEN], set(), 2, EVERYBODY, "All 2 pupils"),
        ([AMIRA, AMIRA], set(), 2, EVERYBODY, "All 2 pupils in Room 12"),
        ([AMIRA, AMIRA], set(), 3, EVERYBODY, "The 2 pupils shown in Room 12"),
        ([AMIRA, AMIRA], set(), 3, Group(GroupKind.ROOM, "Room 12"), "All 2 pupils in Room 12"),
        ([AMIRA, BEN], set(), 3, EVERYBODY, "The 2 pupils shown"),
        ([AMIRA, BEN], set(), 3, Group(GroupKind.MADE, "Front"), "The 2 pupils shown of Front"),
        ([], set(), 3, EVERYBODY, "Nobody: no admitted computer is shown"),
        ([NEW], {C}, 3, EVERYBODY, "Nobody: no admitted computer is shown"),
    ],
)
def test_the_sentence_says_whom_an_action_hits(
    shown: list[DeviceStatus],
    selected: set[TransportKey],
    known: int,
    group: Group,
    sentence: str,
) -> None:
    hit = targets(shown, frozenset(selected), known)
    assert whom(hit, group) == sentence


def test_the_sentence_counts_those_it_does_not_name() -> None:
    pupils = [status(TransportKey(bytes([n]) * 32), f"P{n}") for n in range(1, 6)]
    hit = targets(pupils, frozenset(each.key for each in pupils), known=5)
    assert whom(hit, EVERYBODY) == "5 selected: P1, P2, P3 and 2 more"


def test_t10_a_name_of_300_letters_leaves_room_for_the_others() -> None:
    pupils = [status(A, "x" * 300 + "\u202e<b>"), status(B, "Ben")]
    said = whom(targets(pupils, frozenset({A, B}), known=2), EVERYBODY)
    assert said.endswith("…, Ben")
    assert len(said) < 80
