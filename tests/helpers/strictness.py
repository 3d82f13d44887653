"""Fixtures that fail a test for what it leaves behind: warnings in the log, threads, timers."""

import gc
import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool, QTimer
from shiboken6 import isValid


@pytest.fixture
def expected_log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Ask for this where warnings in the log are part of the promise; then look at its text."""
    caplog.set_level(logging.INFO)
    return caplog


@pytest.fixture(autouse=True)
def _no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    if "expected_log" in request.fixturenames:
        return
    unexpected = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    if unexpected:
        pytest.fail("unexpected in the log: " + "; ".join(unexpected))


@pytest.fixture(autouse=True)
def _no_dangling_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(2)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"threads left running: {alive}")


@pytest.fixture(autouse=True)
def _no_dangling_timers() -> Iterator[None]:
    yield
    if QCoreApplication.instance() is None:
        return
    if not QThreadPool.globalInstance().waitForDone(2000):
        pytest.fail("the global thread pool is still at work")
    left = [
        timer.objectName() or f"{type(timer.parent()).__name__}'s timer"
        for timer in gc.get_objects()
        if isinstance(timer, QTimer) and isValid(timer) and timer.isActive()
    ]
    if left:
        pytest.fail(f"timers left running: {left}")
