"""The workspaces that installed the bot, installations under way, and signed requests that came in lately."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("team", _ID, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("bot_id", _ID, nullable=False),
        sa.Column("bot_user", _ID, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("refresh_token", sa.Text),
        sa.Column("expires_at", sa.Double),
        sa.Column("installed_at", sa.Double, nullable=False),
    )
    op.create_table(
        "oauth_states",
        sa.Column("mark", _ID, primary_key=True),
        sa.Column("until", sa.Double, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("mark", _ID, primary_key=True),
        sa.Column("seen_at", sa.Double, nullable=False),
    )
