"""Windows fit small screens, and letters of twice the size on usual ones."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSizePolicy, QSlider, QWidget
from pytestqt.qtbot import QtBot

from teacher_console.shell.ui.fitting import open_at
from teacher_console.shell.ui.wrapping_row import WrappingRow
from tests.helpers.console_scene import Scene, status


def row_of(qtbot: QtBot, *widths: int) -> tuple[QWidget, list[QWidget]]:
    """Return a row of boxes; one of width 0 takes what is left, from 100 px."""
    row = QWidget()
    layout = WrappingRow(row)
    layout.setContentsMargins(5, 5, 5, 5)
    layout.setSpacing(10)
    boxes = [QWidget() for _ in widths]
    for box, width in zip(boxes, widths, strict=True):
        box.setMinimumSize(width or 100, 20)
        if width:
            box.setFixedWidth(width)
        else:
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addWidget(box)
    qtbot.addWidget(row)
    return row, boxes


def test_a_wide_row_is_one_line_that_what_expands_fills(qtbot: QtBot) -> None:
    row, boxes = row_of(qtbot, 0, 50, 60)
    row.resize(400, row.heightForWidth(400))
    row.show()
    assert [(box.x(), box.width()) for box in boxes] == [(5, 260), (275, 50), (335, 60)]
    assert len({box.y() for box in boxes}) == 1


def test_a_narrow_row_goes_on_below_and_asks_for_the_height(qtbot: QtBot) -> None:
    row, boxes = row_of(qtbot, 0, 50, 60)
    row.resize(180, row.heightForWidth(180))
    row.show()
    assert row.height() > row_of(qtbot, 60)[0].heightForWidth(180)
    assert [box.x() for box in boxes] == [5, 125, 5]
    assert boxes[2].y() >= boxes[0].geometry().bottom() + 10
    assert row.rect().contains(boxes[2].geometry())


def test_a_hidden_box_takes_no_place(qtbot: QtBot) -> None:
    row, boxes = row_of(qtbot, 50, 60, 70)
    boxes[1].hide()
    row.resize(400, 40)
    row.show()
    assert boxes[2].x() == 65


@pytest.mark.parametrize("is_open", [False, True])
def test_every_control_of_the_console_stays_in_a_window_of_half_the_width(
    qtbot: QtBot, *, is_open: bool
) -> None:
    scene = Scene(qtbot)
    scene.tell(status())
    if is_open:
        scene.open_lesson()
    scene.window.resize(640, 600)
    scene.settle()
    assert scene.window.width() == 640
    outside = [
        each.accessibleName() or type(each).__name__
        for kind in (QPushButton, QComboBox, QLineEdit, QSlider)
        for each in scene.window.findChildren(kind)
        if each.isVisible() and not scene.window.rect().contains(_place(each, scene.window))
    ]
    assert outside == []


def test_a_window_opens_no_larger_than_its_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    open_at(window, QSize(20_000, 20_000))
    screen = window.screen().availableSize()
    assert window.width() < screen.width()
    assert window.height() < screen.height()
    open_at(window, QSize(300, 200))
    assert window.size() == QSize(300, 200)


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())
