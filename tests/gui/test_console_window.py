"""The console's window, used as a person does: clicks, keys, and looking."""

import datetime as dt
import io
import queue
from collections.abc import Callable, Iterable

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from protocol.errors import InputError
from protocol.identifiers import TransportKey
from protocol.messages.screen import Piece
from protocol.vocabulary import NoPictureReason, PictureOrigin
from teacher_console.classroom.device_status import (
    DeviceState,
    DeviceStatus,
    LessonInfo,
    Teacher,
)
from teacher_console.classroom.ui.address_dialog import AddressDialog
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.main_window import ConsoleWindow
from teacher_console.shell.ui.theme import DARK, LIGHT, Theme, apply_theme
from teacher_console.wall.ui.decoder import decode_piece, lay_onto
from teacher_console.wall.ui.tile_model import TileModel, TileOrder
from teacher_console.wall.ui.wall_view import WallView
from tests.helpers.messages import picture_sent

BLUE = (20, 30, 230)
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


class ControlLog:
    """ClassroomControl with a log."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.shown: list[tuple[frozenset[TransportKey], int]] = []

    def open_lesson(self, title: str, room: str, duration_s: int) -> None:
        self.log.append(f"open {title!r} in {room} for {duration_s} s")

    def end_lesson(self) -> None:
        self.log.append("end")

    def show_pictures_of(self, keys: Iterable[TransportKey], width_px: int) -> None:
        self.shown.append((frozenset(keys), width_px))

    def add_address(self, device_name: str, address: str) -> None:
        if address == "nonsense":
            raise InputError("address 'nonsense'", "it has no port", "write it as 10.0.0.5:48480")
        self.log.append(f"try {device_name} at {address}")


class Scene:
    def __init__(self, qtbot: QtBot, rooms: tuple[str, ...] = ("Room 12", "Room 4")) -> None:
        self.qtbot = qtbot
        self.control = ControlLog()
        self.bridge = EventBridge()
        self.window = ConsoleWindow(
            control=self.control,
            bridge=self.bridge,
            teacher=Teacher("Ms Patel", "Oak School", rooms),
        )
        qtbot.addWidget(self.window, before_close_func=lambda _: self.end())
        self.window.show()
        qtbot.waitExposed(self.window)

    def tell(self, status: DeviceStatus) -> None:
        self.bridge.device_changed(status)
        self.settle()

    def open_lesson(self) -> None:
        now = dt.datetime.now(dt.UTC)
        info = LessonInfo("a" * 32, "Poster project", "Room 12", now, now + dt.timedelta(hours=1))
        self.bridge.lesson_changed(info)
        self.settle()

    def settle(self) -> None:
        """Let queued signals arrive."""
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()

    def end(self) -> None:
        self.bridge.lesson_changed(None)
        self.settle()
        self.window.close_without_asking()
        self.bridge.close()

    def click(self, text: str) -> None:
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def button(self, text: str) -> QPushButton:
        return next(each for each in self.window.findChildren(QPushButton) if each.text() == text)

    def named(self, kind: type[QWidget], name: str) -> QWidget:
        return next(
            each for each in self.window.findChildren(kind) if each.accessibleName() == name
        )

    def texts(self) -> str:
        labels = [each for each in self.window.findChildren(QLabel) if each.isVisible()]
        return "\n".join(label.text() for label in labels)

    @property
    def wall(self) -> WallView:
        return self.window.findChildren(WallView)[0]


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def status(
    number: int = 1,
    state: DeviceState = DeviceState.LIVE,
    pupil: str = "Amira Khan",
    **more: object,
) -> DeviceStatus:
    is_new = state is DeviceState.NOT_ADMITTED
    return DeviceStatus(
        key=TransportKey(bytes([number]) * 32),
        device_name="" if is_new else f"pc-{number:02}",
        room="" if is_new else "Room 12",
        pupil_name="" if is_new else pupil,
        address="10.0.0.5:48480",
        state=state,
        changed_at=NOON,
        **more,  # type: ignore[arg-type]  # a test's shorthand
    )


SMALL = QSize(640, 400)


def jpeg(width_px: int = 320, height_px: int = 180, colour: tuple[int, int, int] = BLUE) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width_px, height_px), colour).save(file, "JPEG")
    return file.getvalue()


def show_picture(scene: Scene, number: int = 1) -> None:
    with scene.qtbot.waitSignal(scene.bridge.picture_ready):
        key = TransportKey(bytes([number]) * 32)
        scene.bridge.picture_arrived(key, picture_sent(1, jpeg()), lambda _: None)
    scene.settle()


def blue_pixels(scene: Scene) -> int:
    image = scene.wall.grab().toImage()
    return sum(
        QColor(image.pixel(x, y)).blue() > 180 and QColor(image.pixel(x, y)).red() < 80
        for x in range(0, image.width(), 10)
        for y in range(0, image.height(), 10)
    )


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


def test_an_empty_school_says_what_to_do(scene: Scene) -> None:
    assert "No pupil's computer has been admitted yet" in scene.texts()
    assert "harbour-admin admit" in scene.texts()


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
    scene.qtbot.keyClick(box, Qt.Key.Key_End)
    first = scene.wall.model().index(0, 0)
    assert first.data() == "Ben"


def test_a_live_picture_is_painted(scene: Scene) -> None:
    scene.tell(status())
    show_picture(scene)
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
    show_picture(scene)
    scene.tell(status(state=state, reason=NoPictureReason.LOCKED))
    assert blue_pixels(scene) == 0


def test_a_quiet_device_keeps_its_picture_without_colour(scene: Scene) -> None:
    scene.tell(status())
    show_picture(scene)
    scene.tell(status(state=DeviceState.QUIET))
    assert blue_pixels(scene) == 0
    assert scene.window._tiles.data(
        scene.window._tiles.index(0), Qt.ItemDataRole.UserRole + 1
    )  # still there, in grey


def test_a_picture_that_comes_after_the_loss_is_not_shown(scene: Scene) -> None:
    scene.tell(status(state=DeviceState.LOST))
    show_picture(scene)
    assert blue_pixels(scene) == 0
    scene.tell(status())
    assert blue_pixels(scene) == 0  # nor when the device is back


def test_visible_tiles_are_asked_for_and_hidden_ones_are_not(scene: Scene) -> None:
    for number in range(1, 80):
        scene.tell(status(number))
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
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None  # Qt would guess rich text there
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
    after = lay_onto(held, update)
    assert after is not None
    assert QColor(after.pixel(QPoint(120, 65))).red() > 200
    assert QColor(after.pixel(QPoint(20, 20))).red() < 60
    assert (after.width(), after.height()) == (320, 180)


@pytest.mark.parametrize(
    ("left_px", "data"),
    [(300, jpeg(40, 30)), (0, jpeg(321, 10)), (0, jpeg()[:90])],
    ids=["beyond the edge", "wider than the picture", "cut short"],
)
def test_t26_a_part_that_does_not_fit_is_not_shown(
    left_px: int, data: bytes, expected_log: pytest.LogCaptureFixture
) -> None:
    held = lay_onto(None, picture_sent(1, jpeg()))
    piece = Piece(left_px=left_px, top_px=0, data=data)
    update = msgspec.structs.replace(picture_sent(2, b"x", is_whole=False), pieces=(piece,))
    assert lay_onto(held, update) is None
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
    del qtbot
    model = TileModel()
    order = TileOrder(model)
    testers = [
        QAbstractItemModelTester(each, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for each in (model, order)
    ]
    for number in range(1, 20):
        model.upsert(status(number))
    for number in range(1, 20, 3):
        model.upsert(status(number, DeviceState.LOST))
        model.forget(status(number + 1).key)
    assert order.rowCount() == 13
    assert len(testers) == 2


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_parts_have_enough_contrast(theme: Theme) -> None:
    for ink in (theme.ink, theme.ink_soft, theme.good, theme.warn, theme.bad):
        for ground in (theme.ground, theme.surface, theme.hollow):
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
