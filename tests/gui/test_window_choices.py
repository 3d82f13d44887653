"""The window opens as it was left: colours, list or grid, groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from teacher_console.shell.ui.theme import (
    DARK,
    ThemeChoice,
    apply_theme,
    choose_theme,
    current_theme,
)
from teacher_console.shell.window_choices import WINDOW_NAME, WindowChoices, read_choices
from tests.helpers.console_scene import Scene, status


@pytest.fixture(autouse=True)
def _colours_of_the_system_after(qapp: QApplication) -> Iterator[None]:
    yield
    choose_theme(qapp, ThemeChoice.SYSTEM)


def action(scene: Scene, text: str) -> QAction:
    menus = scene.window.menuBar().findChildren(QMenu)
    return next(each for menu in menus for each in menu.actions() if each.text() == text)


def test_list_groups_and_colours_are_as_the_last_window_left_them(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / WINDOW_NAME
    first = Scene(qtbot, choices=WindowChoices(path))
    first.click("List")
    action(first, "&Groups at the left").trigger()
    action(first, "&Dark").trigger()
    first.window.close_without_asking()
    choose_theme(qapp, ThemeChoice.SYSTEM)

    apply_theme(qapp, ThemeChoice(read_choices(path).theme))
    second = Scene(qtbot, choices=WindowChoices(path))
    second.tell(status())
    assert current_theme() is DARK
    assert action(second, "&Dark").isChecked()
    assert second.page.view is not second.page.grid
    assert second.button("List").isChecked()
    assert not second.page.rail.isVisible()
    action(second, "&Groups at the left").trigger()
    assert second.page.rail.isVisible()
    assert read_choices(path).has_groups


def test_a_choice_that_cannot_be_kept_is_said_at_the_foot(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(qtbot, choices=WindowChoices(tmp_path / "missing" / WINDOW_NAME))
    scene.click("List")
    assert WINDOW_NAME in scene.texts()
