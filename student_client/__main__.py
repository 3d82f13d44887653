"""`python -m student_client`, `harbour-client`: one sentence and status 2 for bad input."""

import logging
import sys

from protocol.errors import HarbourError, InputError
from student_client.config import read_config


def main() -> int:
    """Run the pupil's client; return its exit status."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        config = read_config(sys.argv[1:])
        from student_client.app import run  # noqa: PLC0415  # Qt takes 0.2 s; --help needs none

        return run(config)
    except InputError as exc:
        sys.stderr.write(f"harbour-client: {exc}\n")
        return 2
    except HarbourError as exc:
        sys.stderr.write(f"harbour-client: stopped: {exc}.\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
