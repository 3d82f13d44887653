"""Every text of both programs can be translated, and English has its plural forms."""

import ast
import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
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
from assets.language import install_language
from protocol.vocabulary import ViewReason
from student_client.openness.ledger import Watch
from student_client.openness.ui.history import HistoryWindow
from student_client.openness.ui.light import WatchingLight
from student_client.openness.ui.tray import Tray
from student_client.openness.ui.words import reason_words, sign_words
from student_client.openness.watcher import Watcher
from teacher_console.classroom.device_status import DeviceState
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


@pytest.mark.usefixtures("pseudo")
def test_every_text_that_a_pupil_sees_can_be_translated(qtbot: QtBot, qapp: QApplication) -> None:
    watch = Watch(
        who="Ms Patel",
        role="teacher",
        lesson="Poster project",
        began_at=dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC),
        ended_at=None,
        pictures=0,
        reason=None,
    )
    history = HistoryWindow("Oak School")
    qtbot.addWidget(history)
    watcher = Watcher("Ms Patel", "Poster project")
    seen = [history.windowTitle(), sign_words(())]
    for reason in ViewReason:
        seen += [sign_words((dataclasses.replace(watcher, reason=reason),)), reason_words(reason)]
        history.show_now((watcher,))
        history.show_before([msgspec.structs.replace(watch, reason=reason)])
        seen += [history.findChildren(QListWidget)[0].item(0).text().split("Poster project")[1]]
    seen += [label.text() for label in history.findChildren(QLabel)]
    seen += [button.text() for button in history.findChildren(QAbstractButton)]
    tray = Tray("Oak School", lambda: None, "AAAA-BBBB", show_help=lambda: None)
    seen += [action.text() for action in tray._menu.actions() if not action.isSeparator()]
    tray.close()
    light = WatchingLight(qapp.primaryScreen(), on_seen=lambda: None, on_hidden=lambda: None)
    qtbot.addWidget(light)
    seen += [light.windowTitle()]
    assert [text for text in seen if "[" not in text] == []
    assert len(seen) > 20


@pytest.mark.usefixtures("pseudo")
def test_what_several_do_can_be_said_otherwise_than_what_one_does() -> None:
    one, two = Watcher("Ms Patel", "Poster project"), Watcher("Mr Jones", "Poster project")
    assert sign_words((one,)) == "[Ms Patel can see this screen]"
    assert sign_words((one, two)) == "[Ms Patel, Mr Jones can see this screen]"


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


def texts_that_lupdate_misses(source: str) -> list[str]:
    """Return calls whose text or context is not written out, or whose plural lupdate drops."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        spelled = {"tr": 1, "translate": 2}.get(name)
        is_painter = isinstance(node.func, ast.Attribute) and "painter" in ast.unparse(node.func)
        is_of_a_str = name == "translate" and len(node.args) == 1
        if spelled is None or is_painter or is_of_a_str:
            continue
        is_written_out = all(isinstance(each, ast.Constant) for each in node.args[:spelled])
        is_plural = "%n" in ast.unparse(node)
        is_good_plural = name == "tr" and len(node.args) == 3 and not node.keywords
        if not is_written_out or (is_plural and not is_good_plural):
            found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize(
    "planted",
    ["translate('a', text)", "self.tr(text)", "translate('a', '%n b', '', n)", "tr('%n b', n=2)"],
)
def test_a_text_that_lupdate_would_miss_is_found(planted: str) -> None:
    assert texts_that_lupdate_misses(planted)


def test_no_text_of_the_programs_is_missed_by_lupdate() -> None:
    missed = [
        f"{path.relative_to(translations.ROOT)}: {call}"
        for program in translations.PROGRAMS
        for path in sorted((translations.ROOT / program).rglob("*.py"))
        for call in texts_that_lupdate_misses(path.read_text())
    ]
    assert missed == []
