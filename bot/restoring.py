"""Putting a back-up in the place of what is kept: whole or not at all, and never under a bot that runs."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.backup import Content, check_backup, copy_backup, copy_rows, is_whole, put_in_place
from bot.errors import BackupError
from bot.presence import be_alone, check_alone, find_file
from bot.state.migration import migrate
from bot.state.state import State
from bot.state.tables import INBOX, LEASES, TABLES
from corpus.database import Database
from corpus.errors import LibraryError
from corpus.library import Library
from corpus.library_tables import TABLES as PAPERS

# What is there in a database that nobody used yet.
_PLAIN = frozenset({"leases", "revision"})


def restore(file: Path, url: str, *, replaces: bool) -> tuple[Content, ...]:
    """Put a back-up in the place of the database at a URL, and return what it holds.

    What is there is replaced where that is asked, or where it can't be read: a damaged file is set aside.

    Raises:
        BackupError: the back-up is damaged or newer; a bot is running; or there is something in the database.
        LibraryError: the database is out of reach.
    """
    contents = check_backup(file)
    path = find_file(url)
    if path is None:
        _restore_server(file, url, replaces=replaces)
    else:
        with be_alone(path):
            _restore_file(file, path, replaces=replaces)
    return contents


def _restore_file(file: Path, path: Path, *, replaces: bool) -> None:
    is_readable = _is_readable(path)
    if is_readable and not replaces and _holds_anything(f"sqlite:///{path}"):
        raise _refuse()
    try:
        with _prepare(file, path.parent) as prepared:
            if is_readable:
                _fold(path)
            else:
                _set_aside(path)
            put_in_place(prepared, path)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(
            "the database can't be replaced: look at the room on its disk, and who has it open"
        ) from error


def _restore_server(file: Path, url: str, *, replaces: bool) -> None:
    state, library = State.open(url), Library.open(url)
    try:
        check_alone(state)
        if not replaces and _holds_anything(url):
            raise _refuse()
        with tempfile.TemporaryDirectory() as folder, _prepare(file, Path(folder)) as prepared:
            source = Database.open(f"sqlite:///{prepared}")
            with source.read() as reading, state.database.write() as writing:
                _empty(writing)
                copy_rows(reading, writing)
                _count_on(writing)
            source.close()
    finally:
        library.close()
        state.close()


@contextmanager
def _prepare(file: Path, folder: Path) -> Iterator[Path]:
    """Give what a back-up holds as a database that can be put in place: up to date, and nobody's."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as name:
        prepared = Path(name) / "griffier.db"
        copy_backup(file, prepared)
        database = Database.open(f"sqlite:///{prepared}")
        try:
            migrate(database)
            with database.write() as connection:
                PAPERS.create_all(connection)
                _let_go(connection)
        except LibraryError as error:
            raise BackupError(str(error)) from error
        finally:
            database.close()
        _fold(prepared)
        yield prepared


def _let_go(connection: Connection) -> None:
    """Leave open questions to whoever starts; each may have been answered since, which is looked up first."""
    waiting = sa.update(INBOX).where(INBOX.c.finished_at.is_(None))
    tried = sa.case((INBOX.c.attempts > 0, INBOX.c.attempts), else_=1)
    connection.execute(waiting.values(owner=None, lease_until=0.0, attempts=tried))
    connection.execute(sa.delete(LEASES))


def _is_readable(path: Path) -> bool:
    """Tell whether a file is a database that can be used, or not there at all."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            return is_whole(connection)
    except sqlite3.OperationalError as error:
        raise BackupError("the database can't be opened: look at who owns its file and folder") from error
    except sqlite3.DatabaseError:
        return False


def _holds_anything(url: str) -> bool:
    database = Database.open(url)
    try:
        with database.read() as connection:
            there = set(sa.inspect(connection).get_table_names())
            tables = [*PAPERS.sorted_tables, *TABLES.sorted_tables]
            asked = [
                sa.select(sa.literal(1)).select_from(table).limit(1) for table in tables if table.name in there - _PLAIN
            ]
            return any(connection.execute(each).first() is not None for each in asked)
    finally:
        database.close()


def _fold(path: Path) -> None:
    """Have all of a database in its one file: what lies beside it would be taken for a part of the next."""
    if path.exists():
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")


def _set_aside(path: Path) -> None:
    for end in ("-shm", "-wal", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%dT%H%M%S')}{end}"))


def _empty(connection: Connection) -> None:
    for metadata in (PAPERS, TABLES):
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


def _count_on(connection: Connection) -> None:
    """Have the numbers that a server gives to new rows go on after those that were copied."""
    for table in TABLES.sorted_tables:
        key = table.autoincrement_column
        if key is not None:
            highest = sa.select(sa.func.coalesce(sa.func.max(key), 0) + 1).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(sa.select(sa.func.setval(sequence, highest, False)))


def _refuse() -> BackupError:
    return BackupError("there is something in the database: with --replace it is thrown away for the back-up")
