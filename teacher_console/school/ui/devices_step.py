"""Step 4: find the pupils' devices and admit them. Lane: gui."""

from teacher_console.school.ui.admit_panel import AdmitPanel
from teacher_console.school.ui.root_row import RootRow
from teacher_console.school.ui.step_page import SettingUp, StepPage


class DevicesStep(StepPage):
    """The live list, once the school's root is open."""

    def __init__(self, setting_up: SettingUp) -> None:
        super().__init__()
        self.entitle(self.tr("Devices"))
        self._state = setting_up
        self._root = RootRow(setting_up.desk, setting_up.attempts)
        self.panel = AdmitPanel(setting_up.desk, setting_up.progress.rooms)
        self.column.addWidget(self._root)
        self.column.addWidget(self.panel, 1)
        self.column.addStretch()
        self._root.settled.connect(self.begin)
        self.panel.admitted.connect(lambda _: self.changed.emit())
        self.begin()

    def begin(self) -> None:
        """Follow the root and the rooms."""
        is_open = self._state.desk.office is not None
        self.panel.setVisible(is_open)
        self.panel.offer_rooms(self._rooms())
        if is_open:
            self.ask(
                self.tr(
                    "Choose the devices that are yours, give them their room, and admit them. "
                    "Compare a fingerprint where you are not sure."
                )
            )
        else:
            self.ask(self.tr("Your technician admits the devices. You can go on."))
        self.changed.emit()

    def is_done(self) -> bool:
        """Tell whether a device is admitted."""
        roster = self._state.desk.roster
        return roster is not None and any(each.revoked_at is None for each in roster.body.devices)

    def close_workers(self) -> None:
        """Wait for the root's passphrase under way."""
        self._root.close_worker()

    def _rooms(self) -> list[str]:
        rooms = list(self._state.progress.rooms)
        roster = self._state.desk.roster
        if roster is not None:
            rooms += [room for member in roster.body.staff for room in member.rooms]
            rooms += [device.room for device in roster.body.devices]
        return list(dict.fromkeys(rooms))
