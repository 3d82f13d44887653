"""Counts what waits at an office, for the technician: that mail flows, and nothing of it."""

import sqlalchemy as sa

from school_hub.keeping import Counts
from school_hub.tables import envelope

_HOUR_MS, _DAY_MS, _WEEK_MS = 3_600_000, 86_400_000, 7 * 86_400_000


def count_mail(connection: sa.Connection, now_ms: int) -> Counts:
    """Return the counts at `now_ms`, Unix milliseconds."""
    is_waiting = envelope.c.closed_at.is_(None)
    came = envelope.c.received_at

    def younger_than(age_ms: int) -> sa.ColumnElement[int]:
        return sa.func.count(sa.case((came > now_ms - age_ms, 1)))

    row = connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(envelope.c.size_bytes), 0),
            sa.func.coalesce(sa.func.max(envelope.c.size_bytes), 0),
            sa.func.min(came),
            younger_than(_HOUR_MS),
            younger_than(_DAY_MS),
            younger_than(_WEEK_MS),
        )
        .select_from(envelope)
        .where(is_waiting)
    ).one()
    last = connection.execute(sa.select(sa.func.max(came))).scalar_one()
    waiting, size_bytes, largest, oldest, hour, day, week = row
    return Counts(
        waiting=waiting,
        waiting_bytes=int(size_bytes),
        largest_bytes=int(largest),
        waiting_by_age=(hour, day - hour, week - day, waiting - week),
        oldest_at=oldest,
        last_received_at=last,
    )
