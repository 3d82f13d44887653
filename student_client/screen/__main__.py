"""`python -m student_client.screen`: tell a technician what can be seen here, and why."""

import logging
import sys

from protocol.program import run_program
from protocol.settings import Arguments
from student_client.screen.backends import default_source


def main() -> int:
    """Print what works here; return 0 if a picture can be taken, 1 if not."""
    return run_program("student_client.screen", _run, log_level=logging.ERROR)


def _run() -> int:
    parser = Arguments(
        prog="python -m student_client.screen",
        description="Tell what can be seen of this screen. Nothing is shown to anybody.",
    )
    parser.parse_args(sys.argv[1:])
    source = default_source()
    try:
        capability = source.probe()
        answer = "yes" if capability.is_available else "no"
        sys.stdout.write(f"This screen can be shown: {answer}. {capability.explanation}\n")
        if capability.is_available and not source.can_mask:
            sys.stdout.write("While one of Harbour's own windows is open, no picture is shown.\n")
    finally:
        source.close()
    return 0 if capability.is_available else 1


if __name__ == "__main__":
    sys.exit(main())
