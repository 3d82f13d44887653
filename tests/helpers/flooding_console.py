"""A rostered console gone bad: dials a device and sends what no honest one does.

Run as a program with its secret key in hex, the device's public key in hex, the port, and a way:
"parts" sends one message of 512 MB in parts; "messages" sends small ones for as long as it is let.
"""

import sys

import zmq

from protocol.identifiers import TransportKey
from protocol.transport.curve import arm_client
from protocol.trust.keys import PrivateKey

PART_BYTES, PARTS = 64 * 1024, 8192


def main() -> None:
    own, server = PrivateKey(bytes.fromhex(sys.argv[1])), TransportKey(bytes.fromhex(sys.argv[2]))
    dealer = zmq.Context().socket(zmq.DEALER)
    arm_client(dealer, own, server, 1024)
    dealer.setsockopt(zmq.SNDHWM, 0)
    dealer.connect(f"tcp://127.0.0.1:{sys.argv[3]}")
    if sys.argv[4] == "parts":
        for _ in range(PARTS):
            dealer.send(bytes(PART_BYTES), zmq.SNDMORE)
        dealer.send(b"")
        sys.stdin.read()
    while True:
        dealer.send(b"flood")
        if dealer.poll(0):
            dealer.recv()


if __name__ == "__main__":
    main()
