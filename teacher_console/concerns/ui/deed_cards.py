"""Handing a concern over, and closing it: each a card that says what will come of it. Lane: gui."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton

from protocol.plain_text import plain as one_line
from protocol.trust.recipients import Recipient
from protocol.vocabulary import Outcome
from teacher_console.concerns.ui.words import outcome_word
from teacher_console.shell.ui.labels import Card, plain

_REASON_MAX = 500


class HandOverCard(Card):
    """To whom, and why.

    Signals:
        asked: The recipient's serial, and the reason.
        left: Nothing is to be done.
    """

    asked = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Hand over"))
        self._who = QComboBox()
        self._who.setAccessibleName(self.tr("To whom"))
        self._who.setMinimumContentsLength(24)
        self._why = QLineEdit()
        self._why.setMaxLength(_REASON_MAX)
        self._why.setPlaceholderText(self.tr("Why (may be left empty)"))
        self._why.setAccessibleName(self.tr("Why it is handed over"))
        self._sentence = plain("", "soft")
        self._do = QPushButton(self.tr("Hand over"))
        self._do.setObjectName("primary")
        self._do.clicked.connect(lambda: self.asked.emit(self._who.currentData(), self._why.text()))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        self.add(self._sentence, self._who, self._why)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._do)
        self.column.addLayout(row)

    def offer(self, people: Sequence[Recipient]) -> None:
        """Show who may get it; nobody whom it is about, nobody who reads it."""
        self._who.clear()
        self._why.clear()
        for each in people:
            title = f", {one_line(each.title)}" if each.title else ""
            self._who.addItem(f"{one_line(each.name)}{title}", each.serial)
        self._who.setVisible(bool(people))
        self._why.setVisible(bool(people))
        self._do.setEnabled(bool(people))
        self._sentence.setText(
            self.tr(
                "They will be able to read all of it, as the pupil wrote it, and answer. You still "
                "can. It cannot be taken back."
            )
            if people
            else self.tr("Everybody on the school's list who may read it can read it already.")
        )
        (self._who if people else self).setFocus()


class CloseCard(Card):
    """How it ended.

    Signals:
        asked: An `Outcome`, and a few words to it.
        left: Nothing is to be done.
    """

    asked = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Close with an outcome"))
        self._outcome = QComboBox()
        self._outcome.setAccessibleName(self.tr("Outcome"))
        self._outcome.setMinimumContentsLength(24)
        for each in Outcome:
            self._outcome.addItem(outcome_word(each), each)
        self._words = QLineEdit()
        self._words.setMaxLength(_REASON_MAX)
        self._words.setPlaceholderText(self.tr("What was done (may be left empty)"))
        self._words.setAccessibleName(self.tr("What was done"))
        do = QPushButton(self.tr("Close it"))
        do.setObjectName("primary")
        do.clicked.connect(
            lambda: self.asked.emit(Outcome(self._outcome.currentData()), self._words.text())
        )
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        self.add(
            plain(
                self.tr(
                    "It stays readable. If the pupil writes again, it is open again. The pupil is "
                    "not told: answer them first."
                ),
                "soft",
            ),
            self._outcome,
            self._words,
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(do)
        self.column.addLayout(row)

    def begin(self) -> None:
        """Begin anew."""
        self._words.clear()
        self._outcome.setFocus()
