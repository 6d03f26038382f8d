"""How long things are kept, and what goes when a person or a workspace goes."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from bot.state.store import Store
from bot.state.tables import (
    ALERTS,
    ALERTS_SENT,
    AUDIT,
    FEEDBACK,
    INBOX,
    LEASES,
    PERSONS,
    SAVED_QUESTIONS,
    SUBJECTS,
    TABLES,
)

DAY = 24 * 60 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days each is kept; what is not named here is kept until it is removed.

    Slack may repeat an event for a day: events are never kept for less than that.
    """

    events: float = 2
    subjects: float = 1
    feedback: float = 365
    audit: float = 730


class Keeping(Store):
    """Removes what need not or may not be kept; each method returns how many rows it removed."""

    __slots__ = ()

    def apply(self, retention: Retention) -> int:
        """Remove what is older than it may be, and leases that are over; an event without its answer stays."""
        now = self.clock()
        old = (
            (INBOX, INBOX.c.finished_at < now - max(retention.events, 1) * DAY),
            (SUBJECTS, SUBJECTS.c.asked_at < now - retention.subjects * DAY),
            (FEEDBACK, FEEDBACK.c.given_at < now - retention.feedback * DAY),
            (AUDIT, AUDIT.c.done_at < now - retention.audit * DAY),
            (LEASES, LEASES.c.until < now),
        )
        with self.database.write() as connection:
            return sum(connection.execute(sa.delete(table).where(past)).rowcount for table, past in old)

    def forget_person(self, team: str, person: str) -> int:
        """Remove all of a person: settings, questions, alerts, feedback, subjects, open events.

        Alerts of a channel stay with the channel, and changes in the audit log, without the name. Of an
        answered event the place stays for its days, so that Slack's repetition of it is not answered.
        """
        gone = 0
        with self.database.write() as connection:
            own = sa.select(ALERTS.c.id).where(ALERTS.c.team == team, ALERTS.c.target == person)
            sent = (ALERTS_SENT.c.team == team, ALERTS_SENT.c.alert.in_(own))
            gone += connection.execute(sa.delete(ALERTS_SENT).where(*sent)).rowcount
            gone += connection.execute(
                sa.delete(ALERTS).where(ALERTS.c.team == team, ALERTS.c.target == person)
            ).rowcount
            for table in (PERSONS, SAVED_QUESTIONS, FEEDBACK, SUBJECTS):
                theirs = (table.c.team == team, table.c.person == person)
                gone += connection.execute(sa.delete(table).where(*theirs)).rowcount
            for table in (ALERTS, AUDIT):
                theirs = (table.c.team == team, table.c.person == person)
                connection.execute(sa.update(table).where(*theirs).values(person=""))
            events = sa.update(INBOX).where(INBOX.c.team == team, INBOX.c.person == person)
            finished = sa.func.coalesce(INBOX.c.finished_at, self.clock())
            connection.execute(events.values(person="", payload="", finished_at=finished))
        return gone

    def forget_team(self, team: str) -> int:
        """Remove all of a workspace."""
        with self.database.write() as connection:
            return sum(
                connection.execute(sa.delete(table).where(table.c.team == team)).rowcount
                for table in TABLES.sorted_tables
                if "team" in table.c
            )
