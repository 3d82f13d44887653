"""The demonstration, run as a newcomer runs it, and what it leaves behind: nothing but the PNG."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest
from PIL import Image

from tests.helpers.displays import needs_xvfb

pytestmark = needs_xvfb

ROOT = Path(__file__).parents[2]
KEYS = [
    "pupils",
    "found",
    "admitted",
    "live",
    "first_thumbnail_ms",
    "all_live_ms",
    "frames",
    "bytes_per_pupil_s",
    "client_cpu_percent",
    "console_cpu_percent",
    "client_pss_mb",
    "console_pss_mb",
    "screenshot",
]


class Traces:
    """What the machine holds that a demonstration could have left."""

    def __init__(self) -> None:
        me = psutil.Process()
        self.processes = {each.pid for each in me.children(recursive=True)}
        self.orphans = {
            each.pid
            for each in psutil.process_iter()
            if each.name() in {"Xvfb", "python", "python3"} and each.ppid() == 1
        }
        folders = [Path(tempfile.gettempdir()), Path("/tmp/.X11-unix")]  # noqa: S108
        self.files = {
            str(path)
            for folder in folders
            if folder.exists()
            for path in folder.iterdir()
            if "pytest" not in path.name and not path.name.startswith("bash_")
        }
        self.listening = {
            str(each.laddr)
            for each in psutil.net_connections("tcp")
            if each.status == psutil.CONN_LISTEN
        }

    def differ_from(self, before: "Traces") -> list[str]:
        return [
            f"{name}: {getattr(self, name) - getattr(before, name)}"
            for name in ("processes", "orphans", "files", "listening")
            if getattr(self, name) - getattr(before, name)
        ]


def run_demo(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("DISPLAY", None)
    environment.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "demo", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_headless_demonstration_shows_measures_and_leaves_only_its_picture(
    tmp_path: Path,
) -> None:
    before = Traces()
    done = run_demo("--headless", "--pupils", "2", "--seconds", "4", "--json", "-", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert list(report) == KEYS
    assert (report["pupils"], report["found"], report["admitted"], report["live"]) == (2, 2, 2, 2)
    assert 0 < report["first_thumbnail_ms"] <= report["all_live_ms"] < 30_000
    assert report["frames"] >= 2
    assert report["bytes_per_pupil_s"] > 0
    assert report["client_pss_mb"] > 10
    with Image.open(report["screenshot"]) as picture:
        assert picture.size == (1280, 800)
        assert len(picture.convert("RGB").getcolors(2**24) or []) > 500
    assert Traces().differ_from(before) == []
    assert [path.name for path in tmp_path.iterdir()] == ["harbour-demo.png"]


def test_painted_pupils_are_live_and_say_that_they_are_painted(tmp_path: Path) -> None:
    done = run_demo(
        *("--headless", "--painted", "--pupils", "1", "--seconds", "2", "--json", "-"),
        folder=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["live"] == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_early_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    before = Traces()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("DISPLAY", None)
    demo = subprocess.Popen(
        [sys.executable, "-m", "demo", "--headless", "--pupils", "1"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stderr is not None
    for line in demo.stderr:
        if "admitting" in line:
            break
    demo.send_signal(number)
    demo.stderr.read()
    assert demo.wait(30) == 0
    demo.stderr.close()
    assert Traces().differ_from(before) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["--pupils", "0"], ["--pupils", "many"], ["--seconds", "-1"], ["--fly"]]
)
def test_wrong_arguments_are_one_sentence(tmp_path: Path, arguments: list[str]) -> None:
    done = run_demo(*arguments, folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("demo: ")
    assert done.stderr.count("\n") == 1
