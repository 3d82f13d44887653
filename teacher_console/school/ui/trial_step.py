"""Step 5: a test lesson of a minute with one live screen, or why there is none. Lane: gui.

The pupil's light is lit and the look is written into their history, as in every lesson.
"""

import dataclasses
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from protocol.identifiers import TransportKey
from protocol.vocabulary import Role
from teacher_console.classroom.device_status import DeviceState, DeviceStatus, LessonInfo
from teacher_console.classroom.ports import ClassroomControl
from teacher_console.school.attempts import Attempts
from teacher_console.school.ui.step_page import SettingUp, StepPage
from teacher_console.school.unlocking import SignedInStaff
from teacher_console.shell.ui.bridge import EventBridge
from teacher_console.shell.ui.labels import Card, plain, problem_label, say, shown_name
from teacher_console.shell.ui.passphrase_form import PassphraseForm

TRIAL_S = 60
_PATIENCE_MS = 20_000
_PICTURE_WIDTH_PX = 480


class Ending(Protocol):
    """Ends what was begun."""

    def __call__(self) -> None:
        """Hang up everywhere; waits up to 3 s."""


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """A class that was begun for a test.

    Attributes:
        control: Opens the lesson.
        bridge: Tells of it.
        end: Ends all of it, on any thread but the gui one.
    """

    control: ClassroomControl
    bridge: EventBridge
    end: Ending


BeginTrial = Callable[[SignedInStaff], Trial]
SignInHere = Callable[[str], SignedInStaff]
"""Opens the key that lies in the console's folder; on a worker thread."""


