"""How screenshots of several pupils go: a line each, with the reason where none came. Lane: gui."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from protocol.identifiers import TransportKey
from protocol.plain_text import plain
from teacher_console.view.screenshot_round import PATIENCE_S, ScreenshotRound, Stage, Take
from teacher_console.view.ui.marks import mark_icon
from teacher_console.view.ui.words import Mark, notice
from teacher_console.view.view_status import ViewState

_SIZE = QSize(560, 440)
_SHARE = 0.9
"""Of the monitor, that the window takes at most."""
_MARKS = {
    Stage.OPENING: Mark.WAIT,
    Stage.WRITING: Mark.WAIT,
    Stage.KEPT: Mark.LIVE,
    Stage.FAILED: Mark.NONE,
}
_NO_REASON = frozenset({ViewState.OPENING, ViewState.LIVE, ViewState.QUIET})


class ScreenshotProgress(QDialog):
    """Follows a round.

    Args:
        folder: Where the pictures go.
        names: Of the pupils.

    Signals:
        stop_asked: The window was closed.
    """

    stop_asked = Signal()

    def __init__(self, parent: QWidget, *, folder: str, names: Mapping[TransportKey, str]) -> None:
        super().__init__(parent)
        self._names = names
        self._folder = folder
        self.setWindowTitle(self.tr("Screenshots"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * _SHARE))
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Screenshots done"))
        self._bar.setTextVisible(False)
        self._bar.setMaximum(len(names))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Screenshots by pupil"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setWordWrap(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._list.setSpacing(3)
        self._side_px = round(self.fontMetrics().lineSpacing() * 0.9)
        self._list.setIconSize(QSize(self._side_px, self._side_px))
        self._list.addItems([""] * len(names))
        place = QLabel(self.tr("Kept in {folder}").format(folder=plain(folder)))
        place.setObjectName("soft")
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        show = buttons.addButton(self.tr("Show &folder"), QDialogButtonBox.ButtonRole.ActionRole)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        for widget in (self._title, self._bar, self._list, place, buttons):
            layout.addWidget(widget)

    def follow(self, shots: ScreenshotRound) -> None:
        """Show how far the round is."""
        kept, failed = shots.count(Stage.KEPT), shots.count(Stage.FAILED)
        self._bar.setValue(kept + failed)
        words = self.tr("{kept} of %n screenshots kept", "", len(self._names)).format(kept=kept)
        self._title.setText(words)
        for row, take in enumerate(shots.takes.values()):
            text = f"{self._names[take.key]}:  {self._outcome(take)}"
            item = self._list.item(row)
            if item.text() != text:
                item.setText(text)
                item.setIcon(mark_icon(_MARKS[take.stage], self._side_px, self.devicePixelRatioF()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is not done."""
        super().closeEvent(event)
        self.stop_asked.emit()

    def _outcome(self, take: Take) -> str:
        match take.stage:
            case Stage.WAITING:
                return self.tr("waiting")
            case Stage.OPENING:
                return self.tr("looking")
            case Stage.WRITING:
                return self.tr("writing")
            case Stage.KEPT:
                return self.tr("kept")
            case Stage.FAILED:
                return self._problem(take)

    def _problem(self, take: Take) -> str:
        if take.problem:
            return plain(take.problem)
        if take.status is None or take.status.state in _NO_REASON:
            return self.tr("No picture came within %n seconds.", "", round(PATIENCE_S))
        reason = notice(take.status)
        if take.status.state is ViewState.WITHHELD:  # its text says when the picture comes
            return f"{reason.title}."
        return f"{reason.title}. {reason.text}"
