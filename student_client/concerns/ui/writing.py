"""Fields a pupil writes in: bounded, plain, and remembered by nothing. Lane: gui."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_QUIET_INPUT = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""Input methods are asked to learn nothing of it: https://doc.qt.io/qt-6/qt.html#InputMethodHint-enum"""


class WritingBox(QPlainTextEdit):
    """A box of a few lines; Tab leaves it, and it takes no more than `limit` characters."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(_QUIET_INPUT | Qt.InputMethodHint.ImhMultiLine)
        self.textChanged.connect(self._bound)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is selected as text, marked so that clipboard histories leave it out."""
        data = QMimeData()
        data.setData("x-kde-passwordManagerHint", b"secret")
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def _bound(self) -> None:
        text = self.toPlainText()
        if len(text) > self._limit:
            cursor = self.textCursor()
            cursor.setPosition(self._limit_in_utf16(text))
            cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()

    def _limit_in_utf16(self, text: str) -> int:
        return len(text[: self._limit].encode("utf-16-le")) // 2


class WritingLine(QLineEdit):
    """A line of at most `limit` characters."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(limit)
        self.setInputMethodHints(_QUIET_INPUT)
