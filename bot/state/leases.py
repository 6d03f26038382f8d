"""Work that one process at a time does for all."""

from __future__ import annotations

import sqlalchemy as sa

from bot.state.store import Store
from bot.state.tables import LEASES


class Leases(Store):
    """Keeps who does which work, and until when; these rows belong to no team."""

    __slots__ = ()

    def take(self, name: str, owner: str, seconds: float) -> bool:
        """Return whether `owner` may do the work `name` for so many seconds; taking it again prolongs it."""
        now = self.clock()
        with self.database.write() as connection:
            held = connection.execute(sa.select(LEASES).where(LEASES.c.name == name)).first()
            if held is not None and held.owner != owner and held.until > now:
                return False
            connection.execute(sa.delete(LEASES).where(LEASES.c.name == name))
            connection.execute(sa.insert(LEASES).values(name=name, owner=owner, until=now + seconds))
        return True

    def list_held(self, prefix: str) -> tuple[str, ...]:
        """Return the names of the works that begin so and that somebody does at this moment."""
        held = sa.select(LEASES.c.name).where(LEASES.c.name.startswith(prefix, autoescape=True))
        with self.database.read() as connection:
            return tuple(connection.execute(held.where(LEASES.c.until > self.clock())).scalars())

    def release(self, name: str, owner: str) -> None:
        """Leave the work to others before its time is over."""
        with self.database.write() as connection:
            connection.execute(sa.delete(LEASES).where(LEASES.c.name == name, LEASES.c.owner == owner))
