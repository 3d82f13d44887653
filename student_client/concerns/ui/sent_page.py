"""The last page: how far the message is, what happens next, and words to come back with.

Lane: gui.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from protocol.trust.readers import Readers
from student_client.concerns.progress import Progress
from student_client.concerns.ui.pages import Page, button, label
from student_client.concerns.ui.words import HelpWords

translate = QCoreApplication.translate


class SentPage(Page):
    """Says only what is true by then.

    Args:
        on_close: Done.
    """

    def __init__(self, words: HelpWords, *, on_close: Callable[[], None]) -> None:
        super().__init__("")
        self._words = words
        self._code: tuple[str, ...] = ()
        self._saying = label()
        self._late = label(kind="note")
        self._next = label()
        self._picture = label(kind="quiet")
        self._offer = button(words.code_offer(), "", self._show_code)
        self._shown = label(kind="note")
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        font = self._shown.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._shown.setFont(font)
        self._about_code = label(words.code_text(), "quiet")
        self.add(self._saying, self._late, self._next, self._picture)
        self.add(self._offer, self._shown, self._about_code)
        self.add_room()
        self.at_bottom(button(translate("help", "Close"), "main", on_close))
        self.clear()

    def begin(self, readers: Readers, within_s: int, word_code: tuple[str, ...]) -> None:
        """Begin with a message that is on its way to the disk."""
        self.clear()
        self._code = word_code
        self._offer.setVisible(bool(word_code))
        self._next.setText(self._words.what_next(readers, within_s))
        self._next.show()
        self.say(None)

    def say(self, progress: Progress | None) -> None:
        """Say how far the message is."""
        heading, sentence = self._words.saying(progress)
        self.say_heading(heading)
        self._saying.setText(sentence)
        if progress is Progress.RECEIVED:
            self._late.hide()
        if self.isVisible():
            event = QAccessibleAnnouncementEvent(self, f"{heading}. {sentence}")
            QAccessible.updateAccessibility(event)

    def say_picture(self, progress: Progress) -> None:
        """Say how far the picture is; nothing once it is there."""
        self._picture.setVisible(progress is not Progress.RECEIVED)
        self._picture.setText(
            translate("help", "The picture of your screen follows. It has not arrived yet.")
        )

    def say_late(self) -> None:
        """Say that it takes long, and what to do."""
        self._late.setText(self._words.still_here())
        self._late.show()

    def clear(self) -> None:
        """Forget the message and its words."""
        self._code = ()
        self._shown.clear()
        for each in (self._late, self._next, self._picture, self._shown, self._about_code):
            each.hide()
        self._offer.hide()

    def _show_code(self) -> None:
        self._shown.setText(" ".join(self._code))
        self._shown.show()
        self._about_code.show()
        self._offer.hide()
