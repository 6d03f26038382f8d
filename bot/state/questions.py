"""The questions that a person keeps at hand."""

from __future__ import annotations

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Row

from bot.errors import FullError
from bot.state.store import Store
from bot.state.tables import SAVED_QUESTIONS as ROWS

# How many a person can keep.
MOST_QUESTIONS = 100


class SavedQuestion(Struct, frozen=True, kw_only=True):
    """A question as it was typed."""

    id: int
    text: str
    saved_at: float


class SavedQuestions(Store):
    """Keeps questions, of one person each."""

    __slots__ = ()

    def add(self, team: str, person: str, text: str) -> SavedQuestion:
        """Keep a question and return it; the same text again is the one that was kept.

        Raises:
            FullError: the person keeps MOST_QUESTIONS already.
        """
        with self.database.write() as connection:
            held = [_read(row) for row in connection.execute(_select(team, person))]
            same = next((question for question in held if question.text == text), None)
            if same:
                return same
            if len(held) >= MOST_QUESTIONS:
                raise FullError(MOST_QUESTIONS)
            new = sa.insert(ROWS).values(team=team, person=person, text=text, saved_at=self.clock())
            return _read(connection.execute(new.returning(*ROWS.c)).one())

    def list_of(self, team: str, person: str) -> tuple[SavedQuestion, ...]:
        """Return a person's questions, the newest first."""
        with self.database.read() as connection:
            return tuple(_read(row) for row in connection.execute(_select(team, person)))

    def remove(self, team: str, person: str, id_: int) -> bool:
        """Take a question away; return whether it was there, and that person's."""
        mine = (ROWS.c.team == team, ROWS.c.person == person, ROWS.c.id == id_)
        with self.database.write() as connection:
            return bool(connection.execute(sa.delete(ROWS).where(*mine)).rowcount)


def _select(team: str, person: str) -> sa.Select[tuple[object, ...]]:
    return sa.select(*ROWS.c).where(ROWS.c.team == team, ROWS.c.person == person).order_by(ROWS.c.id.desc())


def _read(row: Row[tuple[object, ...]]) -> SavedQuestion:
    return SavedQuestion(id=row.id, text=row.text, saved_at=row.saved_at)
