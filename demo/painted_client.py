"""The pupil's client with a painted desktop in place of a screen. Takes the client's arguments."""

import logging
import sys
import zlib

from demo.painted_source import PaintedSource
from protocol.program import run_program
from student_client.app import run
from student_client.config import read_config


def main() -> int:
    """Run until ended; return the exit status."""
    return run_program("painted client", _run, log_level=logging.INFO)


def _run() -> int:
    config = read_config(sys.argv[1:])
    seed = zlib.crc32(config.device_name.encode())
    return run(config, open_source=lambda _: PaintedSource(seed))


if __name__ == "__main__":
    sys.exit(main())
