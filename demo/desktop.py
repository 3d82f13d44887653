"""A pupil's desktop for the demonstration: one window over the whole display that lives a little.

Run as a program with the number of the pupil; each number is a different pupil at different work.
"""

import argparse
import math
import random
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRadialGradient,
)
from PySide6.QtWidgets import QApplication, QWidget

MARKER = QColor("#E6007A")
"""The launcher square in every panel: who watches a console's display counts live tiles by it."""
MARKER_PX = 132
_PANEL_PX = 132

_SKIES = [
    ("#274060", "#F2A65A"),
    ("#0B3954", "#BFD7EA"),
    ("#2D3142", "#EF8354"),
    ("#1B4332", "#B7E4C7"),
    ("#3D1E6D", "#F6AE99"),
    ("#14213D", "#FCA311"),
]
_STORY = (
    "The lighthouse keeper counted the boats as they came home. One, two, three, and then the "
    "small red one that was always last. When the fog rolled over the harbour she rang the bell "
    "and waited for an answer from the dark. "
)
_CODE = [
    "import turtle",
    "",
    "def flower(petals, size):",
    "    for petal in range(petals):",
    "        turtle.circle(size, 60)",
    "        turtle.left(120)",
    "        turtle.circle(size, 60)",
    "        turtle.left(120 + 360 / petals)",
    "",
    "colours = ['gold', 'tomato', 'orchid']",
    "for ring, colour in enumerate(colours):",
    "    turtle.color(colour)",
    "    flower(8 + ring, 60 - 12 * ring)",
]


