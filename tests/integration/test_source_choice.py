"""Which way of looking is chosen where, and what the technician is told of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.buses import needs_dbus, running_bus
from tests.helpers.displays import Display
from tests.helpers.fake_portal import FakePortal
from tests.helpers.wayland import needs_sway, running_sway

_SESSION = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_SESSION_TYPE",
    "SWAYSOCK",
    "DBUS_SESSION_BUS_ADDRESS",
)


def told(*arguments: str, path: str | None = None, **environment: str) -> tuple[int, str, str]:
    """Exit status, output and errors of the technician's probe in a session of this kind."""
    clean = {name: value for name, value in os.environ.items() if name not in _SESSION}
    done = subprocess.run(
        [sys.executable, "-m", "student_client.screen", *arguments],
        env={**clean, **environment, **({"PATH": path} if path else {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_an_x_session_is_read_as_one(display: Display) -> None:
    assert told(DISPLAY=display.name) == (
        0,
        "This screen can be shown: yes. X11, 1920x1080, changes are reported.\n",
        "",
    )


@needs_sway
def test_a_wlroots_session_is_read_by_grim_and_our_windows_cannot_be_masked() -> None:
    with running_sway() as sway:
        status, output, errors = told(**sway.environment, XDG_SESSION_TYPE="wayland")
    assert (status, errors) == (0, "")
    assert "grim, 1280x720" in output
    assert "no picture is shown" in output


@needs_dbus
def test_another_wayland_session_is_read_through_the_portal(tmp_path: Path) -> None:
    with running_bus(tmp_path) as bus:
        portal = FakePortal(bus)
        status, output, errors = told(
            XDG_SESSION_TYPE="wayland",
            WAYLAND_DISPLAY="none",
            DISPLAY=":0",
            DBUS_SESSION_BUS_ADDRESS=bus,
        )
        assert portal.log == []
        portal.close()
    assert (status, errors) == (0, "")
    assert "Desktop portal, version 5; the pupil is asked once." in output


@pytest.mark.parametrize(
    ("name", "value"), [("XDG_SESSION_TYPE", "wayland"), ("WAYLAND_DISPLAY", "wayland-9")]
)
def test_a_wayland_session_without_portal_and_grim_says_what_is_missing(
    name: str, value: str
) -> None:
    status, output, errors = told(path="/nowhere", DISPLAY=":0", **{name: value})
    assert (status, errors) == (1, "")
    assert "can be shown: no" in output
    assert "gstreamer1.0-tools" in output
    assert "grim is not installed" in output


def test_without_a_display_that_is_said() -> None:
    status, output, errors = told()
    assert (status, errors) == (1, "")
    assert "There is no display" in output


def test_a_display_that_is_not_there_is_no_traceback() -> None:
    status, output, errors = told(DISPLAY=":987")
    assert (status, errors) == (1, "")
    assert "cannot be read" in output


def test_an_unknown_argument_is_one_sentence() -> None:
    status, output, errors = told("--frob")
    assert (status, output) == (2, "")
    assert errors.count("\n") == 1
