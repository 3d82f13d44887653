"""How the console looks: contrast, themes, large fonts."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from teacher_console.classroom.device_status import DeviceState
from teacher_console.classroom.ui.address_dialog import AddressDialog
from teacher_console.shell.ui.plain_text import ElidedLabel
from teacher_console.shell.ui.theme import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    Theme,
    ThemeChoice,
    apply_theme,
    choose_theme,
    current_theme,
)
from tests.helpers.console_scene import Scene, status, when_dialog_opens


@pytest.mark.parametrize(
    "theme", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high contrast"]
)
def test_text_and_parts_have_enough_contrast(theme: Theme) -> None:
    for ink in (theme.ink, theme.ink_soft, theme.good, theme.warn, theme.bad):
        for ground in (theme.ground, theme.surface, theme.hollow, theme.chosen):
            assert _contrast(ink, ground) >= 4.5, (ink.name(), ground.name())
    assert _contrast(theme.on_accent, theme.accent) >= 4.5
    assert _contrast(theme.accent, theme.surface) >= 3


def test_the_theme_can_be_applied(qapp: object, qtbot: QtBot) -> None:
    del qtbot
    apply_theme(qapp)  # type: ignore[arg-type]  # pytest-qt's fixture is untyped
    assert "border-radius" in qapp.styleSheet()  # type: ignore[attr-defined]


def clipped(window: QWidget) -> list[str]:
    """Name every visible widget that is smaller than its text needs."""
    found = []
    for widget in window.findChildren(QWidget):
        is_text = isinstance(widget, QAbstractButton | QComboBox | QLabel | QLineEdit)
        if not is_text or isinstance(widget, ElidedLabel) or not widget.isVisible():
            continue
        if isinstance(widget.parent(), QComboBox | QLineEdit):
            continue
        needed = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and not widget.wordWrap():
            needed = widget.sizeHint()
        inside = widget.rect().size()
        if needed.width() > inside.width() or needed.height() > inside.height():
            name = widget.accessibleName() or _text(widget)
            sizes = f"{inside.toTuple()} of {needed.toTuple()}"
            found.append(f"{type(widget).__name__} {name!r} has {sizes}")
    return found


def _text(widget: QWidget) -> str:
    return str(widget.property("text") or "")


@pytest.fixture
def double_font(qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    sheet = qapp.styleSheet()
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(font)
    apply_theme(qapp)
    yield
    qapp.setFont(before)
    qapp.setStyleSheet(sheet)


@pytest.mark.usefixtures("double_font")
@pytest.mark.parametrize("is_list", [False, True], ids=["grid", "list"])
def test_at_twice_the_font_nothing_is_clipped(
    qtbot: QtBot,
    is_list: bool,  # noqa: FBT001
) -> None:
    scene = Scene(qtbot)
    scene.tell(*(status(n, state) for n, state in enumerate(DeviceState, start=1)))
    scene.window.resize(1920, 1040)
    scene.window.add_page("devices", QWidget(), "Devices")
    scene.settle()
    assert clipped(scene.window) == []
    scene.open_lesson()
    if is_list:
        scene.click("List")
    scene.settle()
    assert clipped(scene.window) == []
    lines = scene.wall.fontMetrics().lineSpacing()
    art = scene.wall._art
    assert art.tile_size().height() - art.picture_size().height() >= 2 * lines
    assert scene.wall.tile_width() >= scene.wall.width_range()[0] >= 8 * lines
    if is_list:
        row = scene.page.view.visualRect(scene.window._tiles.index(0, 0))
        assert row.height() >= 2 * lines


@pytest.mark.usefixtures("double_font")
def test_at_twice_the_font_the_sheet_of_keys_is_whole(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    found: list[list[str]] = []

    def look(dialog: QWidget) -> None:
        found.append(clipped(dialog))
        dialog.close()

    when_dialog_opens(look)
    scene.tell(status())
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_F1)
    assert found == [[]]


@pytest.mark.usefixtures("double_font")
def test_at_twice_the_font_a_dialog_is_whole(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = AddressDialog(parent, ["pc-01"], lambda *_: None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert clipped(dialog) == []


def test_the_sheet_of_keys_lists_every_menu(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    texts: list[str] = []

    def look(dialog: QWidget) -> None:
        texts.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    when_dialog_opens(look)
    scene.tell(status())
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_F1)
    for text in ("Lesson", "Pupils", "View", "Help", "On the wall", "Ctrl+F", "F5", "Ctrl+A"):
        assert text in texts


def test_the_menu_chooses_the_colours(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot)
    sheet = qapp.styleSheet()
    for text, theme in (("&High contrast", HIGH_CONTRAST), ("&Dark", DARK), ("&Light", LIGHT)):
        actions = scene.window.menuBar().findChildren(QAction)
        next(each for each in actions if each.text() == text).trigger()
        assert current_theme() is theme
        assert qapp.palette().window().color() == theme.ground
    choose_theme(qapp, ThemeChoice.SYSTEM)
    qapp.setStyleSheet(sheet)


def _contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    convert: Callable[[float], float] = linear
    red, green, blue = (convert(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
