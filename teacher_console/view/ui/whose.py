"""Whose screen a view shows, as a window says it. Lane: gui."""

import dataclasses

from protocol.plain_text import plain


@dataclasses.dataclass(frozen=True, slots=True)
class Whose:
    """Whose screen is shown. Texts of devices: shown as their letters only."""

    pupil_name: str
    device_name: str
    room: str

    @property
    def title(self) -> str:
        """The pupil, else the device."""
        return plain(self.pupil_name) or plain(self.device_name)

    @property
    def subtitle(self) -> str:
        """Which device, and where."""
        parts = (plain(self.device_name) if plain(self.pupil_name) else "", plain(self.room))
        return "  ·  ".join(part for part in parts if part)
