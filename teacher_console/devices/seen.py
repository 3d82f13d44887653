"""What is remembered of a device while it is away: when, where, its program, its screen. Pure."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Literal

import msgspec

from protocol.errors import InputError
from protocol.identifiers import TransportKey, UnixMillis
from protocol.limits import DEVICES_MAX, SIGHT_MAX_CHARACTERS, SOFTWARE_MAX_CHARACTERS
from protocol.vocabulary import NoPictureReason
from teacher_console.classroom.device_status import DeviceState, DeviceStatus

HERE = frozenset(
    {
        DeviceState.LIVE,
        DeviceState.STARTING,
        DeviceState.WITHHELD,
        DeviceState.READY,
        DeviceState.REFUSED,
        DeviceState.DUPLICATE,
    }
)
"""States in which the device answers now."""
_BLIND = frozenset({NoPictureReason.UNSUPPORTED, NoPictureReason.NO_PERMISSION})
_ADDRESS_MAX = 300


class SeenDevice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """One device as it was when last here.

    Attributes:
        is_blind: It could not show its screen in the last lesson it was asked in.
    """

    last_seen_ms: UnixMillis
    address: Annotated[str, msgspec.Meta(max_length=_ADDRESS_MAX)]
    software: Annotated[str, msgspec.Meta(max_length=SOFTWARE_MAX_CHARACTERS)]
    sight: Annotated[str, msgspec.Meta(max_length=SIGHT_MAX_CHARACTERS)]
    is_blind: bool

    @property
    def last_seen(self) -> dt.datetime:
        """The same, aware UTC."""
        return dt.datetime.fromtimestamp(self.last_seen_ms / 1000, dt.UTC)


class _SeenFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    harbour: Literal["devices-seen"] = "devices-seen"
    version: Literal[1] = 1
    devices: Annotated[
        dict[Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")], SeenDevice],
        msgspec.Meta(max_length=DEVICES_MAX),
    ]


class DevicesSeen:
    """Told of every status; remembers the last word of each admitted device. Bounded.

    Args:
        utc_now: Aware UTC.
    """

    def __init__(self, utc_now: Callable[[], dt.datetime]) -> None:
        self._utc_now = utc_now
        self._devices: dict[TransportKey, SeenDevice] = {}
        self._here: set[TransportKey] = set()

    def note(self, status: DeviceStatus) -> None:
        """Take how a device stands now."""
        if status.state in HERE:
            self._here.add(status.key)
            self._remember(status.key, self._seen(status))
        else:
            if status.key in self._here:
                self._here.discard(status.key)
                self._touch(status.key)
            if status.last_seen is not None and status.state is not DeviceState.NOT_ADMITTED:
                before = self._devices.get(status.key)
                if before is None or before.last_seen < status.last_seen:
                    seen = msgspec.structs.replace(
                        self._seen(status), last_seen_ms=_millis(status.last_seen)
                    )
                    self._remember(status.key, seen)

    def of(self, key: TransportKey) -> SeenDevice | None:
        """Return what is remembered of `key`, None when it was never here."""
        if key in self._here:
            self._touch(key)
        return self._devices.get(key)

    def to_file(self) -> bytes:
        """Return the bytes to keep."""
        for key in self._here:
            self._touch(key)
        devices = {key.hex(): device for key, device in self._devices.items()}
        return msgspec.json.encode(_SeenFile(devices=devices))

    def read(self, data: bytes, *, where: object) -> None:
        """Take what `to_file` gave.

        Raises:
            InputError: It is damaged; nothing of it is taken.
        """
        try:
            file = msgspec.json.decode(data, type=_SeenFile)
        except (msgspec.DecodeError, UnicodeDecodeError):
            remedy = "it is begun anew; the page shows when devices are seen again"
            raise InputError(where, "the record of devices seen is damaged", remedy) from None
        for text, device in file.devices.items():
            self._devices.setdefault(TransportKey(bytes.fromhex(text)), device)

    def _seen(self, status: DeviceStatus) -> SeenDevice:
        before = self._devices.get(status.key)
        is_blind = before is not None and before.is_blind
        if status.state is DeviceState.LIVE:
            is_blind = False
        elif status.state is DeviceState.WITHHELD:
            is_blind = status.reason in _BLIND
        return SeenDevice(
            _millis(self._utc_now()),
            status.address[:_ADDRESS_MAX],
            status.software[:SOFTWARE_MAX_CHARACTERS] or (before.software if before else ""),
            status.sight[:SIGHT_MAX_CHARACTERS] or (before.sight if before else ""),
            is_blind,
        )

    def _touch(self, key: TransportKey) -> None:
        now = _millis(self._utc_now())
        self._devices[key] = msgspec.structs.replace(self._devices[key], last_seen_ms=now)

    def _remember(self, key: TransportKey, seen: SeenDevice) -> None:
        if key not in self._devices and len(self._devices) >= DEVICES_MAX:
            oldest = min(self._devices, key=lambda each: self._devices[each].last_seen_ms)
            del self._devices[oldest]
            self._here.discard(oldest)
        self._devices[key] = seen


def _millis(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
