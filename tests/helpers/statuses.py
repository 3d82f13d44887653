"""Statuses of devices as the class tells them."""

import datetime as dt

from protocol.identifiers import TransportKey
from teacher_console.classroom.device_status import DeviceState, DeviceStatus

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def status(
    number: int = 1,
    state: DeviceState = DeviceState.READY,
    *,
    name: str | None = None,
    room: str = "Room 12",
    address: str = "10.0.0.5:48480",
    **more: object,
) -> DeviceStatus:
    """Device `number`, which is called pc-01 and so on."""
    is_new = state is DeviceState.NOT_ADMITTED
    return DeviceStatus(
        key=TransportKey(number.to_bytes(2, "big") * 16),
        device_name="" if is_new else name or f"pc-{number:02}",
        room="" if is_new else room,
        pupil_name="" if is_new else "Amira Khan",
        address=address,
        state=state,
        changed_at=NOON,
        **more,  # type: ignore[arg-type]  # a test's shorthand
    )
