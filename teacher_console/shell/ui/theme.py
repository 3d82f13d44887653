"""Colours for light, dark and high contrast, in one place. Lane: gui.

Contrast: text at least 4.5:1, parts at least 3:1 on what they lie on (WCAG 2.2, 1.4.3 and 1.4.11).
"""

import dataclasses
import enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from teacher_console.shell.ui.theme_sheet import sheet

_CHOICE = "harbour theme"
"""Property of the application: there is one theme for all its windows."""


@dataclasses.dataclass(frozen=True, slots=True)
class Theme:
    """Named colours.

    Attributes:
        ground: Behind everything. surface: Cards and bars. hollow: Where a picture is missing.
        chosen: Cards that are selected.
        ink, ink_soft: Text. line: Hairlines. accent, on_accent: The one thing to do next.
        good, warn, bad: States, never alone: a shape and a word say the same.
    """

    ground: QColor
    surface: QColor
    hollow: QColor
    chosen: QColor
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
    chosen=QColor("#E2F1F2"),
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
    chosen=QColor("#1D3438"),
    ink=QColor("#E9EEF3"),
    ink_soft=QColor("#A6B3BF"),
    line=QColor("#35414C"),
    accent=QColor("#5CC8CF"),
    on_accent=QColor("#08282B"),
    good=QColor("#5FD39A"),
    warn=QColor("#F0B35A"),
    bad=QColor("#FF8A80"),
)
HIGH_CONTRAST = Theme(
    ground=QColor("#000000"),
    surface=QColor("#000000"),
    hollow=QColor("#1A1A1A"),
    chosen=QColor("#003A40"),
    ink=QColor("#FFFFFF"),
    ink_soft=QColor("#F2F2F2"),
    line=QColor("#FFFFFF"),
    accent=QColor("#FFE14D"),
    on_accent=QColor("#000000"),
    good=QColor("#7CFFB2"),
    warn=QColor("#FFC266"),
    bad=QColor("#FF9C94"),
)


class ThemeChoice(enum.Enum):
    """What somebody chose in the menu."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


_THEMES = {
    ThemeChoice.LIGHT.value: LIGHT,
    ThemeChoice.DARK.value: DARK,
    ThemeChoice.HIGH_CONTRAST.value: HIGH_CONTRAST,
}


def current_theme() -> Theme:
    """Return the theme that was chosen, else the one the desktop asks for."""
    application = QGuiApplication.instance()
    chosen = application.property(_CHOICE) if application is not None else None
    return _THEMES.get(str(chosen)) or _desktop_theme()


def choose_theme(application: QApplication, choice: ThemeChoice) -> None:
    """Use this theme from now on, in every window."""
    application.setProperty(_CHOICE, choice.value)
    _paint(application)


def apply_theme(application: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
    """Set style, palette and style sheet as chosen or as the desktop asks, now and on change."""
    application.setStyle("Fusion")
    application.setProperty(_CHOICE, choice.value)
    _paint(application)
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda _: _paint(application))
    hints.accessibility().contrastPreferenceChanged.connect(lambda _: _paint(application))


def _desktop_theme() -> Theme:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


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
    colours = {each.name: getattr(theme, each.name).name() for each in dataclasses.fields(theme)}
    text_pt = application.font().pointSizeF()
    application.setStyleSheet(sheet(colours, is_dark=theme is not LIGHT, text_pt=text_pt))
