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
    from teacher_console.launch import launched  # noqa: PLC0415  # --help needs neither this ...

    with launched(config) as launch:
        from teacher_console.app import run  # noqa: PLC0415  # ... nor Qt, which takes 0.3 s

        return run(config, launch)


if __name__ == "__main__":
    sys.exit(main())
