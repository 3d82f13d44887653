"""The third page: what the pupil wants to say, who will read it, and Send. Lane: gui."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton

from protocol.limits import CONCERN_TEXT_MAX_CHARACTERS, MEET_WHEN_MAX_CHARACTERS
from protocol.trust.readers import Readers
from protocol.trust.recipients import Recipient
from student_client.concerns.draft import Draft
from student_client.concerns.ui.choices import Choice
from student_client.concerns.ui.pages import Page, button, label
from student_client.concerns.ui.words import HelpPlurals, HelpWords
from student_client.concerns.ui.writing import WritingBox, WritingLine

translate = QCoreApplication.translate
_ROOM_SAID_BELOW = 200
_BOX_LINES = 4
_PREVIEW_PX = 340


class WhatPage(Page):
    """Shows a draft and gives it back.

    Args:
        pupil_name: Who is signed in.
        on_send: Send it now.
        on_picture: The pupil wants a picture of the screen; answered by `show_picture`.
    """

    def __init__(
        self,
        words: HelpWords,
        *,
        pupil_name: str,
        on_send: Callable[[], None],
        on_picture: Callable[[], None],
    ) -> None:
        super().__init__("")
        self._words = words
        self._on_picture = on_picture
        self._picture = b""
        self._hint = label(kind="note")
        self._text = WritingBox(words.what_text(), CONCERN_TEXT_MAX_CHARACTERS)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * _BOX_LINES + 20)
        self._text.textChanged.connect(self._say_room)
        self._room = label(kind="quiet")
        when = label(words.when_label())
        self._when = WritingLine(words.when_label(), MEET_WHEN_MAX_CHARACTERS)
        when.setBuddy(self._when)
        self._named, self._unnamed = QRadioButton(), QRadioButton()
        self._names = QButtonGroup(self)
        self._names.addButton(self._named)
        self._names.addButton(self._unnamed)
        self._truth = label(kind="quiet")
        self._named.toggled.connect(self._say_truth)
        self._wants_picture = QCheckBox()
        self._wants_picture.toggled.connect(self._picture_wanted)
        self._preview = QLabel()
        self._preview.setAccessibleName(translate("help", "The picture that will be sent"))
        self._again = button(translate("help", "Take it again"), "link", on_picture)
        self._no_picture = label(kind="note")
        self._readers = label(kind="note")
        self._problem = label(kind="danger")
        self._send = button(translate("help", "Send"), "main", on_send)
        self.add(self._hint, label(words.what_text()), self._text, self._room)
        self.add(self._readers)
        self.add(Choice(self._named, words.with_name(pupil_name)))
        self.add(Choice(self._unnamed, words.without_name()), self._truth)
        self.add(when, self._when)
        self.add(Choice(self._wants_picture, words.picture_choice()))
        self.add(self._preview, self._again, self._no_picture)
        self.add_room()
        self.at_bottom(self._problem, self._send)
        for each in (self._hint, self._room, self._problem):
            each.hide()
        self.show_draft(Draft(), None, is_for_somebody_else=False)

    def show_draft(
        self, draft: Draft, chosen: Recipient | None, *, is_for_somebody_else: bool
    ) -> None:
        """Show what was written so far."""
        self.say_heading(self._words.what_heading(chosen))
        self._hint.setText(self._words.somebody_else_hint())
        self._hint.setVisible(is_for_somebody_else)
        self._text.setPlainText(draft.text)  # also forgets what could be undone
        self._when.setText(draft.meet_when)
        (self._named if draft.is_named else self._unnamed).setChecked(True)
        self._say_truth()
        self._picture = draft.picture
        self._wants_picture.blockSignals(True)
        self._wants_picture.setChecked(bool(draft.picture))
        self._wants_picture.blockSignals(False)
        self._no_picture.hide()
        self._show_preview()
        self.say_problem("")

    def read_into(self, draft: Draft) -> None:
        """Put what is written now into `draft`."""
        draft.text = self._text.toPlainText()
        draft.meet_when = self._when.text()
        draft.is_named = self._named.isChecked()
        draft.picture = self._picture if self._wants_picture.isChecked() else b""

    def clear(self) -> None:
        """Forget every word and the picture."""
        self.show_draft(Draft(), None, is_for_somebody_else=False)
        self._preview.clear()

    def show_picture(self, picture: bytes) -> None:
        """Show what was taken; empty where the screen gives none."""
        self._picture = picture
        self._no_picture.setVisible(not picture)
        if not picture:
            self._no_picture.setText(
                translate("help", "This computer cannot take a picture of its screen.")
            )
            self._wants_picture.setChecked(False)
        self._show_preview()

    def say_readers(self, readers: Readers) -> None:
        """Say who will be able to read it."""
        self._readers.setText(self._words.readers(readers))

    def say_problem(self, problem: str) -> None:
        """Say why it was not sent; empty takes that back."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _picture_wanted(self, is_wanted: bool) -> None:  # noqa: FBT001  # Qt's signal
        self._picture = b""
        self._show_preview()
        if is_wanted:
            self._no_picture.hide()
            self._on_picture()

    def _show_preview(self) -> None:
        has_one = bool(self._picture)
        if has_one:
            shown = QPixmap()
            shown.loadFromData(self._picture)
            shown = shown.scaledToWidth(_PREVIEW_PX, Qt.TransformationMode.SmoothTransformation)
            self._preview.setPixmap(shown)
        else:
            self._preview.clear()
        self._preview.setVisible(has_one)
        self._again.setVisible(has_one)

    def _say_truth(self) -> None:
        self._truth.setText(self._words.truth_of_name(is_named=self._named.isChecked()))

    def _say_room(self) -> None:
        left = CONCERN_TEXT_MAX_CHARACTERS - len(self._text.toPlainText())
        self._room.setVisible(left < _ROOM_SAID_BELOW)
        self._room.setText(HelpPlurals().letters_left(max(0, left)))
