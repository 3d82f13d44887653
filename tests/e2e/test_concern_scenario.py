"""The scenario of a concern, run as a person runs it, on a network of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.helpers.displays import needs_xvfb
from tests.helpers.lan import needs_lan

ROOT = Path(__file__).parents[2]
needs_bus = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None
    or not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists(),
    reason="dbus or at-spi2-core is not installed",
)
pytestmark = [needs_lan, needs_xvfb, needs_bus]

LOOPBACK_UP = "ip link set lo up && ip link set lo multicast on && "


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short name: sockets of the bus lie in it."""
    with tempfile.TemporaryDirectory(prefix="hb-") as name:
        yield Path(name)


def start(folder: Path, *arguments: str, loopback: str = LOOPBACK_UP) -> "subprocess.Popen[str]":
    """In a network namespace that ends with it; `loopback` prepares that."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    for name in ("DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"):
        environment.pop(name, None)
    demo = f'exec "{sys.executable}" -m demo --scenario concern --headless "$@"'
    return subprocess.Popen(
        ["unshare", "--net", "sh", "-c", loopback + demo, "sh", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def played(folder: Path, *arguments: str, loopback: str = LOOPBACK_UP) -> tuple[int, str, str]:
    with start(folder, *arguments, loopback=loopback) as demo:
        out, err = demo.communicate(timeout=110)
        return demo.returncode, out, err


def left_behind(folder: Path) -> list[str]:
    """Processes that run with anything in `folder`, and what lies in it."""
    running = [
        " ".join(each.info["cmdline"] or ())
        for each in psutil.process_iter(["cmdline", "environ"])
        if any(
            f"{folder}/" in part
            for part in [*(each.info["cmdline"] or ()), *(each.info["environ"] or {}).values()]
        )
    ]
    return running + [path.name for path in folder.iterdir()]


def step(told: dict[str, Any], name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [each for each in told["steps"] if each["name"] == name]
    assert len(found) == 1
    return found[0]


def test_a_concern_told_while_everything_fails_is_answered_and_read(folder: Path) -> None:
    status, out, err = played(folder, "--json", "-")
    assert status == 0, err
    told = json.loads(out)
    assert list(told) == ["scenario", "ok", "steps"]
    assert (told["scenario"], told["ok"]) == ("concern", True)
    assert all(list(each) == ["name", "ok", "at_ms", "detail"] for each in told["steps"])
    assert all(each["ok"] and each["detail"] for each in told["steps"])
    times = [each["at_ms"] for each in told["steps"]]
    assert times == sorted(times)
    assert "The school has your message" in step(told, "Help says that the school has it")["detail"]
    assert "SIGKILL" in step(told, "the hub is killed and started again")["detail"]
    assert "no word of it" in step(told, "no plain text on the hub's disk")["detail"]
    assert "Ms Patel" in step(told, "the pupil reads the answer")["detail"]
    assert left_behind(folder) == []


def test_a_hub_without_a_network_fails_its_step_and_the_whole(folder: Path) -> None:
    status, out, _ = played(folder, "--json", "-", loopback="")
    assert status == 1
    told = json.loads(out)
    assert told["ok"] is False
    assert [each["ok"] for each in told["steps"]] == [True, True, False]
    assert told["steps"][-1]["name"] == "the hub is admitted and runs"
    assert told["steps"][-1]["detail"] == "within 20 s there was no hub that listens"
    assert left_behind(folder) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_early_leaves_nothing_and_is_no_success(
    folder: Path, number: signal.Signals
) -> None:
    with start(folder) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            if "the pupil opens Help" in line:
                break
        demo.send_signal(number)
        demo.communicate(timeout=30)
    assert demo.returncode == 1
    assert left_behind(folder) == []


def test_what_belongs_to_the_class_is_refused_in_one_sentence(folder: Path) -> None:
    status, out, err = played(folder, "--painted")
    assert (status, out) == (2, "")
    assert err.startswith("demo: --scenario")
    assert err.count("\n") == 1
