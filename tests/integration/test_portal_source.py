"""The desktop portal's real interface on a bus of the test's own, with a real PipeWire behind it.

What GStreamer's child may do wrong is done by a program of the test's own in its place.
"""

import contextlib
import os
import select
import socket
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.vocabulary import NoPictureReason
from student_client.screen.backends.consent_token import ConsentFile
from student_client.screen.backends.logind import LogindSession
from student_client.screen.backends.portal import PortalSource
from student_client.screen.backends.portal_session import ASK_AGAIN_S, PortalSession
from student_client.screen.geometry import Rectangle
from student_client.screen.source import Shot
from tests.helpers.buses import needs_dbus, running_bus
from tests.helpers.fake_logind import FakeLogind
from tests.helpers.fake_portal import FakePortal, needs_pipewire, running_pipewire

pytestmark = needs_dbus

_RED = b"\x00\x00\xff"


class Desk:
    """A pupil's desktop with a portal, and the source that looks at it."""

    def __init__(self, folder: Path, bus: str) -> None:
        self.bus = bus
        self.token_path = folder / "screen-consent.token"
        self.remote = folder / "remote"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.remote))
        self._listener.listen()
        self.portal = FakePortal(bus, self.remote)
        self.now = 1000.0
        self.source = self.new_source()
        self.bell, self._hand = socket.socketpair()

    def new_source(self, unwatched_s: float = 1000.0) -> PortalSource:
        return PortalSource(
            PortalSession(
                ConsentFile(self.token_path), self.bus, unwatched_s, clock=lambda: self.now
            )
        )

    def close(self) -> None:
        self.source.close()
        self.portal.close()
        self._listener.close()
        self.bell.close()
        self._hand.close()

    def await_(
        self,
        is_there: Callable[[tuple[Rectangle, ...] | NoPictureReason], bool],
        within_s: float = 8.0,
    ) -> tuple[Rectangle, ...] | NoPictureReason:
        """What the source says as soon as it is what the test waits for."""
        ends_at = time.monotonic() + within_s
        while not is_there(found := self.source.monitors()):
            if time.monotonic() > ends_at:
                pytest.fail(f"still {found}")
            self.source.changes()
            self.source.wait_for_change(0.2, self.bell)
        return found

    def await_reason(self, reason: NoPictureReason) -> None:
        self.await_(lambda found: found is reason)

    def await_monitors(self, *wanted: Rectangle) -> None:
        self.await_(lambda found: found == wanted)

    def await_picture(self) -> Rectangle:
        found = self.await_(lambda found: isinstance(found, tuple))
        assert isinstance(found, tuple)
        return found[0]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with running_bus(tmp_path) as address:
        yield address


