"""Who changed what, and when."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.state.store import Store
from bot.state.tables import AUDIT

# The team of changes that belong to the whole installation, such as papers added at its command line.
INSTALLATION = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: `action` such as `channel.set` or `paper.added`, `subject` the channel or paper.

    `person` is empty once that person was forgotten.
    """

    team: str
    person: str
    action: str
    subject: str
    detail: str
    done_at: float


class Audit(Store):
    """Keeps the log of changes."""

    __slots__ = ()

    def record(self, team: str, *, by: str, action: str, subject: str, detail: str = "") -> None:
        """Write one change down; never what a person asked or wrote."""
        with self.database.write(alone=False) as connection:
            record(connection, team, by=by, action=action, subject=subject, detail=detail, now=self.clock())

    def list_of(self, team: str, most: int = 100) -> tuple[Change, ...]:
        """Return the latest changes of a team, the newest first."""
        return self._list(sa.select(AUDIT).where(AUDIT.c.team == team), most)

    def list_latest(self, most: int = 100) -> tuple[Change, ...]:
        """Return the latest changes of all teams, the newest first: for whoever runs the installation."""
        return self._list(sa.select(AUDIT), most)

    def _list(self, asked: sa.Select[tuple[object, ...]], most: int) -> tuple[Change, ...]:
        with self.database.read() as connection:
            rows = connection.execute(asked.order_by(AUDIT.c.id.desc()).limit(most))
            return tuple(
                Change(
                    team=row.team,
                    person=row.person,
                    action=row.action,
                    subject=row.subject,
                    detail=row.detail,
                    done_at=row.done_at,
                )
                for row in rows
            )


def record(
    connection: Connection, team: str, *, by: str, action: str, subject: str, now: float, detail: str = ""
) -> None:
    """Write a change down in the transaction that makes it."""
    values = {"team": team, "person": by, "action": action, "subject": subject[:255], "detail": detail}
    connection.execute(sa.insert(AUDIT).values(**values, done_at=now))
