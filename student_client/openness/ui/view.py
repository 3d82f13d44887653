"""Everything a pupil sees of Harbour, as one thing. Lane: gui."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from student_client.openness.ledger import Ledger
from student_client.openness.sign import SignLease
from student_client.openness.ui.history import HistoryWindow
from student_client.openness.ui.light import WatchingLights
from student_client.openness.ui.private_window_watch import PrivateWindowWatch
from student_client.openness.ui.tray import Tray
from student_client.openness.watcher import Watcher
from student_client.screen.lights import Lights
from student_client.screen.private_windows import PrivateWindows


class OpennessView:
    """Lights, tray and history, told together who watches.

    Args:
        school: Name of the school, for the pupil to read.
        mark: This device's fingerprint, for a technician to read.
        show_help: Opens the Help window.
    """

    def __init__(
        self,
        application: QApplication,
        *,
        sign: SignLease,
        full_sign: SignLease,
        private_windows: PrivateWindows,
        lights: Lights,
        ledger: Ledger,
        school: str,
        mark: str,
        show_help: Callable[[], None],
    ) -> None:
        self._ledger = ledger
        self._watch = PrivateWindowWatch(application, private_windows, lights)
        self._lights = WatchingLights(sign, full_sign)
        self._history = HistoryWindow(school)
        self._tray = Tray(school, self.show_history, mark, show_help=show_help)
        self.show_watchers(())

    def show_watchers(self, watchers: tuple[Watcher, ...]) -> None:
        """Say everywhere who can see the screen now."""
        self._lights.say(watchers)
        self._tray.say(watchers)
        self._history.show_now(watchers)
        if self._history.isVisible():
            self._history.show_before(self._ledger.watches())

    def say_news(self, *, has_news: bool) -> None:
        """Show a neutral dot on the tray icon, or none."""
        self._tray.say_news(has_news=has_news)

    def show_history(self) -> None:
        """Open the window of who has watched, or bring it to the front."""
        self._history.show_before(self._ledger.watches())
        self._history.show()
        self._history.raise_()
        self._history.activateWindow()

    def close(self) -> None:
        """Take everything off the screen."""
        self._lights.say(())
        self._tray.close()
        self._history.close()
