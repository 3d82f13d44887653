"""Read in the list of pupils: choose it, say what its columns are, see what is wrong. Lane: gui.

A large list takes a second to read, so that runs on a worker and answers by a queued signal.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from protocol.errors import InputError
from protocol.plain_text import plain
from teacher_console.classroom.pupils import Pupil, PupilsRead
from teacher_console.classroom.pupils_csv import (
    Column,
    PupilTable,
    problem_with_columns,
    proposed_columns,
    pupils_in,
)
from teacher_console.classroom.pupils_reading import open_pupils
from teacher_console.classroom.ui.pupils_table import PupilsTable
from teacher_console.shell.ui.fitting import open_at

_PROBLEMS_SHOWN = 6
_SIZE = QSize(820, 620)

_Work = Callable[[], PupilTable | PupilsRead]


class PupilsDialog(QDialog):
    """Accepts when `use` took the pupils.

    Args:
        use: Keeps the pupils and applies their names; its InputError is shown.

    Signals:
        answered: What the worker read: a `PupilTable`, a `PupilsRead` or an `InputError`.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None, use: Callable[[tuple[Pupil, ...]], None]) -> None:
        super().__init__(parent)
        self._use = use
        self._worker: threading.Thread | None = None
        self._table: PupilTable | None = None
        self._read: PupilsRead | None = None
        self.setWindowTitle(self.tr("Pupils' names"))
        self._file = _label("title")
        choose = QPushButton(self.tr("Choose a file…"))
        choose.clicked.connect(self._choose_file)
        choose_folder = QPushButton(self.tr("Choose a OneRoster folder…"))
        choose_folder.clicked.connect(self._choose_folder)
        self._preview = PupilsTable()
        self._preview.columns_chosen.connect(self._match)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._preview)
        self._sentence = _label("sentence")
        self._problems = QListWidget()
        self._problems.setAccessibleName(self.tr("Lines that cannot be used"))
        self._problems.setFrameShape(QFrame.Shape.NoFrame)
        self._problems.setWordWrap(True)
        self._problems.setSpacing(2)
        self._problems.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._problem = _label("problem")
        self._use_button = QPushButton()
        self._use_button.setObjectName("primary")
        self._use_button.clicked.connect(self._take)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        above = _row(choose, choose_folder, None)
        below = _row(None, cancel, self._use_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(14)
        layout.addLayout(above)
        layout.addWidget(self._file)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._sentence)
        layout.addWidget(self._problems)
        layout.addWidget(self._problem)
        layout.addLayout(below)
        open_at(self, _SIZE)
        self.answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._show_nothing()

    def open_list(self, path: Path) -> None:
        """Read the file or folder `path` and show what it holds."""
        self._table = None
        self._file.setText(plain(path.name))
        self._work(lambda: open_pupils(path, where=path.name))

    def done(self, result: int) -> None:
        """Wait for the worker, a second at most, and close."""
        self._join()
        super().done(result)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        title = _label("emptyTitle")
        title.setText(self.tr("Which pupils are on your screens?"))
        text = _label("soft")
        text.setText(
            self.tr(
                "Choose the list that your school's office program exports: a CSV file with "
                "sign-in names, names and groups, or OneRoster CSV (1.1 or 1.2) as an archive or "
                "a folder.\n\nHarbour keeps sign-in names, names and groups, nothing else, and "
                "keeps them only on this computer."
            )
        )
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(1)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(2)
        layout = QHBoxLayout(page)
        layout.addStretch(1)
        layout.addLayout(column, 6)
        layout.addStretch(1)
        return page

    def _choose_file(self) -> None:
        title = self.tr("Choose the list of pupils")
        kinds = self.tr("Lists of pupils (*.csv *.txt *.zip)")
        path, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self.open_list(Path(path))

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Choose the OneRoster folder"))
        if path:
            self.open_list(Path(path))

    def _match(self, columns: Sequence[Column]) -> None:
        table = self._table
        if table is None:
            return
        problem = problem_with_columns(columns)
        if problem is not None:
            self._read = None
            self._show_problems(())
            self._sentence.setText(self._column_words(columns))
            self._refresh_use()
            return
        self._work(lambda: pupils_in(table, columns))

    def _work(self, work: _Work) -> None:
        self._join()
        self._problem.clear()
        self._sentence.setText(self.tr("Reading…"))
        self._read = None
        self._refresh_use()
        self._worker = threading.Thread(target=self._do, args=(work,), name="pupils")
        self._worker.start()

    def _do(self, work: _Work) -> None:
        try:
            self.answered.emit(work())
        except InputError as exc:
            self.answered.emit(exc)

    def _on_answered(self, answer: object) -> None:
        self._join()
        match answer:
            case PupilTable():
                self._table = answer
                columns = proposed_columns(answer.headings)
                self._preview.show_table(answer, columns)
                self._pages.setCurrentWidget(self._preview)
                self._match(columns)
            case PupilsRead():
                self._show_read(answer)
            case InputError():
                self._show_nothing()
                self._problem.setText(str(answer))

    def _show_read(self, read: PupilsRead) -> None:
        self._file.setVisible(True)
        self._read = read
        if self._table is None:
            self._preview.show_pupils(read.pupils)
            self._pages.setCurrentWidget(self._preview)
        self._show_problems(read.problems)
        good, bad = len(read.pupils), len(read.problems)
        if not bad:
            text = self.tr("{pupils} can be used, and no line is wrong.")
        elif good:
            text = self.tr("{pupils} can be used. These lines cannot, and are left out:")
        else:
            text = self.tr("No pupil can be used. Mend these lines, then choose the file again:")
        self._sentence.setText(text.format(pupils=self._count_words(good)))
        self._refresh_use()

    def _show_nothing(self) -> None:
        self._table = self._read = None
        self._file.setVisible(False)
        self._pages.setCurrentIndex(0)
        self._sentence.clear()
        self._show_problems(())
        self._refresh_use()

    def _show_problems(self, problems: Sequence[str]) -> None:
        self._problems.clear()
        self._problems.addItems(list(problems))
        self._problems.setVisible(bool(problems))
        line_px = self._problems.fontMetrics().lineSpacing()
        self._problems.setFixedHeight(min(len(problems), _PROBLEMS_SHOWN) * (line_px + 4) + 8)

    def _refresh_use(self) -> None:
        count = len(self._read.pupils) if self._read is not None else 0
        self._use_button.setEnabled(count > 0)
        text = self.tr("Use {pupils}") if count else self.tr("Use this list")
        self._use_button.setText(text.format(pupils=self._count_words(count)))

    def _take(self) -> None:
        if self._read is None:
            return
        try:
            self._use(self._read.pupils)
        except InputError as exc:
            self._problem.setText(str(exc))
        else:
            self.accept()

    def _count_words(self, count: int) -> str:
        return self.tr("1 pupil") if count == 1 else self.tr("{n} pupils").format(n=count)

    def _column_words(self, columns: Sequence[Column]) -> str:
        if Column.LOGIN not in columns:
            return self.tr("Say above the table which column is the sign-in name.")
        if not {Column.NAME, Column.GIVEN, Column.FAMILY} & set(columns):
            return self.tr("Say above the table which column is the name.")
        return self.tr("Two columns say the same. Leave one of them out above the table.")

    def _join(self) -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
