"""An alert knows up to which revision of the papers it looked, and what it is telling of at the moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("alerts", sa.Column("seen", sa.Integer, nullable=False, server_default="0"))
    op.add_column("alerts", sa.Column("pending", sa.Integer))
    op.add_column("alerts", sa.Column("pending_since", sa.Double))
    op.add_column("alerts_sent", sa.Column("batch", sa.Integer, nullable=False, server_default="0"))
    op.add_column("alerts_sent", sa.Column("place", sa.Integer, nullable=False, server_default="0"))
