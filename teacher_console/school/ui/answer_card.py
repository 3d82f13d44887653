"""A person's request to the technician, and taking the answer. Lane: gui."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton

from protocol.files import read_file, write_file
from teacher_console.school.founding import school_fingerprint
from teacher_console.school.staff_answer import STAFF_ANSWER, Answered, read_staff_answer
from teacher_console.school.staff_folder import take_answer
from teacher_console.school.staff_request import request_fingerprint
from teacher_console.school.ui.step_page import SettingUp
from teacher_console.shell.ui.labels import Card, mark_label, plain, problem_label, say, shown_name


class AnswerCard(Card):
    """Three numbered things to do.

    Signals:
        answered: The roster here knows the key now.
    """

    answered = Signal()

    def __init__(self, setting_up: SettingUp) -> None:
        super().__init__()
        self._state = setting_up
        self._desk = setting_up.desk
        self._answer: tuple[Answered, Path] | None = None
        self._mark = mark_label()
        self._mark.setAccessibleName(self.tr("Your fingerprint"))
        save = QPushButton(self.tr("Save my request…"))
        save.clicked.connect(self._choose_save)
        take = QPushButton(self.tr("Take the answer file…"))
        take.clicked.connect(self._choose_answer)
        self._school = plain("", "cardTitle")
        self._school_mark = mark_label()
        self._school_mark.setAccessibleName(self.tr("The school's fingerprint"))
        self._same = QPushButton(self.tr("It is the same: go on"))
        self._same.setObjectName("primary")
        self._same.clicked.connect(self._keep)
        self._said = plain("", "soft")
        self._said.setVisible(False)
        self._problem = problem_label()
        self.add(
            plain(self.tr("1. Save your request and give the file to your technician.")),
            plain(self.tr("2. Read this fingerprint out to them, all of it:")),
            self._mark,
            plain(self.tr("3. They give you an answer file; take it here.")),
        )
        row = QHBoxLayout()
        row.addWidget(save)
        row.addWidget(take)
        row.addStretch(1)
        row.addWidget(self._same)
        self.add(self._school, self._school_mark)
        self.column.addLayout(row)
        self.add(self._said, self._problem)
        self._show()

    def follow(self) -> None:
        """Show the key that is here now."""
        key = self._state.key
        if key is not None:
            self._mark.setText(request_fingerprint(key.request))

    def save_request(self, path: Path) -> None:
        """Write the request to `path`, such as a stick."""
        key = self._state.key
        if key is not None:
            remedy = "make a key in another folder"
            self._desk.run(
                lambda: write_file(path, read_file(key.request_path, remedy=remedy)),
                lambda _: say(self._said, self.tr("Saved {path}.").format(path=path)),
                self._fail,
            )

    def take_answer_file(self, path: Path) -> None:
        """Take the technician's answer in `path`; a bad file is one sentence."""
        say(self._problem, "")
        self._desk.run(
            lambda: read_staff_answer(read_file(path, remedy=STAFF_ANSWER.remedy), where=path),
            lambda answer: self._read(answer, path),
            self._fail,
        )

    def _choose_save(self) -> None:
        key = self._state.key
        if key is not None:
            path, _ = QFileDialog.getSaveFileName(
                self, self.tr("Save your request"), key.request_path.name
            )
            if path:
                self.save_request(Path(path))

    def _choose_answer(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Your technician's answer"),
            "",
            self.tr("Answers (*.answer);;All files (*)"),
        )
        if path:
            self.take_answer_file(Path(path))

    def _read(self, answer: Answered, path: Path) -> None:
        self._answer = answer, path
        if self._state.school is not None:  # whose fingerprint was compared in the first step
            self._keep()
        else:
            self._show()

    def _keep(self) -> None:
        if self._answer is None:
            return
        (answer, path), folder = self._answer, self._state.folder
        self._desk.run(
            lambda: take_answer(folder, answer, where=path),
            lambda _: self._kept(answer),
            self._fail,
        )

    def _kept(self, answer: Answered) -> None:
        self._state.school = answer.school
        self.answered.emit()

    def _show(self) -> None:
        answer = self._answer[0] if self._answer is not None else None
        for widget in (self._school, self._school_mark, self._same):
            widget.setVisible(answer is not None)
        if answer is not None:
            self._school.setText(
                self.tr("{school}: compare this fingerprint with your technician").format(
                    school=shown_name(answer.school.body.name)
                )
            )
            self._school_mark.setText(school_fingerprint(answer.school.body))

    def _fail(self, sentence: str) -> None:
        say(self._problem, sentence)
