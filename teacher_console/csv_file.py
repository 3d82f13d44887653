"""CSV files between Harbour and a school's other programs: rows with numbers, cells that are text.

Pure. What comes in is plain text, whatever a spreadsheet would make of it; what goes out cannot be
taken for a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from protocol.errors import InputError

FILE_MAX_BYTES = 10 * 1024 * 1024
"""Of one list that a person hands us: 20,000 pupils at 500 bytes each."""
_SEPARATORS = (",", ";", "\t")
"""Excel writes semicolons where the comma is the decimal sign, tabs as "Unicode text"."""
_FORMULA_BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001  # full width ones too
"""OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection ."""


class ManyProblemsError(InputError):
    """Several lines of one file are wrong; the message has a sentence for each."""

    def __init__(self, where: object, sentences: Sequence[str]) -> None:
        super().__init__(where, "it cannot be used", "mend its lines")
        self.args = ("\n".join(sentences),)


class Row(NamedTuple):
    """One line of a file.

    Attributes:
        number: As an editor counts, from 1; of the last line when a cell holds line breaks.
        cells: Without spaces around them.
    """

    number: int
    cells: list[str]


def read_rows(data: bytes, *, where: object, remedy: str) -> list[Row]:
    """Return every line that holds anything.

    Args:
        data: UTF-8, with or without a byte order mark; separated by commas, semicolons or tabs.
        remedy: What to do when the file is empty or is not CSV.

    Raises:
        InputError: The file as a whole cannot be read.
    """
    text = _text(data, where)
    if text.lower().startswith("sep="):  # Excel's own hint
        text = "\n" + text.partition("\n")[2]
    head = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append(Row(reader.line_num, cells))
    except csv.Error as exc:
        problem = f"it is not CSV ({exc})"
        raise InputError(f"{where} line {reader.line_num}", problem, remedy) from None
    if not rows:
        raise InputError(where, "the file is empty", remedy)
    return rows


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return `rows` as CSV (RFC 4180); a cell that begins like a formula gets a `'` before it."""
    file = io.StringIO()
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
    return file.getvalue()


def _text(data: bytes, where: object) -> str:
    remedy = "save it as 'CSV UTF-8' in the program it comes from"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(where, "the file is UTF-16 text, not UTF-8", remedy)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise InputError(f"{where} line {line}", "this is not UTF-8 text", remedy) from None


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_BEGINS) else cell
