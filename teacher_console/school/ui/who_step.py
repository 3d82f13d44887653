"""Step 2: who you are: your key is made here, and the school's roster learns it. Lane: gui."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from protocol.trust.document import Signed
from protocol.trust.roster import Roster
from protocol.vocabulary import Role
from teacher_console.school.staff_answer import read_staff_answer
from teacher_console.school.staff_folder import MadeKey, make_staff_key, take_answer
from teacher_console.school.staff_request import request_fingerprint
from teacher_console.school.ui.answer_card import AnswerCard
from teacher_console.school.ui.key_card import KeyCard
from teacher_console.school.ui.roles import role_word
from teacher_console.school.ui.root_row import RootRow
from teacher_console.school.ui.staff_panel import split_rooms
from teacher_console.school.ui.step_page import SettingUp, StepPage
from teacher_console.shell.ui.labels import Card, mark_label, plain, problem_label, say, shown_name

_ROOMS_TYPED_MAX = 4096


class WhoStep(StepPage):
    """Name, role and passphrase; then the answer, at once or by a file."""

    def __init__(self, setting_up: SettingUp) -> None:
        super().__init__()
        self.entitle(self.tr("You"))
        self._state = setting_up
        self._desk = setting_up.desk
        self._problem = problem_label()
        self._root = RootRow(self._desk, setting_up.attempts)
        self.key_card = KeyCard(setting_up.progress)
        self.key_card.asked.connect(self._make_key)
        self._confirm = self._confirm_card()
        self.answer_card = AnswerCard(setting_up)
        self.answer_card.answered.connect(self._answered)
        self._result = Card()
        self._me = plain("", "cardTitle")
        self._my_mark = mark_label()
        self._result.add(self._me, self._my_mark)
        for widget in (
            self.key_card,
            self._root,
            self._confirm,
            self.answer_card,
            self._result,
            self._problem,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._desk.busy_changed.connect(self.key_card.set_busy)
        self._desk.opened.connect(self.begin)
        self.begin()

    def begin(self) -> None:
        """Show what holds: no key yet, a key without an answer, or all done."""
        state, desk = self._state, self._desk
        is_waiting = state.key is not None and not state.is_answered
        self.key_card.setVisible(state.key is None)
        self._root.setVisible(is_waiting and desk.has_root and desk.office is None)
        self._confirm.setVisible(is_waiting and desk.office is not None)
        self.answer_card.setVisible(is_waiting and not desk.has_root)
        self._result.setVisible(state.is_answered)
        if state.key is not None:
            request = state.key.request
            mark = request_fingerprint(request)
            line = f"{shown_name(request.name)}  ·  {role_word(request.role)}"
            for label, text in (
                (self._confirm_who, line),
                (self._me, line),
                (self._confirm_mark, mark),
                (self._my_mark, mark),
            ):
                label.setText(text)
            self._rooms.setVisible(request.role is Role.TEACHER)
            self.answer_card.follow()
        self.ask(self._next_sentence())
        self.changed.emit()

    def is_done(self) -> bool:
        """Tell whether the roster knows this key."""
        return self._state.is_answered

    def close_workers(self) -> None:
        """Wait for the root's passphrase under way."""
        self._root.close_worker()

    def _confirm_card(self) -> Card:
        card = Card()
        self._confirm_who = plain("", "cardTitle")
        self._confirm_mark = mark_label()
        self._confirm_mark.setAccessibleName(self.tr("Your fingerprint"))
        self._rooms = QLineEdit(", ".join(self._state.progress.rooms))
        self._rooms.setMaxLength(_ROOMS_TYPED_MAX)
        self._rooms.setPlaceholderText(self.tr("Your rooms, with commas between: Room 12, Library"))
        self._rooms.setAccessibleName(self.tr("Your rooms"))
        add = QPushButton(self.tr("Yes, add me"))
        add.setObjectName("primary")
        add.clicked.connect(self._add_me)
        card.add(
            self._confirm_who,
            plain(self.tr("The school will list you with this fingerprint:"), "soft"),
            self._confirm_mark,
            self._rooms,
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(add)
        card.column.addLayout(row)
        return card

    def _make_key(self, name: str, role: Role, passphrase: str) -> None:
        say(self._problem, "")
        folder = self._state.folder
        self._desk.run(
            lambda: make_staff_key(folder, name=name, role=role, passphrase=passphrase),
            lambda made: self._made(made, passphrase),
            self._fail,
        )

    def _made(self, made: MadeKey, passphrase: str) -> None:
        self._state.key = made
        self._state.passphrase = passphrase
        self.key_card.clear()
        self.begin()
        if self._rooms.isVisible():
            self._rooms.setFocus()

    def _add_me(self) -> None:
        say(self._problem, "")
        key = self._state.key
        if key is None:
            return
        request = key.request
        rooms = split_rooms(self._rooms.text()) if request.role is Role.TEACHER else ()
        if request.role is Role.TEACHER and not rooms:
            say(self._problem, self.tr("Your rooms: name one at least, such as Room 12."))
            self._rooms.setFocus()
            return
        self._desk.change(
            lambda office: office.add_staff(request, rooms), self._take_own_answer, self._fail
        )

    def _take_own_answer(self, _: Signed[Roster]) -> None:
        office, folder = self._desk.office, self._state.folder
        if office is None:
            return
        where = self.tr("the school's answer")
        self._desk.run(
            lambda: take_answer(
                folder, read_staff_answer(office.answer(), where=where), where=where
            ),
            lambda _: self._answered(),
            self._fail,
        )

    def _answered(self) -> None:
        self._state.is_answered = True
        self.begin()

    def _fail(self, sentence: str) -> None:
        say(self._problem, sentence)

    def _next_sentence(self) -> str:
        if self._state.is_answered:
            return self.tr("The school knows you. Go on.")
        if self._state.key is None:
            return self.tr("Say who you are, and choose a passphrase for your key.")
        if self._desk.office is not None:
            return self.tr("The school was founded here, so your request is answered at once.")
        if self._desk.has_root:
            return self.tr("Unlock the school's root to answer your request.")
        return self.tr(
            "Your key is made. Your technician has to add it to the school; you can close this "
            "window meanwhile, and it goes on here."
        )
