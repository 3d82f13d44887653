"""The line above the wall: find, sort, show, grid or list, size. Lane: gui."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from protocol.limits import NAME_MAX_CHARACTERS
from teacher_console.shell.ui.wrapping_row import WrappingRow
from teacher_console.wall.order import Showing, Sorting
from teacher_console.wall.ui.target_words import showing_count

_STEP_PX, _PAGE_PX = 20, 60


class WallTools(QWidget):
    """Controls of the wall; holds no rules.

    Signals:
        search_changed: Text to find.
        sorting_changed: A `Sorting`.
        showing_changed: A `Showing`.
        width_changed: Tile width, px.
        fit_asked: Whether tiles are to be sized so that all fit.
        list_asked: Whether to show the list instead of the grid.
    """

    search_changed = Signal(str)
    sorting_changed = Signal(object)
    showing_changed = Signal(object)
    width_changed = Signal(int)
    fit_asked = Signal(bool)
    list_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a pupil or device"))
        self.search.setAccessibleName(self.tr("Find a pupil or device"))
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Clear what was searched for"))
        self.search.setMaxLength(NAME_MAX_CHARACTERS)
        self.search.setMinimumWidth(24 * self.search.fontMetrics().averageCharWidth())
        self.search.textChanged.connect(self.search_changed)
        self.showing = _choice(self.tr("Show"))
        for showing in Showing:
            self.showing.addItem(showing_count(showing, 0), showing)
        self.showing.currentIndexChanged.connect(
            lambda _: self.showing_changed.emit(self.showing.currentData())
        )
        self.sorting = _choice(self.tr("Sort"))
        for text, sorting in (
            (self.tr("Sort by name"), Sorting.NAME),
            (self.tr("Sort by device"), Sorting.DEVICE),
            (self.tr("Sort by state"), Sorting.STATE),
            (self.tr("Sort by room"), Sorting.ROOM),
            (self.tr("Sort by activity"), Sorting.ACTIVITY),
        ):
            self.sorting.addItem(text, sorting)
        self.sorting.currentIndexChanged.connect(
            lambda _: self.sorting_changed.emit(self.sorting.currentData())
        )
        self.as_list = _toggle(self.tr("List"))
        self.as_list.toggled.connect(self._on_list)
        self.fit = _toggle(self.tr("Fit"))
        self.fit.setChecked(True)
        self.fit.setAccessibleDescription(self.tr("Size the tiles so that all can be seen"))
        self.fit.clicked.connect(self.fit_asked)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setSingleStep(_STEP_PX)
        self.slider.setPageStep(_PAGE_PX)
        self.slider.setFixedWidth(130)
        self.slider.setAccessibleName(self.tr("Tile size"))
        self.slider.valueChanged.connect(self.width_changed)
        layout = WrappingRow(self)
        layout.setContentsMargins(24, 8, 24, 4)
        layout.setSpacing(10)
        for widget in (
            self.search,
            self.showing,
            self.sorting,
            self.as_list,
            self.fit,
            self.slider,
        ):
            layout.addWidget(widget)

    def count(self, counts: dict[Showing, int]) -> None:
        """Say how many each filter has."""
        for index in range(self.showing.count()):
            showing = self.showing.itemData(index)
            text = showing_count(showing, counts[showing])
            if self.showing.itemText(index) != text:
                self.showing.setItemText(index, text)

    def show_everything(self) -> None:
        """Take back what was searched for and filtered."""
        self.search.clear()
        self.showing.setCurrentIndex(0)

    def follow_width(self, width_px: int, least_px: int, most_px: int) -> None:
        """Show a width that was changed elsewhere."""
        self.slider.blockSignals(True)
        self.slider.setRange(least_px, most_px)
        self.slider.setValue(width_px)
        self.slider.blockSignals(False)

    def follow_sorting(self, sorting: Sorting) -> None:
        """Show an order that was chosen elsewhere."""
        self.sorting.blockSignals(True)
        self.sorting.setCurrentIndex(self.sorting.findData(sorting))
        self.sorting.blockSignals(False)

    def _on_list(self, is_list: bool) -> None:  # noqa: FBT001  # a slot
        self.fit.setEnabled(not is_list)
        self.slider.setEnabled(not is_list)
        self.list_asked.emit(is_list)


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setAccessibleDescription(name)  # on Linux Qt gives the current text as the name
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _toggle(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("tool")
    button.setCheckable(True)
    return button
