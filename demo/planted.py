"""Looks for planted words in the files of a program: every byte, freed pages and logs too."""

import dataclasses
from collections.abc import Collection, Sequence
from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le")


@dataclasses.dataclass(frozen=True, slots=True)
class Looked:
    """What was looked through.

    Attributes:
        found: File name and the words in it; must be empty.
    """

    files: int
    size_bytes: int
    found: tuple[tuple[str, str], ...]


def look_for(
    words: Sequence[str], paths: Collection[Path], *, except_in: Collection[str] = ()
) -> Looked:
    """Read every file at or below `paths` whole, and look for each of `words`, in any case.

    Args:
        except_in: Names of files that are not looked into.
    """
    files = [
        file
        for path in paths
        for file in ([path] if path.is_file() else sorted(path.rglob("*")))
        if file.is_file() and file.name not in except_in
    ]
    found, size_bytes = [], 0
    for file in files:
        data = file.read_bytes().lower()
        size_bytes += len(data)
        found += [
            (file.name, word)
            for word in words
            if any(word.lower().encode(encoding) in data for encoding in _ENCODINGS)
        ]
    return Looked(len(files), size_bytes, tuple(found))
