"""What every store is made of: the database, and a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import Table

from corpus.database import Database

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Reads and writes one noun; `clock` gives seconds since 1970."""

    database: Database
    clock: Callable[[], float]


def build_insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an insert in a dialect that can say what to do when the row is there already."""
    if dialect != "postgresql":
        return sqlite.insert(table)
    # Its types and drivers take a while to load, and most starts are on SQLite.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
