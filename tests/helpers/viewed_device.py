"""A device that a test plays by hand, on the virtual network: it says exactly what it is told."""

from protocol import codec
from protocol.identifiers import TransportKey
from protocol.messages import DeviceAlive, FrameSent, FrameShown, Hello, OpenView, ViewOpened
from protocol.messages.message import Message
from protocol.messages.view import FramePiece
from protocol.transport.ports import Caller
from protocol.vocabulary import PictureOrigin
from tests.helpers.messages import welcomed
from tests.helpers.virtual import VirtualLoop, VirtualNetwork

ADDRESS = "pc-01:48480"
KEY = TransportKey(b"d" * 32)
LASTS_S = 300


def frame(
    number: int,
    *,
    is_whole: bool = True,
    data: bytes = b"\xff\xd8 pixels",
    at: tuple[int, int] = (0, 0),
    size: tuple[int, int] = (640, 360),
    monitor: int = 0,
    monitors: int = 1,
    pointer: tuple[int, int] | None = None,
) -> FrameSent:
    """A frame of one piece."""
    return FrameSent(
        number=number,
        width_px=size[0],
        height_px=size[1],
        is_whole=is_whole,
        pointer_x=pointer[0] if pointer else None,
        pointer_y=pointer[1] if pointer else None,
        monitors=monitors,
        monitor=monitor,
        origin=PictureOrigin.SCREEN,
        pieces=(FramePiece(left_px=at[0], top_px=at[1], data=data),),
    )


class ViewedDevice:
    """Welcomes and opens by itself while `is_willing`; speaks each second while `is_awake`."""

    def __init__(self, loop: VirtualLoop, network: VirtualNetwork) -> None:
        self._loop = loop
        self.said: list[Message] = []
        self.is_willing = True
        self.is_awake = True
        self.is_current = True
        self._caller: Caller | None = None
        self._door = network.door(ADDRESS, KEY, lambda _: None, self._on_data)
        self._beat()

    def send(self, *messages: Message) -> None:
        """Say this to the console that dialled last, and let it arrive."""
        assert self._caller is not None
        for message in messages:
            self._door.send(self._caller, codec.encode(message))
        self._loop.run(0.01)

    def heard(self, kind: type[Message]) -> list[Message]:
        """What the console said of this kind."""
        return [message for message in self.said if isinstance(message, kind)]

    def acknowledged(self) -> list[tuple[int, bool]]:
        """The frames that the console says it has shown."""
        return [
            (message.number, message.is_anew)
            for message in self.said
            if isinstance(message, FrameShown)
        ]

    def _on_data(self, caller: Caller, data: bytes) -> None:
        message = codec.decode_to_device(data)
        self.said.append(message)
        self._caller = caller
        if not self.is_willing:
            return
        if isinstance(message, Hello):
            self._door.send(caller, codec.encode(welcomed()))
        elif isinstance(message, OpenView):
            opened = ViewOpened(monitors=2, monitor=message.monitor or 0, lasts_s=LASTS_S)
            self._door.send(caller, codec.encode(opened))

    def _beat(self) -> None:
        if self.is_awake and self.is_willing and self._caller is not None:
            alive = DeviceAlive(picture_is_current=self.is_current)
            self._door.send(self._caller, codec.encode(alive))
        self._loop.call_later(1.0, self._beat)
