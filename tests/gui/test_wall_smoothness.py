"""The wall stays smooth: news in one pass, pictures a few at a time, only the new is painted."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.wall.ui.pictures import Pictures
from teacher_console.wall.ui.tile_art import TileArt
from teacher_console.wall.ui.tile_delegate import TileDelegate
from teacher_console.wall.ui.tile_model import TileModel
from tests.helpers.console_scene import NOON, Scene, jpeg, status
from tests.helpers.messages import picture_sent


class Clock:
    """Each look at it takes a millisecond."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 0.001
        return self.now_s


class PaintLog(TileDelegate):
    """A delegate that notes which rows were painted."""

    def __init__(self, tiles: TileModel, art: TileArt) -> None:
        super().__init__(tiles, art)
        self.rows: list[int] = []

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.rows.append(index.row())
        super().paint(painter, option, index)


WHOLE = QRect(0, 0, 320, 180)


def picture() -> QImage:
    image = QImage(WHOLE.size(), QImage.Format.Format_RGB32)
    image.fill(0xFF2030E0)
    return image


def painted(seed: int) -> QImage:
    image = picture()
    painter = QPainter(image)
    for number in range(60):
        colour = QColor.fromHsv((number * 37 + seed) % 360, 200, 220)
        painter.fillRect((number * 53) % 320, (number * 29) % 180, 40, 9, colour)
    painter.end()
    return image


def key_of(number: int) -> TransportKey:
    return TransportKey(bytes([number]) * 32)


def most_apart(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)


def test_a_burst_of_pictures_is_scaled_a_few_in_each_turn(qtbot: QtBot) -> None:
    pictures = Pictures(Clock())
    pictures.set_size(QSize(160, 90), 1.0)
    ready: list[TransportKey] = []
    pictures.ready.connect(lambda key, _: ready.append(key))
    for number in range(1, 41):
        pictures.put(key_of(number), picture(), WHOLE)
    counts = []
    while len(ready) < 40:
        before = len(ready)
        with qtbot.waitSignal(pictures._turn.timeout):
            pass
        counts.append(len(ready) - before)
    assert max(counts) <= 3
    assert pictures.scaled(key_of(40)) is not None


def test_of_several_pictures_of_one_device_only_the_newest_is_scaled(qtbot: QtBot) -> None:
    pictures = Pictures()
    ready: list[TransportKey] = []
    pictures.ready.connect(lambda key, _: ready.append(key))
    for _ in range(10):
        pictures.put(key_of(1), picture(), WHOLE)
    qtbot.waitUntil(lambda: not pictures._turn.isActive())
    assert ready == [key_of(1)]


