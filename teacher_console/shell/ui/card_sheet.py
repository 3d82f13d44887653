"""How pages of cards, forms and tables look, beyond the program's own style. Lane: gui."""

from teacher_console.shell.ui.theme import Theme


def card_sheet(theme: Theme) -> str:
    """Return the style sheet of these pages in `theme`."""
    surface, line = theme.surface.name(), theme.line.name()
    ink, soft, ground = theme.ink.name(), theme.ink_soft.name(), theme.ground.name()
    accent, hollow = theme.accent.name(), theme.hollow.name()
    return f"""
    #card {{ background: {surface}; border: 1px solid {line}; border-radius: 10px; }}
    #card QLabel, #card QCheckBox, #card QRadioButton {{ background: transparent; }}
    QRadioButton {{ spacing: 10px; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {soft};
        border-radius: 8px; background: {surface}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; }}
    QRadioButton::indicator:focus {{ border-color: {accent}; }}
    #cardTitle {{ font-weight: 600; }}
    #good {{ color: {theme.good.name()}; }}
    #rail {{ background: {surface}; border-right: 1px solid {line}; }}
    #rail QPushButton {{ text-align: left; border: none; border-radius: 8px; padding: 10px 12px;
        background: transparent; color: {soft}; }}
    #rail QPushButton:hover {{ background: {ground}; }}
    #rail QPushButton:focus {{ border: 2px solid {accent}; padding: 8px 10px; }}
    #rail QPushButton:checked {{ background: {hollow}; color: {ink}; font-weight: 600; }}
    QScrollArea, #scrolled {{ background: {ground}; border: none; }}
    QTableView {{ background: {surface}; border: 1px solid {line}; border-radius: 8px;
        gridline-color: transparent; outline: none; selection-background-color: {hollow};
        selection-color: {ink}; alternate-background-color: {surface}; }}
    QTableView::item {{ padding: 4px 10px; border-bottom: 1px solid {ground}; }}
    QTableView::item:focus {{ border: 2px solid {accent}; }}
    QHeaderView {{ background: {surface}; }}
    QHeaderView::section {{ background: {surface}; color: {soft}; border: none; padding: 8px 13px;
        border-bottom: 1px solid {line}; }}
    QDateEdit {{ background: {surface}; border: 1px solid {soft}; border-radius: 7px;
        padding: 7px 10px; }}
    QDateEdit:focus {{ border: 2px solid {accent}; padding: 6px 9px; }}
    QPlainTextEdit {{ background: {surface}; border: 1px solid {line}; border-radius: 7px; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ background: {surface}; }}
    QTabBar::tab {{ background: transparent; color: {soft}; padding: 12px 18px;
        border: none; border-bottom: 3px solid transparent; }}
    QTabBar::tab:selected {{ color: {ink}; font-weight: 600; border-bottom-color: {accent}; }}
    QTabBar::tab:focus {{ color: {accent}; }}
    QProgressBar {{ border: none; background: {hollow}; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
    """
