"""The safeguarding lead's page: who may receive concerns. Lane: gui; a worker signs."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from protocol.trust.document import Signed
from protocol.trust.recipients import Recipient, RecipientsList
from protocol.trust.roster import Roster
from teacher_console.school import recipients_editing as editing
from teacher_console.school.attempts import Attempts
from teacher_console.school.safeguarding_office import SafeguardingFolder, SafeguardingOffice
from teacher_console.school.ui.lines_model import Line, LinesModel
from teacher_console.school.ui.recipient_cards import AddCard, Added, AwayCard, duty_word
from teacher_console.school.ui.table import table_of
from teacher_console.shell.ui.card_sheet import card_sheet
from teacher_console.shell.ui.labels import Card, plain, problem_label, say, shown_name
from teacher_console.shell.ui.passphrase_form import PassphraseForm
from teacher_console.shell.ui.tasks import Tasks
from teacher_console.shell.ui.theme import current_theme

_Read = tuple[Signed[Roster], Signed[RecipientsList] | None]


class RecipientsPage(QWidget):
    """The list, and what the unlocked safeguarding root may do with it.

    Args:
        folder: The lead's own.
        attempts: Counts wrong passphrases of the root.
        utc_now: Aware UTC.

    Signals:
        signed: A newer `Signed[RecipientsList]`, on the disk already.
    """

    signed = Signal(object)

    def __init__(
        self, folder: SafeguardingFolder, attempts: Attempts, utc_now: Callable[[], dt.datetime]
    ) -> None:
        super().__init__()
        self._folder = folder
        self._utc_now = utc_now
        self._office: SafeguardingOffice | None = None
        self._listed: RecipientsList | None = None
        self._tasks = Tasks(self, "recipients")
        self._tasks.busy_changed.connect(lambda _: self._follow())
        self._root = self._root_card(attempts)
        self._model = LinesModel(
            [
                self.tr("Name"),
                self.tr("Title"),
                self.tr("Looks after"),
                self.tr("Duty"),
                self.tr("Standing"),
            ],
            has_marks=False,
        )
        self._table = table_of(self._model, self.tr("Recipients"), stretched=(0, 1))
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        self._add_card = AddCard()
        self._add_card.asked.connect(self._add_person)
        self._away_card = AwayCard()
        self._away_card.asked.connect(self._set_away)
        for card in (self._add_card, self._away_card):
            card.left.connect(self._close_cards)
        self._sentence = plain("", "soft")
        self._said, self._problem = plain("", "soft"), problem_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(plain(self.tr("Who may receive concerns"), "title"))
        layout.addWidget(self._sentence)
        layout.addWidget(self._root)
        layout.addLayout(self._buttons())
        for widget in (self._problem, self._add_card, self._away_card, self._said, self._table):
            layout.addWidget(widget)
        self.setStyleSheet(card_sheet(current_theme()))
        self._close_cards()
        self._tasks.run(self._read, self._show_read, lambda text: say(self._problem, text))

    def forget(self) -> None:
        """Drop the root's key: the console locks."""
        self._office = None
        self._close_cards()

    def close_workers(self) -> None:
        """Wait for what is under way; the window closes."""
        self._form.close_worker()
        self._tasks.close()

    def _root_card(self, attempts: Attempts) -> Card:
        card = Card(self.tr("The safeguarding root is locked"))
        self._form = PassphraseForm(
            self._unlock,
            attempts=attempts,
            label=self.tr("Safeguarding lead's passphrase"),
            button=self.tr("Unlock"),
        )
        self._form.opened.connect(lambda _: self._follow())
        self._missing = plain(
            self.tr(
                "The key is not on this computer: put safeguarding.key beside your own key, or use "
                "harbour-admin recipients."
            ),
            "soft",
        )
        card.add(self._missing, self._form)
        return card

    def _buttons(self) -> QHBoxLayout:
        self._add = QPushButton(self.tr("Add from the roster…"))
        self._away = QPushButton(self.tr("Away…"))
        self._back = QPushButton(self.tr("Is back"))
        self._remove = QPushButton(self.tr("Remove"))
        self._renew = QPushButton(self.tr("Renew for a year"))
        self._add.clicked.connect(self._ask_add)
        self._away.clicked.connect(self._ask_away)
        self._back.clicked.connect(self._set_back)
        self._remove.clicked.connect(self._remove_person)
        self._renew.clicked.connect(lambda: self._change(editing.renew))
        row = QHBoxLayout()
        for button in (self._add, self._away, self._back, self._remove, self._renew):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _unlock(self, passphrase: str) -> None:
        self._office = SafeguardingOffice.unlock(self._folder, passphrase, self._utc_now)

    def _read(self) -> _Read:
        school = self._folder.school()
        return self._folder.roster(school), self._folder.recipients(school)

    def _show_read(self, read: _Read) -> None:
        roster, listed = read
        self._add_card.offer(roster.body)
        self._show(listed.body if listed is not None else None)

    def _show(self, listed: RecipientsList | None) -> None:
        self._listed = listed
        now = self._utc_now()
        people = listed.recipients if listed is not None else ()
        self._model.show([self._line(each, now) for each in people])
        if listed is None:
            text = self.tr("Nobody yet: pupils cannot tell anyone. Add a safeguarding lead first.")
        elif listed.is_expired(now):
            text = self.tr(
                "The list is out of date: pupils cannot tell anyone until it is renewed."
            )
        else:
            text = self.tr("Pupils choose among these people. Good until {day}.").format(
                day=_day(listed.expires_at)
            )
        self._sentence.setText(text)
        self._follow()

    def _line(self, each: Recipient, now: dt.datetime) -> Line:
        standing = self.tr("offered to pupils") if each.is_offered else self.tr("not offered")
        if each.absent_until is not None and each.is_absent(now):
            standing = self.tr("away until {day}").format(day=_day(each.absent_until))
        after = shown_name(each.looks_after) or self.tr("everybody")
        cells = [
            shown_name(each.name),
            shown_name(each.title),
            after,
            duty_word(each.duty),
            standing,
        ]
        return Line(each.serial, cells)

    def _ask_add(self) -> None:
        self._close_cards()
        self._add_card.begin()

    def _ask_away(self) -> None:
        line, listed = self._chosen(), self._listed
        if line is not None and listed is not None:
            self._close_cards()
            self._away_card.begin(line.key, listed)

    def _add_person(self, added: Added) -> None:
        self._change(
            lambda listed, now: editing.add_recipient(
                listed,
                added.member,
                title=added.title,
                looks_after=added.looks_after,
                photo=added.small_photo(),
                duty=added.duty,
                is_offered=added.is_offered,
                now=now,
            )
        )

    def _set_away(self, serial: str, until: QDate, deputy: str) -> None:
        day = dt.datetime(until.year(), until.month(), until.day(), tzinfo=dt.UTC)
        self._change(
            lambda listed, now: editing.set_absence(
                listed, serial, until=day, deputy=deputy or None, now=now
            )
        )

    def _set_back(self) -> None:
        line = self._chosen()
        if line is not None:
            self._change(
                lambda listed, now: editing.set_absence(
                    listed, line.key, until=None, deputy=None, now=now
                )
            )

    def _remove_person(self) -> None:
        line = self._chosen()
        if line is not None:
            self._change(lambda listed, now: editing.remove_recipient(listed, line.key, now))

    def _change(self, edit: Callable[[RecipientsList, dt.datetime], RecipientsList]) -> None:
        office = self._office
        if office is None:
            return
        say(self._problem, "")

        def done(signed: Signed[RecipientsList]) -> None:
            self._close_cards()
            self._show(signed.body)
            say(self._said, self.tr("Signed. Pupils' computers learn it within minutes."))
            self.signed.emit(signed)

        self._tasks.run(
            lambda: office.change(edit), done, lambda sentence: say(self._problem, sentence)
        )

    def _close_cards(self) -> None:
        say(self._problem, "")
        say(self._said, "")
        self._add_card.setVisible(False)
        self._away_card.setVisible(False)
        self._follow()

    def _chosen(self) -> Line | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.line(rows[0].row()) if rows else None

    def _follow(self) -> None:
        is_open = self._office is not None
        has_root = self._folder.has_root
        self._root.setVisible(not is_open)
        self._missing.setVisible(not has_root)
        self._form.setVisible(has_root)
        is_free = is_open and not self._tasks.is_busy
        self._add.setEnabled(is_free)
        self._renew.setEnabled(is_free and self._listed is not None)
        for button in (self._away, self._back, self._remove):
            button.setEnabled(is_free and self._chosen() is not None)


def _day(at_ms: int) -> str:
    return dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC).strftime("%Y-%m-%d")
