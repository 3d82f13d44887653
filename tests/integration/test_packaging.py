"""T16, T23: what is installed, with which rights, and of which versions."""

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import zmq

from tests.integration.test_install import wheel  # noqa: F401  # a fixture

ROOT = Path(__file__).parents[2]
LEAST = {"pyzmq": (27, 3), "zeroconf": (0, 150), "pillow": (13,), "PyNaCl": (1, 6, 2)}
"""Below these are published flaws, or behaviour this project was not measured with."""


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def test_t23_libzmq_has_none_of_its_published_flaws() -> None:
    assert numbers(zmq.zmq_version()) >= (4, 3, 5)


@pytest.mark.parametrize("name", LEAST)
def test_t23_a_library_with_a_published_flaw_is_refused(name: str) -> None:
    assert numbers(metadata.version(name)) >= LEAST[name]
    pyproject = (ROOT / "pyproject.toml").read_text()
    pin = re.search(rf'"{name}>=([0-9.]+)', pyproject)
    assert pin is not None, f"{name} has no lower bound"
    assert numbers(pin[1]) >= LEAST[name]


def test_t23_every_version_installed_for_tests_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 20
    assert [line for line in pins if "==" not in line] == []


def test_t23_no_pin_has_an_open_advisory() -> None:
    if shutil.which("pip-audit") is None:
        pytest.skip("pip-audit is not installed: advisories were not looked up")
    done = subprocess.run(
        ["pip-audit", "--requirement", str(ROOT / "constraints.txt"), "--disable-pip", "--no-deps"],
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    if "ConnectionError" in done.stderr or "ServiceError" in done.stderr:
        pytest.skip("the advisory service cannot be reached: advisories were not looked up")
    assert done.returncode == 0, done.stdout


def test_t16_the_package_installs_no_service_no_script_and_no_right(wheel: Path) -> None:  # noqa: F811
    with zipfile.ZipFile(wheel) as archive:
        files = archive.infolist()
    endings = (".service", ".socket", ".timer", ".desktop", ".sh", ".bat", ".reg", ".exe", ".dll")
    assert [each.filename for each in files if each.filename.endswith(endings)] == []
    assert [each.filename for each in files if ".data/" in each.filename] == []
    for each in files:
        mode = each.external_attr >> 16
        is_record = ".dist-info/" in each.filename  # the builder's own, of its own mask
        assert mode & (0o6002 if is_record else 0o6022) == 0, f"{each.filename} has mode {mode:o}"
        assert ".." not in Path(each.filename).parts
        assert not each.filename.startswith("/")


def test_t16_the_program_loads_nothing_from_the_folder_it_is_started_in(tmp_path: Path) -> None:
    for name in ("zmq.py", "student_client.py", "PIL.py", "msgspec.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit('planted')\n")
    script = Path(sysconfig.get_path("scripts")) / "harbour-client"
    if not script.exists():
        pytest.skip("the project is not installed here")
    done = subprocess.run(
        [str(script), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "planted" not in done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of Unix")
def test_t16_no_source_that_is_shipped_can_be_written_by_others() -> None:
    for package in ("protocol", "school_hub", "student_client", "teacher_console", "assets"):
        for path in (ROOT / package).rglob("*"):
            assert path.stat().st_mode & 0o6002 == 0, path