class TrialStep(StepPage):
    """Shows the first screen that comes."""

    def __init__(self, setting_up: SettingUp, *, sign_in: SignInHere, begin: BeginTrial) -> None:
        super().__init__()
        self.entitle(self.tr("Try it"))
        self._state = setting_up
        self._sign_in = sign_in
        self._begin_trial = begin
        self._trial: Trial | None = None
        self._states: dict[TransportKey, DeviceStatus] = {}
        self._shown: TransportKey | None = None
        self._opened: SignedInStaff | None = None
        self._has_seen = False
        self._form = PassphraseForm(
            self._open_key,
            attempts=Attempts(),
            label=self.tr("Your passphrase"),
            button=self.tr("Unlock my key"),
        )
        self._form.opened.connect(self._on_opened)
        self._start = QPushButton(self.tr("Start the test lesson"))
        self._start.setObjectName("primary")
        self._start.clicked.connect(self._begin)
        self._end = QPushButton(self.tr("End it now"))
        self._end.clicked.connect(self._finish)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(self.tr("A pupil's screen"))
        self._picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._caption = plain("", "cardTitle")
        self._problem = problem_label()
        self._card = Card()
        row = QHBoxLayout()
        row.addWidget(self._caption, 1)
        row.addWidget(self._start)
        row.addWidget(self._end)
        self._card.add(self._picture)
        self._card.column.addLayout(row)
        for widget in (self._form, self._card, self._problem):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._patience = QTimer(self)
        self._patience.setObjectName("test lesson's patience")
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._say_why_not)
        self.begin()

    def begin(self) -> None:
        """Say what can be tried, or why nothing can."""
        state = self._state
        if state.is_answered and state.staff is None and state.passphrase:
            passphrase = state.passphrase
            state.passphrase = ""
            state.desk.run(
                lambda: self._sign_in(passphrase), self._signed_in, lambda _: self.begin()
            )
            return
        why_not = self._why_not()
        self.ask(
            why_not
            or self.tr(
                "Start a lesson of one minute in your first room: the first screen that is live "
                "appears here. Its pupil sees the light."
            )
        )
        needs_key = state.is_answered and state.staff is None
        self._form.setVisible(needs_key)
        self._card.setVisible(why_not is None)
        self._start.setVisible(self._trial is None)
        self._end.setVisible(self._trial is not None)
        self._picture.setVisible(self._shown is not None)
        self.changed.emit()

    def is_done(self) -> bool:
        """Tell whether a live screen was seen."""
        return self._has_seen

    def leave(self) -> None:
        """End the test lesson, if one is open."""
        self._finish()

    def close_workers(self) -> None:
        """End the lesson and wait for its threads."""
        self._patience.stop()
        self._form.close_worker()
        trial, self._trial = self._trial, None
        if trial is not None:
            trial.end()

    def _why_not(self) -> str | None:
        state = self._state
        if state.school is None:
            return self.tr("There is no school yet: go back to the first step.")
        if not state.is_answered:
            return self.tr("The school does not know you yet: go back to the second step.")
        if state.staff is None:
            return self.tr("Type your passphrase to try a lesson.")
        if state.staff.member.role is not Role.TEACHER:
            return self.tr(
                "Nothing to try here: only a teacher sees screens. A teacher signs in on their own "
                "console and starts a lesson. You can open the console."
            )
        return None

    def _open_key(self, passphrase: str) -> None:
        self._opened = self._sign_in(passphrase)

    def _on_opened(self, _: str) -> None:
        if self._opened is not None:
            self._signed_in(self._opened)

    def _signed_in(self, staff: SignedInStaff) -> None:
        self._state.staff = staff
        self.begin()

    def _begin(self) -> None:
        say(self._problem, "")
        staff, office = self._state.staff, self._state.desk.office
        if staff is None:
            return
        if office is not None and self._state.desk.roster is not None:
            staff = dataclasses.replace(staff, roster=self._state.desk.roster)
            self._state.staff = staff
        room = staff.member.rooms[0] if staff.member.rooms else ""
        if not room:
            say(self._problem, self.tr("No room is yours in the roster; your technician adds one."))
            return
        trial = self._begin_trial(staff)
        self._trial = trial
        self._states.clear()
        queued = trial.bridge.queued()
        trial.bridge.status_changed.connect(self._on_status, queued)
        trial.bridge.picture_ready.connect(self._on_picture)
        trial.bridge.lesson_opened_or_ended.connect(self._on_lesson, queued)
        trial.control.tell_anew()
        trial.control.open_lesson(self.tr("Test lesson"), room, TRIAL_S)
        self._caption.setText(self.tr("Waiting for a screen in {room}…").format(room=room))
        self._patience.start()
        self.begin()

    def _on_status(self, status: DeviceStatus) -> None:
        trial, staff = self._trial, self._state.staff
        if trial is None or staff is None:
            return
        self._states[status.key] = status
        trial.control.show_pictures_of(list(self._states), _PICTURE_WIDTH_PX)

    def _on_picture(self, key: TransportKey, picture: QImage, dirty: QRect) -> None:
        del dirty
        if self._trial is None or self._shown not in {None, key}:
            return
        self._shown = key
        self._has_seen = True
        self._patience.stop()
        say(self._problem, "")
        self._picture.setPixmap(QPixmap.fromImage(picture))
        status = self._states.get(key)
        if status is not None:
            self._caption.setText(
                self.tr("{device} in {room} is live").format(
                    device=shown_name(status.device_name), room=shown_name(status.room)
                )
            )
        self.begin()

    def _on_lesson(self, lesson: LessonInfo | None) -> None:
        if lesson is None:
            self._finish()

    def _say_why_not(self) -> None:
        states = [status.state for status in self._states.values()]
        if not states:
            sentence = self.tr("No device is admitted in the roster yet: go back one step.")
        elif DeviceState.WITHHELD in states or DeviceState.REFUSED in states:
            sentence = self.tr(
                "A device was reached but shows no screen. Open the console and start a lesson: "
                "its tile says why."
            )
        elif any(each in states for each in (DeviceState.READY, DeviceState.STARTING)):
            sentence = self.tr("A device was reached, but none in your room: is its room right?")
        else:
            sentence = self.tr(
                "No admitted device was reached: are they switched on, with Harbour started, and "
                "on this network?"
            )
        say(self._problem, sentence)

    def _finish(self) -> None:
        self._patience.stop()
        trial, self._trial = self._trial, None
        if trial is None:
            return
        self._shown = None
        self._picture.clear()
        trial.control.end_lesson()
        self._state.desk.run(trial.end, lambda _: None, lambda _: None)
        self._caption.setText(
            self.tr("It works: a screen was live.") if self._has_seen else self.tr("Ended.")
        )
        self.begin()
