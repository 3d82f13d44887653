"""One connection to one device: dialled, greeted, watched for signs of life, hung up. Lane: io.

What is talked about on it is another's: the class's lesson, or one full view. A connection that was
hung up is gone with all that was on its way, so nothing old can follow it onto the next.
"""

import logging
from typing import Protocol

from protocol.errors import InputError, RemoteProtocolError
from protocol.identifiers import TransportKey, fingerprint
from protocol.limits import CONSOLE_ALIVE_INTERVAL_S
from protocol.messages import (
    ConsoleAlive,
    ConsoleLeft,
    DeviceAlive,
    FromDevice,
    ToDevice,
    Welcomed,
)
from protocol.sign_of_life import Presence, SignOfLife
from protocol.transport.ports import Dialler, Loop, Timer
from protocol.vocabulary import Purpose
from teacher_console.classroom.spoken_line import SpokenLine

logger = logging.getLogger(__name__)

WELCOME_PATIENCE_S = 4.0
"""How long a dialled address may take to welcome us before it is time to dial again."""
_EARLY_S = 0.6
"""How much too early a sign of life may go when it saves a packet of its own."""
_LEAST_WAIT_S = 0.01


class Conversation(Protocol):
    """What a link carries, and what it needs to know of the link. Io thread."""

    def dial_now(self) -> None:
        """Nothing is dialled: call `dial` with the address to try now, or wait for one."""

    def take(self, message: FromDevice) -> None:
        """The device said something that may come now; `Welcomed` is the first.

        Raises:
            RemoteProtocolError: It has no place in this conversation; the link hangs up.
        """

    def hung_up(self) -> None:
        """The connection is over: what was asked on it is answered no more."""

    def fell_quiet(self) -> None:
        """Nothing was heard for 3 s."""

    def was_lost(self) -> None:
        """Nothing was heard for 5 s. Hung up; `dial_now` follows."""

    def was_broken(self) -> None:
        """The device broke the protocol. Hung up; nothing follows by itself."""


class GreetedLink:
    """Greets the holder of `key` wherever the conversation dials, and says how the link stands.

    Args:
        purpose: What the connection is for, as the device is told.

    Attributes:
        line: What is spoken on: another object for each connection, None while hung up.
        broke_silence: The message being taken came after 3 s without any.
    """

    def __init__(
        self,
        key: TransportKey,
        *,
        loop: Loop,
        dialler: Dialler,
        purpose: Purpose,
        conversation: Conversation,
    ) -> None:
        self._key = key
        self._loop = loop
        self._dialler = dialler
        self._purpose = purpose
        self._conversation = conversation
        self._timer: Timer | None = None
        self._life = SignOfLife(loop.now(), speak_every_s=CONSOLE_ALIVE_INTERVAL_S)
        self.line: SpokenLine | None = None
        self.broke_silence = False

    @property
    def is_open(self) -> bool:
        """The device welcomed us and is not lost."""
        return self.line is not None and self.line.is_open

    @property
    def is_idle(self) -> bool:
        """Nothing is dialled, and nothing will be by itself."""
        return self.line is None and self._timer is None

    def dial(self, address: str, *, roster_version: int) -> bool:
        """Connect to `address` (`host:port`) and greet who answers. Only while hung up.

        Returns:
            False when this cannot be dialled at all; `dial_now` comes after the usual patience.
        """
        try:
            self.line = SpokenLine(self._dialler.dial(self._key, address, self._on_data))
        except InputError as exc:
            logger.warning("an address was not dialled: %s", exc)
            self.dial_later()
            return False
        self._life = SignOfLife(self._loop.now(), speak_every_s=CONSOLE_ALIVE_INTERVAL_S)
        self.line.greet(self._purpose, roster_version=roster_version)
        self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._not_welcomed)
        return True

    def dial_later(self) -> None:
        """Have `dial_now` called after the usual patience. Only while hung up."""
        self._timer = self._loop.call_later(WELCOME_PATIENCE_S, self._dial_now)

    def send(self, message: ToDevice) -> None:
        """Send; harmless while hung up.

        Raises:
            LocalProtocolError: The message may not be sent yet: our bug.
        """
        if self.line is not None:
            self.line.say(message)

    def leave(self) -> None:
        """Say goodbye if the device knows us, and hang up."""
        if self.is_open:
            self.send(ConsoleLeft())
        self.hang_up()

    def hang_up(self) -> None:
        """End the connection, if there is one, and dial no more by itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.line is not None:
            self.line.close()
            self.line = None
        self._conversation.hung_up()

    def _dial_now(self) -> None:
        self._timer = None
        self._conversation.dial_now()

    def _not_welcomed(self) -> None:
        self.hang_up()
        self._conversation.dial_now()

    def _on_data(self, data: bytes) -> None:
        if self.line is None:
            return
        if self.line.is_open:
            self._life.advance(self._loop.now())
            if self._life.presence is Presence.LOST:  # this computer slept: what waited is old
                self._lost()
                return
        try:
            message = self.line.heard(data)
            self.broke_silence = self._life.presence is Presence.QUIET
            self._life.heard(self._loop.now())
            self._take(message)
        except RemoteProtocolError as exc:
            logger.warning("device %s broke the protocol: %s", fingerprint(self._key), exc)
            self.hang_up()
            self._conversation.was_broken()

    def _take(self, message: FromDevice) -> None:
        if isinstance(message, Welcomed) and self._timer is not None:
            self._timer.cancel()
        self._conversation.take(message)
        if isinstance(message, Welcomed):
            self._watch_life()
        elif isinstance(message, DeviceAlive):
            self._speak(early_s=_EARLY_S)  # on the back of the acknowledgement

    def _watch_life(self) -> None:
        if not self.is_open:
            return
        now = self._loop.now()
        if self._life.advance(now):
            if self._life.presence is Presence.LOST:
                self._lost()
                return
            self._conversation.fell_quiet()
        self._speak()
        wait_s = max(_LEAST_WAIT_S, self._life.next_deadline() - now)
        self._timer = self._loop.call_later(wait_s, self._watch_life)

    def _lost(self) -> None:
        self.hang_up()
        self._conversation.was_lost()
        self._conversation.dial_now()

    def _speak(self, early_s: float = 0.0) -> None:
        now = self._loop.now()
        if self.is_open and self._life.must_speak(now + early_s):
            self._life.spoke(now)
            self.send(ConsoleAlive())
