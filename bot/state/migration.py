"""Bringing the tables up to date when the bot starts."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.state.tables import TABLES
from corpus.database import Database
from corpus.errors import LibraryError

FOLDER = Path(__file__).parent / "migrations"
# The last step in `migrations/versions`; a test holds it to that.
HEAD = "0005"
VERSIONS = "state_version"


def migrate(database: Database) -> None:
    """Take the steps that the database lacks, all or none; of two processes the second finds them taken.

    Raises:
        LibraryError: the database can't be used, or a newer Griffier has been at it.
    """
    with database.read() as connection:
        if find_version(connection) == HEAD:
            return
    with database.write() as connection:
        version = find_version(connection)
        if version == HEAD:
            return
        if version is not None and version > HEAD:
            raise LibraryError("the database was made by a newer Griffier: install that, or restore a back-up")
        if version is None and not _holds_any(connection):
            _make_all(connection)
        else:
            _upgrade(connection)


def find_version(connection: Connection) -> str | None:
    """Return the last step that a database took; None where it took none."""
    if not sa.inspect(connection).has_table(VERSIONS):
        return None
    row = connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}").first()  # noqa: S608 - our own name
    return str(row[0]) if row else None


def _holds_any(connection: Connection) -> bool:
    return not {*TABLES.tables, VERSIONS}.isdisjoint(sa.inspect(connection).get_table_names())


def _make_all(connection: Connection) -> None:
    """Make the tables as they are after the last step: the first start need not wait until Alembic is loaded."""
    TABLES.create_all(connection, checkfirst=False)
    version = sa.Table(
        VERSIONS,
        sa.MetaData(),
        sa.Column("version_num", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("version_num", name=f"{VERSIONS}_pkc"),
    )
    version.create(connection)
    connection.execute(sa.insert(version).values(version_num=HEAD))


def _upgrade(connection: Connection) -> None:
    # Alembic takes a while to load, and most starts have nothing for it to do.
    from alembic import command
    from alembic.config import Config

    # At its first use it tells of each of its own parts.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    command.upgrade(config, "head")
