"""The signed requests that were let in lately, so that a process knows those of the others."""

from __future__ import annotations

import sqlalchemy as sa

from bot.state.store import Store, build_insert
from bot.state.tables import REQUESTS


class Requests(Store):
    """Keeps a mark of each request, a digest of its signature; these rows belong to no team."""

    __slots__ = ()

    def add(self, mark: str) -> bool:
        """Write a request down; return whether it is new."""
        with self.database.write(alone=False) as connection:
            row = build_insert(connection.dialect.name, REQUESTS).values(mark=mark, seen_at=self.clock())
            written = connection.execute(row.on_conflict_do_nothing().returning(REQUESTS.c.mark)).first()
        return written is not None

    def remove(self, mark: str) -> None:
        """Let a request that failed come again."""
        with self.database.write(alone=False) as connection:
            connection.execute(sa.delete(REQUESTS).where(REQUESTS.c.mark == mark))
