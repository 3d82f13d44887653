"""Lists of pupils under every change: a sentence, or pupils within the bounds."""

import io
import operator
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import InputError
from protocol.limits import NAME_MAX_CHARACTERS
from protocol.plain_text import plain
from teacher_console.classroom.pupils import (
    GROUPS_MAX,
    Pupil,
    PupilNames,
    PupilsRead,
    pupils_file,
    read_pupils_file,
)
from teacher_console.classroom.pupils_csv import Column, pupils_in, read_table
from teacher_console.classroom.pupils_reading import read_pupils
from teacher_console.csv_file import csv_text, read_rows
from tests.unit.test_pupils import BULK_11, BULK_12, packed

ARCHIVE = packed(BULK_12)
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(
    lambda text: plain(text) == text
)
CELLS = st.builds(operator.add, st.sampled_from(["", "=", "+", " -", "@"]), st.text(max_size=20))


def is_within_bounds(read: PupilsRead) -> bool:
    return all(
        0 < len(text) <= NAME_MAX_CHARACTERS and text.isprintable()
        for pupil in read.pupils
        for text in (pupil.login, pupil.name, *pupil.groups)
    ) and all(len(pupil.groups) <= GROUPS_MAX for pupil in read.pupils)


def read_or_refused(data: bytes) -> None:
    try:
        read = read_pupils(data, "list")
    except InputError:
        return
    assert is_within_bounds(read)
    assert all(sentence.isprintable() for sentence in read.problems)


@given(data=st.binary(max_size=300))
def test_any_bytes_below_a_heading_are_read_or_refused(data: bytes) -> None:
    read_or_refused(b"login,name,group\n" + data)


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data)


@given(at=st.integers(0, len(ARCHIVE) - 1), value=st.integers(0, 255))
def test_one_changed_byte_of_an_archive_is_read_or_refused(at: int, value: int) -> None:
    read_or_refused(ARCHIVE[:at] + bytes([value]) + ARCHIVE[at + 1 :])


@given(length=st.integers(0, len(ARCHIVE)), more=st.binary(max_size=40))
def test_an_archive_cut_anywhere_is_read_or_refused(length: int, more: bytes) -> None:
    read_or_refused(ARCHIVE[:length] + more)


@given(
    name=st.sampled_from(sorted(BULK_11)),
    at=st.integers(0, 400),
    text=st.text(max_size=12),
)
def test_any_text_in_a_oneroster_file_is_read_or_refused(name: str, at: int, text: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for each, content in BULK_11.items():
            changed = content[:at] + text + content[at:] if each == name else content
            archive.writestr(each, changed.encode("utf-8", "replace"))
    read_or_refused(file.getvalue())


@given(
    pupils=st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=8), separator=st.sampled_from(",;\t")
)
def test_what_a_program_writes_is_what_is_read(
    pupils: list[tuple[str, str, str]], separator: str
) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in pupils]
    lines = [separator.join(row) for row in [["login", "name", "group"], *quoted, ["x", "y", "z"]]]
    table = read_table("\r\n".join(lines).encode(), where="list")
    read = pupils_in(table, (Column.LOGIN, Column.NAME, Column.GROUP))
    assert len(read.pupils) + len(read.problems) == len(pupils) + 1
    said = [*pupils, ("x", "y", "z")]
    assert all((each.login, each.name, *each.groups) in said for each in read.pupils)


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_t10_no_cell_ever_leaves_as_a_formula(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    try:
        cells = [
            cell
            for row in read_rows(text.encode("utf-8", "replace"), where="x", remedy="y")
            for cell in row.cells
        ]
    except InputError:
        return  # nothing but blanks
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@given(
    pupils=st.lists(st.builds(Pupil, WORDS, WORDS, st.tuples(WORDS)), max_size=5),
    reported=st.text(max_size=80),
)
def test_what_is_kept_comes_back_and_any_report_has_a_name(
    pupils: list[Pupil], reported: str
) -> None:
    assert read_pupils_file(pupils_file(pupils), where="x") == tuple(pupils)
    names = PupilNames(pupils)
    shown = names.shown_name(reported)
    assert shown == reported or shown in {pupil.name for pupil in pupils}
