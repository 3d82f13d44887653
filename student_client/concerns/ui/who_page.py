"""The second page: who shall be told; and whom it is about, who then never reads it. Lane: gui."""

import datetime as dt
from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from protocol.identifiers import Identifier
from protocol.limits import ABOUT_MAX
from protocol.plain_text import plain
from protocol.trust.readers import Readers, offered
from protocol.trust.recipients import RecipientsList
from student_client.concerns.ui.buttons import PersonButton, WrappingButton
from student_client.concerns.ui.choices import Choice
from student_client.concerns.ui.pages import Page, button, cleared, in_order, label
from student_client.concerns.ui.photo import decode_photo
from student_client.concerns.ui.words import HelpWords

translate = QCoreApplication.translate


class WhoPage(Page):
    """The people on the school's list.

    Args:
        on_chosen: Given a serial, or None for anyone; and whether somebody not listed was meant.
        on_about: The worry is about somebody listed.
    """

    def __init__(
        self,
        words: HelpWords,
        *,
        on_chosen: Callable[[Identifier | None, bool], None],
        on_about: Callable[[], None],
    ) -> None:
        super().__init__(words.who_heading())
        self._words = words
        self._on_chosen = on_chosen
        people = QWidget()
        self._people = QVBoxLayout(people)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(8)
        self.add(people)
        self._about_one = button(words.about_staff(), "link", on_about)
        self.add(self._about_one)
        self.add_room()

    def show_people(
        self,
        listed: RecipientsList,
        about: Collection[Identifier],
        anyone: Readers | None,
        now: dt.datetime,
    ) -> None:
        """List who may be chosen; nobody it is about.

        Args:
            anyone: Who reads what is sent to nobody in particular; None where nobody does.
        """
        cleared(self._people)
        for person in offered(listed, about):
            choice = PersonButton(
                plain(person.name), self._words.role(person, now), decode_photo(person.photo)
            )
            choice.clicked.connect(lambda *_, serial=person.serial: self._on_chosen(serial, False))
            self._people.addWidget(choice)
        if anyone is not None:
            self._offer_anyone(anyone)
        in_order(*_inside(self._people), self._about_one)
        self.to_top()

    def _offer_anyone(self, anyone: Readers) -> None:
        any_of_them = WrappingButton(self._words.anyone(), self._words.anyone_below(anyone.first))
        any_of_them.clicked.connect(lambda *_: self._on_chosen(None, False))
        somebody_else = WrappingButton(self._words.somebody_else())
        somebody_else.clicked.connect(lambda *_: self._on_chosen(None, True))
        self._people.addWidget(any_of_them)
        self._people.addWidget(somebody_else)


class AboutPage(Page):
    """Whom the worry is about, of those listed.

    Args:
        on_done: Given their serials.
    """

    def __init__(
        self, words: HelpWords, *, on_done: Callable[[tuple[Identifier, ...]], None]
    ) -> None:
        super().__init__(words.about_heading())
        self._boxes: dict[Identifier, QCheckBox] = {}
        self.add(label(words.about_text()))
        people = QWidget()
        self._people = QVBoxLayout(people)
        self._people.setContentsMargins(0, 0, 0, 0)
        self.add(people)
        self.add_room()
        self._next = button(
            translate("help", "Next"), "main", lambda: on_done(tuple(self._ticked()))
        )
        self.at_bottom(self._next)

    def show_people(self, listed: RecipientsList, about: Collection[Identifier]) -> None:
        """List everybody who might read."""
        cleared(self._people)
        self._boxes = {}
        for person in listed.recipients:
            name = plain(person.name)
            box = QCheckBox()
            box.setChecked(person.serial in about)
            box.toggled.connect(self._bound)
            self._boxes[person.serial] = box
            words = f"{name}, {plain(person.title)}" if person.title else name
            self._people.addWidget(Choice(box, words))
        in_order(*self._boxes.values(), self._next)
        self.to_top()

    def _ticked(self) -> list[Identifier]:
        return [serial for serial, box in self._boxes.items() if box.isChecked()]

    def _bound(self) -> None:
        is_full = len(self._ticked()) >= ABOUT_MAX
        for box in self._boxes.values():
            box.setEnabled(box.isChecked() or not is_full)


def _inside(layout: QVBoxLayout) -> list[QWidget]:
    items = [layout.itemAt(index) for index in range(layout.count())]
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]
