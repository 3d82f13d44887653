"""The console's window, used as a person does: clicks, keys, and looking."""

import io
import queue

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from protocol.identifiers import TransportKey
from protocol.messages.screen import Piece
from protocol.vocabulary import NoPictureReason, PictureOrigin
from teacher_console.classroom.device_status import DeviceState, Teacher
from teacher_console.classroom.ui.address_dialog import AddressDialog
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.wall.order import Showing, Sorting
from teacher_console.wall.ui.decoder import decode_piece, lay_onto
from teacher_console.wall.ui.tile_model import TileModel
from tests.helpers.console_scene import BLUE, NOON, ControlLog, Scene, blue_pixels, jpeg, status
from tests.helpers.messages import picture_sent


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


SMALL = QSize(640, 400)


def test_starting_a_lesson_by_hand(scene: Scene) -> None:
    title = scene.named(QLineEdit, "Lesson title, as pupils read it")
    scene.qtbot.keyClicks(title, "Poster project")
    scene.click("Start lesson")
    assert scene.control.log == ["open 'Poster project' in Room 12 for 3600 s"]


def test_an_open_lesson_offers_its_end_and_says_who_is_seen(scene: Scene) -> None:
    scene.tell(status())
    scene.open_lesson()
    assert "You see 1 of 1 screens in Room 12." in scene.texts()
    scene.click("End lesson")
    assert scene.control.log == ["end"]


def test_without_a_lesson_the_window_says_what_to_do(scene: Scene) -> None:
    scene.tell(status(state=DeviceState.READY))
    assert "No lesson is open" in scene.texts()
    assert "Screens are shown during a lesson" in scene.texts()


def test_what_the_class_told_before_the_window_was_there_is_shown(qtbot: QtBot) -> None:
    early = EventBridge()
    control = ControlLog()
    control.on_tell_anew = lambda: early.device_changed(status(state=DeviceState.SEARCHING))
    window = ConsoleWindow(control=control, bridge=early, teacher=Teacher("Ms Patel", "Oak", ()))
    qtbot.addWidget(window, before_close_func=lambda _: early.close())
    qtbot.waitUntil(lambda: [each.device_name for each in window.statuses()] == ["pc-01"])


def test_an_empty_school_says_what_to_do(scene: Scene) -> None:
    assert "No pupil's computer has been admitted yet" in scene.texts()
    assert "your technician admits it" in scene.texts()


def test_somebody_without_rooms_cannot_start_a_lesson(qtbot: QtBot) -> None:
    scene = Scene(qtbot, rooms=())
    assert not scene.button("Start lesson").isEnabled()
    assert "No room is yours yet" in scene.texts()


def test_search_that_finds_nothing_says_so_and_offers_the_way_back(scene: Scene) -> None:
    scene.tell(status())
    search = scene.named(QLineEdit, "Find a pupil or device")
    scene.qtbot.keyClicks(search, "zzz")
    assert "Nothing is called so" in scene.texts()
    scene.click("Show everything")
    assert scene.wall.isVisible()


def test_ctrl_f_goes_to_the_search_and_typing_finds(scene: Scene) -> None:
    scene.tell(status(1))
    scene.tell(status(2, pupil="Ben Carter"))
    scene.window.activateWindow()
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = scene.named(QLineEdit, "Find a pupil or device")
    scene.qtbot.waitUntil(search.hasFocus)
    scene.qtbot.keyClicks(search, "ben")
    assert scene.wall.model().rowCount() == 1


def test_sorting_by_state_brings_live_first(scene: Scene) -> None:
    scene.tell(status(1, DeviceState.LOST, "Amira"))
    scene.tell(status(2, DeviceState.LIVE, "Ben"))
    box = scene.named(QComboBox, "Sort")
    scene.qtbot.keyClick(box, Qt.Key.Key_Down)
    scene.qtbot.keyClick(box, Qt.Key.Key_Down)
    first = scene.wall.model().index(0, 0)
    assert first.data() == "Ben"


def test_a_live_picture_is_painted(scene: Scene) -> None:
    scene.tell(status())
    scene.show_picture()
    assert blue_pixels(scene) > 100