class Desktop(QWidget):
    """Wallpaper, panel, and the one thing this pupil does."""

    def __init__(self, number: int) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._tick = 0
        self._number = number
        works: list[tuple[Callable[[QPainter], None], QRectF, int]] = [
            (self._essay, QRectF(420, 110, 1080, 760), 180),
            (self._video, QRectF(460, 170, 1000, 640), 80),
            (self._code, QRectF(300, 120, 1320, 740), 240),
            (self._drawing, QRectF(380, 110, 1160, 770), 120),
            (self._web, QRectF(340, 90, 1240, 800), 400),
            (self._sums, QRectF(420, 120, 1080, 740), 900),
        ]
        self._work, self._area, interval_ms = works[number % len(works)]
        self._wallpaper = QPixmap()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(interval_ms)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what changed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        if self._wallpaper.size() != self.size():
            self._wallpaper = _wallpaper(self.width(), self.height(), self._number)
        painter.drawPixmap(event.rect(), self._wallpaper, event.rect())
        painter.translate((self.width() - 1920) / 2, (self.height() - 1080) / 2)
        self._work(painter)

    def _step(self) -> None:
        self._tick += 1
        self.update(self._area.toAlignedRect().adjusted(-4, -4, 4, 4))

    def _essay(self, painter: QPainter) -> None:
        page = _window(painter, self._area, "My story - Writer", QColor("#FFFFFF"))
        painter.setPen(QColor("#1D3557"))
        painter.setFont(_font(34, bold=True))
        painter.drawText(page.adjusted(70, 50, -70, 0), "The last boat home")
        painter.setFont(_font(23))
        painter.setPen(QColor("#222222"))
        text = (_STORY * 4)[: self._tick % (len(_STORY) * 4) + 120]
        flags = int(Qt.TextFlag.TextWordWrap)
        painter.drawText(page.adjusted(70, 130, -70, -30), flags, text + "|")

    def _video(self, painter: QPainter) -> None:
        film = _window(painter, self._area, "Whales of the Atlantic - Player", QColor("#0A2239"))
        sea = QLinearGradient(film.topLeft(), film.bottomLeft())
        sea.setColorAt(0, QColor("#58B4D1"))
        sea.setColorAt(1, QColor("#05203C"))
        painter.fillRect(film, QBrush(sea))
        painter.setPen(Qt.PenStyle.NoPen)
        phase = self._tick / 12
        for layer in range(4):
            painter.setBrush(QColor(255, 255, 255, 22))
            for ray in range(5):
                x = film.left() + (ray * 230 + layer * 60 + self._tick * (layer + 1)) % film.width()
                painter.drawRect(QRectF(x, film.top(), 34, film.height()))
        middle = film.center() + QPointF(180 * math.cos(phase / 3), 60 * math.sin(phase))
        painter.setBrush(QColor("#1B2B3A"))
        painter.drawEllipse(middle, 190, 62)
        tail = middle + QPointF(-200, 22 * math.sin(phase * 2))
        painter.drawPolygon(
            [tail, tail + QPointF(-80, -52), tail + QPointF(-52, 0), tail + QPointF(-80, 52)]
        )
        painter.setBrush(QColor("#E8EEF2"))
        painter.drawEllipse(middle + QPointF(120, -8), 7, 7)
        painter.setBrush(QColor(255, 255, 255, 90))
        painter.drawRect(QRectF(film.left(), film.bottom() - 10, film.width(), 10))
        painter.setBrush(QColor("#FF5964"))
        done = (self._tick % 900) / 900
        painter.drawRect(QRectF(film.left(), film.bottom() - 10, film.width() * done, 10))

    def _code(self, painter: QPainter) -> None:
        page = _window(painter, self._area, "flower.py - Editor", QColor("#1E2430"))
        painter.setFont(_font(24, family="DejaVu Sans Mono"))
        shown = self._tick % (len(_CODE) * 12)
        for number, line in enumerate(_CODE):
            typed = line if number < len(_CODE) - 3 else line[: max(0, shown - number * 4)]
            y = page.top() + 54 + number * 44
            painter.setPen(QColor("#5C6B82"))
            painter.drawText(QPointF(page.left() + 28, y), f"{number + 1:2}")
            keyword = line.lstrip().startswith(("def", "for", "import"))
            painter.setPen(QColor("#7CC5FF" if keyword else "#E4EAF3"))
            painter.drawText(QPointF(page.left() + 100, y), typed)
        rng = random.Random(4)  # noqa: S311  # a picture
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centre = QPointF(page.right() - 300, page.center().y())
        for ring, colour in enumerate(("#FFD166", "#FF6B6B", "#C77DFF")):
            painter.setPen(QPen(QColor(colour), 4))
            for petal in range(8 + ring):
                painter.save()
                painter.translate(centre)
                painter.rotate(petal * 360 / (8 + ring) + rng.random() + self._tick)
                painter.drawEllipse(QRectF(30, -28 + ring * 6, 190 - ring * 45, 56 - ring * 12))
                painter.restore()

    def _drawing(self, painter: QPainter) -> None:
        page = _window(painter, self._area, "Poster - Paint", QColor("#FFF8E7"))
        painter.setPen(QColor("#D62828"))
        painter.setFont(_font(58, bold=True))
        painter.drawText(page.adjusted(60, 36, 0, 0), "Save our bees")
        rng = random.Random(11)  # noqa: S311  # a picture
        painter.setPen(Qt.PenStyle.NoPen)
        for _ in range(12 + self._tick % 40):
            x = page.left() + 70 + rng.random() * (page.width() - 140)
            y = page.top() + 190 + rng.random() * (page.height() - 290)
            petal = QColor.fromHsv(rng.randrange(360), 150, 245)
            painter.setBrush(petal)
            for turn in range(6):
                painter.save()
                painter.translate(x, y)
                painter.rotate(turn * 60)
                painter.drawEllipse(QRectF(8, -13, 44, 26))
                painter.restore()
            painter.setBrush(QColor("#FFB703"))
            painter.drawEllipse(QPointF(x, y), 15, 15)

    def _web(self, painter: QPainter) -> None:
        page = _window(painter, self._area, "Volcanoes - Encyclopedia", QColor("#FFFFFF"))
        painter.setClipRect(page)
        top = page.top() - (self._tick * 12) % 700
        painter.setPen(QColor("#222222"))
        for block in range(4):
            y = top + block * 460
            painter.setFont(_font(32, bold=True))
            title = ("How a volcano is born", "Lava and ash", "Living nearby", "Famous eruptions")
            painter.drawText(QPointF(page.left() + 60, y + 60), title[block])
            glow = QRadialGradient(page.right() - 260, y + 300, 260)
            glow.setColorAt(0, QColor("#FFB347"))
            glow.setColorAt(1, QColor("#3B1C32"))
            painter.fillRect(QRectF(page.right() - 480, y + 90, 420, 290), QBrush(glow))
            painter.setBrush(QColor("#1A1423"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(
                [
                    QPointF(page.right() - 480, y + 380),
                    QPointF(page.right() - 300, y + 200),
                    QPointF(page.right() - 230, y + 200),
                    QPointF(page.right() - 60, y + 380),
                ]
            )
            painter.setPen(QColor("#333333"))
            painter.setFont(_font(20))
            box = QRectF(page.left() + 60, y + 90, page.width() - 620, 300)
            painter.drawText(box, int(Qt.TextFlag.TextWordWrap), _STORY * 2)

    def _sums(self, painter: QPainter) -> None:
        page = _window(painter, self._area, "Fractions - Worksheet", QColor("#F1FAEE"))
        painter.setFont(_font(30))
        for number in range(10):
            column, row = number % 2, number // 2
            left = page.left() + 80 + column * 510
            y = page.top() + 110 + row * 122
            painter.setPen(QColor("#1D3557"))
            painter.drawText(QPointF(left, y), f"{number + 1}.   {number + 1}/4 + {number}/8 =")
            if number < self._tick % 11:
                painter.setPen(QColor("#2A9D8F"))
                painter.drawText(QPointF(left + 330, y), f"{3 * number + 2}/8")


def _window(painter: QPainter, area: QRectF, title: str, paper: QColor) -> QRectF:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 60))
    painter.drawRoundedRect(area.adjusted(-3, -2, 3, 4), 16, 16)
    painter.setBrush(paper)
    painter.drawRoundedRect(area, 14, 14)
    bar = QRectF(area.left(), area.top(), area.width(), 52)
    painter.setBrush(QColor("#E9ECEF"))
    painter.drawRoundedRect(bar, 14, 14)
    painter.drawRect(bar.adjusted(0, 20, 0, 0))
    for number, colour in enumerate(("#F25F5C", "#FFE066", "#70C1B3")):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(area.right() - 34 - number * 34, bar.center().y()), 10, 10)
    painter.setPen(QColor("#343A40"))
    painter.setFont(_font(17, bold=True))
    painter.drawText(bar.adjusted(22, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), title)
    return area.adjusted(0, 52, 0, -12)


