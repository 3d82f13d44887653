"""Hostile pictures through the console's decoder: what is raised, how long, how much memory.

    python -m drills.pictures [--count N] [--seed N] [--json FILE]

Mutates honest JPEG and WebP files, and decodes every kind of bomb from 1 kB to the link's bound.
Exit status 1 when something is raised, one file takes longer than half a second of processor time,
or the program grows by more than 256 MB.
"""

import argparse
import json
import logging
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize

from drills.figures import print_table
from protocol.limits import PICTURE_MAX_BYTES, PICTURE_MAX_HEIGHT_PX, PICTURE_MAX_WIDTH_PX
from teacher_console.wall.ui.decoder import decode_piece
from tests.helpers.hostile_pictures import (
    SIZES_BYTES,
    burdened,
    honest,
    no_single_picture,
    oversized,
    scan_bombs,
)
from tests.helpers.mutation import mutate

DECODE_MAX_S = 0.5
GROWTH_MAX_MB = 256.0
_MOST = QSize(PICTURE_MAX_WIDTH_PX, PICTURE_MAX_HEIGHT_PX)


def hostile_files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield a kind and a file: first the bombs, then `count` mutants."""
    for name, data in {**oversized(), **no_single_picture()}.items():
        yield name, data
    for size_bytes in SIZES_BYTES:
        for name, data in {**scan_bombs(size_bytes), **burdened(size_bytes)}.items():
            yield f"{name}, {size_bytes // 1000} kB", data
    rng = random.Random(seed)  # noqa: S311  # repeatable, not secret
    seeds = honest()
    for number in range(count):
        yield "mutant", mutate(rng, seeds[number % len(seeds)])[:PICTURE_MAX_BYTES]


def run(count: int, seed: int) -> dict[str, object]:
    """Decode them all; return what happened."""
    shown = refused = 0
    raised: list[str] = []
    worst_s, worst_kind = 0.0, ""
    before_mb = _peak_mb()
    for kind, data in hostile_files(count, seed):
        began_at = time.process_time()
        try:
            picture = decode_piece(data, _MOST)
        except Exception as exc:  # noqa: BLE001  # this is what the drill looks for
            raised.append(f"{kind}: {exc!r}")
            continue
        took_s = time.process_time() - began_at
        if took_s > worst_s:
            worst_s, worst_kind = took_s, kind
        shown += picture is not None
        refused += picture is None
    return {
        "shown": shown,
        "refused": refused,
        "raised": len(raised),
        "worst_s": round(worst_s, 3),
        "worst_kind": worst_kind,
        "growth_mb": round(_peak_mb() - before_mb, 1),
        "first_raised": raised[:5],
    }


def has_failed(found: dict[str, object]) -> bool:
    """Tell whether a bound was broken."""
    worst_s, growth_mb = found["worst_s"], found["growth_mb"]
    if not isinstance(worst_s, float) or not isinstance(growth_mb, float):
        raise TypeError("not figures of this drill")
    return bool(found["raised"]) or worst_s > DECODE_MAX_S or growth_mb > GROWTH_MAX_MB


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Return 1 when a bound was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # one line a dropped picture would be the output
    oversized()  # making them takes memory that is not the decoder's
    found = run(given.count, given.seed)
    print_table([found])
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=2) + "\n")
    return int(has_failed(found))


if __name__ == "__main__":
    sys.exit(main())
