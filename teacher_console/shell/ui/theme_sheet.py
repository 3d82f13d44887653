"""The style sheet that dresses Qt's widgets in a theme's colours. Lane: gui."""

from collections.abc import Mapping

from assets import resource


def sheet(c: Mapping[str, str], *, is_dark: bool, text_pt: float) -> str:
    """Return the style sheet for the colours of a `Theme`, as `#rrggbb` by their names.

    Args:
        text_pt: Size of ordinary text; headings grow with it.
    """
    shade = "dark" if is_dark else "light"
    chevron = resource(f"icons/console-chevron-{shade}.svg").as_posix()
    check = resource(f"icons/console-check-{shade}.svg").as_posix()
    return f"""
    #bar {{ background: {c["surface"]}; border-bottom: 1px solid {c["line"]}; }}
    #foot {{ background: {c["surface"]}; border-top: 1px solid {c["line"]}; }}
    #title {{ font-size: {text_pt * 1.67:.1f}pt; font-weight: 600; }}
    #soft {{ color: {c["ink_soft"]}; }}
    #problem {{ color: {c["bad"]}; }}
    #whom {{ font-size: {text_pt * 1.22:.1f}pt; font-weight: 600; }}
    #railTitle, #section {{ font-weight: 600; }}
    #emptyTitle {{ font-size: {text_pt * 1.9:.1f}pt; font-weight: 600; }}
    QLineEdit, QComboBox {{
        background: {c["surface"]}; border: 1px solid {c["ink_soft"]}; border-radius: 7px;
        padding: 7px 10px; selection-background-color: {c["accent"]};
        selection-color: {c["on_accent"]};
    }}
    QLineEdit:focus, QComboBox:focus {{ border: 2px solid {c["accent"]}; padding: 6px 9px; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({chevron}); width: 14px; height: 14px; }}
    QCheckBox {{ spacing: 10px; }}
    QCheckBox::indicator, QTableView::indicator {{
        width: 14px; height: 14px; border: 1px solid {c["ink_soft"]}; border-radius: 4px;
        background: {c["surface"]};
    }}
    QCheckBox::indicator:checked, QTableView::indicator:checked {{
        background: {c["accent"]}; border-color: {c["accent"]}; image: url({check});
    }}
    QCheckBox::indicator:focus {{ border: 2px solid {c["accent"]}; width: 12px; height: 12px; }}
    QCheckBox::indicator:disabled {{ border-color: {c["line"]}; background: {c["hollow"]}; }}
    QPushButton {{
        background: {c["surface"]}; border: 1px solid {c["ink_soft"]}; border-radius: 7px;
        padding: 8px 16px;
    }}
    QPushButton:hover {{ background: {c["hollow"]}; }}
    QPushButton:focus {{ border: 2px solid {c["accent"]}; padding: 7px 15px; }}
    QPushButton:disabled {{ color: {c["ink_soft"]}; border: 1px dashed {c["line"]}; }}
    QPushButton#primary {{
        background: {c["accent"]}; color: {c["on_accent"]}; border: 1px solid {c["accent"]};
        font-weight: 600;
    }}
    QPushButton#primary:focus {{ border: 2px solid {c["ink"]}; }}
    QPushButton#primary:disabled {{ background: {c["hollow"]}; color: {c["ink_soft"]};
        border-color: {c["line"]}; }}
    QPushButton#tool {{ padding: 7px 12px; }}
    QPushButton#tool:focus {{ padding: 6px 11px; }}
    QPushButton:checked {{ background: {c["chosen"]}; border-color: {c["accent"]}; }}
    QListView, QTreeView {{ background: {c["ground"]}; border: none; outline: none; }}
    QTreeView {{ background: {c["surface"]}; alternate-background-color: {c["surface"]}; }}
    #wallList {{ margin: 0 8px; }}
    QTreeView::item {{ padding: 3px 6px; border-bottom: 1px solid {c["line"]}; color: {c["ink"]}; }}
    QTreeView::item:selected {{ background: {c["chosen"]}; color: {c["ink"]}; }}
    QTableView::item {{ padding: 0 7px; }}
    QHeaderView::section {{
        background: {c["ground"]}; color: {c["ink"]}; border: none; padding: 7px 10px;
        border-bottom: 1px solid {c["ink_soft"]}; font-weight: 600;
    }}
    #rail, #navigation {{ background: {c["surface"]}; border-right: 1px solid {c["line"]}; }}
    #rail QListView, #navigation QListView {{ background: {c["surface"]}; }}
    #rail QListView::item, #navigation QListView::item {{
        padding: 6px 10px; border-radius: 6px; color: {c["ink"]};
    }}
    #rail QListView::item:selected, #navigation QListView::item:selected {{
        background: {c["chosen"]}; color: {c["ink"]};
    }}
    #rail QListView::item:selected:active {{ border: 1px solid {c["accent"]}; }}
    #rail QListView::item:disabled {{ color: {c["ink_soft"]}; padding-top: 14px; }}
    #targets {{ background: {c["ground"]}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QSlider {{ min-height: 24px; }}
    QSlider::groove:horizontal {{
        height: 4px; border-radius: 2px; background: {c["ink_soft"]};
    }}
    QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {c["accent"]}; }}
    QSlider::handle:horizontal {{
        width: 16px; height: 16px; margin: -7px 0; border-radius: 9px;
        background: {c["surface"]}; border: 2px solid {c["accent"]};
    }}
    QSlider::handle:horizontal:focus {{ background: {c["accent"]}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {c["ink_soft"]}; }}
    QSlider::sub-page:horizontal:disabled {{ background: {c["ink_soft"]}; }}
    QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
    QScrollBar::handle:vertical {{
        min-height: 28px; margin: 2px; border-radius: 4px; background: {c["ink_soft"]};
    }}
    QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
    QScrollBar::handle:horizontal {{
        min-width: 28px; margin: 2px; border-radius: 4px; background: {c["ink_soft"]};
    }}
    QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
    QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QToolTip {{
        background: {c["surface"]}; color: {c["ink"]}; border: 1px solid {c["ink_soft"]};
        padding: 6px;
    }}
    QMenu {{ background: {c["surface"]}; border: 1px solid {c["ink_soft"]}; padding: 4px; }}
    QMenu::item {{ padding: 6px 26px; }}
    QMenu::item:selected {{ background: {c["accent"]}; color: {c["on_accent"]}; }}
    QMenu::item:disabled {{ color: {c["ink_soft"]}; }}
    QMenu::separator {{ height: 1px; background: {c["line"]}; margin: 4px 8px; }}
    QMenuBar {{ background: {c["surface"]}; }}
    """