def _wallpaper(width: int, height: int, number: int) -> QPixmap:
    picture = QPixmap(width, height)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high, low = _SKIES[number % len(_SKIES)]
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor(high))
    sky.setColorAt(1, QColor(low))
    painter.fillRect(0, 0, width, height, QBrush(sky))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 60))
    painter.drawEllipse(QPointF(width * (0.15 + 0.12 * (number % 6)), height * 0.3), 90, 90)
    for layer in range(4):
        painter.setBrush(QColor(high).darker(110 + 40 * layer))
        hills = [QPointF(0, height)]
        for step in range(0, width + 40, 40):
            wave = math.sin(step / (180 + 60 * layer) + number + layer * 2)
            hills.append(QPointF(step, height * (0.62 + 0.09 * layer) - 60 * wave))
        hills.append(QPointF(width, height))
        painter.drawPolygon(hills)
    painter.fillRect(0, height - _PANEL_PX, width, _PANEL_PX, QColor("#151A20"))
    painter.fillRect(0, height - MARKER_PX, MARKER_PX, MARKER_PX, MARKER)
    for app in range(5):
        painter.setBrush(QColor.fromHsv((40 + app * 62) % 300, 120, 220))
        painter.drawRoundedRect(QRectF(190 + app * 116, height - 104, 76, 76), 18, 18)
    painter.setPen(QColor("#E9ECEF"))
    painter.setFont(_font(30))
    painter.drawText(
        QRectF(width - 260, height - _PANEL_PX, 220, _PANEL_PX),
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
        "10:45",
    )
    painter.end()
    return picture


def _font(size_px: int, *, bold: bool = False, family: str = "DejaVu Sans") -> QFont:
    font = QFont(family)
    font.setPixelSize(size_px)
    font.setBold(bold)
    return font


def main() -> int:
    """Show the desktop of one pupil until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("number", type=int)
    number: int = parser.parse_args().number
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    desktop = Desktop(number)
    desktop.setGeometry(application.primaryScreen().geometry())
    desktop.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
