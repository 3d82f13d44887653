#!/usr/bin/env python3
"""Sets this checkout up by itself, then runs the demonstration or the tests.

python3 run.py demo [--pupils N] [--headless] [--seconds S] [--json FILE]
python3 run.py test [arguments of pytest]
python3 run.py setup

Standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
STAMP = VENV / "harbour-stamp"

DEBIAN_PACKAGES = (
    "python3-venv",
    "libgl1",
    "libegl1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "xvfb",
    "xauth",
    "fonts-dejavu-core",
    "iproute2",
    "dbus",
    "at-spi2-core",
    "x11-xserver-utils",
    "sway",
    "grim",
    "gstreamer1.0-tools",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-pipewire",
    "postgresql",
)
"""What PySide6's wheels and the tests need beyond a minimal Debian 12 or Ubuntu."""


def main(arguments: list[str]) -> int:
    """Return the exit status of the command in `arguments`."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this file says so itself, on an older Python
        return _stop("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    commands = {"demo": ["-m", "demo"], "test": ["-m", "pytest"], "setup": []}
    if not arguments or arguments[0] not in commands:
        return _stop("say one of: demo, test, setup (python3 run.py demo)")
    problem = _install_system_packages() or _install_project() or _build_translations()
    if problem:
        return _stop(problem)
    if arguments[0] == "setup":
        return 0
    command = commands[arguments[0]]
    whole = [_venv_python(), *command, *arguments[1:]]
    os.chdir(HERE)
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(whole[0], whole)  # noqa: S606  # so that a signal reaches the program itself
    return subprocess.call(whole)


def _install_system_packages() -> str | None:
    if not shutil.which("dpkg-query"):
        return None
    missing = [name for name in DEBIAN_PACKAGES if not _is_installed(name)]
    if not missing:
        return None
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and _is_quiet(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return "these packages are missing; install them, then start again:\n  sudo " + " ".join(
            install
        )
    _say("installing packages: " + " ".join(missing))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            [*prefix, *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode != 0:
            sys.stderr.write(done.stdout.decode(errors="replace")[-2000:])
            return "this did not work: " + " ".join([*prefix, *command])
    return None


def _is_installed(name: str) -> bool:
    for candidate in (name, name + "t64"):  # Ubuntu 24.04 and Debian 13 renamed some
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${db:Status-Status}", candidate],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if shown.stdout == b"installed":
            return True
    if name == "python3-venv":
        return _is_quiet([sys.executable, "-c", "import ensurepip, venv"])
    return False


def _install_project() -> str | None:
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "constraints.txt", "run.py"):
        digest.update((HERE / name).read_bytes())
    wanted = digest.hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return None
    _say("setting up .venv (a few minutes the first time)")
    steps = [
        [sys.executable, "-m", "venv", str(VENV)],
        [
            *(_venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--constraint", str(HERE / "constraints.txt")),
            *("--editable", str(HERE) + "[dev]"),
        ],
    ]
    for step in steps:
        if subprocess.run(step, stdin=subprocess.DEVNULL, check=False).returncode != 0:
            return "this did not work: " + " ".join(step)
    STAMP.write_text(wanted)
    return None


def _build_translations() -> str | None:
    """Build what Qt loads of each language, where a text changed; programs start without it too."""
    sources = sorted((HERE / "assets" / "i18n").glob("*.ts"))
    built = [(source, source.with_suffix(".qm")) for source in sources]
    if all(qm.exists() and qm.stat().st_mtime >= ts.stat().st_mtime for ts, qm in built):
        return None
    step = [_venv_python(), "-m", "assets.translations", "build"]
    if subprocess.run(step, cwd=HERE, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        return "this did not work: " + " ".join(step)
    return None


def _venv_python() -> str:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return str(VENV / folder / name)


def _is_quiet(command: list[str]) -> bool:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def _say(text: str) -> None:
    sys.stderr.write("run.py: " + text + "\n")
    sys.stderr.flush()


def _stop(text: str) -> int:
    _say(text)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
