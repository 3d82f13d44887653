"""One million mutated messages through the codec: what is raised, how fast, and how memory grows.

python -m benchmarks.codec_fuzz [count]
"""

import json
import random
import sys
import time

import psutil

from protocol import codec
from protocol.errors import RemoteProtocolError
from tests.helpers.messages import every_message
from tests.helpers.mutation import mutate

_COUNT = 1_000_000


def main() -> int:
    """Print a table and a JSON line; fail on any error but the codec's own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT
    rng = random.Random(1)  # noqa: S311  # repeatable, not secret
    seeds = [codec.encode(message) for message in every_message()]
    process = psutil.Process()
    results = {"mutants": count, "refused": 0, "valid": 0}
    before = process.memory_info().rss
    cpu = process.cpu_times()
    started = time.perf_counter()
    for _ in range(count):
        data = mutate(rng, rng.choice(seeds))
        for decode in (
            codec.decode_to_device,
            codec.decode_from_device,
            codec.decode_to_office,
            codec.decode_from_office,
        ):
            try:
                decode(data)
            except RemoteProtocolError:
                results["refused"] += 1
            else:
                results["valid"] += 1
    seconds = time.perf_counter() - started
    used = process.cpu_times()
    report = {
        **results,
        "mutants_per_s": round(count / seconds),
        "cpu_s": round(used.user + used.system - cpu.user - cpu.system, 2),
        "rss_growth_mb": round((process.memory_info().rss - before) / 2**20, 1),
    }
    for name, value in report.items():
        print(f"{name:16} {value:>12}")
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
