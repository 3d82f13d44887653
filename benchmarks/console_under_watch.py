"""The console, with a heartbeat in its GUI thread that tells how long the thread was busy.

Takes the console's arguments. Reads lines: "watch" starts the heartbeat, "report" stops it and
answers with a line of JSON; until asked it costs nothing. A beat is late by the clock also when the
machine is busy; the thread's own CPU time from beat to beat tells what was the console's part.
"""

import json
import sys
import threading
import time

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from protocol.program import run_program
from teacher_console.app import run
from teacher_console.config import read_config
from teacher_console.launch import launched

_BEAT_MS = 4
_LOOK_S = 0.01


class Heartbeat(QObject):
    """Beats while it is asked to, and notes each beat that came late."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._late_ms: list[float] = []
        self._busy_ms: list[float] = []
        self._last = (0.0, 0.0)
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def _answer(self, order: str) -> None:
        if order == "watch":
            self._late_ms, self._busy_ms, self._last = [], [], _clocks()
            self._timer.start()
        else:
            self._timer.stop()
            ranked = sorted(self._late_ms) or [0.0]
            found = {
                "longest_ms": ranked[-1],
                "p99_ms": ranked[len(ranked) * 99 // 100],
                "longest_cpu_ms": max(self._busy_ms, default=0.0),
            }
            rounded = {name: round(each_ms, 1) for name, each_ms in found.items()}
            sys.stdout.write(json.dumps(rounded) + "\n")
            sys.stdout.flush()

    def _beat(self) -> None:
        now = _clocks()
        self._late_ms.append(max(0.0, (now[0] - self._last[0]) * 1000 - _BEAT_MS))
        self._busy_ms.append((now[1] - self._last[1]) * 1000)
        self._last = now


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()


def _listen() -> None:
    while (application := QCoreApplication.instance()) is None:  # no event tells
        time.sleep(_LOOK_S)
    heartbeat = Heartbeat()
    heartbeat.moveToThread(application.thread())
    for line in sys.stdin:
        heartbeat.asked.emit(line.strip())


def main() -> int:
    """Run the console; return its exit status."""
    threading.Thread(target=_listen, name="watch", daemon=True).start()
    return run_program("console", _run, log_level=20)


def _run() -> int:
    config = read_config(sys.argv[1:])
    with launched(config) as launch:
        return run(config, launch)


if __name__ == "__main__":
    sys.exit(main())
