"""A man in the middle: a proxy on loopback that passes bytes on, and harms them when told to."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable, Iterator

Harm = Callable[[bytes], bytes]


class Mitm:
    """Passes every connection on to `port`.

    Attributes:
        port: Where it listens, on 127.0.0.1.
        to_server, to_client: What is done to each read of bytes; the identity at first.
    """

    def __init__(self, port: int) -> None:
        self.to_server: Harm = bytes
        self.to_client: Harm = bytes
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._bell_in, self._bell_out = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._other: dict[socket.socket, socket.socket] = {}
        self._servers: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._run, name="mitm")
        self._thread.start()

    def close(self) -> None:
        self._bell_out.close()
        self._thread.join()

    def _run(self) -> None:
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._bell_in, selectors.EVENT_READ)
        with contextlib.ExitStack() as ending:
            ending.callback(self._close_all)
            while True:
                for key, _ in self._selector.select():
                    if key.fileobj is self._bell_in:
                        return
                    if key.fileobj is self._listener:
                        self._accept()
                    elif isinstance(key.fileobj, socket.socket):
                        self._pass_on(key.fileobj)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        try:
            server = socket.create_connection(("127.0.0.1", self._target), 5)
        except OSError:
            client.close()
            return
        self._servers.add(server)
        for here, there in ((client, server), (server, client)):
            self._other[here] = there
            self._selector.register(here, selectors.EVENT_READ)

    def _pass_on(self, end: socket.socket) -> None:
        other = self._other.get(end)
        if other is None:
            return
        try:
            data = end.recv(65536)
            harm = self.to_client if end in self._servers else self.to_server
            if data:
                other.sendall(harm(data))
                return
        except OSError:
            pass
        for each in (end, other):
            self._forget(each)

    def _forget(self, end: socket.socket) -> None:
        if self._other.pop(end, None) is not None:
            self._selector.unregister(end)
            self._servers.discard(end)
            end.close()

    def _close_all(self) -> None:
        for end in list(self._other):
            self._forget(end)
        self._listener.close()
        self._bell_in.close()
        self._selector.close()


@contextlib.contextmanager
def mitm_before(port: int) -> Iterator[Mitm]:
    proxy = Mitm(port)
    try:
        yield proxy
    finally:
        proxy.close()
