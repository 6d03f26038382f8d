"""What was asked in a thread, so that a question there can go on from it."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa

from bot.state.store import Store, build_insert
from bot.state.tables import SUBJECTS

DAY = 24 * 60 * 60.0
_NEW = ("query", "person", "asked_at")


class Subjects(Store):
    """Keeps what each question of a thread was understood to ask, a day at most.

    Each question has a row of its own, so that one that is answered again after a kill goes on from what was asked
    before it, and never from itself or from what came after it.
    """

    __slots__ = ()

    def find(self, team: str, channel: str, thread_ts: str, *, before: str) -> str | None:
        """Return what the last question of a thread before a time stamp asked, as a text that can be asked again.

        None where there was none in the last day.
        """
        its = (SUBJECTS.c.team == team, SUBJECTS.c.channel == channel, SUBJECTS.c.thread_ts == thread_ts)
        young = (SUBJECTS.c.ts < before, SUBJECTS.c.asked_at > self.clock() - DAY)
        asked = sa.select(SUBJECTS.c.query).where(*its, *young).order_by(SUBJECTS.c.ts.desc()).limit(1)
        with self.database.read() as connection:
            return connection.execute(asked).scalar()

    def find_question(self, team: str, channel: str, answer_ts: str) -> str | None:
        """Return the time stamp of the question that a message of its own answers; None for any other message."""
        its = (SUBJECTS.c.team == team, SUBJECTS.c.channel == channel, SUBJECTS.c.thread_ts == answer_ts)
        asked = sa.select(sa.func.min(SUBJECTS.c.ts)).where(*its, SUBJECTS.c.ts < answer_ts)
        with self.database.read() as connection:
            return connection.execute(asked).scalar()

    def save(self, team: str, channel: str, thread_ts: str, *, ts: str, query: str, person: str) -> None:
        """Remember what the question of time stamp `ts` asked, in the place of what was remembered of it."""
        place = {"team": team, "channel": channel, "thread_ts": thread_ts, "ts": ts}
        new = {"query": query, "person": person, "asked_at": self.clock()}
        with self.database.write(alone=False, durable=False) as connection:
            connection.execute(_build_save(connection.dialect.name), {**place, **new})


@cache
def _build_save(dialect: str) -> sa.Insert:
    # Made once: to make a statement takes longer than to carry it out.
    row = build_insert(dialect, SUBJECTS)
    new = {name: row.excluded[name] for name in _NEW}
    return row.on_conflict_do_update(index_elements=["team", "channel", "thread_ts", "ts"], set_=new)
