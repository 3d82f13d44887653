"""A thread with an asyncio loop, which dbus-fast needs to speak D-Bus, and a bell to wake another.

Lane: "bus", one for each conversation; it only waits, and costs nothing while nothing is said.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusError

Answer = TypeVar("Answer")

BUS_ITSELF = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
"""Name, path and interface of the bus's own methods."""


class BusThread:
    """Runs coroutines until it is closed. For use from one other thread, which `ring` wakes.

    Args:
        name: Of the thread.
    """

    def __init__(self, name: str) -> None:
        self._bell, self._hand = socket.socketpair()
        self._bell.setblocking(False)
        self._hand.setblocking(False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, Answer]) -> Future[Answer]:
        """Run `work` on the thread; return its answer to come."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def fileno(self) -> int:
        """Return what becomes readable when the bell rings."""
        return self._bell.fileno()

    def ring(self) -> None:
        """Tell the other thread that there is news. Any thread."""
        with contextlib.suppress(BlockingIOError):  # it rings already
            self._hand.send(b"!")

    def hush(self) -> None:
        """Note the news: the bell rings no more."""
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(4096)

    def close(self) -> None:
        """Cancel what is still at work and end the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._bell.close()
        self._hand.close()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            left = asyncio.all_tasks(self._loop)
            for task in left:
                task.cancel()
            if left:
                self._loop.run_until_complete(asyncio.wait(left))
        finally:
            self._loop.close()


async def ask(
    bus: MessageBus,
    name: str,
    path: str,
    interface: str,
    member: str,
    *arguments: Any,
    signature: str | None = None,
) -> list[Any]:
    """Call a method and return what it answers.

    Args:
        signature: Of `arguments`; None says that all are texts.

    Raises:
        DBusError: It was refused, or nobody answers to `name`.
    """
    answer = await _answer(bus, name, path, interface, member, arguments, signature)
    return list(answer.body)


async def ask_for_descriptor(
    bus: MessageBus,
    name: str,
    path: str,
    interface: str,
    member: str,
    *arguments: Any,
    signature: str,
) -> int:
    """Call a method that answers with a file descriptor, which the caller must close.

    Raises:
        DBusError: As `ask`, or it answered with none.
    """
    answer = await _answer(bus, name, path, interface, member, arguments, signature)
    if not answer.unix_fds:
        raise DBusError("org.freedesktop.DBus.Error.Failed", f"{member} gave no descriptor")
    return int(answer.unix_fds[0])


async def _answer(
    bus: MessageBus,
    name: str,
    path: str,
    interface: str,
    member: str,
    arguments: Sequence[Any],
    signature: str | None,
) -> Message:
    answer = await bus.call(
        Message(
            destination=name,
            path=path,
            interface=interface,
            member=member,
            signature="s" * len(arguments) if signature is None else signature,
            body=list(arguments),
        )
    )
    if answer.message_type is MessageType.ERROR:
        why = answer.error_name or "org.freedesktop.DBus.Error.Failed"
        raise DBusError(why, f"{interface}.{member}: {why}")
    return answer


def when_gone(bus: MessageBus, tell: Callable[[], None]) -> None:
    """Call `tell` on the loop when the connection ends, by whomever."""

    def told(gone: asyncio.Future[None]) -> None:
        if not gone.cancelled():
            gone.exception()  # how it ended makes no difference, that it did is told
        tell()

    gone: asyncio.Future[None] = asyncio.ensure_future(
        bus.wait_for_disconnect()  # type: ignore[no-untyped-call]  # it carries no annotations
    )
    gone.add_done_callback(told)
