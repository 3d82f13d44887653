"""A hostile machine: announces a key that is not its own, says goodbye for others, and dials in.

Run as a program: own address, the victim's key in hex, the victim's address:port.
"""

import sys
import time

from zeroconf import IPVersion, ServiceInfo, Zeroconf

from protocol import codec
from protocol.discovery import advert_of
from protocol.identifiers import TransportKey
from protocol.messages import OpenLesson
from protocol.trust.keys import PrivateKey
from tests.helpers.links import RawCaller
from tests.helpers.messages import hello, request_picture

_ATTACK_S = 3.0


def main() -> None:
    own_address, key_hex, victim = sys.argv[1:4]
    key = TransportKey(bytes.fromhex(key_hex))
    zeroconf = Zeroconf(interfaces=[own_address], ip_version=IPVersion.V4Only)
    forged: ServiceInfo = advert_of(key, [own_address], 48480)
    zeroconf.register_service(forged, allow_name_change=True)
    received = 0
    ends_at = time.monotonic() + _ATTACK_S
    while time.monotonic() < ends_at:
        for own in (PrivateKey.generate(), None):
            with RawCaller(0, key, own, address=victim) as caller:
                for message in (
                    hello(),
                    OpenLesson(body=b"x" * 100, signature=b"s" * 64),
                    request_picture("0" * 32),
                ):
                    caller.send(codec.encode(message))
                answer = caller.receive(200)
                received += len(answer or b"")
    zeroconf.unregister_service(forged)  # a goodbye for the victim's name
    zeroconf.close()
    sys.stdout.write(f"{received}\n")


if __name__ == "__main__":
    main()
