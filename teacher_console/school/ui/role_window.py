"""The window of those who see no screens: the technician's school page, the DSL's. Lane: gui."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from protocol.trust.roster import StaffMember
from teacher_console.school.ui.roles import role_word
from teacher_console.shell.ui.fitting import open_at
from teacher_console.shell.ui.labels import plain
from teacher_console.shell.ui.pages import Pages

_SIZE = QSize(1180, 760)
_FIRST = "first"


class RoleWindow(QMainWindow):
    """A bar with who is signed in, and their pages. It knows of no class and no lesson.

    Args:
        page: The first page; `title` names it once there is another.
    """

    def __init__(
        self, page: QWidget, *, school_name: str, member: StaffMember, title: str = ""
    ) -> None:
        super().__init__()
        self._pages = Pages()
        self._pages.add(_FIRST, page, title)
        self.setWindowTitle(f"Harbour - {school_name}")
        open_at(self, _SIZE)
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
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(column)
        menu = self.menuBar().addMenu(self.tr("&Console"))
        leave = QAction(self.tr("&Quit"), self)
        leave.setShortcut(QKeySequence("Ctrl+Q"))
        leave.triggered.connect(self.close)
        menu.addAction(leave)
        self.addAction(leave)

    def add_page(self, name: str, widget: QWidget, title: str) -> None:
        """Add a page, and turn to it."""
        self._pages.add(name, widget, title)
        self._pages.show_page(name)
