"""`python -m student_client`, `harbour-client`."""

import logging
import sys

from protocol.program import run_program
from student_client.config import read_config


def main() -> int:
    """Run the pupil's client; return its exit status."""
    return run_program("harbour-client", _run, log_level=logging.INFO)


def _run() -> int:
    config = read_config(sys.argv[1:])
    from student_client.app import run  # noqa: PLC0415  # Qt takes 0.2 s; --help needs none

    return run(config)


if __name__ == "__main__":
    sys.exit(main())
