"""`run.py` before anything is installed: what it says when it cannot go on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(
    *arguments: str, path: str | None = None, user: int | None = None, script: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    environment = dict(os.environ)
    if path is not None:
        environment["PATH"] = path
    return subprocess.run(
        [sys.executable, str(script or ROOT / "run.py"), *arguments],
        env=environment,
        user=user,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [[], ["dmeo"], ["--help"]])
def test_a_wrong_command_is_one_sentence(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("run.py: say one of: demo, test, setup")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="changes the user")
def test_without_rights_it_prints_the_exact_line_and_installs_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        parent.chmod(0o755)
    script = tmp_path / "run.py"
    shutil.copy(ROOT / "run.py", script)
    tools = tmp_path / "tools"
    tools.mkdir()
    query = tools / "dpkg-query"  # a system on which nothing is installed, and there is no sudo
    query.write_text("#!/bin/sh\nexit 1\n")
    query.chmod(0o755)
    python = Path(sys.executable).resolve()
    if not os.access(python, os.X_OK) or "/root" in str(python):
        python = Path("/usr/bin/python3")
    done = subprocess.run(
        [str(python), str(script), "demo"],
        env={"PATH": str(tools)},
        user=65534,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    [first, second] = done.stderr.splitlines()
    assert first.startswith("run.py: these packages are missing")
    assert second.startswith("  sudo apt-get install -y --no-install-recommends ")
    assert "xvfb" in second
    assert not (tmp_path / ".venv").exists()


def test_it_needs_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-I", str(ROOT / "run.py"), "nothing"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
