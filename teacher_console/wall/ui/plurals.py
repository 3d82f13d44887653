"""Texts of the wall that hold a number. Lane: gui.

They stand in a class because lupdate sees plural forms only in `self.tr`, never in `translate`.
Without a built `.qm` Qt shows the text as it is here, so each is written for many.
"""

from PySide6.QtCore import QObject


class Plurals(QObject):
    """One method for each text."""

    def screens(self, count: int) -> str:
        """Return how many monitors a device has."""
        return self.tr("%n screens", "", count)

    def seconds_ago(self, count: int) -> str:
        """Return how long ago something was."""
        return self.tr("%n s ago", "", count)

    def minutes_ago(self, count: int) -> str:
        """Return how long ago something was."""
        return self.tr("%n min ago", "", count)

    def idle_minutes(self, count: int) -> str:
        """Return for how long nothing changed."""
        return self.tr("idle %n min", "", count)

    def selected(self, count: int) -> str:
        """Return how many are selected."""
        return self.tr("%n selected", "", count)

    def more(self, count: int) -> str:
        """Return how many are not named."""
        return self.tr("and %n more", "", count)

    def pupils_shown(self, count: int) -> str:
        """Return how many pupils are shown, where not all are."""
        return self.tr("The %n pupils shown", "", count)

    def all_pupils(self, count: int) -> str:
        """Return how many pupils there are."""
        return self.tr("All %n pupils", "", count)


PLURALS = Plurals()
