"""Who may shake hands at our door: ZeroMQ's authentication protocol (RFC 27), answered by us.

Lane: io. pyzmq's authenticator would bring a thread of its own, and a wildcard domain that is
none; here there is one domain, one mechanism, one question.
"""

import logging
from collections.abc import Callable

import zmq

from protocol.identifiers import TransportKey, fingerprint
from protocol.transport.curve import ZAP_DOMAIN, z85
from protocol.transport.io_thread import IoThread

logger = logging.getLogger(__name__)

ENDPOINT = "inproc://zeromq.zap.01"

_LOGGED_MAX = 1000

Admits = Callable[[TransportKey], str | None]
"""Given a key proven in a handshake: None to let it in, else one word for the log."""


class ZapHandler:
    """Answer libzmq's question for every handshake of this program.

    Args:
        admits: Asked with the proven key on the io thread.
        own_stranger: Key with which we test our own door: refused like any, worth no warning.

    One refusal per key and reason is logged as a warning, repeats as debug: a stranger must not
    be able to fill the disk.
    """

    def __init__(
        self, io: IoThread, admits: Admits, *, own_stranger: TransportKey | None = None
    ) -> None:
        self._admits = admits
        self._own_stranger = own_stranger
        self._logged: set[tuple[str, str]] = set()
        self._router = io.context.socket(zmq.ROUTER)
        self._router.linger = 0
        self._router.bind(ENDPOINT)
        io.watch(self._router, self._answer)

    def _answer(self) -> None:
        try:
            frames = self._router.recv_multipart(zmq.NOBLOCK)
        except zmq.Again:
            return
        cut = frames.index(b"") + 1
        version, request, domain, address, _identity, mechanism, *credentials = frames[cut:]
        key = TransportKey(credentials[0]) if mechanism == b"CURVE" and credentials else None
        if version != b"1.0" or domain != ZAP_DOMAIN or key is None:
            problem: str | None = "not a CURVE handshake"
        else:
            problem = self._admits(key)
        if problem is not None:
            self._log(key, problem, address.decode("ascii", "replace"))
        status, user = (b"200", z85(key)) if problem is None and key else (b"400", b"")
        self._router.send_multipart([*frames[:cut], b"1.0", request, status, b"", user, b""])

    def _log(self, key: TransportKey | None, problem: str, address: str) -> None:
        mark = fingerprint(key) if key else "none"
        is_news = (mark, problem) not in self._logged and len(self._logged) < _LOGGED_MAX
        if is_news:
            self._logged.add((mark, problem))
        level = logging.WARNING if is_news else logging.DEBUG
        if key is None or key == self._own_stranger:
            level = logging.INFO if is_news else logging.DEBUG
        logger.log(level, "refused at the door: key %s from %s: %s", mark, address, problem)
