"""Pupils from a simple CSV file: `login,name,group`, or the headings of another program. Pure."""

import dataclasses
import enum
from collections.abc import Sequence

from protocol.errors import InputError
from protocol.plain_text import plain
from teacher_console.classroom.pupil_lines import PupilLines
from teacher_console.classroom.pupils import PupilsRead
from teacher_console.csv_file import Row, read_rows

REMEDY = "write a first line 'login,name,group', then one pupil a line"
COLUMNS_MAX = 64


class Column(enum.Enum):
    """What a column of the file is."""

    LOGIN = "login"
    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    GROUP = "group"
    UNUSED = "unused"


_SPELLINGS = {
    Column.LOGIN: "login user username userid account samaccountname upn signin signinname "
    "loginname email emailaddress mail networklogin anmeldename benutzername identifiant",
    Column.NAME: "name fullname displayname pupil pupilname student studentname",
    Column.GIVEN: "given givenname first firstname forename preferredname preferredforename "
    "chosenname vorname prenom",
    Column.FAMILY: "family familyname last lastname surname legalsurname nachname nom",
    Column.GROUP: "group groups class classes classname form formgroup reg reggroup registration "
    "registrationgroup tutor tutorgroup year yeargroup yr grade gruppe klasse",
}
_COLUMN_OF = {word: column for column, words in _SPELLINGS.items() for word in words.split()}


@dataclasses.dataclass(frozen=True, slots=True)
class PupilTable:
    """A file as a table, before anybody said what its columns are.

    Attributes:
        headings: One for each column.
        rows: Below the heading; some may be shorter or longer.
    """

    where: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes, *, where: object) -> PupilTable:
    """Return the table in a file's bytes.

    Raises:
        InputError: The file as a whole cannot be read.
    """
    rows = read_rows(data, where=where, remedy=REMEDY)
    headings = tuple(plain(cell) for cell in rows[0].cells)
    if len(headings) > COLUMNS_MAX:
        raise InputError(where, f"it has {len(headings)} columns", REMEDY)
    if len(rows) == 1:
        raise InputError(where, "the file names no pupil", REMEDY)
    return PupilTable(str(where), headings, tuple(rows[1:]))


def proposed_columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column seems to be; nothing but groups is taken twice."""
    proposed: list[Column] = []
    for heading in headings:
        letters = "".join(each for each in heading.casefold() if each.isalnum())
        column = _COLUMN_OF.get(letters, Column.UNUSED)
        is_taken = column is not Column.GROUP and column in proposed
        proposed.append(Column.UNUSED if is_taken else column)
    if Column.NAME in proposed:  # it needs no parts then
        parts = {Column.GIVEN, Column.FAMILY}
        return tuple(Column.UNUSED if each in parts else each for each in proposed)
    return tuple(proposed)


def problem_with_columns(columns: Sequence[Column]) -> str | None:
    """Return what is missing or doubled as a clause, None when pupils can be read."""
    if Column.LOGIN not in columns:
        return "no column is the sign-in name"
    if not {Column.NAME, Column.GIVEN, Column.FAMILY} & set(columns):
        return "no column is the name"
    for column in (Column.LOGIN, Column.NAME, Column.GIVEN, Column.FAMILY):
        if columns.count(column) > 1:
            return f"two columns are the {column.value} name"
    return None


def pupils_in(table: PupilTable, columns: Sequence[Column]) -> PupilsRead:
    """Return the pupils of `table`, one column for each heading.

    Raises:
        InputError: The columns do not say who a pupil is.
    """
    problem = problem_with_columns(columns)
    if problem is not None:
        raise InputError(f"{table.where} line 1", problem, REMEDY)
    lines = PupilLines()
    for number, cells in table.rows:
        where = f"{table.where} line {number}"
        if any(cells[len(columns) :]):
            many = f"it has {len(cells)} columns, the heading {len(columns)}"
            lines.bad(str(InputError(where, many, "mend this line")))
            continue
        said = list(zip(columns, cells, strict=False))  # a short line lacks what is at its end
        lines.add(
            where,
            _joined(said, Column.LOGIN),
            _joined(said, Column.NAME, Column.GIVEN, Column.FAMILY),
            [cell for column, cell in said if column is Column.GROUP],
        )
    return lines.result()


def _joined(said: list[tuple[Column, str]], *wanted: Column) -> str:
    return " ".join(cell for each in wanted for column, cell in said if column is each)
