"""What a person has set for themselves."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from bot.config import Language
from bot.state.store import Store
from bot.state.tables import PERSONS

# Asked for each question, and made once: to make a statement takes longer than to carry it out.
_LANGUAGE = sa.select(PERSONS.c.language).where(
    PERSONS.c.team == sa.bindparam("team"), PERSONS.c.person == sa.bindparam("person")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSettings:
    """How the bot speaks with one person; None is as the installation has it."""

    language: Language | None = None


class Persons(Store):
    """Keeps the settings of people."""

    __slots__ = ()

    def find(self, team: str, person: str) -> PersonSettings:
        """Return what a person has set, all None where that is nothing."""
        with self.database.read() as connection:
            language = connection.execute(_LANGUAGE, {"team": team, "person": person}).scalar()
        return PersonSettings(language=Language(language) if language else None)

    def save(self, team: str, person: str, settings: PersonSettings) -> None:
        """Keep a person's settings in the place of the earlier ones; nothing where nothing is set."""
        with self.database.write() as connection:
            connection.execute(sa.delete(PERSONS).where(PERSONS.c.team == team, PERSONS.c.person == person))
            if settings.language:
                row = {"team": team, "person": person, "language": str(settings.language)}
                connection.execute(sa.insert(PERSONS).values(**row))
