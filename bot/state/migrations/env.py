"""Run by Alembic: takes its steps in the transaction that `bot.state.migration` has begun."""

from __future__ import annotations

from alembic import context

from bot.state.migration import VERSIONS
from bot.state.tables import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES, version_table=VERSIONS)
with context.begin_transaction():
    context.run_migrations()
