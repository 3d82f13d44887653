"""Waits for a file that another program makes: the kernel tells, nobody looks again and again."""

import ctypes
import os
import select
import subprocess
import time
from pathlib import Path

import pytest

_CREATED, _MOVED_HERE = 0x100, 0x80
"""IN_CREATE and IN_MOVED_TO of linux/inotify.h."""
_NOTES_BYTES = 4096


def await_file(path: Path, program: "subprocess.Popen[bytes]", *, within_s: float = 10.0) -> None:
    """Return as soon as `path` is there; fail the test when `program` ends before."""
    libc = ctypes.CDLL(None, use_errno=True)
    notes = libc.inotify_init1(os.O_CLOEXEC)
    end = os.pidfd_open(program.pid)
    try:
        if libc.inotify_add_watch(notes, os.fsencode(path.parent), _CREATED | _MOVED_HERE) < 0:
            raise OSError(ctypes.get_errno(), "inotify", str(path.parent))
        ends_at = time.monotonic() + within_s
        while not path.exists():
            left_s = max(0.0, ends_at - time.monotonic())
            ready, _, _ = select.select([notes, end], [], [], left_s)
            if notes not in ready:
                pytest.fail(f"{path.name} did not appear")
            os.read(notes, _NOTES_BYTES)
    finally:
        os.close(notes)
        os.close(end)