@pytest.mark.parametrize(
    "state",
    [
        DeviceState.LOST,
        DeviceState.LEFT,
        DeviceState.WITHHELD,
        DeviceState.READY,
        DeviceState.REFUSED,
        DeviceState.SEARCHING,
    ],
)
def test_no_picture_is_painted_once_the_device_is_not_live(
    scene: Scene, state: DeviceState
) -> None:
    scene.tell(status())
    scene.show_picture()
    scene.tell(status(state=state, reason=NoPictureReason.LOCKED))
    assert blue_pixels(scene) == 0


def test_a_quiet_device_keeps_its_picture_without_colour(scene: Scene) -> None:
    scene.tell(status())
    scene.show_picture()
    scene.tell(status(state=DeviceState.QUIET))
    assert blue_pixels(scene) == 0
    assert scene.window._tiles.pictures.scaled(status().key) is not None  # still there, in grey


def test_a_picture_that_comes_after_the_loss_is_not_shown(scene: Scene) -> None:
    scene.tell(status(state=DeviceState.LOST))
    scene.show_picture()
    assert blue_pixels(scene) == 0
    scene.tell(status())
    assert blue_pixels(scene) == 0  # nor when the device is back


def test_visible_tiles_are_asked_for_and_hidden_ones_are_not(scene: Scene) -> None:
    scene.tell(*(status(number) for number in range(1, 80)))
    scene.qtbot.waitUntil(lambda: bool(scene.control.shown))
    keys, width_px = scene.control.shown[-1]
    assert 0 < len(keys) < 79
    assert 160 <= width_px <= 640


