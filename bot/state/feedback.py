"""What people thought of an answer."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from msgspec import Struct

from bot.state.store import Store
from bot.state.tables import FEEDBACK


class Verdict(StrEnum):
    """Whether an entry answered the question."""

    GOOD = "good"
    WRONG = "wrong"


class Feedback(Struct, frozen=True, kw_only=True):
    """One person's verdict on an entry that was shown for a query; `wanted` is what they had looked for."""

    person: str
    query: str
    entry: str
    verdict: Verdict
    wanted: str
    given_at: float


class FeedbackStore(Store):
    """Keeps feedback; a person has one verdict for each query and entry, the latest."""

    __slots__ = ()

    def give(self, team: str, person: str, *, query: str, entry: str, verdict: Verdict, wanted: str = "") -> None:
        """Keep a verdict in the place of an earlier one of the same person on the same query and entry."""
        values = {"team": team, "person": person, "query": query, "entry": entry}
        with self.database.write() as connection:
            connection.execute(sa.delete(FEEDBACK).filter_by(**values))
            connection.execute(
                sa.insert(FEEDBACK).values(**values, verdict=str(verdict), wanted=wanted, given_at=self.clock())
            )

    def list_of(self, team: str) -> tuple[Feedback, ...]:
        """Return a team's feedback, the oldest first."""
        asked = sa.select(FEEDBACK).where(FEEDBACK.c.team == team).order_by(FEEDBACK.c.id)
        with self.database.read() as connection:
            return tuple(
                Feedback(
                    person=row.person,
                    query=row.query,
                    entry=row.entry,
                    verdict=Verdict(row.verdict),
                    wanted=row.wanted,
                    given_at=row.given_at,
                )
                for row in connection.execute(asked)
            )

    def list_teams(self) -> tuple[str, ...]:
        """Return the teams that gave feedback; for the command line, which serves the whole installation."""
        with self.database.read() as connection:
            return tuple(connection.execute(sa.select(FEEDBACK.c.team).distinct().order_by(FEEDBACK.c.team)).scalars())
