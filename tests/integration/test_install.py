"""T01: two installations share no secret, and the package brings none along."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from protocol.trust.keyfile import open_keys
from protocol.trust.keys import DeploymentKeys, DeviceKeys
from student_client.device_folder import DeviceFolder
from student_client.machine_identity import machine_identity
from tests.helpers.real_school import SchoolOnDisk

ROOT = Path(__file__).parents[2]
WINDOW = 16


def windows(data: bytes) -> set[bytes]:
    return {data[at : at + WINDOW] for at in range(len(data) - WINDOW + 1)}


def test_t01_two_installed_devices_share_no_secret_byte_sequence(tmp_path: Path) -> None:
    first, second = (
        DeviceFolder(tmp_path / "a", machine_identity).keys(),
        DeviceFolder(tmp_path / "b", machine_identity).keys(),
    )
    secrets = [keys.transport.secret + keys.signing.secret for keys in (first, second)]
    assert not windows(secrets[0]) & windows(secrets[1])


def test_t01_two_founded_schools_share_no_secret_byte_sequence(
    founded_school: SchoolOnDisk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = SchoolOnDisk(tmp_path_factory.mktemp("other"))
    other.found()
    secrets = []
    for school in (founded_school, other):
        path = school.root / "deployment.key"
        keys = open_keys(path.read_bytes(), "three random words", DeploymentKeys, where=path)
        token = json.loads((school.root / "school.harbour").read_text())["body"]["enrolment"]
        secrets.append(keys.signing.secret + keys.admission.secret + token["token"].encode())
    assert not windows(secrets[0]) & windows(secrets[1])


def test_a_device_keeps_its_key_from_start_to_start(tmp_path: Path) -> None:
    folder = DeviceFolder(tmp_path / "a", machine_identity)
    assert folder.keys() == DeviceFolder(tmp_path / "a", machine_identity).keys()
    assert (tmp_path / "a" / "device.key").stat().st_mode & 0o777 == 0o600
    assert folder.keys() != DeviceKeys.generate()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run(
        [*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


def test_t01_the_package_holds_no_key_and_no_school(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        contents = {name: archive.read(name) for name in names}
    endings = (".key", ".harbour", ".request", ".pem", ".p12")
    assert [name for name in names if name.endswith(endings)] == []
    marks = [b"PRIVATE KEY", b'"harbour": "device-key"', b'"harbour": "staff-key"']
    assert [name for name, data in contents.items() if any(mark in data for mark in marks)] == []
    assert any(name.startswith("student_client/") for name in names)
    assert any(name.endswith("client-eye.svg") for name in names)


def test_tests_demo_and_benchmarks_are_not_shipped(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    shipped = {top for top in tops if not top.endswith(".dist-info")}
    assert shipped == {"assets", "protocol", "school_hub", "student_client", "teacher_console"}
