"""Colours for light and dark, in one place. Lane: gui.

Contrast: text at least 4.5:1, parts at least 3:1 on what they lie on (WCAG 2.2, 1.4.3 and 1.4.11).
"""

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from assets import resource


@dataclasses.dataclass(frozen=True, slots=True)
class Theme:
    """Named colours.

    Attributes:
        ground: Behind everything. surface: Cards and bars. hollow: Where a picture is missing.
        ink, ink_soft: Text. line: Hairlines. accent, on_accent: The one thing to do next.
        good, warn, bad: States, never alone: a shape and a word say the same.
    """

    ground: QColor
    surface: QColor
    hollow: QColor
    ink: QColor
    ink_soft: QColor
    line: QColor
    accent: QColor
    on_accent: QColor
    good: QColor
    warn: QColor
    bad: QColor


LIGHT = Theme(
    ground=QColor("#EEF1F4"),
    surface=QColor("#FFFFFF"),
    hollow=QColor("#E3E8ED"),
    ink=QColor("#17212B"),
    ink_soft=QColor("#52606D"),
    line=QColor("#D3DAE1"),
    accent=QColor("#0B6670"),
    on_accent=QColor("#FFFFFF"),
    good=QColor("#14764A"),
    warn=QColor("#8A5100"),
    bad=QColor("#B3261E"),
)
DARK = Theme(
    ground=QColor("#12171C"),
    surface=QColor("#1B2229"),
    hollow=QColor("#262F38"),
    ink=QColor("#E9EEF3"),
    ink_soft=QColor("#A6B3BF"),
    line=QColor("#35414C"),
    accent=QColor("#5CC8CF"),
    on_accent=QColor("#08282B"),
    good=QColor("#5FD39A"),
    warn=QColor("#F0B35A"),
    bad=QColor("#FF8A80"),
)


def current_theme() -> Theme:
    """Return the theme the desktop asks for."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def apply_theme(application: QApplication) -> None:
    """Set style, palette and style sheet from the desktop's colour scheme, now and on change."""
    application.setStyle("Fusion")
    _paint(application)
    application.styleHints().colorSchemeChanged.connect(lambda _: _paint(application))


def _paint(application: QApplication) -> None:
    theme = current_theme()
    palette = QPalette(theme.surface, theme.ground)
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, theme.ground),
        (role.WindowText, theme.ink),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.ground),
        (role.Text, theme.ink),
        (role.Button, theme.surface),
        (role.ButtonText, theme.ink),
        (role.PlaceholderText, theme.ink_soft),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.ink),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
    ):
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.ink_soft)
    application.setPalette(palette)
    application.setStyleSheet(_sheet(theme))


def _sheet(theme: Theme) -> str:
    c = {field.name: getattr(theme, field.name).name() for field in dataclasses.fields(theme)}
    shade = "dark" if theme is DARK else "light"
    chevron = resource(f"icons/console-chevron-{shade}.svg").as_posix()
    return f"""
    #bar {{ background: {c["surface"]}; border-bottom: 1px solid {c["line"]}; }}
    #foot {{ background: {c["surface"]}; border-top: 1px solid {c["line"]}; }}
    #title {{ font-size: 15pt; font-weight: 600; }}
    #soft {{ color: {c["ink_soft"]}; }}
    #problem {{ color: {c["bad"]}; }}
    #emptyTitle {{ font-size: 17pt; font-weight: 600; }}
    QLineEdit, QComboBox {{
        background: {c["surface"]}; border: 1px solid {c["ink_soft"]}; border-radius: 7px;
        padding: 6px 10px; min-height: 20px; selection-background-color: {c["accent"]};
        selection-color: {c["on_accent"]};
    }}
    QLineEdit:focus, QComboBox:focus {{ border: 2px solid {c["accent"]}; padding: 5px 9px; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({chevron}); width: 14px; height: 14px; }}
    QPushButton {{
        background: {c["surface"]}; border: 1px solid {c["ink_soft"]}; border-radius: 7px;
        padding: 7px 16px; min-height: 20px;
    }}
    QPushButton:hover {{ background: {c["hollow"]}; }}
    QPushButton:focus {{ border: 2px solid {c["accent"]}; padding: 6px 15px; }}
    QPushButton:disabled {{ color: {c["ink_soft"]}; border-color: {c["line"]}; }}
    QPushButton#primary {{
        background: {c["accent"]}; color: {c["on_accent"]}; border: 1px solid {c["accent"]};
        font-weight: 600;
    }}
    QPushButton#primary:focus {{ border: 2px solid {c["ink"]}; }}
    QPushButton#primary:disabled {{ background: {c["hollow"]}; color: {c["ink_soft"]};
        border-color: {c["line"]}; }}
    QListView {{ background: {c["ground"]}; border: none; outline: none; }}
    QMenuBar {{ background: {c["surface"]}; }}
    """
