"""`python -m teacher_console`, `harbour-console`."""

import logging
import sys

from protocol.program import run_program
from teacher_console.config import read_config


def main() -> int:
    """Run the console; return its exit status."""
    return run_program("harbour-console", _run, log_level=logging.INFO)


def _run() -> int:
    config = read_config(sys.argv[1:])
    from teacher_console.app import run  # noqa: PLC0415  # Qt takes 0.2 s; --help needs none

    return run(config)


if __name__ == "__main__":
    sys.exit(main())
