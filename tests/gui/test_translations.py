"""Every text of the console can be translated, and English has its plural forms."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
)
from pytestqt.qtbot import QtBot

from assets import translations
from teacher_console.classroom.device_status import DeviceState
from teacher_console.shell.ui.language import install_language
from teacher_console.wall.groups import EVERYBODY
from teacher_console.wall.targets import targets
from teacher_console.wall.ui import words
from teacher_console.wall.ui.target_words import whom
from tests.helpers.console_scene import Scene, status

_DATA = ("Poster project", "Ms Patel", "Oak School", "Room", "pc-01", "Harbour")


@pytest.fixture
def english(tmp_path: Path, qapp: QApplication) -> Iterator[None]:
    translations.build(target=tmp_path)
    yield from _spoken(qapp, tmp_path / "harbour_en.qm")


@pytest.fixture
def pseudo(tmp_path: Path, qapp: QApplication) -> Iterator[None]:
    """A language in which every text stands in brackets."""
    tree = ET.parse(translations.FOLDER / "harbour_en.ts")  # noqa: S314  # our own file
    for message in tree.iter("message"):
        translation, source = message.find("translation"), message.findtext("source")
        assert translation is not None
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        for place in forms or [translation]:
            place.text = f"[{source}]"
    tree.write(tmp_path / "pseudo.ts", encoding="utf-8", xml_declaration=True)
    translations.build(tmp_path, tmp_path)
    yield from _spoken(qapp, tmp_path / "pseudo.qm")


def _spoken(qapp: QApplication, path: Path) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(path))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_every_text_is_in_the_file_that_translators_work_from(tmp_path: Path) -> None:
    committed = translations.FOLDER / "harbour_en.ts"
    collected = tmp_path / committed.name
    shutil.copy(committed, collected)
    translations.update(tmp_path)
    assert collected.read_text() == committed.read_text(), (
        "texts changed: run python -m assets.translations update"
    )


def test_no_plural_form_of_english_is_missing() -> None:
    tree = ET.parse(translations.FOLDER / "harbour_en.ts")  # noqa: S314  # our own file
    forms = [form.text for form in tree.iter("numerusform")]
    assert forms
    assert all(forms)


@pytest.mark.usefixtures("english")
def test_one_is_said_otherwise_than_many(qapp: QApplication) -> None:
    del qapp
    one, two = status(1), status(2)
    assert whom(targets([one], frozenset(), 1), EVERYBODY) == "The one pupil in Room 12"
    assert whom(targets([one, two], frozenset(), 2), EVERYBODY) == "All 2 pupils in Room 12"
    assert words.screens(status(screens=2)) == "2 screens"


@pytest.mark.usefixtures("pseudo")
def test_every_text_that_is_seen_can_be_translated(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    scene.open_lesson()
    scene.tell(*(status(n, state) for n, state in enumerate(DeviceState, start=1)))
    seen: list[str] = []
    for label in scene.window.findChildren(QLabel):
        seen += [label.text()] if label.isVisible() else []
    seen += [button.text() for button in scene.window.findChildren(QAbstractButton)]
    seen += [field.placeholderText() for field in scene.window.findChildren(QLineEdit)]
    for box in scene.window.findChildren(QComboBox):
        seen += [box.itemText(index) for index in range(box.count())]
    for listed in scene.window.findChildren(QListWidget):
        seen += [listed.item(row).text() for row in range(listed.count())]
    for menu in scene.window.menuBar().findChildren(QMenu):
        seen += [menu.title(), *(action.text() for action in menu.actions())]
    model = scene.wall.model()
    for row in range(model.rowCount()):
        tile = scene.page.grid._tiles.status_at(row)
        seen += [words.state_word(tile), words.explanation(tile)]
    untranslated = [
        text for text in seen if text and "[" not in text and not text.startswith(_DATA)
    ]
    assert not untranslated
    assert len(seen) > 80


def test_without_built_files_the_console_speaks_as_its_source(
    qapp: QApplication, tmp_path: Path
) -> None:
    assert install_language(qapp, QLocale("cy_GB"), tmp_path) == ""
    assert words.screens(status(screens=2)) == "2 screens"


def test_the_users_language_is_loaded_and_english_when_there_is_none(
    qapp: QApplication, tmp_path: Path
) -> None:
    translations.build(target=tmp_path)
    assert install_language(qapp, QLocale("cy_GB"), tmp_path) == "en"
    (tmp_path / "harbour_en.qm").rename(tmp_path / "harbour_cy.qm")
    assert install_language(qapp, QLocale("cy_GB"), tmp_path) == "cy"
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
