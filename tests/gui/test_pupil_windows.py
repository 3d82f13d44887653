"""What the pupil sees: light, history, and that our windows are reported before they are shown."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from protocol.vocabulary import ViewReason
from student_client.openness.ledger import Ledger
from student_client.openness.sign import SignLease
from student_client.openness.ui.history import HistoryWindow
from student_client.openness.ui.light import WatchingLight, WatchingLights
from student_client.openness.ui.view import OpennessView
from student_client.openness.watcher import Watcher
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows

PATEL = Watcher("Ms Patel", "Poster project")
IN_FULL = Watcher("Ms Patel", "Poster project", ViewReason.HELP)


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Pupil:
    def __init__(self, application: QApplication, folder: Path) -> None:
        self.sign = SignLease()
        self.full_sign = SignLease()
        self.private_windows = PrivateWindows()
        self.ledger = Ledger(folder / "watched.jsonl", now=utc_now)
        self.view = OpennessView(
            application,
            sign=self.sign,
            full_sign=self.full_sign,
            private_windows=self.private_windows,
            lights=Lights(),
            ledger=self.ledger,
            school="Oak School",
            mark="AAAA-BBBB",
            show_help=lambda: None,
        )

    def lights(self) -> list[WatchingLight]:
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, WatchingLight) and widget.isVisible()
        ]

    def is_lit(self) -> bool:
        return self.sign.is_shown(time.monotonic())

    def history(self) -> HistoryWindow:
        return next(
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, HistoryWindow) and widget.isVisible()
        )


@pytest.fixture
def pupil(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Pupil]:
    del qtbot
    pupil = Pupil(qapp, tmp_path)
    yield pupil
    pupil.view.close()
    qapp.removeEventFilter(pupil.view._watch)


def test_nobody_watching_shows_no_light_and_gives_no_lease(pupil: Pupil) -> None:
    assert pupil.lights() == []
    assert not pupil.is_lit()


def test_the_light_names_who_watches_and_only_then_is_the_lease_given(
    pupil: Pupil, qtbot: QtBot
) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    [light] = pupil.lights()
    assert light.accessibleName() == "Ms Patel can see this screen"


def test_a_hidden_light_withdraws_the_lease_at_once(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    pupil.lights()[0].hide()
    assert not pupil.is_lit()


def test_a_light_moved_off_the_screen_gives_no_lease(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    pupil.lights()[0].move(-5000, -5000)
    qtbot.waitUntil(lambda: not pupil.is_lit())
    qtbot.waitUntil(pupil.is_lit)  # and it finds its way back


def test_a_see_through_light_gives_no_lease(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    pupil.lights()[0].setWindowOpacity(0.05)
    assert not pupil.lights()[0].is_seen()


def test_the_light_cannot_be_closed_while_somebody_watches(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    assert not pupil.lights()[0].close()
    assert pupil.lights()


def test_the_light_goes_when_nobody_watches_any_more(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    pupil.view.show_watchers(())
    assert pupil.lights() == []
    assert not pupil.is_lit()


def test_the_light_never_takes_the_keyboard(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    flags = pupil.lights()[0].windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert flags & Qt.WindowType.WindowStaysOnTopHint


def test_the_light_can_be_dragged_aside_but_not_off_the_screen(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    [light] = pupil.lights()
    before = light.x()
    qtbot.mousePress(light, Qt.MouseButton.LeftButton, pos=light.rect().center())
    qtbot.mouseMove(light, light.rect().center() - light.rect().topRight() * 5)
    qtbot.mouseRelease(light, Qt.MouseButton.LeftButton)
    assert light.x() <= before
    assert light.x() >= 0


def test_a_very_long_name_still_fits_the_screen(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((Watcher("W" * 64, "x"), Watcher("M" * 64, "y")))
    qtbot.waitUntil(pupil.is_lit)
    [light] = pupil.lights()
    assert light.width() <= light.screen_area().width()


def test_the_history_says_when_nobody_has_watched(pupil: Pupil) -> None:
    pupil.view.show_history()
    text = _text(pupil.history())
    assert "Nobody can see this screen now." in text
    assert "Nobody has watched this screen yet." in text


def test_the_history_lists_who_watched_newest_first_and_closes_with_escape(
    pupil: Pupil, qtbot: QtBot
) -> None:
    pupil.ledger.ended(pupil.ledger.began("Mr Grey", "teacher", "Maths", None), 3)
    pupil.ledger.ended(pupil.ledger.began("Ms <i>Patel</i>", "teacher", "Art", None), 3)
    pupil.view.show_history()
    window = pupil.history()
    lines = window.findChildren(QListWidget)[0]
    assert lines.item(0).text().startswith("Ms <i>Patel</i>, Art")
    assert lines.item(1).text().startswith("Mr Grey, Maths")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_our_windows_are_private_and_the_light_is_not(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    assert pupil.private_windows.rectangles() == []
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(100, 120, 200, 150)
    window.show()
    [place] = pupil.private_windows.rectangles()
    assert place.left <= 100
    assert place.top <= 120
    assert place.left + place.width >= 300
    window.hide()
    assert len(pupil.private_windows.rectangles()) == 1  # for a moment yet


def test_a_full_view_has_a_stronger_sign_of_its_own(pupil: Pupil, qtbot: QtBot) -> None:
    pupil.view.show_watchers((PATEL,))
    qtbot.waitUntil(pupil.is_lit)
    small = pupil.lights()[0].size()
    assert not pupil.full_sign.is_shown(time.monotonic())
    pupil.view.show_watchers((PATEL, IN_FULL))
    assert not pupil.full_sign.is_shown(time.monotonic())  # its words are not painted yet
    qtbot.waitUntil(lambda: pupil.full_sign.is_shown(time.monotonic()))
    assert (
        "Ms Patel looks at this screen in full: to help you" in pupil.lights()[0].accessibleName()
    )
    assert pupil.lights()[0].height() > small.height()
    pupil.view.show_watchers((PATEL,))
    assert not pupil.full_sign.is_shown(time.monotonic())
    qtbot.waitUntil(pupil.is_lit)
    assert pupil.lights()[0].size() == small


def test_the_history_says_who_looked_in_full_and_why(pupil: Pupil) -> None:
    watch = pupil.ledger.began("Ms Patel", "teacher", "Art", ViewReason.WORRY)
    pupil.ledger.ended(watch, 3)
    pupil.view.show_history()
    line = pupil.history().findChildren(QListWidget)[0].item(0).text()
    assert "looked in full because of something that may need a look" in line


def test_lights_follow_the_screens(qtbot: QtBot) -> None:
    del qtbot
    sign = SignLease()
    lights = WatchingLights(sign, SignLease())
    lights.say((PATEL,))
    assert len(lights._lights) == len(QApplication.screens())
    lights.say(())
    assert lights._lights == {}


def _text(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
