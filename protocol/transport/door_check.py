"""Before a device announces itself, it dials its own door as a stranger, and must be refused."""

import zmq
from zmq.utils.monitor import recv_monitor_message

from protocol.errors import HarbourError
from protocol.identifiers import TransportKey
from protocol.transport.curve import arm_client
from protocol.trust.keys import PrivateKey

_WAIT_MS = 3000
_REFUSALS = (zmq.EVENT_HANDSHAKE_FAILED_AUTH, zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL)


class DoorOpenError(HarbourError):
    """A stranger was let in, or was not clearly refused. The program must not go on."""


def check_door(address: str, server: TransportKey, stranger: PrivateKey) -> None:
    """Return if a stranger's key and a link without encryption are both refused at `address`.

    Takes a few milliseconds; call it off the io thread, which has to answer meanwhile.

    Args:
        stranger: A fresh key that is in no roster.

    Raises:
        DoorOpenError: The door did not refuse.
    """
    context = zmq.Context()
    try:
        for mechanism in ("stranger's key", "no encryption"):
            dealer = context.socket(zmq.DEALER)
            if mechanism == "stranger's key":
                arm_client(dealer, stranger, server, 1024)
            dealer.linger = 0
            monitor = dealer.get_monitor_socket()
            try:
                dealer.connect(f"tcp://{address}")
                _expect_refusal(monitor, mechanism)
            finally:
                dealer.disable_monitor()
                monitor.close(linger=0)
                dealer.close()
    finally:
        context.term()


def _expect_refusal(monitor: "zmq.Socket[bytes]", mechanism: str) -> None:
    while monitor.poll(_WAIT_MS):
        event = recv_monitor_message(monitor)["event"]
        if event == zmq.EVENT_HANDSHAKE_SUCCEEDED:
            raise DoorOpenError(f"the door let in {mechanism}")
        if event in _REFUSALS or event == zmq.EVENT_DISCONNECTED:
            return
    raise DoorOpenError(f"the door did not answer {mechanism}")
