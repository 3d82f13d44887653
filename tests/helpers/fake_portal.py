"""A desktop portal that speaks the real interface, and a PipeWire of one's own behind it.

The pupil is the test: it answers the question, ends the cast, and takes its word back. There is no
session manager, so the helper links the stream to its reader as one would.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from student_client.screen.backends.bus_thread import BusThread
from tests.helpers.appearing import await_file

needs_pipewire = pytest.mark.skipif(
    any(shutil.which(name) is None for name in ("pipewire", "pw-link", "gst-launch-1.0")),
    reason="no PipeWire or no GStreamer here",
)
_PATH = "/org/freedesktop/portal/desktop"
_SOURCE = "cast:out_0"
_CAST = "org.freedesktop.portal.ScreenCast"


class FakePortal:
    """Answers as `xdg-desktop-portal` does.

    Attributes:
        log: What was asked, in order, with its options.
        answer: What the pupil answers; None lets the question stand open.
        is_remembered: A token is given, and taken in place of an answer.
        nodes: Of the streams that are granted.
    """

    def __init__(self, address: str, remote: Path | None = None) -> None:
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.answer: int | None = 0
        self.version = 5
        self.cursor_modes = 7
        self.is_remembered = True
        self.nodes = [40]
        self._remote = remote
        self._tokens: set[str] = set()
        self._given = 0
        self._options: dict[str, Any] = {}
        self._open: list[tuple[str, str]] = []
        self._session = ""
        self._caller = ""
        self._thread = BusThread("fake portal")
        self._bus = self._thread.begin(self._serve(address)).result(5)

    def close(self) -> None:
        self._bus.disconnect()
        self._thread.close()

    def asked(self, member: str) -> dict[str, Any]:
        """The options of the last call of `member`."""
        return next(options for name, options in reversed(self.log) if name == member)

    def count(self, member: str) -> int:
        return sum(name == member for name, _ in self.log)

    def answer_question(self, answer: int) -> None:
        """Answer the question that stands open."""

        async def tell() -> None:
            caller, path = self._open.pop()
            self._respond(caller, path, answer, self._granted() if answer == 0 else {})

        self._thread.begin(tell()).result(5)

    def end_cast(self) -> None:
        """Press "stop sharing" in the desktop's panel."""

        async def tell() -> None:
            interface = "org.freedesktop.portal.Session"
            self._signal(self._caller, self._session, interface, "Closed", "a{sv}", [{}])

        self._thread.begin(tell()).result(5)

    async def _serve(self, address: str) -> MessageBus:
        bus = await MessageBus(address, negotiate_unix_fd=True).connect()
        bus.add_message_handler(self._handle)
        await bus.request_name("org.freedesktop.portal.Desktop")
        return bus

    def _handle(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != _PATH:
            return None
        if message.member == "Get":
            is_version = message.body[1] == "version"
            number = self.version if is_version else self.cursor_modes
            return Message.new_method_return(message, "v", [Variant("u", number)])
        if message.member == "Register":
            self.log.append((f"Register {message.body[0]}", {}))
            return Message.new_method_return(message)
        if message.interface != _CAST:
            return None
        options = {key: value.value for key, value in message.body[-1].items()}
        self.log.append((str(message.member), options))
        if message.member == "OpenPipeWireRemote":
            assert self._remote is not None
            with socket.socket(socket.AF_UNIX) as remote:
                remote.connect(str(self._remote))
                return Message.new_method_return(message, "h", [0], [os.dup(remote.fileno())])
        caller = str(message.sender)
        place = caller.removeprefix(":").replace(".", "_")
        path = f"{_PATH}/request/{place}/{options['handle_token']}"
        asyncio.get_running_loop().call_soon(
            self._go_on, str(message.member), caller, path, options
        )
        return Message.new_method_return(message, "o", [path])

    def _go_on(self, member: str, caller: str, path: str, options: dict[str, Any]) -> None:
        if member == "CreateSession":
            place = caller.removeprefix(":").replace(".", "_")
            self._session = f"{_PATH}/session/{place}/{options['session_handle_token']}"
            self._caller = caller
            self._respond(caller, path, 0, {"session_handle": Variant("s", self._session)})
        elif member == "SelectSources":
            self._options = options
            self._respond(caller, path, 0, {})
        elif self._options.get("restore_token") in self._tokens:
            self._tokens.remove(self._options["restore_token"])
            self._respond(caller, path, 0, self._granted())
        elif self.answer is None:
            self._open.append((caller, path))
        else:
            self._respond(caller, path, self.answer, self._granted() if self.answer == 0 else {})

    def _granted(self) -> dict[str, Variant]:
        size = {"size": Variant("(ii)", [640, 360]), "position": Variant("(ii)", [0, 0])}
        results = {"streams": Variant("a(ua{sv})", [[node, size] for node in self.nodes])}
        if self.is_remembered and self._options.get("persist_mode") == 2:
            self._given += 1
            token = f"token-{self._given}"
            self._tokens.add(token)
            results["restore_token"] = Variant("s", token)
        return results

    def _respond(self, caller: str, path: str, response: int, results: dict[str, Any]) -> None:
        interface = "org.freedesktop.portal.Request"
        self._signal(caller, path, interface, "Response", "ua{sv}", [response, results])

    def _signal(
        self, caller: str, path: str, interface: str, member: str, signature: str, body: list[Any]
    ) -> None:
        signal = Message.new_signal(path, interface, member, signature, body)
        signal.destination = caller
        self._bus.send(signal)


class PipeWire:
    """A running PipeWire.

    Attributes:
        socket: Of the daemon.
    """

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "pipewire-0"
        self._environment = dict(os.environ, XDG_RUNTIME_DIR=str(folder))
        self._daemon = self._start("pipewire")
        await_file(self.socket, self._daemon)

    @contextlib.contextmanager
    def screen(self, width: int, height: int, pattern: str) -> Iterator[int]:
        """The node of a monitor of one colour, linked to whoever reads it."""
        before = self._nodes()
        ports = self._start("pw-link", "--monitor", "--input", "--output", stdout=subprocess.PIPE)
        has_source = threading.Event()
        linker = threading.Thread(target=self._link, args=(ports, has_source))
        linker.start()
        source = self._start(
            *("gst-launch-1.0", "videotestsrc", f"pattern={pattern}", "is-live=true", "!"),
            f"video/x-raw,format=BGRx,width={width},height={height},framerate=10/1",
            *("!", "pipewiresink", "mode=provide"),
            "stream-properties=p,node.name=cast,media.class=Video/Source",
        )
        try:
            if not has_source.wait(10):
                pytest.fail("the monitor did not appear in PipeWire")
            yield max(self._nodes() - before)
        finally:
            for process in (ports, source):
                process.terminate()
                process.wait(5)
            linker.join(5)

    def close(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(5)

    def _link(self, ports: "subprocess.Popen[bytes]", has_source: threading.Event) -> None:
        """Link monitor and reader whenever a port came or went; ends with `ports`."""
        assert ports.stdout is not None
        with ports.stdout as lines:
            for line in lines:
                if _SOURCE in line.decode():
                    has_source.set()
                self._start("pw-link", _SOURCE, "gst-launch-1.0:in_0").wait(5)

    def _nodes(self) -> set[int]:
        listed = subprocess.run(
            ["pw-cli", "list-objects", "Node"],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [line.split() for line in listed.stdout.splitlines()]
        return {int(line[1].rstrip(",")) for line in lines if line and line[0] == "id"}

    def _start(self, *command: str, stdout: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def running_pipewire(folder: Path) -> Iterator[PipeWire]:
    """A PipeWire that ends with the block."""
    folder.mkdir(mode=0o700)
    pipewire = PipeWire(folder)
    try:
        yield pipewire
    finally:
        pipewire.close()
