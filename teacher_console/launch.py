"""What of the console can begin while Qt is still being loaded; constructs, like `app.py`.

Opening a key takes half a second of one core, finding devices waits for the network: with a
passphrase from a file both run beside the loading of the window. Lanes: unlock, finder. No Qt.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from protocol.files import read_file
from teacher_console.classroom.addresses import read_addresses
from teacher_console.config import ConsoleConfig
from teacher_console.school.passphrases import passphrase_from
from teacher_console.school.set_up_progress import is_to_set_up
from teacher_console.school.unlocking import SignedInStaff, StaffFolder, read_staff_folder, unlock

if TYPE_CHECKING:
    from teacher_console.classroom.early_finder import EarlyFinder


@dataclasses.dataclass(frozen=True, slots=True)
class Launch:
    """How the console begins.

    Attributes:
        folder: What the person signs in with; None where setting up comes first.
        addresses: Of `--addresses`: device name and `host:port`.
        signing_in: Under way where the passphrase comes from a file, else None. Its result raises
            the `InputError` of `unlock`.
        finder: Looking already for a lesson that opens at once, else None.
    """

    folder: StaffFolder | None
    addresses: list[tuple[str, str]]
    signing_in: Future[SignedInStaff] | None = None
    finder: "EarlyFinder | None" = None


@contextlib.contextmanager
def launched(config: ConsoleConfig) -> Iterator[Launch]:
    """Begin what need not wait for a window; end what nobody took over.

    Raises:
        InputError: A file or address of `config` cannot be used.
    """
    must_set_up = config.must_set_up or (not config.is_scripted and is_to_set_up(config.folder))
    folder = None if must_set_up else read_staff_folder(config.folder)
    addresses = _addresses(config.addresses_path)
    if folder is None or config.passphrase_path is None:
        yield Launch(folder, addresses)
        return
    passphrase = passphrase_from(config.passphrase_path, "Passphrase")
    with contextlib.ExitStack() as ending:
        worker = ending.enter_context(ThreadPoolExecutor(1, thread_name_prefix="unlock"))
        signing_in = worker.submit(unlock, folder, passphrase, dt.datetime.now(dt.UTC))
        finder = None
        if config.lesson_room is not None:
            from teacher_console.classroom.early_finder import EarlyFinder  # noqa: PLC0415  # slow

            finder = EarlyFinder(config.interfaces)
            ending.callback(finder.close)
        yield Launch(folder, addresses, signing_in, finder)


def _addresses(path: Path | None) -> list[tuple[str, str]]:
    if path is None:
        return []
    data = read_file(path, remedy="name a CSV file with --addresses")
    return read_addresses(data, where=path)
