"""That mail flows, for a technician: counts, ages, sizes; not what, not for whom. Lane: gui."""

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from teacher_console.mail.flow import MailFlow, OfficeFlow
from teacher_console.shell.ui.labels import Card, plain, shown_name

_HOUR_MS, _MINUTE_MS = 3_600_000, 60_000


class FlowPanel(QWidget):
    """One card for each post office of the roster."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(
            plain(
                self.tr(
                    "Sealed letters between pupils and staff. Nobody here can open one, see whose "
                    "it is, or for whom."
                ),
                "soft",
            )
        )
        self._offices = QWidget()
        self._column.addWidget(self._offices)
        self._column.addStretch(1)
        self.show_flow(None)

    def show_flow(self, flow: MailFlow | None) -> None:
        """Show what holds now; None while nothing is known yet."""
        offices = QWidget()
        column = QVBoxLayout(offices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if flow is None:
            column.addWidget(plain(self.tr("Not heard of any office yet."), "soft"))
        elif not flow.offices:
            column.addWidget(
                plain(
                    self.tr(
                        "The school has no hub: letters go straight to the consoles of staff, "
                        "while these are on."
                    )
                )
            )
        else:
            for office in flow.offices:
                column.addWidget(self._card(office, flow.at))
        old, self._offices = self._offices, offices
        self._column.replaceWidget(old, offices, Qt.FindChildOption.FindDirectChildrenOnly)
        old.hide()
        old.deleteLater()
        offices.show()

    def _card(self, office: OfficeFlow, now_ms: int) -> Card:
        card = Card(shown_name(office.name))
        is_there = self.tr("Reached") if office.is_linked else self.tr("Not reached")
        card.add(plain(is_there, "good" if office.is_linked else "problem"))
        if office.waiting is not None:
            size = QLocale().formattedDataSize(office.size_bytes or 0)
            text = self.tr("Waiting for their readers: {count}, {size}").format(
                count=office.waiting, size=size
            )
            if office.oldest_at is not None and office.waiting:
                text += self.tr("; the oldest for {age}").format(
                    age=self._age(now_ms - office.oldest_at)
                )
            card.add(plain(text))
        if office.last_receipt_at is None:
            card.add(plain(self.tr("No receipt yet"), "soft"))
        else:
            at = QDateTime.fromMSecsSinceEpoch(office.last_receipt_at)
            shown = QLocale().toString(at, QLocale.FormatType.ShortFormat)
            card.add(plain(self.tr("Last receipt: {at}").format(at=shown), "soft"))
        return card

    def _age(self, age_ms: int) -> str:
        age_ms = max(0, age_ms)
        if age_ms >= _HOUR_MS:
            return self.tr("{hours} h").format(hours=age_ms // _HOUR_MS)
        return self.tr("{minutes} min").format(minutes=age_ms // _MINUTE_MS)
