"""A back-up of all that is kept: the papers and the state, in one file, whatever database they come from.

The file is a database of SQLite with the same tables, and one more that seals them: how many rows each has,
and a digest of all that is in them and of what they are. So it can be looked into with any tool, and a
changed byte is noticed.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.engine import Connection

from bot.errors import BackupError
from bot.presence import find_file
from bot.state.migration import HEAD, find_version, migrate
from bot.state.tables import TABLES
from corpus.database import DAMAGED, Database, explain, is_full
from corpus.errors import LibraryError
from corpus.library_tables import TABLES as PAPERS

# In the header of the file, where SQLite has a place for what kind of file it is: "GRIF".
_KIND = 0x47524946
_SEAL = "griffier_backup"
# What the seal calls the definitions of all tables; no table can have this name.
_SCHEMA = "sqlite_schema"
# Rows that are in memory at once; a paper is a row.
_BATCH = 50
_PATIENCE = 30.0


class Content(Struct, frozen=True, kw_only=True):
    """What a table of a back-up holds: how many rows, and the SHA-256 of their values in order."""

    table: str
    rows: int
    sha256: str


def make_backup(url: str, file: Path) -> tuple[Content, ...]:
    """Write a back-up of the database at a URL, as it is at one moment; bots may go on meanwhile.

    Raises:
        BackupError: there is nothing to back up, the file can't be written, or is something else.
        LibraryError: the database is out of reach, or damaged.
    """
    source = find_file(url)
    if source is not None and not source.exists():
        raise BackupError("there is no database yet: nothing was kept in this folder (see GRIFFIER_DATA)")
    _check_place(file)
    with _write_whole(file) as unfinished:
        if source is not None:
            _copy_file(source, unfinished)
        else:
            _copy_server(url, unfinished)
        return _seal(unfinished)


def check_backup(file: Path) -> tuple[Content, ...]:
    """Return what is in a back-up, after reading all of it.

    Raises:
        BackupError: it is no back-up, or not as it was written.
    """
    if not file.exists():
        raise BackupError(f"{file}: no such file")
    try:
        with closing(_open_file(file, "ro")) as connection:
            if _read_kind(connection) != _KIND:
                raise BackupError(f"{file}: not a back-up of Griffier")
            stated = tuple(
                Content(table=table, rows=rows, sha256=sha256)
                for table, rows, sha256 in connection.execute(f"SELECT * FROM {_SEAL} ORDER BY name")  # noqa: S608 - ours
            )
            if not is_whole(connection) or _list_contents(connection) != stated:
                raise BackupError(f"{file}: damaged, or changed since it was written; use another back-up")
    except (sqlite3.Error, OverflowError) as error:
        raise BackupError(f"{file}: not a back-up of Griffier, or damaged; use another") from error
    return stated


def copy_backup(file: Path, target: Path) -> None:
    """Write what a back-up holds as a plain database, without its seal."""
    with closing(_open_file(file, "ro")) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute(f"DROP TABLE {_SEAL}")
        copy.execute("PRAGMA application_id = 0")
        copy.commit()


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy the rows of all tables; those of the target are empty."""
    for metadata in (PAPERS, TABLES):
        for table in metadata.sorted_tables:
            _copy_table(table, source, target)


def _copy_table(table: sa.Table, source: Connection, target: Connection) -> None:
    ordered = sa.select(table).order_by(*table.primary_key.columns)
    rows = source.execution_options(yield_per=_BATCH).execute(ordered)
    for batch in rows.partitions():
        target.execute(sa.insert(table), [_carry_over(row._asdict()) for row in batch])


def _carry_over(row: dict[str, object]) -> dict[str, object]:
    """Return a row with its times in UTC, with their zone: SQLite keeps them without."""
    return {name: _add_zone(value) for name, value in row.items()}


def _add_zone(value: object) -> object:
    if not isinstance(value, datetime.datetime):
        return value
    return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