@pytest.mark.parametrize("ratio", [1.0, 1.5])
@pytest.mark.parametrize("width", [200, 276, 320, 400])
def test_a_part_scaled_anew_leaves_the_picture_that_scaling_all_of_it_makes(
    qtbot: QtBot, width: int, ratio: float
) -> None:
    parts, wholes = Pictures(), Pictures()
    before, after = painted(1), painted(1)
    dirty = QRect(101, 33, 57, 41)
    painter = QPainter(after)
    painter.drawImage(dirty.topLeft(), painted(90), dirty)
    painter.end()
    told: list[QRect] = []
    parts.ready.connect(lambda _, part: told.append(part))
    for pictures in (parts, wholes):
        pictures.set_size(QSize(width, width * 9 // 16), ratio)
    parts.put(key_of(1), before, before.rect())
    qtbot.waitUntil(lambda: len(told) == 1)
    parts.put(key_of(1), after, dirty)
    wholes.put(key_of(1), after, after.rect())
    qtbot.waitUntil(lambda: len(told) == 2 and wholes.scaled(key_of(1)) is not None)
    made, wanted = parts.scaled(key_of(1)), wholes.scaled(key_of(1))
    assert made is not None
    assert wanted is not None
    assert most_apart(made.toImage(), wanted.toImage()) <= 1
    assert not told[0]
    assert told[1].width() < 0.3 * width


def test_a_picture_that_changed_in_size_is_scaled_whole(qtbot: QtBot) -> None:
    pictures = Pictures()
    told: list[QRect] = []
    pictures.ready.connect(lambda _, part: told.append(part))
    pictures.put(key_of(1), picture(), WHOLE)
    qtbot.waitUntil(lambda: len(told) == 1)
    pictures.put(key_of(1), QImage(320, 240, QImage.Format.Format_RGB32), QRect(0, 0, 10, 10))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert not told[1]


def test_pictures_of_a_class_reach_the_window_in_few_turns(qtbot: QtBot) -> None:
    bridge = EventBridge()
    turns: list[None] = []
    shown: list[TransportKey] = []
    taken: list[bool] = []
    bridge._pictures_waiting.connect(lambda: turns.append(None), bridge.queued())
    bridge.picture_ready.connect(lambda key, *_: shown.append(key))
    for number in range(1, 41):
        bridge.picture_arrived(key_of(number), picture_sent(1, jpeg()), taken.append)
    qtbot.waitUntil(lambda: len(shown) == 40)
    assert len(turns) <= 10
    bridge.close()
    assert taken == [True] * 40


def test_a_hundred_news_at_once_are_one_pass(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    passes: list[None] = []
    scene.window._tiles.changed.connect(lambda: passes.append(None))
    scene.tell(*(status(number) for number in range(1, 101)))
    scene.tell(*(status(number, DeviceState.LOST) for number in range(1, 101)))
    assert len(scene.names()) == 100
    assert len(passes) == 2


def test_a_picture_repaints_its_own_tile_and_no_other(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    scene.tell(*(status(number, pupil=f"P{number}") for number in range(1, 21)))
    wall = scene.wall
    wall._art._clock = lambda: 0.0  # time enough for every part
    log = PaintLog(scene.window._tiles, wall._art)
    wall._delegate = log
    wall.setItemDelegate(log)
    scene.settle()
    wall.repaint()
    log.rows.clear()
    scene.show_picture(7)
    QCoreApplication.processEvents()
    assert set(log.rows) == {scene.names().index("P7")}


def test_painting_again_scales_and_writes_nothing_again(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    scene.tell(status())
    scene.show_picture()
    scene.wall.viewport().repaint()
    parts = dict(scene.wall._art._parts)
    scaled = scene.window._tiles.pictures.scaled(key_of(1))
    scene.wall.viewport().repaint()
    assert dict(scene.wall._art._parts) == parts
    assert scene.window._tiles.pictures.scaled(key_of(1)) is scaled


def test_what_there_was_no_time_to_paint_follows_at_once(qtbot: QtBot) -> None:
    scene = Scene(qtbot)
    scene.wall._art._clock = Clock()
    scene.tell(*(status(number, pupil=f"P{number}") for number in range(1, 21)))
    qtbot.waitUntil(
        lambda: sum(key[0] == "caption" for key in scene.wall._art._parts) >= 20, timeout=5000
    )


def test_times_alone_are_told_by_the_clock_not_by_every_picture(qtbot: QtBot) -> None:
    tiles = TileModel(lambda: NOON)
    tiles.upsert(status(picture_at=NOON))
    qtbot.waitUntil(lambda: tiles.rowCount() == 1)
    with qtbot.assertNotEmitted(tiles.dataChanged):
        tiles.upsert(status(picture_at=NOON, last_seen=NOON))
        QCoreApplication.processEvents()
    assert tiles.status_at(0).last_seen == NOON


@pytest.mark.parametrize(
    "module", ["wall.ui.list_view", "classroom.ui.address_dialog", "shell.ui.shortcuts"]
)
def test_what_most_lessons_never_show_is_not_loaded_at_the_start(module: str) -> None:
    code = (
        "import sys, teacher_console.shell.ui.main_window; "
        f"sys.exit('teacher_console.{module}' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