@pytest.fixture
def gst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a program of the test's own stand where GStreamer's does.

    Its text may use `say(width, height)`, `write(bytes)`, `start`, which counts, `rest()`, and
    `wait()` until the test says `go`. After `narrow()` 4096 bytes fill the pipe: what is written
    next waits until they were read.
    """
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)

    def install(text: str) -> None:
        program = folder / "gst-launch-1.0"
        counter = tmp_path / "starts"
        program.write_text(
            f"#!{sys.executable} -SE\n"
            "import fcntl, os, signal, sys\n"
            f"counter = {str(counter)!r}\n"
            "start = (os.path.getsize(counter) if os.path.exists(counter) else 0) + 1\n"
            "open(counter, 'a').write('x')\n"
            "out = int(next(a for a in reversed(sys.argv) if a.startswith('fd='))[3:])\n"
            "def say(width, height):\n"
            "    print('/GstPipeline:pipeline0/GstFdSink:out.GstPad:sink: caps = video/x-raw, '\n"
            "          f'width=(int){width}, height=(int){height}', flush=True)\n"
            "def write(data):\n"
            "    while data: data = data[os.write(out, data):]\n"
            "def narrow():\n"
            "    fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, 4096)\n"
            "def wait():\n"
            f"    open({str(tmp_path / 'go')!r}).read()\n"
            "def rest():\n"
            "    signal.pause()\n" + text
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    return install


@pytest.fixture
def go(tmp_path: Path) -> Callable[[], None]:
    """Let the program that stands for GStreamer go on from where it waits."""
    path = tmp_path / "go"
    os.mkfifo(path)

    def say() -> None:
        path.write_bytes(b"")  # opens when the other end is opened too

    return say


@pytest.fixture
def desk(tmp_path: Path, bus: str, gst: Callable[[str], None]) -> Iterator[Desk]:
    gst("say(8, 4); write(b'rgbx' * 32); rest()\n")
    desk = Desk(tmp_path, bus)
    yield desk
    desk.close()


def corner(shot: Shot | NoPictureReason) -> bytes:
    assert isinstance(shot, Shot)
    return bytes(shot.bgrx[:3])


@needs_pipewire
def test_what_pipewire_streams_is_in_the_picture(tmp_path: Path, bus: str) -> None:
    with (
        running_pipewire(tmp_path / "pipewire") as pipewire,
        pipewire.screen(640, 360, "red") as node,
        contextlib.ExitStack() as ending,
    ):
        portal = FakePortal(bus, pipewire.socket)
        ending.callback(portal.close)
        portal.nodes = [node]
        source = PortalSource(PortalSession(ConsentFile(tmp_path / "token"), bus))
        ending.callback(source.close)
        bell, _hand = map(ending.enter_context, socket.socketpair())
        while isinstance(found := source.monitors(), NoPictureReason):
            assert found is NoPictureReason.CONSENT_NEEDED
            source.wait_for_change(5.0, bell)
        assert found == (Rectangle(0, 0, 640, 360),)
        assert source.changes() == list(found)
        assert corner(source.grab(found[0])) == _RED
        part = source.grab(Rectangle(100, 50, 30, 20))
        assert isinstance(part, Shot)
        assert bytes(part.bgrx) == (_RED + b"\xff") * 600
        assert not source.can_mask


def test_the_pupil_is_asked_once_and_the_token_of_each_start_is_kept_for_the_next(
    desk: Desk,
) -> None:
    desk.await_picture()
    assert desk.portal.asked("SelectSources")["persist_mode"] == 2
    assert desk.token_path.read_text() == "token-1"
    assert stat.S_IMODE(desk.token_path.stat().st_mode) == 0o600
    desk.source.close()
    desk.portal.answer = None  # a question would stand open
    desk.source = desk.new_source()
    assert isinstance(desk.source.monitors(), tuple)  # at the first look, with no wait
    assert "token-1" in desk.portal.asked("SelectSources").values()
    assert desk.token_path.read_text() == "token-2"


def test_an_open_question_is_said_and_its_answer_brings_the_picture(desk: Desk) -> None:
    desk.portal.answer = None
    assert desk.source.monitors() is NoPictureReason.CONSENT_NEEDED
    while desk.portal.count("Start") == 0:
        desk.source.wait_for_change(0.05, desk.bell)
    assert desk.source.monitors() is NoPictureReason.CONSENT_NEEDED
    desk.portal.answer_question(0)
    assert desk.await_picture() == Rectangle(0, 0, 8, 4)
    assert corner(desk.source.grab(Rectangle(0, 0, 8, 4))) == b"rgb"


def test_a_refusal_is_said_and_the_pupil_is_not_asked_again_at_once(desk: Desk) -> None:
    desk.portal.answer = 1
    desk.await_reason(NoPictureReason.NO_PERMISSION)
    for _ in range(5):
        desk.now += ASK_AGAIN_S / 5 - 1
        assert desk.source.monitors() is NoPictureReason.NO_PERMISSION
    assert desk.portal.count("Start") == 1
    desk.portal.answer = 0
    desk.now += 6
    desk.await_picture()


def test_a_pupil_who_ends_the_cast_is_not_cast_on(desk: Desk) -> None:
    desk.await_picture()
    desk.portal.end_cast()
    desk.await_reason(NoPictureReason.NO_PERMISSION)
    desk.now += ASK_AGAIN_S - 1
    assert desk.source.monitors() is NoPictureReason.NO_PERMISSION
    assert desk.portal.count("Start") == 1


def test_a_screen_that_nobody_looks_at_is_let_go_and_comes_back_without_a_question(
    desk: Desk,
) -> None:
    desk.source.close()
    desk.source = desk.new_source(unwatched_s=0.3)
    desk.await_picture()
    desk.now += 1
    desk.source.wait_for_change(5.0, desk.bell)  # it says that the cast ended
    desk.portal.answer = None
    desk.await_picture()
    assert desk.portal.count("Start") == 2


def test_a_question_that_nobody_waits_for_is_withdrawn(desk: Desk) -> None:
    desk.source.close()
    desk.source = desk.new_source(unwatched_s=0.3)
    desk.portal.answer = None
    assert desk.source.monitors() is NoPictureReason.CONSENT_NEEDED
    desk.now += 1
    desk.source.wait_for_change(5.0, desk.bell)
    desk.portal.answer = 0
    desk.await_picture()
    assert desk.portal.count("Start") == 2


def test_a_lock_ends_the_cast_and_after_it_the_picture_comes_back(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "system").mkdir()
    with running_bus(tmp_path / "system") as system, contextlib.ExitStack() as ending:
        logind = FakeLogind(system)
        ending.callback(logind.close)
        desk.source.close()
        desk.source = PortalSource(
            PortalSession(ConsentFile(desk.token_path), desk.bus), LogindSession(system)
        )
        desk.await_picture()
        logind.say(is_locked=True)
        desk.await_reason(NoPictureReason.LOCKED)
        assert desk.source.grab(Rectangle(0, 0, 8, 4)) is NoPictureReason.CAPTURE_FAILED
        logind.say()
        desk.await_picture()
        assert desk.portal.count("Start") == 2


def test_a_still_screen_brings_one_change_and_then_none(desk: Desk) -> None:
    place = desk.await_picture()
    assert desk.source.changes() == [place]
    started = time.monotonic()
    desk.source.wait_for_change(0.4, desk.bell)
    assert time.monotonic() - started > 0.3
    assert desk.source.monitors() == (place,)
    assert desk.source.changes() == []


def test_of_several_frames_the_newest_is_shown(desk: Desk, gst: Callable[[str], None]) -> None:
    gst("say(8, 4); write(b'aaa_' * 32); write(b'bbb_' * 32); write(b'ccc_' * 32); rest()\n")
    place = desk.await_picture()
    while corner(desk.source.grab(place)) != b"ccc":
        desk.source.wait_for_change(5.0, desk.bell)
        desk.source.monitors()


def test_a_frame_from_before_is_not_shown_when_a_newer_one_waits_behind_it(
    desk: Desk, gst: Callable[[str], None], go: Callable[[], None]
) -> None:
    gst(
        "narrow(); say(32, 32); write(b'one_' * 1024); wait()\n"
        "write(b'old_' * 1024); write(b'new_' * 1024); rest()\n"
    )
    place = desk.await_picture()
    assert corner(desk.source.grab(place)) == b"one"
    go()
    while corner(desk.source.grab(place)) == b"one":
        select.select([desk.bell], [], [], 0.4)  # in which nobody looks
        desk.source.monitors()
    assert corner(desk.source.grab(place)) == b"new"


@pytest.mark.parametrize(
    "more",
    [
        "",
        "write(b'old_' * 1024); write(b'o'); say(4, 6); write(b'n' * 4095); rest()",
    ],
    ids=["between two frames", "within one"],
)
def test_a_new_resolution_is_followed_and_no_frame_is_made_of_two(
    desk: Desk, gst: Callable[[str], None], go: Callable[[], None], more: str
) -> None:
    before = Rectangle(0, 0, 32, 64)
    gst(
        "if start == 1:\n"
        f"    narrow(); say(32, 64); write(b'old_' * 2048); wait(); {more}\n"
        "say(4, 6); write(b'new_' * 24); rest()\n"
    )
    desk.await_monitors(before)
    go()
    while desk.source.monitors() == (before,):
        shot = desk.source.grab(before)
        assert isinstance(shot, Shot)
        assert bytes(shot.bgrx) == b"old_" * 2048
        desk.source.wait_for_change(0.2, desk.bell)
    desk.await_monitors(Rectangle(0, 0, 4, 6))
    shot = desk.source.grab(Rectangle(0, 0, 4, 6))
    assert isinstance(shot, Shot)
    assert bytes(shot.bgrx) == b"new_" * 24
    assert desk.portal.count("OpenPipeWireRemote") == 2


def test_a_desktop_that_refuses_a_limit_of_frames_is_read_without_one(
    desk: Desk, gst: Callable[[str], None]
) -> None:
    gst(
        "if any('max-framerate' in each for each in sys.argv): sys.exit(1)\n"
        "say(8, 4); write(b'rgbx' * 32); rest()\n"
    )
    desk.await_picture()
    assert desk.portal.count("Start") == 1


@pytest.mark.parametrize(("modes", "chosen"), [(7, 2), (1, None)])
def test_the_pointer_is_drawn_where_the_desktop_can(
    desk: Desk, modes: int, chosen: int | None
) -> None:
    desk.portal.cursor_modes = modes
    desk.await_picture()
    assert desk.portal.asked("SelectSources").get("cursor_mode") == chosen


def test_the_portal_is_told_who_asks_before_anything_else(desk: Desk) -> None:
    desk.await_picture()
    assert desk.portal.log[0][0] == "Register org.harbour.Client"


def test_several_monitors_lie_side_by_side(desk: Desk) -> None:
    desk.portal.nodes = [40, 41]
    desk.await_monitors(Rectangle(0, 0, 8, 4), Rectangle(8, 0, 8, 4))
    assert corner(desk.source.grab(Rectangle(9, 1, 2, 2))) == b"rgb"
    assert desk.portal.count("OpenPipeWireRemote") == 2


@pytest.mark.parametrize(
    "text",
    [
        "say(8, 4); write(b'half')\n",
        "write(b'x' * 128)\n",
        "say(99999, 4); write(b'x' * 128)\n",
        "say(0, 4); write(b'x')\n",
        "sys.exit(1)\n",
        "rest()\n",
    ],
    ids=["half a frame", "no size", "too large", "empty", "dies", "silent"],
)
def test_a_child_that_fails_is_a_reason_and_never_half_a_picture(
    desk: Desk, gst: Callable[[str], None], text: str, expected_log: pytest.LogCaptureFixture
) -> None:
    gst(text)
    desk.await_reason(NoPictureReason.CAPTURE_FAILED)
    assert desk.source.grab(Rectangle(0, 0, 8, 4)) is NoPictureReason.CAPTURE_FAILED
    assert desk.portal.count("Start") == 1
    desk.source.monitors()
    assert desk.portal.count("Start") == 1
    assert "broke off" in expected_log.text


def test_without_a_portal_the_reason_and_the_probe_say_so(tmp_path: Path, bus: str) -> None:
    with contextlib.ExitStack() as ending:
        source = PortalSource(PortalSession(None, bus))
        ending.callback(source.close)
        nowhere = PortalSource(PortalSession(None, f"unix:path={tmp_path / 'none'}"))
        ending.callback(nowhere.close)
        bell, _hand = map(ending.enter_context, socket.socketpair())
        assert "xdg-desktop-portal" in source.probe().explanation
        source.monitors()
        source.wait_for_change(5.0, bell)
        assert source.monitors() is NoPictureReason.UNSUPPORTED
        assert not nowhere.probe().is_available


def test_the_probe_asks_nobody_and_says_what_is_to_come(desk: Desk) -> None:
    assert desk.source.probe().explanation == "Desktop portal, version 5; the pupil is asked once."
    desk.await_picture()
    assert "has agreed" in desk.source.probe().explanation
    desk.portal.version = 3
    assert "each time" in desk.source.probe().explanation
    assert desk.portal.count("Start") == 1


def test_the_probe_names_the_missing_package(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    source = PortalSource(PortalSession(None, bus))
    assert "gstreamer1.0-tools" in source.probe().explanation
    assert source.monitors() is NoPictureReason.UNSUPPORTED
    source.close()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"x" * 600, b"two\nlines"])
def test_a_damaged_token_means_that_the_pupil_is_asked(
    tmp_path: Path, content: bytes, expected_log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "token"
    path.write_bytes(content)
    path.chmod(0o600)
    assert ConsentFile(path).token() is None
    ConsentFile(path).keep(content.decode("latin-1"))
    assert path.read_bytes() == content
    assert "cannot be kept" in expected_log.text
