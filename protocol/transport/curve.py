"""Socket options that make a link: CURVE always, bounds always. There is no plain form."""

import zmq
from zmq.utils import z85 as _z85

from protocol.identifiers import TransportKey
from protocol.limits import HANDSHAKE_TIMEOUT_MS, SEND_QUEUE_MESSAGES
from protocol.trust.keys import PrivateKey

ZAP_DOMAIN = b"harbour"
_BACKLOG = 1024
"""Connections the system holds until we take them: a whole school comes back at one moment."""


def z85(key: bytes) -> bytes:
    """Return a 32-byte key in the text form libzmq takes (RFC 32/Z85)."""
    return bytes(_z85.encode(key))


def from_z85(text: str) -> bytes:
    """Return the 32 bytes of a key in libzmq's text form."""
    return bytes(_z85.decode(text.encode("ascii")))


def arm_server(router: "zmq.Socket[bytes]", own: PrivateKey, max_message_bytes: int) -> None:
    """Make `router` a CURVE server that lets nobody in unless our ZAP handler says so."""
    router.curve_server = True
    router.curve_secretkey = z85(own.secret)
    router.curve_publickey = z85(own.transport_key())
    router.zap_domain = ZAP_DOMAIN
    router.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 1)  # without it, no handler means everybody
    router.setsockopt(zmq.ROUTER_MANDATORY, 1)  # else a message to nobody vanishes silently
    router.setsockopt(zmq.MAXMSGSIZE, max_message_bytes)
    router.setsockopt(zmq.BACKLOG, _BACKLOG)
    _bound(router)


def arm_client(
    dealer: "zmq.Socket[bytes]", own: PrivateKey, server: TransportKey, max_message_bytes: int
) -> None:
    """Make `dealer` a CURVE client that speaks only to the holder of `server`."""
    dealer.curve_secretkey = z85(own.secret)
    dealer.curve_publickey = z85(own.transport_key())
    dealer.curve_serverkey = z85(server)
    dealer.setsockopt(zmq.MAXMSGSIZE, max_message_bytes)
    dealer.setsockopt(zmq.RECONNECT_IVL, 250)
    dealer.setsockopt(zmq.RECONNECT_IVL_MAX, 1000)
    dealer.setsockopt(zmq.CONNECT_TIMEOUT, 1500)
    _bound(dealer)


def _bound(link: "zmq.Socket[bytes]") -> None:
    link.setsockopt(zmq.HANDSHAKE_IVL, HANDSHAKE_TIMEOUT_MS)
    link.setsockopt(zmq.SNDHWM, SEND_QUEUE_MESSAGES)
    link.setsockopt(zmq.RCVHWM, SEND_QUEUE_MESSAGES)
    link.setsockopt(zmq.LINGER, 0)
    link.setsockopt(zmq.TCP_KEEPALIVE, 1)
    link.setsockopt(zmq.TCP_KEEPALIVE_IDLE, 10)
    link.setsockopt(zmq.TCP_KEEPALIVE_INTVL, 5)
    link.setsockopt(zmq.TCP_KEEPALIVE_CNT, 3)
    link.setsockopt(zmq.TCP_MAXRT, 5000)  # a cut link dies with the session it carried
