"""Queries that a channel or a person follows, and which entries they were told of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Row

from bot.errors import FullError
from bot.state.store import Store
from bot.state.tables import ALERTS, ALERTS_SENT

# How many a channel or a person can follow.
MOST_ALERTS = 50


class Pace(StrEnum):
    """When news is told: when it is there, or once a day."""

    AT_ONCE = "at_once"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A query that is followed.

    `target` is where news goes, a channel or a person (Slack posts to either); `person` made the alert,
    and is empty once that person was forgotten. `checked_at` is when news was last looked for.
    """

    id: int
    team: str
    target: str
    person: str
    query: str
    pace: Pace
    made_at: float
    checked_at: float


class Alerts(Store):
    """Keeps alerts.

    Whoever sends news takes the lease `alerts` first (`Leases.take`), so that two processes don't send
    the same; asks `find_unsent`, posts, and only then `mark_sent`.
    """

    __slots__ = ()

    def add(self, team: str, *, query: str, target: str, person: str, pace: Pace) -> Alert:
        """Follow a query and return the alert; the same query again changes its pace alone.

        Raises:
            FullError: the channel or person follows MOST_ALERTS already.
        """
        with self.database.write() as connection:
            held = [_read(row) for row in connection.execute(_select(team).where(ALERTS.c.target == target))]
            same = next((alert for alert in held if alert.query == query), None)
            if same is None and len(held) >= MOST_ALERTS:
                raise FullError(MOST_ALERTS)
            if same is None:
                now = self.clock()
                values = {"team": team, "query": query, "target": target, "person": person, "pace": str(pace)}
                made = sa.insert(ALERTS).values(**values, made_at=now, checked_at=now).returning(*ALERTS.c)
                return _read(connection.execute(made).one())
            connection.execute(sa.update(ALERTS).where(ALERTS.c.id == same.id).values(pace=str(pace)))
            return replace(same, pace=pace)

    def list_of(self, team: str, target: str) -> tuple[Alert, ...]:
        """Return what a channel or person follows, the oldest first."""
        with self.database.read() as connection:
            return tuple(_read(row) for row in connection.execute(_select(team).where(ALERTS.c.target == target)))

    def list_all(self, team: str) -> tuple[Alert, ...]:
        """Return all alerts of a team, the oldest first."""
        with self.database.read() as connection:
            return tuple(_read(row) for row in connection.execute(_select(team)))

    def list_teams(self) -> tuple[str, ...]:
        """Return the teams that follow anything."""
        with self.database.read() as connection:
            return tuple(connection.execute(sa.select(ALERTS.c.team).distinct().order_by(ALERTS.c.team)).scalars())

    def remove(self, team: str, target: str, id_: int) -> bool:
        """Follow a query no longer; return whether it was followed there."""
        its = (ALERTS.c.team == team, ALERTS.c.target == target, ALERTS.c.id == id_)
        with self.database.write() as connection:
            done = connection.execute(sa.delete(ALERTS).where(*its)).rowcount
            if done:
                sent = (ALERTS_SENT.c.team == team, ALERTS_SENT.c.alert == id_)
                connection.execute(sa.delete(ALERTS_SENT).where(*sent))
        return bool(done)

    def find_unsent(self, alert: Alert, entries: Iterable[str]) -> tuple[str, ...]:
        """Return those of `entries` that the alert has not told of yet, in their order."""
        sent = sa.select(ALERTS_SENT.c.entry).where(ALERTS_SENT.c.team == alert.team, ALERTS_SENT.c.alert == alert.id)
        with self.database.read() as connection:
            told = frozenset(connection.execute(sent).scalars())
        return tuple(entry for entry in dict.fromkeys(entries) if entry not in told)

    def mark_sent(self, alert: Alert, entries: Iterable[str]) -> None:
        """Remember that the alert told of `entries`, and that news was looked for now.

        With no entries: that there is none yet. An alert that was removed meanwhile stays so.
        """
        own = (ALERTS.c.team == alert.team, ALERTS.c.id == alert.id)
        with self.database.write() as connection:
            done = connection.execute(sa.update(ALERTS).where(*own).values(checked_at=self.clock()))
            for entry in dict.fromkeys(entries) if done.rowcount else ():
                row = {"team": alert.team, "alert": alert.id, "entry": entry}
                connection.execute(sa.delete(ALERTS_SENT).filter_by(**row))
                connection.execute(sa.insert(ALERTS_SENT).values(**row))


def _select(team: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(*ALERTS.c).where(ALERTS.c.team == team).order_by(ALERTS.c.id)


def _read(row: Row[tuple[object, ...]]) -> Alert:
    return Alert(
        id=row.id,
        team=row.team,
        target=row.target,
        person=row.person,
        query=row.query,
        pace=Pace(row.pace),
        made_at=row.made_at,
        checked_at=row.checked_at,
    )
