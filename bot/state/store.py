"""What every store is made of: the database, and a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql.schema import Table

from corpus.database import Database

Insert = postgresql.Insert | sqlite.Insert


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Reads and writes one noun; `clock` gives seconds since 1970."""

    database: Database
    clock: Callable[[], float]


def build_insert(connection: Connection, table: Table) -> Insert:
    """Return an insert that can say what to do when the row is there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
