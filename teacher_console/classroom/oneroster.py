"""Pupils from the CSV files of OneRoster 1.1 and 1.2: users, classes, enrollments, orgs, roles.

Pure. Read are names, sign-in names and classes; birthdays, addresses and all else are passed over.

Source: 1EdTech, OneRoster 1.1 CSV tables (https://www.imsglobal.org/oneroster-v11-final-csv-tables)
and OneRoster 1.2 CSV binding (https://www.imsglobal.org/spec/oneroster/v1p2).
"""

from collections.abc import Callable, Iterator, Mapping

from protocol.errors import InputError
from teacher_console.classroom.pupil_lines import PupilLines
from teacher_console.classroom.pupils import PupilsRead
from teacher_console.csv_file import read_rows

REMEDY = "export it anew as OneRoster CSV 1.1 or 1.2 (bulk)"
_PUPIL = "student"
_DELETED = "tobedeleted"

OneRosterFiles = Callable[[str], bytes | None]
"""Returns the bytes of the file of this name (`users.csv`), None when there is none."""


class _Line(dict[str, str]):
    """Cells by heading, in small letters; an absent one is empty.

    Attributes:
        where: File and line.
    """

    def __init__(self, cells: Mapping[str, str], where: str) -> None:
        super().__init__(cells)
        self.where = where

    def __missing__(self, key: str) -> str:
        return ""


def read_oneroster(files: OneRosterFiles, *, where: object) -> PupilsRead:
    """Return the pupils that `files` name, each with the classes it is enrolled in.

    Args:
        where: The folder or archive, for sentences.

    Raises:
        InputError: There is no users.csv, or a file as a whole cannot be read.
    """
    if files("users.csv") is None:
        raise InputError(where, "there is no users.csv in it", REMEDY)
    lines = PupilLines()
    classes = _class_names(files, lines)
    groups, enrolled = _enrolments(files, lines, classes)
    students = _students_by_role(files) | enrolled
    for user in _lines(files, "users.csv", ("sourcedid", "givenname", "familyname"), lines):
        is_pupil = user["role"].casefold() == _PUPIL or (
            not user["role"] and user["sourcedid"] in students
        )
        if is_pupil and user["enableduser"].casefold() != "false":
            lines.add(
                user.where,
                user["username"] or user["email"] or user["identifier"],
                f"{user['preferredgivenname'] or user['givenname']} "
                f"{user['preferredfamilyname'] or user['familyname']}",
                groups.get(user["sourcedid"], ()),
            )
    return lines.result()


def _class_names(files: OneRosterFiles, lines: PupilLines) -> dict[str, str]:
    """Return titles by class; with the school's name when there are several schools."""
    schools = {org["sourcedid"]: org["name"] for org in _lines(files, "orgs.csv", (), lines)}
    classes = list(_lines(files, "classes.csv", ("sourcedid", "title"), lines))
    has_many = len({each["schoolsourcedid"] for each in classes}) > 1
    names: dict[str, str] = {}
    for each in classes:
        school = schools.get(each["schoolsourcedid"], "") if has_many else ""
        names[each["sourcedid"]] = f"{each['title']} ({school})" if school else each["title"]
    return names


def _enrolments(
    files: OneRosterFiles, lines: PupilLines, classes: Mapping[str, str]
) -> tuple[dict[str, list[str]], set[str]]:
    """Return class names by user, and who is enrolled as a pupil."""
    groups: dict[str, list[str]] = {}
    needed = ("classsourcedid", "usersourcedid", "role")
    for each in _lines(files, "enrollments.csv", needed, lines):
        if each["role"].casefold() != _PUPIL:
            continue
        own = groups.setdefault(each["usersourcedid"], [])
        name = classes.get(each["classsourcedid"])
        if name is None:
            lines.bad(f"{each.where}: classes.csv has no such class; {REMEDY}.")
        else:
            own.append(name)
    return groups, set(groups)


def _students_by_role(files: OneRosterFiles) -> set[str]:
    """Return who is a pupil by roles.csv, where OneRoster 1.2 keeps it."""
    needed = ("usersourcedid", "role")
    return {
        each["usersourcedid"]
        for each in _lines(files, "roles.csv", needed, PupilLines())
        if each["role"].casefold() == _PUPIL
    }


def _lines(
    files: OneRosterFiles, name: str, needed: tuple[str, ...], lines: PupilLines
) -> Iterator[_Line]:
    """Yield the lines of one file that are not marked as deleted; the bad ones go to `lines`."""
    data = files(name)
    if data is None or not data.strip():
        return
    rows = read_rows(data, where=name, remedy=REMEDY)
    headings = [cell.casefold() for cell in rows[0].cells]
    missing = [each for each in needed if each not in headings]
    if missing:
        raise InputError(f"{name} line 1", f"the column {missing[0]} is missing", REMEDY)
    for number, cells in rows[1:]:
        where = f"{name} line {number}"
        if len(cells) != len(headings):
            many = f"it has {len(cells)} columns, the heading {len(headings)}"
            lines.bad(str(InputError(where, many, REMEDY)))
            continue
        line = _Line(dict(zip(headings, cells, strict=True)), where)
        if line["status"].casefold() != _DELETED:
            yield line
