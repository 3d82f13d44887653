"""The window of those who see no screens: the technician's school page, the DSL's. Lane: gui."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from protocol.trust.roster import StaffMember
from teacher_console.school.ui.roles import role_word
from teacher_console.shell.ui.labels import plain

_SIZE = QSize(1180, 760)


class RoleWindow(QMainWindow):
    """A bar with who is signed in, and one page. It knows of no class and no lesson."""

    def __init__(self, page: QWidget, *, school_name: str, member: StaffMember) -> None:
        super().__init__()
        self.setWindowTitle(f"Harbour - {school_name}")
        self.resize(_SIZE)
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(plain(school_name, "title"))
        names.addWidget(plain(f"{member.name}  ·  {role_word(member.role)}", "soft"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 14, 24, 14)
        row.addLayout(names, 1)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(page, 1)
        self.setCentralWidget(column)
        menu = self.menuBar().addMenu(self.tr("&Console"))
        leave = QAction(self.tr("&Quit"), self)
        leave.setShortcut(QKeySequence("Ctrl+Q"))
        leave.triggered.connect(self.close)
        menu.addAction(leave)
        self.addAction(leave)


class ComingPage(QWidget):
    """What a safeguarding lead sees until concerns and alerts come here: that they will."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(96, 0, 96, 0)
        layout.setSpacing(14)
        layout.addStretch(2)
        for text, name in (
            (self.tr("Concerns and alerts will come here"), "emptyTitle"),
            (
                self.tr("This release brings none yet, and a safeguarding lead sees no screens."),
                "soft",
            ),
        ):
            label = plain(text, name)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addStretch(3)
