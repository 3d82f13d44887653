"""`python -m school_hub`, `harbour-hub`."""

import logging
import sys

from protocol.program import run_program
from school_hub.config import read_config


def main() -> int:
    """Run the school's post office; return its exit status."""
    return run_program("harbour-hub", _run, log_level=logging.INFO)


def _run() -> int:
    config = read_config(sys.argv[1:])
    from school_hub.app import run  # noqa: PLC0415  # SQLAlchemy takes 0.2 s; --help needs none

    return run(config)


if __name__ == "__main__":
    sys.exit(main())
