"""The rows of the library: which papers are held, which version a team sees, and what came in when.

All of it happens in the transaction of whoever calls.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Connection

from corpus.adding import EVERYBODY, Added, Change, Held
from corpus.errors import LibraryError
from corpus.library_tables import ARRIVALS, PAPERS, PRIVATE, REVISION

# So many arrivals are remembered, the latest.
_MOST_ARRIVALS = 10_000


class SeenVersion(Struct, frozen=True, kw_only=True):
    """The version of a paper that a team sees, and whose it is."""

    team: str
    file: str
    sha256: str
    version: int


def _find_table(team: str) -> sa.Table:
    return PAPERS if team == EVERYBODY else PRIVATE


def _match(team: str, document_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    if team == EVERYBODY:
        return (PAPERS.c.id == document_id,)
    return (PRIVATE.c.team == team, PRIVATE.c.id == document_id)


def list_held(connection: Connection) -> Iterator[Held]:
    """Return which papers are held: everybody's first, by team and identifier."""
    shared = sa.select(PAPERS.c.id, PAPERS.c.file, PAPERS.c.sha256)
    own = sa.select(PRIVATE.c.team, PRIVATE.c.id, PRIVATE.c.file, PRIVATE.c.sha256)
    for id_, file, sha256 in connection.execute(shared.order_by(PAPERS.c.id)).all():
        yield Held(id=id_, file=file, sha256=sha256)
    for team, id_, file, sha256 in connection.execute(own.order_by(PRIVATE.c.team, PRIVATE.c.id)).all():
        yield Held(id=id_, file=file, sha256=sha256, team=team)


def find_raw(connection: Connection, held: Held) -> bytes | None:
    """Return the bytes of a version that is held; None where it is held no longer."""
    table = _find_table(held.team)
    asked = sa.select(table.c.raw).where(*_match(held.team, held.id), table.c.sha256 == held.sha256)
    raw: bytes | None = connection.execute(asked).scalar()
    return raw


def load_raw(connection: Connection, held: Held) -> bytes:
    """Return the bytes of a paper that was listed in the same transaction."""
    raw = find_raw(connection, held)
    if raw is None:
        raise LibraryError(f"{held.id}: its bytes are gone; remove it and add it again")
    return raw


def find_seen(connection: Connection, document_id: str, team: str) -> SeenVersion | None:
    """Return the version that a team sees: its own, else that of everybody."""
    for owner in dict.fromkeys((team, EVERYBODY)):
        table = _find_table(owner)
        asked = sa.select(table.c.file, table.c.sha256, table.c.version).where(*_match(owner, document_id))
        if row := connection.execute(asked).first():
            return SeenVersion(team=owner, file=row.file, sha256=row.sha256, version=row.version)
    return None


def write_paper(connection: Connection, report: Added, raw: bytes, team: str, before: SeenVersion | None) -> None:
    """Write a paper in the place of the version of its team, and that it came in."""
    document, table = report.document, _find_table(team)
    delete_paper(connection, document.id, team)
    row = {"id": document.id, "file": document.file, "sha256": document.sha256, "raw": raw}
    owner = {} if team == EVERYBODY else {"team": team}
    version = before.version + 1 if before else 1
    added = datetime.datetime.now(datetime.UTC)
    connection.execute(sa.insert(table).values(**owner, **row, version=version, added=added))
    revision = count_change(connection)
    entries = None if report.change is Change.ADDED else json.dumps([*report.new, *report.changed])
    connection.execute(sa.delete(ARRIVALS).where(ARRIVALS.c.revision <= revision - _MOST_ARRIVALS))
    connection.execute(sa.insert(ARRIVALS).values(revision=revision, team=team, id=document.id, entries=entries))


def delete_paper(connection: Connection, document_id: str, team: str) -> bool:
    """Return whether there was one to delete."""
    return connection.execute(sa.delete(_find_table(team)).where(*_match(team, document_id))).rowcount > 0


def count_change(connection: Connection) -> int:
    """Return the next revision, once it is written down; never one that an arrival has."""
    last = connection.execute(sa.select(REVISION.c.value)).scalar()
    if last is None:
        last = connection.execute(sa.select(sa.func.max(ARRIVALS.c.revision))).scalar() or 0
        connection.execute(sa.insert(REVISION).values(id=1, value=last + 1))
    else:
        connection.execute(sa.update(REVISION).values(value=last + 1))
    return int(last) + 1
