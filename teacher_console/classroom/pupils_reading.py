"""Opens whatever list of pupils a school has: a CSV file, a OneRoster folder or archive.

Any thread but gui: a large list takes a second.
"""

import io
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from protocol.errors import InputError
from protocol.files import read_file
from teacher_console.classroom.oneroster import OneRosterFiles, read_oneroster
from teacher_console.classroom.pupils import PupilsRead
from teacher_console.classroom.pupils_csv import (
    REMEDY,
    PupilTable,
    proposed_columns,
    pupils_in,
    read_table,
)
from teacher_console.csv_file import FILE_MAX_BYTES

_MEMBERS_MAX = 200
"""OneRoster 1.2 has 17 files; an archive of more than this is something else."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What programs write, and what Python unpacks piece by piece, however much it claims to hold."""
_ZIP_BEGINS = b"PK"
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError),
    *(ValueError, OSError, RuntimeError),
)
"""All that `zipfile` raises over damaged archives; found by mutating them."""


def open_pupils(source: Path | bytes, *, where: object) -> PupilTable | PupilsRead:
    """Return a table whose columns are to be matched, or the pupils where columns are standard.

    Args:
        source: A path, or the bytes of a CSV file or archive.
        where: What to call it in sentences.

    Raises:
        InputError: It cannot be read, or is none of these.
    """
    if isinstance(source, Path) and source.is_dir():
        return read_oneroster(_folder_files(source), where=where)
    if isinstance(source, Path):
        source = read_file(source, remedy=REMEDY, limit_bytes=FILE_MAX_BYTES)
    if len(source) > FILE_MAX_BYTES:
        raise InputError(where, f"it is larger than {FILE_MAX_BYTES} bytes", REMEDY)
    if source.startswith(_ZIP_BEGINS):
        with _archive(source, where) as archive:
            return read_oneroster(_archive_files(archive, where), where=where)
    return read_table(source, where=where)


def read_pupils(source: Path | bytes, where: object) -> PupilsRead:
    """Return the pupils of a list whose headings say what its columns are.

    Args:
        source: As for `open_pupils`.

    Raises:
        InputError: It cannot be read, or its headings do not tell.
    """
    opened = open_pupils(source, where=where)
    if isinstance(opened, PupilsRead):
        return opened
    return pupils_in(opened, proposed_columns(opened.headings))


def _folder_files(folder: Path) -> OneRosterFiles:
    def of(name: str) -> bytes | None:
        path = folder / name
        if not path.exists():
            return None
        return read_file(path, remedy=REMEDY, limit_bytes=FILE_MAX_BYTES)

    return of


def _archive(data: bytes, where: object) -> zipfile.ZipFile:
    remedy = "export it anew, or unpack it and choose the folder"
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS:
        raise InputError(where, "the archive is damaged", remedy) from None
    if len(archive.namelist()) > _MEMBERS_MAX:
        raise InputError(where, "it holds too many files for a OneRoster archive", remedy)
    return archive


def _archive_files(archive: zipfile.ZipFile, where: object) -> OneRosterFiles:
    """Read members by their last name, wherever in the archive they lie; nothing is unpacked."""
    remedy = "export it anew, or unpack it and choose the folder"
    members = {
        PurePosixPath(member.filename).name: member
        for member in archive.infolist()
        if not member.filename.startswith("__MACOSX/")
    }

    def of(name: str) -> bytes | None:
        member = members.get(name)
        if member is None:
            return None
        inside = f"{where}, {name}"
        if member.compress_type not in _METHODS or member.flag_bits & 1:
            raise InputError(inside, "it is packed in a way that cannot be read", remedy)
        try:
            with archive.open(member) as file:
                data = file.read(FILE_MAX_BYTES + 1)
        except _ZIP_ERRORS:
            raise InputError(inside, "the archive is damaged", remedy) from None
        if len(data) > FILE_MAX_BYTES:
            raise InputError(inside, f"it is larger than {FILE_MAX_BYTES} bytes", remedy)
        return data

    return of
