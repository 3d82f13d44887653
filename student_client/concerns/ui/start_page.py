"""The first page: three ways to begin, and ways back to what was begun. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from protocol.vocabulary import ConcernKind
from student_client.concerns.ui.buttons import WrappingButton
from student_client.concerns.ui.pages import Page, button, label
from student_client.concerns.ui.words import HelpWords

translate = QCoreApplication.translate


class StartPage(Page):
    """Told how many answers wait, and whether there is a draft.

    Args:
        on_kind: The pupil began.
        on_go_on: Goes on with the draft.
        on_answers: Reads answers, or comes back with a code.
    """

    def __init__(
        self,
        words: HelpWords,
        *,
        on_kind: Callable[[ConcernKind], None],
        on_go_on: Callable[[], None],
        on_answers: Callable[[], None],
    ) -> None:
        super().__init__(words.start_heading())
        self.add(label(words.start_text()))
        for kind in ConcernKind:
            choice = WrappingButton(words.kind(kind))
            choice.clicked.connect(lambda *_, kind=kind: on_kind(kind))
            self.add(choice)
        self._go_on = button(translate("help", "Go on with what I began"), "link", on_go_on)
        self._go_on.hide()
        self._news = WrappingButton(translate("help", "You have an answer. Read it here."))
        self._news.clicked.connect(lambda *_: on_answers())
        self._news.hide()
        self._answers = button(
            translate("help", "Read an answer, or come back with words"), "link", on_answers
        )
        self.add(self._news, self._go_on, self._answers)
        self.add_room()
        self.add(label(words.unseen(), "quiet"))
        self.say_answers(0)

    def say_answers(self, count: int) -> None:
        """Say how many answers wait to be read."""
        self._news.setVisible(count > 0)
        self._answers.setVisible(count == 0)

    def say_draft(self, *, has_draft: bool) -> None:
        """Offer to go on with the draft, or not."""
        self._go_on.setVisible(has_draft)
