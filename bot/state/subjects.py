"""What a thread was last about, so that a question there can go on from it."""

from __future__ import annotations

import sqlalchemy as sa

from bot.state.store import Store, build_insert
from bot.state.tables import SUBJECTS

DAY = 24 * 60 * 60.0


class Subjects(Store):
    """Keeps the last query of each thread, a day at most."""

    __slots__ = ()

    def find(self, team: str, channel: str, thread_ts: str) -> str | None:
        """Return the last query of a thread; None where there was none in the last day."""
        its = (SUBJECTS.c.team == team, SUBJECTS.c.channel == channel, SUBJECTS.c.thread_ts == thread_ts)
        asked = sa.select(SUBJECTS.c.query).where(*its, SUBJECTS.c.asked_at > self.clock() - DAY)
        with self.database.read() as connection:
            return connection.execute(asked).scalar()

    def save(self, team: str, channel: str, thread_ts: str, *, query: str, person: str) -> None:
        """Remember what `person` last asked in a thread."""
        new = {"query": query, "person": person, "asked_at": self.clock()}
        with self.database.write(alone=False) as connection:
            row = build_insert(connection, SUBJECTS).values(team=team, channel=channel, thread_ts=thread_ts, **new)
            connection.execute(row.on_conflict_do_update(index_elements=["team", "channel", "thread_ts"], set_=new))
