"""The console as a screen reader gets it: over a real accessibility bus, on a real display."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.displays import Display

_REGISTRY = ("/usr/libexec/at-spi2-registryd", "/usr/lib/at-spi2-core/at-spi2-registryd")
needs_bus = pytest.mark.skipif(
    shutil.which("dbus-run-session") is None or not any(Path(each).exists() for each in _REGISTRY),
    reason="dbus-run-session or at-spi2-core is not installed",
)


@pytest.fixture
def read_out(display: Display) -> list[dict[str, object]]:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.helpers.accessibility_reader"],
        env=dict(os.environ, DISPLAY=display.name, NO_AT_BRIDGE="0"),
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return [json.loads(line) for line in done.stdout.decode().splitlines() if line[:1] == "{"]


@needs_bus
def test_a_screen_reader_finds_every_tile_by_name_and_is_told_of_a_loss(
    read_out: list[dict[str, object]],
) -> None:
    by_name = {str(each["name"]): each for each in read_out if "name" in each}
    tiles = {
        "Amira Khan, pc-01, Live": False,
        "Chloe Adeyemi, pc-03, Live": True,
    }
    for name, is_selected in tiles.items():
        assert by_name[name]["role"] == "list item"
        assert by_name[name]["is_selectable"], name
        assert by_name[name]["is_focusable"], name
        assert by_name[name]["is_showing"], name
        assert by_name[name]["is_selected"] is is_selected, name
    assert any(name.startswith("<b>Ben</b>, pc-02, Connection lost") for name in by_name)
    assert by_name["1 selected: Chloe Adeyemi"]["role"] == "label"
    assert by_name["Tile size"]["role"] == "slider"
    nameless = [each for each in read_out if each.get("role") == "push button" and not each["name"]]
    assert nameless == []
    assert "Connection lost" in str(read_out[-1]["announced"])
    assert "Amira Khan" in str(read_out[-1]["announced"])
