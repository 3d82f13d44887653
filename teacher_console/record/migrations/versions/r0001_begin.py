"""The first tables: events, their sealed contents, checkpoints, letters on their way."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "events",
        *_place(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("envelope", sa.String(32)),
        sa.Column("target", sa.BigInteger),
        sa.Column("content_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.UniqueConstraint("owner", "envelope", name="one_event_for_each_envelope"),
    )
    op.create_table(
        "contents",
        *_place(),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "checkpoints",
        *_place(),
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
    )
    op.create_table(
        "outgoing",
        sa.Column("owner", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
    )


def _place() -> tuple["sa.Column[str]", "sa.Column[int]", "sa.Column[int]"]:
    return (
        sa.Column("owner", sa.String(32), primary_key=True),
        sa.Column("segment", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True),
    )
