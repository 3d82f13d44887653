"""PySide6 6.12.0 takes references from None and True on Python 3.11 until the program dies."""

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
SLACK = 50


class Emitter(QObject):
    happened = Signal(int)


def test_processing_events_takes_no_references(qtbot: QtBot) -> None:
    del qtbot
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(300):
        QCoreApplication.processEvents()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(old - new < SLACK for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("emits", [300, 20_000])
def test_emitting_takes_no_references(qtbot: QtBot, emits: int) -> None:
    del qtbot
    emitter = Emitter()
    emitter.happened.connect(lambda _: None)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(emits):
        emitter.happened.emit(number)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(old - new < SLACK for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("python", "version", "is_allowed"),
    [("3.11", "6.11.3", True), ("3.11", "6.12.0", False), ("3.12", "6.12.0", True)],
)
def test_the_pin_keeps_the_deadly_pair_apart(
    python: str,
    version: str,
    is_allowed: bool,  # noqa: FBT001
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = [Requirement(text) for text in project["dependencies"] if text.startswith("PySide6")]
    fitting = [
        pin
        for pin in pins
        if pin.marker is not None and pin.marker.evaluate({"python_version": python})
    ]
    assert len(fitting) == 1
    assert fitting[0].specifier.contains(version) is is_allowed
