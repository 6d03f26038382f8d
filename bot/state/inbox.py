"""The events that ask for an answer: written down before Slack is told, crossed off once answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Row

from bot.state.store import Store, build_insert
from bot.state.tables import INBOX

_FINISH = (
    sa.update(INBOX).where(INBOX.c.id == sa.bindparam("event")).values(finished_at=sa.bindparam("now"), payload="")
)


class Delivery(Struct, frozen=True, kw_only=True):
    """An event as Slack delivers it; `payload` is whatever is needed to answer it later."""

    team: str
    channel: str
    ts: str
    event_id: str
    person: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event that was written down; `attempts` is how often somebody set out to answer it."""

    id: int
    team: str
    channel: str
    payload: str
    received_at: float
    attempts: int


class InboxStore(Store):
    """Keeps events. Processes share the work by leases: what its owner does not renew, another may claim."""

    __slots__ = ()

    def admit(self, delivery: Delivery, *, owner: str | None, lease: float) -> Event | None:
        """Write an event down, once; None if its id or its message was seen before.

        With an owner it is that owner's for `lease` seconds, without one it is for who claims it.
        """
        now = self.clock()
        values = {
            "team": delivery.team,
            "channel": delivery.channel,
            "ts": delivery.ts,
            # Where Slack gives no id, the place of the message alone tells.
            "event_id": delivery.event_id or None,
            "person": delivery.person,
            "payload": delivery.payload,
            "received_at": now,
            "owner": owner,
            "lease_until": now + lease if owner else 0.0,
            "attempts": 1 if owner else 0,
        }
        with self.database.write(alone=False) as connection:
            id_ = connection.execute(_build_admit(connection.dialect.name), values).scalar()
        if id_ is None:
            return None
        return Event(
            id=id_,
            team=delivery.team,
            channel=delivery.channel,
            payload=delivery.payload,
            received_at=now,
            attempts=1 if owner else 0,
        )

    def has_seen(self, team: str, channel: str, ts: str, event_id: str) -> bool:
        """Tell whether an event was written down, by its message or by its id."""
        # Events without an id are not each other's repetition: nothing equals the empty text, which is not kept.
        same = sa.or_(sa.and_(INBOX.c.channel == channel, INBOX.c.ts == ts), INBOX.c.event_id == event_id)
        with self.database.read() as connection:
            return connection.execute(sa.select(INBOX.c.id).where(INBOX.c.team == team, same)).first() is not None

    def claim(
        self, *, owner: str, lease: float, most: int, without: Collection[tuple[str, str]] = ()
    ) -> tuple[Event, ...]:
        """Take events that are open and nobody's, the oldest first; none of the channels in `without`."""
        now = self.clock()
        free = (INBOX.c.finished_at.is_(None), INBOX.c.lease_until <= now)
        others = [sa.not_(sa.and_(INBOX.c.team == team, INBOX.c.channel == channel)) for team, channel in without]
        # Where another process is claiming at this moment, its rows are passed over instead of waited for.
        found = (
            sa.select(INBOX.c.id)
            .where(*free, *others)
            .order_by(INBOX.c.received_at, INBOX.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        new = {"owner": owner, "lease_until": now + lease, "attempts": INBOX.c.attempts + 1}
        with self.database.write(alone=False) as connection:
            ids = tuple(connection.execute(found).scalars())
            if not ids:
                return ()
            mine = sa.update(INBOX).where(INBOX.c.id.in_(ids)).values(**new).returning(*INBOX.c)
            rows = connection.execute(mine).all()
        return tuple(sorted((_read(row) for row in rows), key=lambda event: (event.received_at, event.id)))

    def renew(self, ids: Collection[int], *, owner: str, lease: float) -> frozenset[int]:
        """Keep events for `lease` seconds more; return those that are still the owner's."""
        if not ids:
            return frozenset()
        mine = (INBOX.c.id.in_(ids), INBOX.c.owner == owner, INBOX.c.finished_at.is_(None))
        kept = sa.update(INBOX).where(*mine).values(lease_until=self.clock() + lease).returning(INBOX.c.id)
        with self.database.write(alone=False) as connection:
            return frozenset(connection.execute(kept).scalars())

    def uncount(self, id_: int, *, owner: str) -> None:
        """Have the last claim of an event not count as an attempt: its owner could not even try."""
        mine = (INBOX.c.id == id_, INBOX.c.owner == owner, INBOX.c.attempts > 0)
        with self.database.write(alone=False, durable=False) as connection:
            connection.execute(sa.update(INBOX).where(*mine).values(attempts=INBOX.c.attempts - 1))

    def release(self, owner: str) -> None:
        """Leave to others at once what the owner has not answered."""
        mine = (INBOX.c.owner == owner, INBOX.c.finished_at.is_(None))
        with self.database.write(alone=False) as connection:
            connection.execute(sa.update(INBOX).where(*mine).values(owner=None, lease_until=0.0))

    def finish(self, id_: int) -> None:
        """Cross an event off; what was written in it is not kept.

        Should the power take that, the answer is found where it was posted.
        """
        with self.database.write(alone=False, durable=False) as connection:
            connection.execute(_FINISH, {"event": id_, "now": self.clock()})

    def count_open(self) -> int:
        """Return how many events wait for an answer, in all teams."""
        asked = sa.select(sa.func.count()).select_from(INBOX).where(INBOX.c.finished_at.is_(None))
        with self.database.read() as connection:
            return connection.execute(asked).scalar_one()


@cache
def _build_admit(dialect: str) -> sa.Executable:
    # Asked for each question, as `_FINISH` is, and made once: to make a statement takes longer than to carry it out.
    return build_insert(dialect, INBOX).on_conflict_do_nothing().returning(INBOX.c.id)


def _read(row: Row[tuple[object, ...]]) -> Event:
    return Event(
        id=row.id,
        team=row.team,
        channel=row.channel,
        payload=row.payload,
        received_at=row.received_at,
        attempts=row.attempts,
    )
