"""The workspaces that installed the bot, with the tokens that they gave it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Row

from bot.state.audit import record
from bot.state.store import Store, build_insert
from bot.state.tables import INSTALLATIONS, OAUTH_STATES

# Seconds in which an installation that was begun must be done.
_STATE_LIFE = 10 * 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A workspace that installed the bot.

    `person` installed it, and is empty once that person was forgotten. `token` and `refresh_token` are sealed;
    a token that is never refreshed has neither the latter nor `expires_at`.
    """

    team: str
    name: str
    person: str
    bot_id: str
    bot_user: str
    token: str
    refresh_token: str | None
    expires_at: float | None
    installed_at: float

    def is_newer_than(self, other: Installation) -> bool:
        """Tell whether this is the same installation, with a token that ends later."""
        return self.installed_at == other.installed_at and (self.expires_at or 0.0) > (other.expires_at or 0.0)


class Installations(Store):
    """Keeps an installation for each workspace; who installed and who left goes into the audit log."""

    __slots__ = ()

    def save(self, installation: Installation) -> None:
        """Keep an installation, in the place of what the workspace had."""
        values = {name: getattr(installation, name) for name in Installation.__slots__}
        new = {name: value for name, value in values.items() if name != "team"}
        with self.database.write(alone=False) as connection:
            row = build_insert(connection.dialect.name, INSTALLATIONS).values(**values)
            connection.execute(row.on_conflict_do_update(index_elements=["team"], set_=new))
            team, person = installation.team, installation.person
            record(connection, team, by=person, action="workspace.installed", subject=team, now=self.clock())

    def refresh(self, renewed: Installation) -> None:
        """Keep a workspace's new tokens, unless it has newer ones.

        One that left meanwhile stays away, and one that came back keeps what it has.
        """
        new = {"token": renewed.token, "refresh_token": renewed.refresh_token, "expires_at": renewed.expires_at}
        its = (
            INSTALLATIONS.c.team == renewed.team,
            INSTALLATIONS.c.installed_at == renewed.installed_at,
            sa.func.coalesce(INSTALLATIONS.c.expires_at, 0.0) < (renewed.expires_at or 0.0),
        )
        with self.database.write(alone=False) as connection:
            connection.execute(sa.update(INSTALLATIONS).where(*its).values(**new))

    def find(self, team: str) -> Installation | None:
        """Return the installation of a workspace."""
        with self.database.read() as connection:
            row = connection.execute(sa.select(INSTALLATIONS).where(INSTALLATIONS.c.team == team)).first()
        return _read(row) if row is not None else None

    def list_all(self) -> tuple[Installation, ...]:
        """Return all installations, by workspace."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(INSTALLATIONS).order_by(INSTALLATIONS.c.team))
            return tuple(_read(row) for row in rows)

    def reseal(self, change: Callable[[str, str], str]) -> int:
        """Replace each sealed token by what `change` makes of its workspace and itself; return how many there were."""
        changed = 0
        with self.database.write() as connection:
            for row in connection.execute(sa.select(INSTALLATIONS)).all():
                new = {"token": change(row.team, row.token)}
                if row.refresh_token is not None:
                    new["refresh_token"] = change(row.team, row.refresh_token)
                connection.execute(sa.update(INSTALLATIONS).where(INSTALLATIONS.c.team == row.team).values(**new))
                changed += len(new)
        return changed

    def begin(self, state: str) -> None:
        """Remember that an installation was begun, for ten minutes."""
        now = self.clock()
        with self.database.write(alone=False) as connection:
            connection.execute(sa.delete(OAUTH_STATES).where(OAUTH_STATES.c.until <= now))
            connection.execute(sa.insert(OAUTH_STATES).values(mark=_digest(state), until=now + _STATE_LIFE))

    def end(self, state: str) -> bool:
        """Return whether an installation with this state was begun and may be ended: once, by whatever process."""
        its = (OAUTH_STATES.c.mark == _digest(state), OAUTH_STATES.c.until > self.clock())
        with self.database.write(alone=False) as connection:
            return connection.execute(sa.delete(OAUTH_STATES).where(*its)).rowcount == 1


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()


def _read(row: Row[tuple[object, ...]]) -> Installation:
    return Installation(**{name: getattr(row, name) for name in Installation.__slots__})
