"""Colours and shapes of the Help window: calm, the same in light and dark, red for 999 alone.

Text on its ground is at least 4.5:1 and edges of controls at least 3:1 (WCAG 2.2, 1.4.3 and
1.4.11). Lane: gui.
"""

import dataclasses

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from assets import resource

_DARK_BELOW = 128


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """The colours of one theme, as `#rrggbb`; its name is part of file names."""

    name: str
    ground: str
    card: str
    card_over: str
    edge: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_over: str
    off: str
    note: str
    danger: str


LIGHT = Look(
    name="light",
    ground="#F3F6F8",
    card="#FFFFFF",
    card_over="#E6F1F4",
    edge="#7C8C98",
    text="#16242D",
    quiet="#4A5A66",
    accent="#0B6475",
    on_accent="#FFFFFF",
    accent_over="#084F5D",
    off="#9AA7B0",
    note="#E3EFF2",
    danger="#B42318",
)
DARK = Look(
    name="dark",
    ground="#182128",
    card="#222D35",
    card_over="#2C3B45",
    edge="#7B8C98",
    text="#EEF3F6",
    quiet="#B4C2CC",
    accent="#7CCBD8",
    on_accent="#0C2227",
    accent_over="#A3DCE5",
    off="#5D6C76",
    note="#20343B",
    danger="#FF9B8C",
)


def current_look() -> Look:
    """Return the look that suits the desktop's colours."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < _DARK_BELOW else LIGHT


def palette_of(look: Look) -> QPalette:
    """Return the palette the window and all in it paint with."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, look.ground),
        (roles.WindowText, look.text),
        (roles.Base, look.card),
        (roles.AlternateBase, look.card_over),
        (roles.Text, look.text),
        (roles.PlaceholderText, look.quiet),
        (roles.Button, look.card),
        (roles.ButtonText, look.text),
        (roles.Highlight, look.accent),
        (roles.HighlightedText, look.on_accent),
    ):
        palette.setColor(role, QColor(colour))
    return palette


def style_sheet(look: Look) -> str:
    """Return how everything in the window looks."""
    check = resource(f"icons/help-check-{look.name}.svg").as_posix()
    return f"""
    QWidget#help {{ background: {look.ground}; }}
    QWidget {{ color: {look.text}; }}
    QScrollArea, QScrollArea > QWidget > QWidget#content {{ background: transparent; border: 0; }}
    QLabel[is="quiet"] {{ color: {look.quiet}; }}
    QLabel[is="note"], QFrame[is="note"] {{
        background: {look.note}; border-radius: 8px; padding: 8px;
    }}
    QPushButton {{
        background: {look.card}; border: 1px solid {look.edge}; border-radius: 8px;
        padding: 7px 14px; text-align: left;
    }}
    QPushButton:hover {{ background: {look.card_over}; }}
    QPushButton:focus {{ border: 2px solid {look.accent}; padding: 6px 13px; }}
    QPushButton:disabled {{ color: {look.off}; border-color: {look.off}; }}
    QPushButton[is="main"] {{
        background: {look.accent}; color: {look.on_accent}; border-color: {look.accent};
        text-align: center; font-weight: 600;
    }}
    QPushButton[is="main"]:hover {{ background: {look.accent_over}; }}
    QPushButton[is="main"]:focus {{ border: 3px solid {look.text}; padding: 5px 12px; }}
    QPushButton[is="main"]:disabled {{ background: {look.off}; border-color: {look.off}; }}
    QPushButton[is="hide"] {{ font-weight: 600; text-align: center; }}
    QPushButton[is="link"] {{
        background: transparent; border: 1px solid transparent; color: {look.accent};
        text-decoration: underline; padding: 3px 4px;
    }}
    QPushButton[is="link"]:focus {{ border: 2px solid {look.accent}; padding: 2px 3px; }}
    QPlainTextEdit, QLineEdit {{
        background: {look.card}; border: 1px solid {look.edge}; border-radius: 8px; padding: 6px;
        selection-background-color: {look.accent}; selection-color: {look.on_accent};
    }}
    QPlainTextEdit:focus, QLineEdit:focus {{ border: 2px solid {look.accent}; padding: 5px; }}
    QRadioButton, QCheckBox {{ padding: 2px; border: 2px solid transparent; border-radius: 6px; }}
    QRadioButton:focus, QCheckBox:focus {{ border-color: {look.accent}; }}
    QRadioButton::indicator, QCheckBox::indicator {{
        width: 16px; height: 16px; border: 2px solid {look.edge}; background: {look.card};
    }}
    QRadioButton::indicator {{ border-radius: 10px; }}
    QCheckBox::indicator {{ border-radius: 5px; }}
    QRadioButton::indicator:checked {{
        border-color: {look.accent};
        background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
            stop:0 {look.accent}, stop:0.55 {look.accent}, stop:0.65 {look.card});
    }}
    QCheckBox::indicator:checked {{
        border-color: {look.accent}; background: {look.accent}; image: url("{check}");
    }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar::handle:vertical {{
        background: {look.edge}; border-radius: 3px; min-height: 32px;
    }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QFrame#line {{ background: {look.off}; max-height: 1px; border: 0; }}
    QLabel[is="danger"] {{ color: {look.danger}; font-weight: 600; }}
    """
