"""A real PostgreSQL in a temporary folder, run by an unprivileged user, gone at the end."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_UNPRIVILEGED = "nobody"
"""Who runs the server where the tests are run by root, for whom it refuses to start."""


def _tool(name: str) -> str | None:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(versions[0]) if versions else shutil.which(name)


needs_postgres = pytest.mark.skipif(_tool("initdb") is None, reason="PostgreSQL is not installed")


@contextlib.contextmanager
def postgres_url() -> Iterator[str]:
    """The URL of an empty database, reached by a socket in a private folder; no port is opened."""
    with tempfile.TemporaryDirectory(prefix="harbour-postgres-") as name:
        folder = Path(name)
        user = pwd.getpwnam(_UNPRIVILEGED) if os.geteuid() == 0 else None
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        _run(user, "initdb", "-D", data, "-U", "harbour", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        start = ["-D", data, "-l", folder / "log", "-w", "-o", options, "start"]
        _run(user, "pg_ctl", *start)
        try:
            yield f"postgresql+psycopg://harbour@/postgres?host={folder}"
        finally:
            _run(user, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _run(user: "pwd.struct_passwd | None", tool: str, *arguments: object) -> None:
    program = _tool(tool)
    assert program is not None
    done = subprocess.run(
        [program, *map(str, arguments)],
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a server would keep a pipe open
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{tool} failed"
