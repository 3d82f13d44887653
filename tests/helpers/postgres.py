"""A real PostgreSQL server for the tests: made by initdb, run as an unprivileged user, stopped."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

USER = "nobody"
"""initdb refuses to run as root."""
NEEDED = ("initdb", "pg_ctl", "createdb", "dropdb")


def _program(name: str) -> str | None:
    found = shutil.which(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return found or (str(debian[-1]) if debian else None)


needs_postgres = pytest.mark.skipif(
    any(_program(name) is None for name in NEEDED), reason="PostgreSQL is not installed"
)


class PostgresServer:
    """One server in `folder`, listening on a Unix socket there and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._databases = 0
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:
            person = pwd.getpwnam(USER)
            os.chown(folder, person.pw_uid, person.pw_gid)
            self._as = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}

    def run(self, program: str, *arguments: object, check: bool = True) -> str:
        """The program's output; it runs as the server's owner."""
        path = _program(program)
        assert path is not None
        done = subprocess.run(  # type: ignore[call-overload]  # user and group, or neither
            [path, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **self._as,
        )
        assert not check or done.returncode == 0, done.stdout
        return str(done.stdout)

    def found(self) -> None:
        self.run("initdb", "-D", self.data, "-U", "harbour", "-A", "trust", "-E", "UTF8")

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=30"
        log = self.folder / "server.log"
        self.run("pg_ctl", "-D", self.data, "-l", log, "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def new_database(self) -> str:
        """The URL of an empty database."""
        self._databases += 1
        name = f"mail{self._databases}"
        self.run("createdb", "-h", self.folder, "-U", "harbour", name)
        return f"postgresql://harbour@/{name}?host={self.folder}"


@contextlib.contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A server that ends with the block."""
    with tempfile.TemporaryDirectory(prefix="harbour-pg-") as folder:
        server = PostgresServer(Path(folder))
        server.found()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running server, the same for all tests of the run."""
    missing = [name for name in NEEDED if _program(name) is None]
    if missing:
        pytest.skip(f"PostgreSQL is not installed: no {', '.join(missing)}")
    with running_postgres() as server:
        yield server