def test_ctrl_plus_makes_tiles_larger(scene: Scene) -> None:
    scene.tell(status())
    before = scene.wall.tile_width()
    scene.named(QWidget, "Tile size")
    scene.qtbot.keyClick(scene.wall, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert scene.wall.tile_width() < before


def test_closing_the_window_asks_while_a_lesson_is_open(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.open_lesson()
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    scene.window.close()
    assert scene.window.isVisible()
    scene.window.close()
    assert not scene.window.isVisible()
    assert scene.control.log[-1] == "end"


def test_t10_markup_in_a_name_is_painted_as_its_letters(scene: Scene) -> None:
    scene.tell(status(pupil="<b>Bobby</b>"))
    index = scene.wall.model().index(0, 0)
    assert index.data() == "<b>Bobby</b>"
    assert not index.data(Qt.ItemDataRole.ToolTipRole)  # Qt would guess rich text there
    for label in scene.window.findChildren(QLabel):
        assert label.textFormat() is not Qt.TextFormat.RichText


def test_everything_has_a_name_for_a_screen_reader(scene: Scene) -> None:
    scene.tell(status(state=DeviceState.WITHHELD, reason=NoPictureReason.NO_SIGN))
    for kind in (QLineEdit, QComboBox, QPushButton):
        for widget in scene.window.findChildren(kind):
            if isinstance(widget.parent(), QComboBox):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
    spoken = scene.wall.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Amira Khan" in spoken
    assert "cannot see the sign" in spoken


def test_a_painted_desktop_says_so(scene: Scene) -> None:
    scene.tell(status(origin=PictureOrigin.PAINTED))
    scene.show_picture()
    plain = scene.wall.grab().toImage()
    scene.tell(status(origin=PictureOrigin.SCREEN))
    assert scene.wall.grab().toImage() != plain


def test_an_address_that_is_none_is_explained_and_kept(qtbot: QtBot) -> None:
    control = ControlLog()
    parent = QWidget()
    dialog = AddressDialog(parent, ["pc-01"], control.add_address)
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.findChildren(QLineEdit)[-1]
    qtbot.keyClicks(field, "nonsense")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "it has no port" in "".join(label.text() for label in dialog.findChildren(QLabel))
    assert field.text() == "nonsense"
    field.clear()
    qtbot.keyClicks(field, "10.0.0.5:48480")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert control.log == ["try pc-01 at 10.0.0.5:48480"]


def test_t26_a_picture_that_claims_to_be_large_is_refused_before_it_is_decoded(
    expected_log: pytest.LogCaptureFixture,
) -> None:
    data = bytearray(jpeg(64, 64))
    start = data.index(b"\xff\xc0")
    data[start + 5 : start + 9] = b"\xff\xff\xff\xff"  # 65535 x 65535
    assert decode_piece(bytes(data), SMALL) is None
    assert "too large" in expected_log.text or "not a whole JPEG" in expected_log.text


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", jpeg()[:200], b"\x89PNG\r\n\x1a\n" + b"\0" * 64, jpeg(641, 10)]
)
def test_what_is_no_small_jpeg_is_dropped(
    data: bytes, expected_log: pytest.LogCaptureFixture
) -> None:
    assert decode_piece(data, SMALL) is None
    assert "dropped a picture" in expected_log.text


def test_a_small_jpeg_is_decoded_to_its_colours() -> None:
    picture = decode_piece(jpeg(), SMALL)
    assert isinstance(picture, QImage)
    colour = QColor(picture.pixel(QPoint(100, 100)))
    assert abs(colour.blue() - BLUE[2]) < 12


def test_a_part_is_laid_onto_the_picture_that_is_held() -> None:
    held = lay_onto(None, picture_sent(1, jpeg()))
    assert held is not None
    piece = Piece(left_px=100, top_px=50, data=jpeg(40, 30, (250, 20, 20)))
    update = msgspec.structs.replace(picture_sent(2, b"x", is_whole=False), pieces=(piece,))
    after = lay_onto(held.picture, update)
    assert after is not None
    assert QColor(after.picture.pixel(QPoint(120, 65))).red() > 200
    assert QColor(after.picture.pixel(QPoint(20, 20))).red() < 60
    assert (after.picture.width(), after.picture.height()) == (320, 180)
    assert after.dirty == QRect(100, 50, 40, 30)


@pytest.mark.parametrize(
    ("left_px", "data"),
    [(300, jpeg(40, 30)), (0, jpeg(321, 10)), (0, jpeg()[:90])],
    ids=["beyond the edge", "wider than the picture", "cut short"],
)
def test_t26_a_part_that_does_not_fit_is_not_shown(
    left_px: int, data: bytes, expected_log: pytest.LogCaptureFixture
) -> None:
    held = lay_onto(None, picture_sent(1, jpeg()))
    assert held is not None
    piece = Piece(left_px=left_px, top_px=0, data=data)
    update = msgspec.structs.replace(picture_sent(2, b"x", is_whole=False), pieces=(piece,))
    assert lay_onto(held.picture, update) is None
    assert "dropped a picture" in expected_log.text


def test_t26_a_film_is_no_picture(expected_log: pytest.LogCaptureFixture) -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue", "green")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    assert decode_piece(file.getvalue(), SMALL) is None
    assert "film" in expected_log.text


def test_a_part_without_a_picture_is_asked_for_anew(qtbot: QtBot) -> None:
    del qtbot
    bridge = EventBridge()
    answers: queue.SimpleQueue[bool] = queue.SimpleQueue()
    key = TransportKey(b"k" * 32)
    bridge.picture_arrived(key, picture_sent(1, jpeg(), is_whole=False), answers.put)
    assert answers.get(timeout=5) is False
    bridge.picture_arrived(key, picture_sent(2, jpeg()), answers.put)
    assert answers.get(timeout=5) is True
    bridge.close()


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = TileModel(lambda: NOON)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number in range(1, 20):
        model.upsert(status(number))
    qtbot.waitUntil(lambda: model.rowCount() == 19)
    for number in range(1, 20, 3):
        model.upsert(status(number, DeviceState.LOST))
        model.forget(status(number + 1).key)
    qtbot.waitUntil(lambda: model.rowCount() == 13)
    model.choose(sorting=Sorting.STATE, is_descending=True)
    assert model.status_at(0).state is DeviceState.LOST
    model.choose(showing=Showing.LIVE)
    assert model.rowCount() == 6
    model.choose(showing=Showing.ALL, search="pc-1")
    assert tester.model() is model
