"""The line above the wall: who is seen, find, sort, show, size. Lane: gui."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSlider, QWidget

from teacher_console.wall.order import Showing, Sorting
from teacher_console.wall.ui.wall_view import WIDTH_MAX_PX, WIDTH_MIN_PX


class WallTools(QWidget):
    """Controls of the wall; holds no rules.

    Signals:
        search_changed: Text to find.
        sorting_changed: A `Sorting`.
        showing_changed: A `Showing`.
        width_changed: Tile width, px.
    """

    search_changed = Signal(str)
    sorting_changed = Signal(object)
    showing_changed = Signal(object)
    width_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a pupil or device"))
        self.search.setAccessibleName(self.tr("Find a pupil or device"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(220)
        self.search.textChanged.connect(self.search_changed)
        self.showing = _choice(
            self.tr("Show"),
            {
                self.tr("Show all"): Showing.ALL,
                self.tr("Show live"): Showing.LIVE,
                self.tr("Show what needs a look"): Showing.ATTENTION,
                self.tr("Show not admitted"): Showing.NEW,
            },
        )
        self.showing.currentIndexChanged.connect(
            lambda _: self.showing_changed.emit(self.showing.currentData())
        )
        self.sorting = _choice(
            self.tr("Sort"),
            {
                self.tr("Sort by name"): Sorting.NAME,
                self.tr("Sort by device"): Sorting.DEVICE,
                self.tr("Sort by state"): Sorting.STATE,
            },
        )
        self.sorting.currentIndexChanged.connect(
            lambda _: self.sorting_changed.emit(self.sorting.currentData())
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(WIDTH_MIN_PX, WIDTH_MAX_PX)
        self.slider.setSingleStep(20)
        self.slider.setPageStep(60)
        self.slider.setFixedWidth(140)
        self.slider.setAccessibleName(self.tr("Tile size"))
        self.slider.valueChanged.connect(self.width_changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 4)
        layout.setSpacing(10)
        layout.addWidget(self._sentence, 1)
        for widget in (self.search, self.showing, self.sorting, self.slider):
            layout.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Say who is seen."""
        self._sentence.setText(sentence)

    def follow_width(self, width_px: int) -> None:
        """Show a width that was changed elsewhere."""
        self.slider.setValue(width_px)


def _choice(name: str, options: dict[str, Sorting] | dict[str, Showing]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in options.items():
        box.addItem(text, value)
    return box
