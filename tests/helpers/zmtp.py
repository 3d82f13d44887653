"""What strangers say to a ZMTP door (RFC 23, RFC 25) before it knows who they are."""

import random
import struct
from collections.abc import Callable, Iterator

from tests.helpers.mutation import mutate

_SIGNATURE = b"\xff" + bytes(8) + b"\x7f"


def greeting(
    mechanism: bytes = b"CURVE", version: bytes = b"\x03\x01", *, as_server: int = 0
) -> bytes:
    """64 bytes with which a ZMTP 3 connection begins."""
    return _SIGNATURE + version + mechanism.ljust(20, b"\0") + bytes([as_server]) + bytes(31)


def command(body: bytes, *, length: int | None = None) -> bytes:
    """A command frame; `length` may lie."""
    size = len(body) if length is None else length
    if size < 256:
        return b"\x04" + bytes([size]) + body
    return b"\x06" + struct.pack(">Q", size) + body


def hello(rng: random.Random) -> bytes:
    """A CURVE HELLO of the right form that no key fits."""
    nonce = rng.randbytes(8)
    return command(b"\x05HELLO\x01\x00" + bytes(72) + rng.randbytes(32) + nonce + rng.randbytes(80))


def greetings(count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` openings: well-formed, of other mechanisms and versions, cut, lying, noise."""
    rng = random.Random(seed)  # noqa: S311  # repeatable, not secret
    null_ready = command(b"\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER")
    kinds: list[Callable[[], bytes]] = [
        lambda: greeting() + hello(rng),
        lambda: greeting(b"NULL") + null_ready + b"\x00\x05hello",
        lambda: greeting(b"PLAIN") + command(b"\x05HELLO\x05admin\x05admin"),
        lambda: greeting(version=b"\x02\x00"),
        lambda: b"\x01\x00" + b"\x00\x05hello",
        lambda: greeting(as_server=1) + hello(rng),
        lambda: greeting() + command(b"\x05HELLO", length=1 << 40),
        lambda: greeting() + command(b"\x08INITIATE" + rng.randbytes(300)),
        lambda: greeting() + command(b"\x07MESSAGE" + rng.randbytes(60)),
        lambda: greeting()[: rng.randrange(64)],
        lambda: rng.randbytes(rng.randint(1, 400)),
        lambda: mutate(rng, greeting() + hello(rng)),
        lambda: (greeting() + hello(rng)) * 5,
        lambda: b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ]
    for number in range(count):
        yield kinds[number % len(kinds)]()
