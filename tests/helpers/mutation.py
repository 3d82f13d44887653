"""Ways in which bytes go wrong, by chance or by malice."""

import random


def mutate(rng: random.Random, data: bytes) -> bytes:
    """`data` changed in one to four places."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        kind = rng.randrange(7)
        at = rng.randrange(len(out) + 1)
        if kind == 0 and out:
            out[at % len(out)] ^= 1 << rng.randrange(8)
        elif kind == 1 and out:
            out[at % len(out)] = rng.randrange(256)
        elif kind == 2:
            del out[at:]
        elif kind == 3:
            out[at:at] = rng.randbytes(rng.randint(1, 8))
        elif kind == 4:
            del out[at : at + rng.randint(1, 8)]
        elif kind == 5:
            out[at:at] = out[: rng.randint(0, 32)]
        else:
            out[at:at] = bytes([rng.choice([0xC0, 0xC6, 0xDB, 0xDD, 0xDF, 0x91, 0x81])]) * 4
    return bytes(out)