def _copy_file(source: Path, target: Path) -> None:
    """Copy a database of SQLite in one step, which holds up nobody who writes in it."""
    try:
        with closing(_open_file(source, "rw")) as connection, closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            if not is_whole(copy):
                raise LibraryError(f"{DAMAGED}; a back-up of it would be damaged too")
    except sqlite3.DatabaseError as error:
        if is_full(error):
            # The copy has no room: to read takes none.
            raise
        raise LibraryError(explain(error)) from error


def _copy_server(url: str, target: Path) -> None:
    database, copy = Database.open(url), Database.open(f"sqlite:///{target}")
    try:
        with database.read() as source:
            if find_version(source) != HEAD:
                raise BackupError("the database is of another version: start this Griffier on it once, then back it up")
            migrate(copy)
            with copy.write() as connection:
                PAPERS.create_all(connection)
                copy_rows(source, connection)
    finally:
        database.close()
        copy.close()


def _seal(file: Path) -> tuple[Content, ...]:
    with closing(sqlite3.connect(file)) as connection:
        # One file, without another beside it.
        connection.execute("PRAGMA journal_mode = DELETE")
        contents = _list_contents(connection)
        connection.execute(
            f"CREATE TABLE {_SEAL} (name TEXT PRIMARY KEY, count INTEGER NOT NULL, sha256 TEXT NOT NULL)"
        )
        rows = [(content.table, content.rows, content.sha256) for content in contents]
        connection.executemany(f"INSERT INTO {_SEAL} VALUES (?, ?, ?)", rows)  # noqa: S608 - our own name
        connection.execute(f"PRAGMA application_id = {_KIND}")
        connection.commit()
    return contents


def _list_contents(connection: sqlite3.Connection) -> tuple[Content, ...]:
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in connection.execute(listed) if name != _SEAL]
    contents = (_read_schema(connection), *(_read_content(connection, table) for table in tables))
    return tuple(sorted(contents, key=lambda content: content.table))


def _read_schema(connection: sqlite3.Connection) -> Content:
    """Return what the tables and their indexes are: a letter that changed in the name of a column changes no row."""
    listed = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name != ? ORDER BY type, name"
    rows = connection.execute(listed, (_SEAL,)).fetchall()
    return Content(table=_SCHEMA, rows=len(rows), sha256=hashlib.sha256(repr(rows).encode()).hexdigest())


def _read_content(connection: sqlite3.Connection, table: str) -> Content:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    # In the order of the key, so that the same rows from another database give the same digest.
    keys = [name for name, place in sorted(columns, key=lambda column: int(column[1])) if place]
    order = ", ".join(f'"{name}"' for name in keys or [name for name, _ in columns])
    digest, rows = hashlib.sha256(), 0
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):  # noqa: S608 - names of the file's own
        rows += 1
        for value in row:
            raw = value if isinstance(value, bytes) else repr(value).encode()
            digest.update(f"{type(value).__name__} {len(raw)} ".encode())
            digest.update(raw)
    return Content(table=table, rows=rows, sha256=digest.hexdigest())


def _open_file(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=_PATIENCE)


def _read_kind(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def is_whole(connection: sqlite3.Connection) -> bool:
    """Tell whether a database holds together, as SQLite itself checks it."""
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _check_place(file: Path) -> None:
    if file.is_dir() or not file.parent.is_dir():
        raise BackupError(f"{file}: name a file in a folder that exists")
    if not file.exists():
        return
    try:
        with closing(_open_file(file, "ro")) as connection:
            is_backup = _read_kind(connection) == _KIND
    except sqlite3.Error:
        is_backup = False
    if not is_backup:
        raise BackupError(f"{file}: something else is there; name another file")


@contextmanager
def _write_whole(file: Path) -> Iterator[Path]:
    """Give a name to write under; at the end what was written is made durable, and put in place in one step."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise BackupError(f"{file}: can't be written ({error.strerror}); look at your rights to its folder") from error
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        put_in_place(unfinished, file)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"{file}: can't be written; look at the room on its disk") from error
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            Path(name + end).unlink(missing_ok=True)


def put_in_place(made: Path, file: Path) -> None:
    """Make a file durable, and have it take another's place in one step."""
    for path in (made, file.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
            if path == made:
                os.replace(made, file)
        finally:
            os.close(handle)
