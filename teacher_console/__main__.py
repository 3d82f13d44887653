"""`python -m teacher_console`, `harbour-console`: one sentence and status 2 for bad input."""

import logging
import sys

from protocol.errors import HarbourError, InputError
from teacher_console.config import read_config


def main() -> int:
    """Run the console; return its exit status."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        config = read_config(sys.argv[1:])
        from teacher_console.app import run  # noqa: PLC0415  # Qt takes 0.2 s; --help needs none

        return run(config)
    except InputError as exc:
        sys.stderr.write(f"harbour-console: {exc}\n")
        return 2
    except HarbourError as exc:
        sys.stderr.write(f"harbour-console: stopped: {exc}.\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
