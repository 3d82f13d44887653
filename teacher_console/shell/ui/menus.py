"""The menus: every command of the window, with its keys. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from teacher_console.shell.ui.theme import ThemeChoice, choose_theme
from teacher_console.shell.window_choices import Choices
from teacher_console.wall.ui.wall_page import WallPage

translate = QCoreApplication.translate

_STEP_PX = 20

Command = Callable[[], object]


def add_lesson_menu(
    window: QMainWindow, *, end_lesson: Command, add_address: Command, show_devices: Command
) -> None:
    """Add what concerns the lesson and the program."""
    menu = window.menuBar().addMenu(translate("menu", "&Lesson"))
    _add(menu, translate("menu", "&End lesson"), "Ctrl+E", end_lesson)
    _add(menu, translate("menu", "Add a device by &address…"), "Ctrl+D", add_address)
    _add(menu, translate("menu", "All &devices"), "Ctrl+Shift+D", show_devices)
    menu.addSeparator()
    _add(menu, translate("menu", "&Quit"), "Ctrl+Q", window.close)


def add_pupils_menu(window: QMainWindow, wall: WallPage, *, read_names: Command) -> None:
    """Add what is done to whom the sentence above the tools names."""
    menu = window.menuBar().addMenu(translate("menu", "&Pupils"))
    _add(menu, translate("menu", "Select &all"), "Ctrl+A", wall.select_all)
    _add(menu, translate("menu", "&Leave search or selection"), "Esc", wall.leave)
    _add(menu, translate("menu", "&Find"), "Ctrl+F", wall.tools.search.setFocus)
    menu.addSeparator()
    _add(menu, translate("menu", "&View screen"), "Ctrl+Return", wall.ask_view)
    _add(menu, translate("menu", "Take a &screenshot"), "Ctrl+Shift+S", wall.ask_screenshot)
    _add(menu, translate("menu", "Make a &group…"), "Ctrl+G", wall.make_group)
    menu.addSeparator()
    _add(menu, translate("menu", "Pupils' &names…"), "Ctrl+Shift+N", read_names)


def add_view_menu(
    window: QMainWindow, wall: WallPage, choices: Choices, *, keep: Callable[[Choices], None]
) -> None:
    """Add how the wall is shown, beginning with `choices`; `keep` is told of each change."""
    menu = window.menuBar().addMenu(translate("menu", "&View"))
    as_list = _toggle(menu, translate("menu", "As a &list"), "Ctrl+2", is_on=choices.is_list)
    as_list.toggled.connect(wall.tools.as_list.setChecked)
    wall.tools.as_list.toggled.connect(as_list.setChecked)
    fit = _toggle(menu, translate("menu", "&Fit all tiles"), "Ctrl+0", is_on=True)
    fit.triggered.connect(wall.grid.set_fitted)
    wall.grid.fit_changed.connect(fit.setChecked)
    _add(
        menu,
        translate("menu", "L&arger tiles"),
        "Ctrl++",
        lambda: wall.size_tiles(_STEP_PX),
        more=("+", "Ctrl+="),
    )
    _add(
        menu,
        translate("menu", "&Smaller tiles"),
        "Ctrl+-",
        lambda: wall.size_tiles(-_STEP_PX),
        more=("-",),
    )
    _add(menu, translate("menu", "&Refresh"), "F5", wall.refresh)
    menu.addSeparator()
    rail = _toggle(menu, translate("menu", "&Groups at the left"), "F9", is_on=choices.has_groups)
    rail.toggled.connect(wall.rail.setVisible)
    zoom = _toggle(menu, translate("menu", "&Zoom on hover"), "Ctrl+H", is_on=True)
    zoom.toggled.connect(wall.zoom.set_on)
    enlarge = translate("menu", "&Enlarge this tile")
    _add(menu, enlarge, "F4", lambda: wall.zoom.toggle(wall.view))
    menu.addSeparator()
    themes = _add_themes(menu.addMenu(translate("menu", "&Colours")), choices)
    wall.tools.as_list.setChecked(choices.is_list)
    wall.rail.setVisible(choices.has_groups)

    def keep_all() -> None:
        chosen = themes.checkedAction()
        keep(
            Choices(
                theme=chosen.data() if chosen is not None else choices.theme,
                is_list=as_list.isChecked(),
                has_groups=rail.isChecked(),
            )
        )

    for toggled in (as_list.toggled, rail.toggled):
        toggled.connect(lambda _: keep_all())
    themes.triggered.connect(lambda _: keep_all())


def add_help_menu(window: QMainWindow) -> None:
    """Add the sheet of keys."""
    menu = window.menuBar().addMenu(translate("menu", "&Help"))
    _add(menu, translate("menu", "&Keys"), "?", lambda: _show_keys(window), more=("F1",))


def _show_keys(window: QMainWindow) -> None:
    from teacher_console.shell.ui.shortcuts import (  # noqa: PLC0415  # seldom shown
        show_shortcuts,
    )

    show_shortcuts(window)


def _add_themes(menu: QMenu, choices: Choices) -> QActionGroup:
    together = QActionGroup(menu)
    for text, choice in (
        (translate("menu", "As the &system"), ThemeChoice.SYSTEM),
        (translate("menu", "&Light"), ThemeChoice.LIGHT),
        (translate("menu", "&Dark"), ThemeChoice.DARK),
        (translate("menu", "&High contrast"), ThemeChoice.HIGH_CONTRAST),
    ):
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(choice.value == choices.theme)
        action.setData(choice.value)
        action.triggered.connect(lambda _=False, choice=choice: _choose(choice))
        together.addAction(action)
    return together


def _choose(choice: ThemeChoice) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        choose_theme(application, choice)


def _toggle(menu: QMenu, text: str, keys: str, *, is_on: bool) -> QAction:
    action = menu.addAction(text)
    action.setShortcut(QKeySequence(keys))
    action.setCheckable(True)
    action.setChecked(is_on)
    return action


def _add(menu: QMenu, text: str, keys: str, call: Command, more: tuple[str, ...] = ()) -> None:
    action = menu.addAction(text)
    action.setShortcuts([QKeySequence(each) for each in (keys, *more)])
    action.triggered.connect(lambda _=False: call())
