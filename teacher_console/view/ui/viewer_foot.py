"""The foot of a view's window: is it live, why it is open, how long, what it costs. Lane: gui."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from protocol.plain_text import plain
from protocol.vocabulary import PictureOrigin
from teacher_console.shell.ui.elided_label import ElidedLabel
from teacher_console.view.ui.marks import MarkLabel
from teacher_console.view.ui.words import left_word, reason_kept, state_mark, state_word
from teacher_console.view.view_status import FINAL, KEEPS_PICTURE, ViewState, ViewStatus


class ViewerFoot(QWidget):
    """One line, told once a second.

    Args:
        teacher_name: Who looks.
    """

    def __init__(self, teacher_name: str) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._teacher_name = plain(teacher_name)
        self._note = ""
        self._note_until = 0.0
        self._mark = MarkLabel(round(self.fontMetrics().lineSpacing() * 0.8))
        self._state = _label()
        self._why = ElidedLabel("soft")
        self._left = _label()
        self._rate = _label("soft")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 7, 20, 7)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._state)
        layout.addSpacing(8)
        layout.addWidget(self._why, 1)
        layout.addWidget(self._left)
        layout.addSpacing(12)
        layout.addWidget(self._rate)

    def note(self, text: str, until: float) -> None:
        """Say this instead of the reason until then, monotonic seconds."""
        self._note, self._note_until = text, until

    def say(
        self, status: ViewStatus, *, old_s: float, now: float, frames_s: float, bytes_s: float
    ) -> None:
        """Say how the view stands.

        Args:
            old_s: How long the picture may be out of date, when it is.
            now: Monotonic seconds, of the clock of `status.ends_at_s`.
            frames_s, bytes_s: Over the last second.
        """
        self._mark.show_mark(state_mark(status))
        word = state_word(status)
        if status.state is ViewState.QUIET:
            word = self.tr("{word}, {n} s").format(word=word, n=round(old_s))
        self._state.setText(word)
        why = f"{self._teacher_name}  ·  {reason_kept(status.reason)}"
        if status.origin is PictureOrigin.PAINTED:
            why += "  ·  " + self.tr("painted desktop (demonstration)")
        self._why.setText(self._note if now < self._note_until else why)
        has_end = status.ends_at_s is not None and status.state not in FINAL
        left_s = (status.ends_at_s or now) - now
        text = self.tr("{time} left").format(time=left_word(left_s))
        self._left.setText(text if has_end else "")
        self._rate.setText(
            "   ".join(
                (
                    self.tr("%n frames/s", "", round(frames_s)),
                    self.tr("{kb} kB/s").format(kb=round(bytes_s / 1000)),
                )
            )
            if status.state in KEEPS_PICTURE
            else ""
        )


def _label(name: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
