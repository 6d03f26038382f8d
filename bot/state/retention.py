"""How long things are kept, and what goes when a person or a workspace goes."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Connection

from bot.state.store import Store
from bot.state.tables import (
    ALERTS,
    ALERTS_SENT,
    AUDIT,
    FEEDBACK,
    INBOX,
    INSTALLATIONS,
    LEASES,
    OAUTH_STATES,
    PERSONS,
    REQUESTS,
    SAVED_QUESTIONS,
    SUBJECTS,
    TABLES,
)

DAY = 24 * 60 * 60.0
# Seconds; a signature is valid for five minutes to either side of the clock.
KEPT_REQUESTS = 15 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days each is kept; what is not named here is kept until it is removed.

    Slack may repeat an event for a day: events are never kept for less than that.
    """

    events: float = 2
    subjects: float = 1
    feedback: float = 365
    audit: float = 730


class Personal(Struct, frozen=True, kw_only=True):
    """How much there is of a person, by kind: settings, saved questions, alerts, feedback, subjects of threads, and
    questions that wait for their answer."""

    settings: int = 0
    questions: int = 0
    alerts: int = 0
    feedback: int = 0
    subjects: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """How much there is in all."""
        return self.settings + self.questions + self.alerts + self.feedback + self.subjects + self.waiting


class Keeping(Store):
    """Removes what need not or may not be kept."""

    __slots__ = ()

    def apply(self, retention: Retention) -> int:
        """Remove what is older than it may be, and leases that are over; return how many rows that was.

        An event without its answer stays.
        """
        now = self.clock()
        old = (
            (OAUTH_STATES, OAUTH_STATES.c.until < now),
            (REQUESTS, REQUESTS.c.seen_at < now - KEPT_REQUESTS),
            (INBOX, INBOX.c.finished_at < now - max(retention.events, 1) * DAY),
            (SUBJECTS, SUBJECTS.c.asked_at < now - retention.subjects * DAY),
            (FEEDBACK, FEEDBACK.c.given_at < now - retention.feedback * DAY),
            (AUDIT, AUDIT.c.done_at < now - retention.audit * DAY),
            (LEASES, LEASES.c.until < now),
        )
        with self.database.write() as connection:
            return sum(connection.execute(sa.delete(table).where(past)).rowcount for table, past in old)

    def count_person(self, team: str, person: str) -> Personal:
        """Return what is kept of a person."""
        with self.database.read() as connection:
            return _count(connection, team, person)

    def forget_person(self, team: str, person: str) -> Personal:
        """Remove all of a person, and return what that was.

        Alerts of a channel stay with the channel, and changes in the audit log, without the name. Of an
        answered event the place stays for its days, so that Slack's repetition of it is not answered.
        """
        with self.database.write() as connection:
            gone = _count(connection, team, person)
            own = sa.select(ALERTS.c.id).where(ALERTS.c.team == team, ALERTS.c.target == person)
            sent = (ALERTS_SENT.c.team == team, ALERTS_SENT.c.alert.in_(own))
            connection.execute(sa.delete(ALERTS_SENT).where(*sent))
            connection.execute(sa.delete(ALERTS).where(ALERTS.c.team == team, ALERTS.c.target == person))
            for table in (PERSONS, SAVED_QUESTIONS, FEEDBACK, SUBJECTS):
                theirs = (table.c.team == team, table.c.person == person)
                connection.execute(sa.delete(table).where(*theirs))
            for table in (ALERTS, AUDIT, INSTALLATIONS):
                theirs = (table.c.team == team, table.c.person == person)
                connection.execute(sa.update(table).where(*theirs).values(person=""))
            events = sa.update(INBOX).where(INBOX.c.team == team, INBOX.c.person == person)
            finished = sa.func.coalesce(INBOX.c.finished_at, self.clock())
            connection.execute(events.values(person="", payload="", finished_at=finished))
        return gone

    def forget_team(self, team: str) -> int:
        """Remove all of a workspace, and return how many rows that was."""
        with self.database.write() as connection:
            return sum(
                connection.execute(sa.delete(table).where(table.c.team == team)).rowcount
                for table in TABLES.sorted_tables
                if "team" in table.c
            )


def _count(connection: Connection, team: str, person: str) -> Personal:
    def count(table: sa.Table, who: sa.ColumnElement[bool], *more: sa.ColumnElement[bool]) -> int:
        asked = sa.select(sa.func.count()).select_from(table).where(table.c.team == team, who, *more)
        return connection.execute(asked).scalar_one()

    return Personal(
        settings=count(PERSONS, PERSONS.c.person == person),
        questions=count(SAVED_QUESTIONS, SAVED_QUESTIONS.c.person == person),
        alerts=count(ALERTS, ALERTS.c.target == person),
        feedback=count(FEEDBACK, FEEDBACK.c.person == person),
        subjects=count(SUBJECTS, SUBJECTS.c.person == person),
        waiting=count(INBOX, INBOX.c.person == person, INBOX.c.finished_at.is_(None)),
    )
