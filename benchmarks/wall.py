"""The wall's figures, measured: what pupils' programs, wires and the console cost; how quick it is.

    python -m benchmarks.wall [part ...] [--peers veyon] [--json FILE] [--chart FILE.svg]

Prints a table for each part and one of what must be reached. Needs Linux, root (network
namespaces), Xvfb and an otherwise idle machine. All parts take about 25 minutes with a peer.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.figures import held_against
from benchmarks.harbour import Harbour
from benchmarks.parts.class_size import class_size, growth
from benchmarks.parts.discovery import discovery
from benchmarks.parts.full_view import full_view
from benchmarks.parts.latency import latency
from benchmarks.parts.start import start
from benchmarks.parts.thumbs import thumbs
from benchmarks.peer import Peer
from benchmarks.readings import machine_words
from benchmarks.rows import FAILED, Row, end_at_signals, plain, print_table
from benchmarks.veyon import Veyon

Part = Callable[[Sequence[type[Peer]]], list[Row]]
PARTS: dict[str, Part] = {
    "thumbs": thumbs,
    "latency": latency,
    "full_view": full_view,
    "start": start,
    "class_size": class_size,
    "discovery": discovery,
}
_OTHERS: dict[str, type[Peer]] = {"veyon": Veyon}


def main() -> int:
    """Measure, print tables, write JSON; 1 when a row failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--peers", nargs="*", choices=list(_OTHERS), default=[])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--chart", type=Path, help="drawing of how the cost grows with the class")
    given = parser.parse_args()
    unknown = [part for part in given.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; choose from {', '.join(PARTS)}")
    end_at_signals()
    peers: list[type[Peer]] = [Harbour]
    for name in given.peers:
        problem = _OTHERS[name].missing()
        if problem is not None:
            sys.stderr.write(f"{problem}; it is left out.\n")
        else:
            peers.append(_OTHERS[name])
    began_at = time.monotonic()
    found: dict[str, list[Row]] = {}
    figures: list[Row] = []
    for part in given.parts or PARTS:
        found[part] = PARTS[part](peers)
        sys.stdout.write(
            f"\n{part}: {(sys.modules[PARTS[part].__module__].__doc__ or '').strip()}\n"
        )
        print_table(found[part])
        figures = held_against(found, [peer.name for peer in peers[1:]])
        if given.json is not None:
            report = {"machine": machine_words(), "figures": figures, "parts": found}
            given.json.write_text(json.dumps(plain(report), indent=2) + "\n")
    sys.stdout.write("\nWhat must be reached, and the aim:\n")
    print_table(figures)
    if given.chart is not None and "class_size" in found:
        given.chart.write_text(growth(found["class_size"]))
    minutes = (time.monotonic() - began_at) / 60
    sys.stdout.write(f"\n{minutes:.0f} minutes on {machine_words()}\n")
    return int(any(FAILED in row for rows in found.values() for row in rows))


if __name__ == "__main__":
    sys.exit(main())
