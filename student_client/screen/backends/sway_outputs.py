"""Which monitors a sway session has, asked over the socket that swaymsg uses too.

Source: https://man.archlinux.org/man/sway-ipc.7
Lane: capture.
"""

import os
import socket
import struct

import msgspec

_MAGIC = b"i3-ipc"
_HEADER = struct.Struct("=6sII")
_GET_OUTPUTS = 3
_PATIENCE_S = 2.0
_ANSWER_MAX_BYTES = 1 << 20
"""Thirty monitors with all their modes are a tenth of it."""


class Mode(msgspec.Struct, frozen=True):
    """Physical pixels before the monitor is turned."""

    width: int
    height: int


class Output(msgspec.Struct, frozen=True):
    """A monitor.

    Attributes:
        name: Such as "eDP-1".
        transform: "normal", or how it is turned or mirrored, such as "270" or "flipped-90".
        dpms, power: One of them is false while it is switched off: sway renamed it.
    """

    name: str
    active: bool
    transform: str | None = None
    current_mode: Mode | None = None
    focused: bool = False
    dpms: bool = True
    power: bool = True

    @property
    def is_lit(self) -> bool:
        """Whether it shows anything."""
        return self.active and self.dpms and self.power and self.current_mode is not None

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height as the pupil sees it."""
        if self.current_mode is None:
            return (0, 0)
        width, height = self.current_mode.width, self.current_mode.height
        is_turned = (self.transform or "normal").endswith(("90", "270"))
        return (height, width) if is_turned else (width, height)


class SwayOutputs:
    """Asks the sway of this session.

    Args:
        path: Of its socket.
    """

    def __init__(self, path: str) -> None:
        self._path = path

    @staticmethod
    def of_this_session() -> "SwayOutputs | None":
        """Return the one to ask, None where the session is no sway."""
        path = os.environ.get("SWAYSOCK")
        return SwayOutputs(path) if path else None

    def lit(self) -> list[Output]:
        """Return the monitors that show something.

        Raises:
            OSError: Sway does not answer.
            ValueError: It answers something else.
        """
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(_PATIENCE_S)
            connection.connect(self._path)
            connection.sendall(_HEADER.pack(_MAGIC, 0, _GET_OUTPUTS))
            magic, length, _ = _HEADER.unpack(_received(connection, _HEADER.size))
            if magic != _MAGIC or length > _ANSWER_MAX_BYTES:
                raise ValueError("not sway's way of speaking")
            answer = _received(connection, length)
        return [each for each in msgspec.json.decode(answer, type=list[Output]) if each.is_lit]


def _received(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise ConnectionError("sway hung up")
        data += part
    return data
