"""What every program does at its edges: one sentence for bad input, an orderly end at a signal.

Lane: the main thread.
"""

import contextlib
import io
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator

from protocol.errors import HarbourError, InputError


def run_program(name: str, call: Callable[[], int], *, log_level: int) -> int:
    """Run `call` and return the program's exit status.

    0 is well, 1 is a failure of ours or the network's, 2 is bad input; both say one sentence on
    standard error, never a traceback.
    """
    logging.basicConfig(level=log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without our letters
    try:
        return call()
    except InputError as exc:
        sys.stderr.write(f"{name}: {exc}\n")
        return 2
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as exc:
        sys.stderr.write(f"{name}: {exc.filename or 'the system'}: {exc.strerror}.\n")
        return 2
    except HarbourError as exc:
        sys.stderr.write(f"{name}: this did not work: {exc}.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"{name}: stopped; nothing more was changed.\n")
        return 1


@contextlib.contextmanager
def ending_signals() -> Iterator[int]:
    """Yield a file descriptor that becomes readable at SIGTERM, SIGHUP or Ctrl-C, now or later.

    For event loops not written in Python, which would not let Python see the signal.
    """
    here, there = socket.socketpair()
    there.setblocking(False)
    numbers = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32":
        numbers.append(signal.SIGHUP)  # a session or terminal that closes: say goodbye
    for number in numbers:
        signal.signal(number, lambda *_: None)
    old = signal.set_wakeup_fd(there.fileno())
    try:
        yield here.fileno()
    finally:
        signal.set_wakeup_fd(old)
        here.close()
        there.close()
