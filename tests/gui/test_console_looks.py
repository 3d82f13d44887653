"""How the console looks: contrast, themes, large fonts."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from teacher_console.shell.ui.theme import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    Theme,
    apply_theme,
)


@pytest.mark.parametrize(
    "theme", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high contrast"]
)
def test_text_and_parts_have_enough_contrast(theme: Theme) -> None:
    for ink in (theme.ink, theme.ink_soft, theme.good, theme.warn, theme.bad):
        for ground in (theme.ground, theme.surface, theme.hollow, theme.chosen):
            assert _contrast(ink, ground) >= 4.5, (ink.name(), ground.name())
    assert _contrast(theme.on_accent, theme.accent) >= 4.5
    assert _contrast(theme.accent, theme.surface) >= 3


def test_the_theme_can_be_applied(qapp: object, qtbot: QtBot) -> None:
    del qtbot
    apply_theme(qapp)  # type: ignore[arg-type]  # pytest-qt's fixture is untyped
    assert "border-radius" in qapp.styleSheet()  # type: ignore[attr-defined]


def _contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    convert: Callable[[float], float] = linear
    red, green, blue = (convert(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
