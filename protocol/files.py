"""Small trust files on disk: private, atomic, and never half written.

Thread: any; each call is complete in itself. The one part of `protocol` besides the transport and
discovery that touches the machine, so that console, client and tools write files in one way.
"""

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from protocol.errors import InputError
from protocol.limits import SMALL_FILE_MAX_BYTES

_PRIVATE_FOLDER = 0o700


def read_file(path: Path, *, remedy: str, limit_bytes: int = SMALL_FILE_MAX_BYTES) -> bytes:
    """Return the whole content of `path`.

    Raises:
        InputError: Missing, unreadable, a folder, or larger than `limit_bytes`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)
    except FileNotFoundError:
        raise InputError(path, "there is no such file", remedy) from None
    except IsADirectoryError:
        raise InputError(path, "this is a folder, not a file", remedy) from None
    except OSError as exc:
        raise InputError(path, f"it cannot be read ({exc.strerror})", remedy) from None
    if len(data) > limit_bytes:
        raise InputError(path, f"it is larger than {limit_bytes} bytes", remedy)
    return data


def is_file_there(path: Path, *, remedy: str) -> bool:
    """Tell whether there is a file at `path`.

    For files of our own, which others of the same user may have put something else in place of.

    Raises:
        InputError: A pipe or a device is there, of which a read could wait or never end.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(path, "this is a pipe or a device, not a file", remedy)
    return path.exists()


def read_private_file(path: Path, *, remedy: str) -> bytes:
    """Return the content of a file that holds a secret.

    Raises:
        InputError: As `read_file`, or other users of this computer may read the file.
    """
    data = read_file(path, remedy=remedy)
    if sys.platform != "win32":
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            problem = f"other users of this computer may read it (mode {mode:04o})"
            raise InputError(path, problem, f"run: chmod 600 '{path}'")
    return data


def make_private_folder(path: Path) -> None:
    """Make `path` and what is missing above it; only this user may enter.

    An empty folder that is there already is closed to others; one that holds something is never
    changed, because it may be somebody's.

    Raises:
        InputError: It cannot be made, is a file, or holds something and is open to other users.
    """
    remedy = "name a folder you may write to"
    try:
        path.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.stat().st_mode)
        if sys.platform != "win32" and mode & 0o077:
            if any(path.iterdir()):
                problem = f"other users of this computer may enter the folder (mode {mode:04o})"
                raise InputError(path, problem, f"name a new folder, or run: chmod 700 '{path}'")
            path.chmod(_PRIVATE_FOLDER)
    except FileExistsError:
        raise InputError(path, "this is a file, not a folder", remedy) from None
    except OSError as exc:
        raise InputError(path, f"the folder cannot be made ({exc.strerror})", remedy) from None


def write_file(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step: readers see the old or the new, never a part.

    The file is private to this user and on the disk when this returns.

    Raises:
        InputError: It cannot be written; the old file is untouched.
    """
    try:
        with _written_beside(path, data) as temporary:
            temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as exc:
        raise _not_written(path, exc) from None


def write_new_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, which must not exist yet.

    Raises:
        InputError: It exists already, or cannot be written; nothing is overwritten.
    """
    try:
        with _written_beside(path, data) as temporary:
            if sys.platform == "win32":
                temporary.rename(path)
            else:
                os.link(temporary, path)
        _sync_folder(path.parent)
    except FileExistsError:
        problem = "the file is there already and was left as it is"
        raise InputError(path, problem, "name another file, or move the old one away") from None
    except OSError as exc:
        raise _not_written(path, exc) from None


@contextlib.contextmanager
def held_alone(path: Path, *, problem: str, remedy: str) -> Iterator[None]:
    """Hold the lock file `path` until the block ends; the system frees it if we are killed.

    Raises:
        InputError: Another process holds it (`problem`), or the file cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as exc:
        raise _not_written(path, exc) from None
    try:
        try:
            _lock(descriptor)
        except OSError:
            raise InputError(path.parent, problem, remedy) from None
        yield
    finally:
        os.close(descriptor)  # which also unlocks


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # only there

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  # only there

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def _written_beside(path: Path, data: bytes) -> Iterator[Path]:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_written(path: Path, exc: OSError) -> InputError:
    remedy = "make room or name a place you may write to"
    return InputError(path, f"it could not be written ({exc.strerror})", remedy)
