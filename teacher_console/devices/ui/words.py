"""What the page of devices says, in words. Lane: gui."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from teacher_console.classroom.device_status import DeviceState
from teacher_console.devices.table import Coverage, DeviceColumn, DeviceLine
from teacher_console.plain_text import plain


def heading(column: DeviceColumn) -> str:
    """Return what stands above a column."""
    return {
        DeviceColumn.NAME: _tr("Device"),
        DeviceColumn.ROOM: _tr("Room"),
        DeviceColumn.STATE: _tr("Now"),
        DeviceColumn.LAST_SEEN: _tr("Last seen"),
        DeviceColumn.SIGHT: _tr("What it can show"),
        DeviceColumn.SOFTWARE: _tr("Version"),
        DeviceColumn.ADDRESS: _tr("Address"),
        DeviceColumn.FINGERPRINT: _tr("Fingerprint"),
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
            return _tr("Not admitted")
        case DeviceState.DUPLICATE:
            return _tr("Two computers, one key")
        case DeviceState.QUIET:
            return _tr("No answer")
        case _:
            return _tr("Here") if line.is_here else _tr("Not here")


def last_seen(line: DeviceLine, now: dt.datetime) -> str:
    """Return when the device was last here, in words that need no counting."""
    if line.is_here:
        return _tr("Now")
    if line.last_seen is None:
        return _tr("Never") if line.is_admitted else ""
    moment, today = line.last_seen.astimezone(), now.astimezone()
    if line.is_stale(now):
        return _tr("Not seen for {n} days").format(n=line.days_away(now))
    if moment.date() == today.date():
        return _tr("Today, {time}").format(time=moment.strftime("%H:%M"))
    if moment.date() == today.date() - dt.timedelta(days=1):
        return _tr("Yesterday, {time}").format(time=moment.strftime("%H:%M"))
    day = QDate(moment.year, moment.month, moment.day)
    return QLocale().toString(day, _tr("d MMMM yyyy"))


def sight(line: DeviceLine) -> str:
    """Return what the device can and cannot show, as it says itself."""
    said = plain(line.sight)
    if line.is_blind:
        return _tr("Cannot show its screen. {said}").format(said=said).strip()
    if said or not line.is_admitted:
        return said
    return _tr("Not known yet")


def covered(covered: Coverage) -> str:
    """Return how well the school is covered, in a sentence or two."""
    if not covered.admitted:
        return _tr("No device is admitted yet.")
    text = _tr("{seen} of {all} devices seen this week").format(
        seen=covered.this_week, all=covered.admitted
    )
    more = [
        (covered.blind, _tr("1 cannot show its screen"), _tr("{n} cannot show their screens")),
        (covered.stale, _tr("1 not seen for a month"), _tr("{n} not seen for a month")),
        (covered.new, _tr("1 waits to be admitted"), _tr("{n} wait to be admitted")),
    ]
    said = [one if count == 1 else many.format(n=count) for count, one, many in more if count]
    return "; ".join([text, *said]) + "."


def detail(line: DeviceLine, now: dt.datetime) -> str:
    """Return the whole line in sentences, for reading at length."""
    where = f"{_name(line)}, {plain(line.status.room)}".rstrip(", ")
    first = f"{where}: {state(line)}."
    if line.is_admitted and not line.is_here:
        first += f" {_tr('Last seen')}: {last_seen(line, now)}."
    said = sight(line)
    if line.status.state is DeviceState.DUPLICATE:
        said = _tr(
            "Two computers answer with this key, so neither is let into a lesson. If a disk was "
            "copied, give the copy a machine identity of its own and start its client again: it "
            "then asks to be admitted. If none was, the key was taken: revoke it."
        )
    elif not line.is_admitted:
        said = _tr("Compare the fingerprint with the one the device shows before you admit it.")
    return f"{first}\n{said}\n{_tr('Fingerprint')}: {line.mark}"


def _name(line: DeviceLine) -> str:
    if line.is_admitted:
        return plain(line.status.device_name)
    return _tr("New device {mark}").format(mark=line.mark[:9])


def _tr(text: str) -> str:
    return QCoreApplication.translate("devices", text)
