"""The window of a full view, used as a person does: clicks, keys, and looking."""

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from protocol.messages.view import FramePiece
from protocol.vocabulary import NoPictureReason, PictureOrigin, ViewEnd, ViewReason, ViewRefusal
from teacher_console.view.ui.folder_dialog import FolderDialog
from teacher_console.view.ui.renew_bar import RenewBar
from teacher_console.view.ui.screenshot_progress import ScreenshotProgress
from teacher_console.view.ui.words import Mark, notice
from teacher_console.view.view_status import ViewState, ViewStatus
from tests.helpers.viewed_device import frame
from tests.helpers.viewing_person import (
    BLUE,
    PICTURE,
    RED,
    Viewing,
    is_blue,
    is_red,
    jpeg,
    key_of,
)


@pytest.fixture
def viewing(qtbot: QtBot, tmp_path: Path) -> Viewing:
    return Viewing(qtbot, tmp_path)


class Painted(QObject):
    """What a widget was asked to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


# why


def test_a_view_is_opened_with_a_reason_by_one_key(viewing: Viewing) -> None:
    viewing.desk.ask_view(key_of(1))
    viewing.qtbot.keyClick(viewing.reason_dialog(), Qt.Key.Key_2)
    assert viewing.control.log == ["open 1 work"]
    assert viewing.window().isVisible()


def test_a_reason_is_chosen_by_a_click(viewing: Viewing) -> None:
    viewing.desk.ask_view(key_of(1))
    rows = viewing.reason_dialog().findChildren(QPushButton)
    row = next(each for each in rows if "Something does not work" in each.text())
    viewing.qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert viewing.control.log == ["open 1 technical"]


def test_enter_alone_chooses_nothing_and_arrows_say_what_the_pupil_will_read(
    viewing: Viewing,
) -> None:
    viewing.desk.ask_view(key_of(1))
    dialog = viewing.reason_dialog()
    viewing.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert viewing.control.log == []
    assert "Amira Khan will see: Ms Patel looks at this screen" in viewing.texts(dialog)
    viewing.qtbot.keyClick(dialog, Qt.Key.Key_Down)
    focused = dialog.focusWidget()
    assert focused is not None
    assert "in full: to help you." in viewing.texts(dialog)
    viewing.qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert viewing.control.log == ["open 1 help"]


def test_without_a_reason_nothing_is_opened(viewing: Viewing) -> None:
    viewing.desk.ask_view(key_of(1))
    viewing.qtbot.keyClick(viewing.reason_dialog(), Qt.Key.Key_Escape)
    assert viewing.control.log == []
    assert viewing.desk.open_count() == 0


def test_a_view_that_is_open_is_not_asked_for_again(viewing: Viewing) -> None:
    viewing.open()
    viewing.desk.ask_view(key_of(1))
    viewing.settle()
    assert QApplication.activeModalWidget() is None
    assert viewing.desk.open_count() == 1


def test_the_view_named_at_the_start_opens_when_its_device_is_live(viewing: Viewing) -> None:
    viewing.desk.open_when_live("pc-09")
    viewing.meet(9, "Nia", "pc-09")
    viewing.meet(9, "Nia", "pc-09")
    assert viewing.control.log == ["open 9 work"]


# pixels


def test_a_frame_is_painted_and_then_said_to_be_shown(viewing: Viewing) -> None:
    viewing.live()
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    assert viewing.count(is_blue) > 500


def test_only_what_a_frame_changed_is_painted(viewing: Viewing) -> None:
    viewing.live()
    viewing.press(Qt.Key.Key_1, ctrl=True)
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    viewing.settle()
    painted = Painted(viewing.area().viewport())
    viewing.send(frame(2, is_whole=False, at=(100, 50), data=jpeg((40, 30), RED)))
    viewing.qtbot.waitUntil(lambda: len(viewing.shown) == 2)
    target = viewing.area()._zoom.target
    changed = QRect(target.topLeft() + QPoint(100, 50), QRect(0, 0, 40, 30).size())
    assert painted.region.boundingRect() == changed
    assert is_red(viewing.colour_at(changed.center()))
    assert is_blue(viewing.colour_at(changed.topLeft() - QPoint(4, 4)))
    assert is_blue(viewing.colour_at(changed.bottomRight() + QPoint(4, 4)))


def test_a_fitted_picture_is_painted_where_it_changed_too(viewing: Viewing) -> None:
    viewing.live()
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    viewing.settle()
    painted = Painted(viewing.area().viewport())
    viewing.send(frame(2, is_whole=False, at=(320, 180), data=jpeg((32, 32), RED)))
    viewing.qtbot.waitUntil(lambda: len(viewing.shown) == 2)
    zoom = viewing.area()._zoom
    changed = zoom.to_window(QRect(320, 180, 32, 32))
    assert painted.region.boundingRect() == changed
    assert zoom.scale > 1
    assert is_red(viewing.colour_at(changed.center()))
    assert is_blue(viewing.colour_at(changed.topLeft() - QPoint(6, 6)))


def test_a_change_out_of_sight_is_said_to_be_shown_without_painting(viewing: Viewing) -> None:
    window = viewing.live()
    window.resize(480, 320)
    viewing.area().zoom_to(4.0)
    viewing.area()._move_to(QPoint(0, 0))
    viewing.settle()
    painted = Painted(viewing.area().viewport())
    viewing.send(frame(2, is_whole=False, at=(600, 330), data=jpeg((8, 8), RED)))
    assert viewing.shown == [True, True]
    assert painted.region.isEmpty()


@pytest.mark.parametrize("at", [(0, 0), (600, 330)], ids=["in sight", "scrolled out of sight"])
def test_a_window_that_is_not_seen_asks_for_no_more(viewing: Viewing, at: tuple[int, int]) -> None:
    window = viewing.live()
    viewing.area().zoom_to(4.0)
    viewing.area()._move_to(QPoint(0, 0))
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    window.hide()
    viewing.send(frame(2, is_whole=False, at=at, data=jpeg((8, 8), RED)))
    assert viewing.shown == [True]
    window.show()
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True, True])


def test_the_pointer_is_drawn_and_leaves_nothing_behind(viewing: Viewing) -> None:
    viewing.live(pointer=(100, 100))
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    zoom = viewing.area()._zoom
    inside = zoom.point_to_window(QPoint(100, 100)) + QPoint(2, 6)
    assert viewing.colour_at(inside).lightness() < 60  # the arrow, not its halo
    moved = msgspec.structs.replace(frame(2, is_whole=False, pointer=(300, 200)), pieces=())
    viewing.send(moved)
    viewing.qtbot.waitUntil(lambda: len(viewing.shown) == 2)
    assert is_blue(viewing.colour_at(inside))
    assert not is_blue(viewing.colour_at(zoom.point_to_window(QPoint(300, 200)) + QPoint(2, 6)))


def test_a_larger_screen_is_fitted_anew(viewing: Viewing) -> None:
    viewing.live()
    viewing.send(frame(2, size=(1600, 1200), data=jpeg((1600, 1200), RED), monitor=0))
    viewing.qtbot.waitUntil(lambda: len(viewing.shown) == 2)
    target = viewing.area()._zoom.target
    assert viewing.area().viewport().rect().contains(target)
    assert viewing.count(is_blue) == 0
    assert viewing.count(is_red) > 500


def test_an_old_picture_has_no_colour_and_says_how_old(viewing: Viewing) -> None:
    viewing.live()
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    viewing.tell(ViewState.QUIET)
    viewing.qtbot.waitUntil(lambda: viewing.count(is_blue) == 0)
    assert "Old, 3 s" in viewing.texts()
    viewing.tell(ViewState.LIVE)
    viewing.qtbot.waitUntil(lambda: viewing.count(is_blue) > 500)


@pytest.mark.parametrize(
    ("state", "values", "words"),
    [
        (ViewState.WITHHELD, {"withheld": NoPictureReason.LOCKED}, "The computer is locked"),
        (ViewState.WITHHELD, {"withheld": NoPictureReason.PAUSED}, "Something private"),
        (ViewState.LOST, {}, "Connection lost"),
        (ViewState.LEFT, {}, "said goodbye"),
        (ViewState.ENDED, {"end": ViewEnd.TIME}, "The view has ended"),
        (ViewState.ENDED, {"end": ViewEnd.LESSON}, "The lesson is over"),
        (ViewState.REFUSED, {"refusal": ViewRefusal.TOO_MANY}, "Close another view"),
        (ViewState.BROKEN, {}, "The view was stopped"),
    ],
)
def test_where_there_is_no_picture_the_reason_stands(
    viewing: Viewing, state: ViewState, values: dict[str, object], words: str
) -> None:
    viewing.live()
    viewing.tell(state, **values)  # type: ignore[arg-type]  # a test's shorthand
    assert viewing.count(is_blue) == 0
    assert words in viewing.texts()
    assert not viewing.action("Screenshot").isEnabled()


def test_a_frame_decoded_after_the_loss_is_never_shown(viewing: Viewing) -> None:
    viewing.live()
    viewing.tell(ViewState.LOST)
    canvas = viewing.bridge.canvas_of(key_of(1))
    old = canvas.epoch - 1
    assert canvas.lay(frame(2, data=jpeg()), old, viewing.shown.append) is None
    viewing.tell(ViewState.LIVE)
    assert viewing.count(is_blue) == 0
    assert "The picture is on its way" in viewing.texts()


def test_every_reason_has_words_of_its_own() -> None:
    titles = {
        notice(ViewStatus(ViewState.WITHHELD, ViewReason.HELP, withheld=reason)).title
        for reason in NoPictureReason
    }
    assert len(titles) == len(NoPictureReason)
    assert notice(ViewStatus(ViewState.OPENING, ViewReason.HELP)).mark is Mark.WAIT


# keys and the mouse


def test_fit_and_real_size_by_keys(viewing: Viewing) -> None:
    viewing.live()
    zoom = viewing.area()._zoom
    assert zoom.is_fit
    viewing.press(Qt.Key.Key_1, ctrl=True)
    assert (zoom.is_fit, zoom.scale) == (False, 1.0)
    assert viewing.action("1:1").isChecked()
    viewing.press(Qt.Key.Key_0, ctrl=True)
    assert zoom.is_fit
    assert viewing.action("Fit").isChecked()


def test_ctrl_and_wheel_zoom_about_the_pointer(viewing: Viewing) -> None:
    viewing.live()
    viewing.area().zoom_to(2.0)
    zoom = viewing.area()._zoom
    at = QPointF(200, 150)
    before = (at - QPointF(zoom.target.topLeft())) / zoom.scale
    viewport = viewing.area().viewport()
    event = QWheelEvent(
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
    after = (at - QPointF(zoom.target.topLeft())) / zoom.scale
    assert zoom.scale == pytest.approx(2.0 * 1.15**2)
    assert (after - before).manhattanLength() < 2


def test_the_picture_is_moved_by_arrows_and_by_dragging(viewing: Viewing) -> None:
    viewing.live()
    viewing.area().zoom_to(4.0)
    viewing.area()._move_to(QPoint(0, 0))
    viewing.press(Qt.Key.Key_Right)
    viewing.press(Qt.Key.Key_Down)
    offset = viewing.area()._zoom.offset
    assert offset.x() > 0
    assert offset.y() > 0
    viewport = viewing.area().viewport()
    viewing.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    viewing.qtbot.mouseMove(viewport, QPoint(150, 180))
    viewing.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(150, 180))
    assert viewing.area()._zoom.offset - offset == QPoint(50, 20)


def test_f11_fills_the_screen_and_escape_leaves_it_first(viewing: Viewing) -> None:
    window = viewing.live()
    viewing.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    viewing.press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert viewing.desk.open_count() == 1
    viewing.press(Qt.Key.Key_Escape)
    assert viewing.desk.open_count() == 0
    assert viewing.control.log[-1] == "close 1"


def test_monitors_are_offered_when_there_are_several(viewing: Viewing) -> None:
    viewing.live()
    assert not any(
        each.isVisible()
        for each in viewing.window().findChildren(QToolButton)
        if each.text() == "Screen 2"
    )
    viewing.tell(monitors=2, monitor=0)
    button = next(
        each for each in viewing.window().findChildren(QToolButton) if each.text() == "Screen 2"
    )
    viewing.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert viewing.control.log[-1] == "monitor 1 of 1"
    assert viewing.action("Screen 1").isChecked()  # until the device shows the other
    viewing.tell(monitors=2, monitor=1)
    assert viewing.action("Screen 2").isChecked()
    viewing.tell(monitors=1, monitor=0)
    assert not viewing.action("Screen 1").isVisible()


def test_a_view_asks_before_it_ends_and_is_renewed_by_hand_only(viewing: Viewing) -> None:
    window = viewing.live()
    bar = window.findChildren(RenewBar)[0]
    ends_at_s = viewing.clock_s + 300
    viewing.clock_s += 269
    window._tick()
    assert not bar.isVisible()
    viewing.clock_s += 2
    window._tick()
    assert bar.isVisible()
    assert "The view ends in 0:29" in viewing.texts()
    viewing.clock_s += 20
    window._tick()
    assert not any("renew" in each for each in viewing.control.log)
    keep = bar.findChildren(QPushButton)[0]
    viewing.qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert viewing.control.log[-1] == "renew 1"
    viewing.tell(ends_at_s=ends_at_s + 300)
    window._tick()
    assert not bar.isVisible()


def test_the_sheet_of_keys_lists_every_action(viewing: Viewing) -> None:
    viewing.live()
    viewing.tell(monitors=2, monitor=0)
    viewing.press(Qt.Key.Key_F1)
    text = viewing.texts(viewing.dialog())
    for words in ("Ctrl+1", "Screen 2", "Alt+2", "F11", "Screenshot", "Alt+K"):
        assert words in text
    viewing.qtbot.keyClick(viewing.dialog(), Qt.Key.Key_Escape)


def test_looking_again_asks_why_again(viewing: Viewing) -> None:
    viewing.live()
    viewing.tell(ViewState.ENDED, end=ViewEnd.TIME)
    again = next(
        each for each in viewing.window().findChildren(QPushButton) if "again" in each.text()
    )
    viewing.qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    viewing.qtbot.keyClick(viewing.reason_dialog(), Qt.Key.Key_1)
    assert viewing.control.log == ["open 1 help", "close 1", "open 1 help"]


def test_views_end_when_the_wall_goes(viewing: Viewing) -> None:
    viewing.live(1)
    viewing.live(2)
    viewing.wall.hide()
    assert viewing.desk.open_count() == 0
    assert viewing.control.log[-2:] == ["close 1", "close 2"]


def test_a_new_window_has_the_size_of_the_last(viewing: Viewing) -> None:
    window = viewing.open(1)
    window.resize(600, 420)
    window.close()
    assert viewing.open(2).size().toTuple() == (600, 420)


def test_the_foot_says_who_why_how_long_and_what_it_costs(viewing: Viewing) -> None:
    window = viewing.live()
    viewing.clock_s += 1
    window._tick()
    text = viewing.texts()
    assert "Live" in text
    assert "Ms Patel  ·  to help" in text
    assert "4:59 left" in text
    assert "1 frames/s" in text
    assert "pc-01  ·  Room 12" in text


def test_a_painted_desktop_says_so(viewing: Viewing) -> None:
    viewing.live()
    assert "painted" not in viewing.texts()
    viewing.tell(origin=PictureOrigin.PAINTED)
    assert "painted desktop (demonstration)" in viewing.texts()


# names and sizes


@pytest.mark.parametrize(
    "name",
    ["<b>Bobby</b>", "x" * 300, "\u202eevil\u202c", "two\nlines\x07", "[*]", "&Fish && chips"],
)
def test_t10_a_hostile_name_is_its_letters_and_widens_nothing(viewing: Viewing, name: str) -> None:
    viewing.meet(1, name)
    window = viewing.live()
    window.resize(600, 400)
    viewing.settle()
    assert window.width() == 600
    for button in window.findChildren(QToolButton):
        right = button.mapTo(window, button.rect().topRight()).x()
        assert not button.isVisible() or right < 600, button.text()
    assert window.windowTitle().isprintable()
    assert "[*]" not in window.windowTitle()
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
        assert label.text().isprintable()
    viewing.desk.ask_view(key_of(2))
    viewing.meet(3, name)
    dialog = viewing.reason_dialog()
    viewing.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    viewing.desk.ask_view(key_of(3))
    dialog = viewing.reason_dialog()
    assert dialog.width() < 900
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_every_control_has_a_name_for_a_screen_reader(viewing: Viewing, tmp_path: Path) -> None:
    viewing.live()
    viewing.tell(monitors=2, monitor=0)
    viewing.desk.ask_view(key_of(2))
    folder = FolderDialog(viewing.wall, tmp_path)
    viewing.qtbot.addWidget(folder)
    progress = ScreenshotProgress(viewing.wall, folder="/tmp", names={key_of(1): "Amira"})  # noqa: S108
    viewing.qtbot.addWidget(progress)
    for window in (viewing.window(), viewing.reason_dialog(), folder, progress):
        for kind in (QPushButton, QToolButton, QLineEdit, QListWidget):
            for widget in window.findChildren(kind):
                if widget.objectName().startswith("qt_"):
                    continue
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface.text(QAccessible.Text.Name), (window, widget)
    area = QAccessible.queryAccessibleInterface(viewing.area())
    assert area.text(QAccessible.Text.Name) == "Screen of Amira Khan"


def test_at_twice_the_font_nothing_is_cut_off(viewing: Viewing, qapp: QApplication) -> None:
    before = qapp.font()
    large = qapp.font()
    large.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(large)
    try:
        window = viewing.live()
        window.resize(1280, 720)
        viewing.settle()
        assert window.width() == 1280
        for label in window.findChildren(QLabel):
            if label.isVisible():
                assert label.height() >= label.fontMetrics().height(), label.text()
        for button in window.findChildren(QToolButton):
            if button.isVisible():
                assert button.width() >= button.minimumSizeHint().width(), button.text()
    finally:
        qapp.setFont(before)


# hostile frames


def _webp(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, RED).save(file, "WEBP", lossless=True)
    return file.getvalue()


def _bombs() -> tuple[FramePiece, ...]:
    data = _webp((4096, 2304))
    return tuple(FramePiece(left_px=0, top_px=0, data=data) for _ in range(16))


def _claims_much() -> bytes:
    data = bytearray(jpeg())
    start = data.index(b"\xff\xc0")
    data[start + 5 : start + 9] = b"\xff\xff\xff\xff"  # 65535 x 65535
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "at"),
    [
        (_claims_much(), (0, 0)),
        (jpeg((64, 64)), (600, 0)),
        (jpeg((64, 64)), (0, 330)),
        (jpeg((641, 8)), (0, 0)),
        (jpeg()[:300], (0, 0)),
        (b"GIF89a" + bytes(40), (0, 0)),
    ],
    ids=["claims much", "beyond the right", "below", "wider", "cut short", "not a picture"],
)
def test_t26_a_piece_that_lies_takes_the_picture_down_and_is_asked_for_anew(
    viewing: Viewing, data: bytes, at: tuple[int, int], expected_log: pytest.LogCaptureFixture
) -> None:
    viewing.live()
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True])
    with viewing.qtbot.waitSignal(viewing.bridge.picture_lost):
        viewing.bridge.frame_arrived(
            key_of(1), frame(2, is_whole=False, at=at, data=data), viewing.shown.append
        )
    viewing.qtbot.waitUntil(lambda: viewing.shown == [True, False])
    assert "dropped a picture" in expected_log.text
    viewing.qtbot.waitUntil(lambda: viewing.count(is_blue) == 0)
    assert "on its way" in viewing.texts()


def test_t26_sixteen_bombs_are_refused_before_a_pixel_is_made(
    viewing: Viewing, expected_log: pytest.LogCaptureFixture
) -> None:
    viewing.open()
    viewing.tell()
    bomb = msgspec.structs.replace(frame(1, size=(4096, 2304)), pieces=_bombs())
    with viewing.qtbot.waitSignal(viewing.bridge.picture_lost, timeout=1000):
        viewing.bridge.frame_arrived(key_of(1), bomb, viewing.shown.append)
    assert "too often" in expected_log.text
    viewing.qtbot.waitUntil(lambda: viewing.shown == [False])


def test_lossless_pieces_keep_their_exact_colours(viewing: Viewing) -> None:
    viewing.open()
    viewing.tell()
    viewing.send(frame(1, data=_webp(PICTURE)))
    image = viewing.bridge.canvas_of(key_of(1)).copy()
    assert image is not None
    assert image.pixelColor(10, 10).getRgb() == (*RED, 255)


# screenshots


def _keep_here(viewing: Viewing) -> None:
    dialog = viewing.dialog()
    assert isinstance(dialog, FolderDialog)
    assert "a record of the school" in viewing.texts(dialog)
    buttons = dialog.findChildren(QDialogButtonBox)[0].buttons()
    keep = next(each for each in buttons if "Keep" in each.text())
    viewing.qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)


def test_a_screenshot_of_an_open_view_is_kept_and_the_place_is_asked_once(
    viewing: Viewing, tmp_path: Path
) -> None:
    viewing.open_lesson()
    viewing.live()
    viewing.press(Qt.Key.Key_S, ctrl=True)
    _keep_here(viewing)
    viewing.qtbot.waitUntil(lambda: "Screenshot kept" in viewing.texts())
    viewing.window().activateWindow()
    viewing.qtbot.waitUntil(viewing.window().isActiveWindow)
    viewing.press(Qt.Key.Key_S, ctrl=True)
    viewing.settle()
    assert QApplication.activeModalWidget() is None
    viewing.qtbot.waitUntil(lambda: len(list(tmp_path.rglob("*.png"))) == 2)
    with Image.open(min(tmp_path.rglob("*.png"))) as picture:
        assert picture.size == PICTURE
        red, green, blue = picture.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert (red, green, blue) == pytest.approx(BLUE, abs=6)
    [index] = tmp_path.rglob("index.csv")
    assert "Ms Patel,Amira Khan,pc-01,Poster project,to help" in index.read_text("utf-8-sig")


def test_screenshots_of_several_open_each_with_the_reason_and_say_what_failed(
    viewing: Viewing, tmp_path: Path
) -> None:
    viewing.open_lesson()
    viewing.screenshots.ask_screenshots([key_of(1), key_of(2), key_of(3)])
    dialog = viewing.reason_dialog()
    assert "Each pupil will see" in viewing.texts(dialog)
    viewing.qtbot.keyClick(dialog, Qt.Key.Key_4)
    _keep_here(viewing)
    assert viewing.control.log == ["open 1 worry", "open 2 worry", "open 3 worry"]
    for number in (1, 3):
        viewing.tell(number=number)
        viewing.send(frame(1, data=jpeg()), number)
    viewing.tell(ViewState.REFUSED, 2, refusal=ViewRefusal.NO_LESSON)
    progress = viewing.wall.findChildren(ScreenshotProgress)[0]
    viewing.qtbot.waitUntil(lambda: "2 of 3 screenshots kept" in viewing.texts(progress))
    rows = progress.findChildren(QListWidget)[0]
    assert [rows.item(row).text() for row in range(3)] == [
        "Amira Khan:  kept",
        "Ben Carter:  This screen is not shown. This computer is in no lesson of yours.",
        "Zoë Ødegård:  kept",
    ]
    assert sorted(viewing.control.log[3:]) == ["close 1", "close 2", "close 3"]
    assert len(list(tmp_path.rglob("*.png"))) == 2


def test_a_round_ends_with_the_lesson(viewing: Viewing) -> None:
    viewing.open_lesson()
    viewing.screenshots.ask_screenshots([key_of(1)])
    viewing.qtbot.keyClick(viewing.reason_dialog(), Qt.Key.Key_1)
    _keep_here(viewing)
    viewing.screenshots.on_lesson(None)
    assert viewing.control.log == ["open 1 help", "close 1"]


def test_without_a_lesson_a_screenshot_says_what_to_do(viewing: Viewing) -> None:
    viewing.screenshots.ask_screenshots([key_of(1)])
    assert "during a lesson" in viewing.texts(viewing.dialog())
    viewing.dialog().close()
