"""The office's tables, the same in SQLite and PostgreSQL."""

import sqlalchemy as sa

SCHEMA_VERSION = 1

metadata = sa.MetaData()

about = sa.Table(
    "about",
    metadata,
    sa.Column("schema_version", sa.Integer, nullable=False),
    sa.Column("last_number", sa.BigInteger, nullable=False),
)
"""One row. `last_number` is that of the newest envelope, so that none is ever used again."""

envelope = sa.Table(
    "envelope",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("mark", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("received_at", sa.BigInteger, nullable=False),
    sa.Column("sender", sa.LargeBinary(32)),
    sa.Column("size_bytes", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary),
    sa.Column("first_taken_at", sa.BigInteger),
    sa.Column("closed_at", sa.BigInteger),
)
"""`mark` is SHA-256 of the body. Once every reader took it, only mark and times stay."""

waiting = sa.Table(
    "waiting",
    metadata,
    sa.Column("reader", sa.LargeBinary(16), primary_key=True),
    sa.Column("number", sa.BigInteger, sa.ForeignKey("envelope.number"), primary_key=True),
)
sa.Index("waiting_by_number", waiting.c.number)

cover = sa.Table(
    "cover",
    metadata,
    sa.Column("mark", sa.LargeBinary(32), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
"""Envelopes to nobody, from their commit to the next sweep."""

staff_reader = sa.Table(
    "staff_reader",
    metadata,
    sa.Column("reader", sa.LargeBinary(16), primary_key=True),
)
"""Every reader a roster or recipients list ever named, so that a letter sealed by an older list is
never taken for cover."""
