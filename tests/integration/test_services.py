"""T16: how the hub is run as a service: with no rights, started again, every path quoted."""

import configparser
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

BUILD_SPEC = Path(__file__).parents[2] / "build_spec"
HARDENED = {
    "DynamicUser": "yes",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "MemoryDenyWriteExecute": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "StateDirectoryMode": "0700",
    "UMask": "0077",
    "Restart": "always",
}


@pytest.mark.parametrize("name", HARDENED)
def test_t16_the_unit_gives_the_hub_no_right_it_does_not_need(name: str) -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case
    unit.read(BUILD_SPEC / "harbour-hub.service")
    assert unit["Service"][name] == HARDENED[name]


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed: the unit was not verified")
    text = (BUILD_SPEC / "harbour-hub.service").read_text()
    path = tmp_path / "harbour-hub.service"
    path.write_text(text.replace("/opt/harbour/bin/harbour-hub", "/bin/true"))
    done = subprocess.run(
        [program, "verify", str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_t16_every_path_of_the_windows_service_is_quoted() -> None:
    root = ET.parse(BUILD_SPEC / "harbour-hub.xml").getroot()  # noqa: S314  # our own file
    executable = root.findtext("executable") or ""
    arguments = root.findtext("arguments") or ""
    assert executable.startswith('"')
    assert executable.endswith('"')
    assert arguments.count('"') == 4
    assert root.findtext("serviceaccount/username") == r"NT SERVICE\harbour-hub"
    assert [each.get("action") for each in root.findall("onfailure")] == ["restart"] * 3
