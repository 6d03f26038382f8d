"""An entry is named by the numbers of all its questions: of a hundred that are answered together that is long."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for table in ("alerts_sent", "feedback"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("entry", type_=sa.Text())
