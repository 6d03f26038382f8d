"""Queries that a channel or a person follows, and which entries they were told of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from bot.errors import FullError
from bot.state.audit import record
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
    and is empty once that person was forgotten. `checked_at` is when news was last looked for, `seen` up to which
    revision of the papers. While a message is on its way, `pending` is the revision that it tells of, and
    `pending_since` when it was begun.
    """

    id: int
    team: str
    target: str
    person: str
    query: str
    pace: Pace
    made_at: float
    checked_at: float
    seen: int
    pending: int | None = None
    pending_since: float | None = None


class Alerts(Store):
    """Keeps alerts.

    Whoever sends news takes the lease `alerts` first (`Leases.take`), so that two processes don't send the same;
    writes down with `plan` what it is going to tell, posts it, and then calls `finish`. What was planned when a
    process was killed is looked up in Slack, and posted if it is not there.
    """

    __slots__ = ()

    def add(self, team: str, *, query: str, target: str, person: str, pace: Pace, seen: int = 0) -> Alert:
        """Follow a query and return the alert; the same query again changes its pace alone.

        What came in up to the revision `seen` is no news. What a channel follows goes into the audit log.

        Raises:
            FullError: the channel or person follows MOST_ALERTS already.
        """
        with self.database.write() as connection:
            held = [_read(row) for row in connection.execute(_select(team).where(ALERTS.c.target == target))]
            same = next((alert for alert in held if alert.query == query), None)
            if same is not None:
                connection.execute(sa.update(ALERTS).where(ALERTS.c.id == same.id).values(pace=str(pace)))
                return replace(same, pace=pace)
            if len(held) >= MOST_ALERTS:
                raise FullError(MOST_ALERTS)
            now = self.clock()
            values = {"team": team, "query": query, "target": target, "person": person, "pace": str(pace)}
            made = sa.insert(ALERTS).values(**values, made_at=now, checked_at=now, seen=seen).returning(*ALERTS.c)
            alert = _read(connection.execute(made).one())
            self._record(connection, alert, "alert.added", by=person)
            return alert

    def set_pace(self, team: str, target: str, id_: int, pace: Pace) -> Alert | None:
        """Have an alert tell at once or once a day; None where it is not followed there."""
        with self.database.write() as connection:
            own = _match(team, target, id_)
            done = connection.execute(sa.update(ALERTS).where(*own).values(pace=str(pace)).returning(*ALERTS.c))
            row = done.first()
        return _read(row) if row else None

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

    def remove(self, team: str, target: str, id_: int, *, by: str = "") -> Alert | None:
        """Follow a query no longer; return what was followed, None where that is not followed there.

        `by` is the person who stopped it, empty where the bot did.
        """
        with self.database.write() as connection:
            row = connection.execute(sa.delete(ALERTS).where(*_match(team, target, id_)).returning(*ALERTS.c)).first()
            if row is None:
                return None
            sent = (ALERTS_SENT.c.team == team, ALERTS_SENT.c.alert == id_)
            connection.execute(sa.delete(ALERTS_SENT).where(*sent))
            alert = _read(row)
            self._record(connection, alert, "alert.removed", by=by)
        return alert

    def find_unsent(self, alert: Alert, entries: Iterable[str]) -> tuple[str, ...]:
        """Return those of `entries` that the alert has not told of yet, in their order."""
        with self.database.read() as connection:
            told = _find_told(connection, alert)
        return tuple(entry for entry in dict.fromkeys(entries) if entry not in told)

    def plan(self, alert: Alert, until: int, entries: Iterable[str]) -> Alert | None:
        """Write down that the alert is going to tell of `entries`, which came in until a revision; return it so.

        None where it was removed meanwhile, or is telling of something already.
        """
        free = (ALERTS.c.team == alert.team, ALERTS.c.id == alert.id, ALERTS.c.pending.is_(None))
        with self.database.write() as connection:
            values = {"pending": until, "pending_since": self.clock()}
            row = connection.execute(sa.update(ALERTS).where(*free).values(**values).returning(*ALERTS.c)).first()
            if row is None:
                return None
            told = _find_told(connection, alert)
            own = {"team": alert.team, "alert": alert.id, "batch": until}
            for place, entry in enumerate(dict.fromkeys(entries)):
                if entry not in told:
                    connection.execute(sa.insert(ALERTS_SENT).values(**own, entry=entry, place=place))
        return _read(row)

    def list_planned(self, alert: Alert) -> tuple[str, ...]:
        """Return the entries that an alert is telling of, in order."""
        its = (ALERTS_SENT.c.team == alert.team, ALERTS_SENT.c.alert == alert.id, ALERTS_SENT.c.batch == alert.pending)
        asked = sa.select(ALERTS_SENT.c.entry).where(*its).order_by(ALERTS_SENT.c.place)
        with self.database.read() as connection:
            return tuple(connection.execute(asked).scalars())

    def finish(self, alert: Alert) -> None:
        """Remember that what was planned was told; an alert that was removed meanwhile stays so."""
        own = (ALERTS.c.team == alert.team, ALERTS.c.id == alert.id, ALERTS.c.pending == alert.pending)
        values = {"seen": alert.pending, "pending": None, "pending_since": None, "checked_at": self.clock()}
        with self.database.write() as connection:
            connection.execute(sa.update(ALERTS).where(*own).values(**values))

    def mark_seen(self, team: str, ids: Iterable[int], revision: int) -> None:
        """Remember that until a revision there was no news for these alerts; what one has seen beyond that stays so."""
        seen = sa.case((ALERTS.c.seen < revision, revision), else_=ALERTS.c.seen)
        with self.database.write() as connection:
            its = (ALERTS.c.team == team, ALERTS.c.id.in_(list(ids)), ALERTS.c.pending.is_(None))
            connection.execute(sa.update(ALERTS).where(*its).values(seen=seen, checked_at=self.clock()))

    def _record(self, connection: Connection, alert: Alert, action: str, *, by: str) -> None:
        """Write down who changed what a channel follows; what a person follows is their own."""
        if not is_person(alert.target):
            record(connection, alert.team, by=by, action=action, subject=alert.target, now=self.clock())


def is_person(target: str) -> bool:
    """Tell whether news goes to a person rather than into a channel. Source: the beginnings of Slack's ids."""
    return target.startswith(("U", "W"))


def _match(team: str, target: str, id_: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (ALERTS.c.team == team, ALERTS.c.target == target, ALERTS.c.id == id_)


def _select(team: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(*ALERTS.c).where(ALERTS.c.team == team).order_by(ALERTS.c.id)


def _find_told(connection: Connection, alert: Alert) -> frozenset[str]:
    asked = sa.select(ALERTS_SENT.c.entry).where(ALERTS_SENT.c.team == alert.team, ALERTS_SENT.c.alert == alert.id)
    return frozenset(connection.execute(asked).scalars())


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
        seen=row.seen,
        pending=row.pending,
        pending_since=row.pending_since,
    )
