"""What a thread was about, for each question of it; what was kept of the last day goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.String(64)


def upgrade() -> None:
    op.drop_table("subjects")
    op.create_table(
        "subjects",
        sa.Column("team", _ID, primary_key=True),
        sa.Column("channel", _ID, primary_key=True),
        sa.Column("thread_ts", _ID, primary_key=True),
        sa.Column("ts", _ID, primary_key=True),
        sa.Column("person", _ID, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Double, nullable=False),
    )
