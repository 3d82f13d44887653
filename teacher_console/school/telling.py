"""What the commands say to the person at the keyboard, and ask."""

import sys

from protocol.errors import InputError


def tell(*lines: str) -> None:
    """Write `lines` to standard error, which stays free of reports."""
    sys.stderr.write("\n".join(lines) + "\n")


def agrees(question: str) -> bool:
    """Ask at the keyboard; tell whether the answer was yes.

    Raises:
        InputError: Nobody can be asked here.
    """
    if not sys.stdin.isatty():
        raise InputError("confirmation", "nobody can be asked here", "add --yes or --fingerprint")
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
