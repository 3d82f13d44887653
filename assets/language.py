"""Loads the texts of the user's language, for both programs, which share their files of texts.

Lane: gui; before the first window is made. QtGui, no widgets.
"""

from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

_FOLDER = Path(__file__).parent / "i18n"
_PLAIN = "en"
"""Tried last: it holds the plural forms of the texts as they stand in the source."""


def install_language(
    application: QGuiApplication, locale: QLocale | None = None, folder: Path = _FOLDER
) -> str:
    """Let `application` speak the first of the user's languages that there is a file for.

    Args:
        locale: None for what the system is set to.
        folder: Where the built files are.

    Returns:
        The language loaded, such as `cy`; empty when none was built, and texts stay as in the
        source.
    """
    asked = locale if locale is not None else QLocale()
    translator = QTranslator(application)
    is_found = translator.load(asked, "harbour", "_", str(folder)) or translator.load(
        f"harbour_{_PLAIN}", str(folder)
    )
    if not is_found:
        return ""
    application.installTranslator(translator)
    name = Path(translator.filePath()).stem.removeprefix("harbour_")
    application.setLayoutDirection(QLocale(name).textDirection())
    return name
