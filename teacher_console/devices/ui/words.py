"""What the page of devices says, in words. Lane: gui."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from protocol.plain_text import plain
from teacher_console.classroom.device_status import DeviceState
from teacher_console.devices.table import Coverage, DeviceColumn, DeviceLine

translate = QCoreApplication.translate


def heading(column: DeviceColumn) -> str:
    """Return what stands above a column."""
    return {
        DeviceColumn.NAME: translate("devices", "Device"),
        DeviceColumn.ROOM: translate("devices", "Room"),
        DeviceColumn.STATE: translate("devices", "Now"),
        DeviceColumn.LAST_SEEN: translate("devices", "Last seen"),
        DeviceColumn.SIGHT: translate("devices", "What it can show"),
        DeviceColumn.SOFTWARE: translate("devices", "Version"),
        DeviceColumn.ADDRESS: translate("devices", "Address"),
        DeviceColumn.FINGERPRINT: translate("devices", "Fingerprint"),
    }[column]


def cell(line: DeviceLine, column: DeviceColumn, now: dt.datetime) -> str:
    """Return what a line says in a column."""
    match column:
        case DeviceColumn.NAME:
            return _name(line)
        case DeviceColumn.ROOM:
            return plain(line.status.room)
        case DeviceColumn.STATE:
            return state(line)
        case DeviceColumn.LAST_SEEN:
            return last_seen(line, now)
        case DeviceColumn.SIGHT:
            return sight(line)
        case DeviceColumn.SOFTWARE:
            return plain(line.software)
        case DeviceColumn.ADDRESS:
            return plain(line.address)
        case DeviceColumn.FINGERPRINT:
            return line.mark


def state(line: DeviceLine) -> str:
    """Return how the device stands, in a word or two."""
    match line.status.state:
        case DeviceState.NOT_ADMITTED:
            return translate("devices", "Not admitted")
        case DeviceState.DUPLICATE:
            return translate("devices", "Two computers, one key")
        case DeviceState.QUIET:
            return translate("devices", "No answer")
        case _:
            return (
                translate("devices", "Here") if line.is_here else translate("devices", "Not here")
            )


def last_seen(line: DeviceLine, now: dt.datetime) -> str:
    """Return when the device was last here, in words that need no counting."""
    if line.is_here:
        return translate("devices", "Now")
    if line.last_seen is None:
        return translate("devices", "Never") if line.is_admitted else ""
    moment, today = line.last_seen.astimezone(), now.astimezone()
    if line.is_stale(now):
        return translate("devices", "Not seen for {n} days").format(n=line.days_away(now))
    if moment.date() == today.date():
        return translate("devices", "Today, {time}").format(time=moment.strftime("%H:%M"))
    if moment.date() == today.date() - dt.timedelta(days=1):
        return translate("devices", "Yesterday, {time}").format(time=moment.strftime("%H:%M"))
    day = QDate(moment.year, moment.month, moment.day)
    return QLocale().toString(day, translate("devices", "d MMMM yyyy"))


def sight(line: DeviceLine) -> str:
    """Return what the device can and cannot show, as it says itself."""
    said = plain(line.sight)
    if line.is_blind:
        return translate("devices", "Cannot show its screen. {said}").format(said=said).strip()
    if said or not line.is_admitted:
        return said
    return translate("devices", "Not known yet")


def covered(covered: Coverage) -> str:
    """Return how well the school is covered, in a sentence or two."""
    if not covered.admitted:
        return translate("devices", "No device is admitted yet.")
    text = translate("devices", "{seen} of {all} devices seen this week").format(
        seen=covered.this_week, all=covered.admitted
    )
    more = [
        (
            covered.blind,
            translate("devices", "1 cannot show its screen"),
            translate("devices", "{n} cannot show their screens"),
        ),
        (
            covered.stale,
            translate("devices", "1 not seen for a month"),
            translate("devices", "{n} not seen for a month"),
        ),
        (
            covered.new,
            translate("devices", "1 waits to be admitted"),
            translate("devices", "{n} wait to be admitted"),
        ),
    ]
    said = [one if count == 1 else many.format(n=count) for count, one, many in more if count]
    return "; ".join([text, *said]) + "."


def detail(line: DeviceLine, now: dt.datetime) -> str:
    """Return the whole line in sentences, for reading at length."""
    where = f"{_name(line)}, {plain(line.status.room)}".rstrip(", ")
    first = f"{where}: {state(line)}."
    if line.is_admitted and not line.is_here:
        first += f" {translate('devices', 'Last seen')}: {last_seen(line, now)}."
    said = sight(line)
    if line.status.state is DeviceState.DUPLICATE:
        said = translate(
            "devices",
            "Two computers answer with this key, so neither is let into a lesson. If a disk was "
            "copied, give the copy a machine identity of its own and start its client again: it "
            "then asks to be admitted. If none was, the key was taken: revoke it.",
        )
    elif not line.is_admitted:
        said = translate(
            "devices", "Compare the fingerprint with the one the device shows before you admit it."
        )
    return f"{first}\n{said}\n{translate('devices', 'Fingerprint')}: {line.mark}"


def _name(line: DeviceLine) -> str:
    if line.is_admitted:
        return plain(line.status.device_name)
    return translate("devices", "New device {mark}").format(mark=line.mark[:9])
