"""A rigged pupil's computer: holds the rostered key, and answers its console as no client would.

Run as a program with the secret key in hex and a way: "parts" sends one message of 128 MB in parts;
"refusals" and "alive" send small valid messages for two seconds, as fast as they go. Prints its
port.
"""

import sys
import time

import zmq

from protocol import codec
from protocol.limits import PROTOCOL_VERSION
from protocol.messages import DeviceAlive, LessonRefused, RosterTaken, Welcomed
from protocol.messages.message import Message
from protocol.transport.curve import z85
from protocol.trust.keys import PrivateKey
from protocol.vocabulary import LessonRefusal

PART_BYTES, PARTS = 64 * 1024, 2048
_FLOOD_S = 2.0


def main() -> None:
    key = PrivateKey(bytes.fromhex(sys.argv[1]))
    context = zmq.Context()
    router = context.socket(zmq.ROUTER)
    router.curve_server = True
    router.curve_secretkey = z85(key.secret)
    router.curve_publickey = z85(key.transport_key())
    router.setsockopt(zmq.SNDHWM, 0)
    port = router.bind_to_random_port("tcp://127.0.0.1")
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    route = router.recv_multipart()[0]
    if sys.argv[2] == "parts":
        router.send(route, zmq.SNDMORE)
        for _ in range(PARTS):
            router.send(bytes(PART_BYTES), zmq.SNDMORE)
        router.send(b"")
    else:
        _flood(router, route, sys.argv[2])
    sys.stdin.read()


def _flood(router: "zmq.Socket[bytes]", route: bytes, way: str) -> None:
    welcome = Welcomed(
        protocol_version=PROTOCOL_VERSION,
        roster_version=1,
        device_name="pc-01",
        pupil_name="Mallory",
        instance=bytes(16),
        software="",
        sight="",
    )
    router.send_multipart([route, codec.encode(welcome)])
    floods: dict[str, list[Message]] = {
        "refusals": [
            LessonRefused(reason=LessonRefusal.NOT_NOW),
            RosterTaken(version=1),
            LessonRefused(reason=LessonRefusal.OTHER_ROOM),
        ],
        "alive": [DeviceAlive(picture_is_current=True)],
    }
    encoded = [codec.encode(message) for message in floods[way]]
    ends_at = time.monotonic() + _FLOOD_S
    while time.monotonic() < ends_at:
        for data in encoded * 50:
            router.send_multipart([route, data])


if __name__ == "__main__":
    main()
