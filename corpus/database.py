"""The database under the library, and under whatever else is kept beside it: SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

from corpus.errors import LibraryError

# The URL of a database that lasts as long as its process.
MEMORY = "sqlite://"
DAMAGED = "the database is damaged: stop Griffier, and put a back-up in its place with `griffier restore FILE`"
# Seconds that a writer waits for another to finish.
_PATIENCE = 30
_RETRY = 0.01
# Seconds that a server may take to be reached.
_REACH = 5
_READS = "griffier_reads"
_ALONE = "griffier_alone"
_DURABLE = "griffier_durable"
# The number of the lock by which writers take turns in PostgreSQL: any that no other program uses.
_TURN = 36_560_006


class Database:
    """Opens transactions that are whole or not at all; one object serves any number of threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Each kind of transaction has its options at hand: to give them anew costs more than to begin it.
        self._reader = engine.execution_options(**{_READS: True})
        self._writers = {
            (alone, durable): engine.execution_options(**{_ALONE: alone, _DURABLE: durable})
            for alone in (False, True)
            for durable in (False, True)
        }
        # In memory all threads share one connection, on which there is one transaction at a time.
        self._turn = threading.Lock() if isinstance(engine.pool, StaticPool) else nullcontext()

    @classmethod
    def open(cls, url: str) -> Database:
        """Return the database at a URL; SQLite's file is made where there is none. Nothing is asked of it yet.

        Raises:
            LibraryError: the URL is not one, or its driver is missing.
        """
        try:
            engine = _build_engine(url)
        except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
            raise LibraryError("the database's URL or its driver is wrong: set DATABASE_URL anew") from error
        except OSError as error:
            raise LibraryError("the folder of the database can't be made: set GRIFFIER_DATA anew") from error
        return cls(engine)

    @property
    def is_embedded(self) -> bool:
        """Whether this is SQLite, where one writer at a time is all there can be."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give one view of the data from the first query to the last.

        Raises:
            LibraryError: the database is out of reach, locked or damaged.
        """
        with self._turn, _explain(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, alone: bool = True, durable: bool = True) -> Iterator[Connection]:
        """Give a transaction that is kept when the context ends well.

        Writers that are `alone` take turns; others rely on the database's own locks of rows.
        SQLite knows no such locks: there all writers take turns. What is not `durable` survives the process, but
        the power may take it if it fails within moments: the disk is not waited for.

        Raises:
            LibraryError: the database is out of reach, locked or damaged.
        """
        with self._turn, _explain(), self._writers[alone, durable].begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def sqlite_url(folder: Path) -> str:
    """Return the URL of the embedded database in a folder of data."""
    return f"sqlite:///{folder / 'griffier.db'}"


def _build_engine(url: str) -> Engine:
    # What was written stays out of the text of errors.
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _build_sqlite(parsed)
    reach = {"connect_timeout": _REACH} if parsed.get_driver_name().startswith("psycopg") else {}
    # What a server ended while it lay in the pool is noticed before it is used.
    engine = sa.create_engine(parsed, pool_pre_ping=True, connect_args=reach, hide_parameters=True)
    _prepare_postgresql(engine)
    return engine


def _build_sqlite(url: sa.URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(url, hide_parameters=True)
    else:
        # In memory each connection is a database of its own: all share one.
        shared = {"check_same_thread": False}
        engine = sa.create_engine(url, poolclass=StaticPool, connect_args=shared, hide_parameters=True)
    _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _connect(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
        _use_wal(cursor)
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its turn at once, instead of finding out at the end that another was first.
        options = connection.get_execution_options()
        # Past SQLAlchemy's own road, which costs more than these statements do; their errors are explained as others.
        cursor = connection.connection.cursor()
        if not options.get(_READS):
            _set_durability(connection, cursor, "FULL" if options.get(_DURABLE, True) else "NORMAL")
        cursor.execute("BEGIN" if options.get(_READS) else "BEGIN IMMEDIATE")
        cursor.close()


def _set_durability(connection: Connection, cursor: sa.engine.interfaces.DBAPICursor, wanted: str) -> None:
    if connection.info.get(_DURABLE) != wanted:
        cursor.execute(f"PRAGMA synchronous = {wanted}")
        connection.info[_DURABLE] = wanted


def _use_wal(cursor: sa.engine.interfaces.DBAPICursor) -> None:
    """Have the database write ahead. Of several that make it at once SQLite lets none wait for this: they try again."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_RETRY)


def _prepare_postgresql(engine: Engine) -> None:
    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(_READS):
            # One view of the data from the first query to the last, as a transaction of SQLite has it.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
        if not options.get(_DURABLE, True):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        if options.get(_ALONE):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


@contextmanager
def _explain() -> Iterator[None]:
    try:
        yield
    except sa.exc.DatabaseError as error:
        raise LibraryError(explain(error.orig)) from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(explain(error)) from error


def is_full(error: BaseException | None) -> bool:
    """Tell whether a refusal of SQLite means that a disk has no room."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL


def explain(error: BaseException | None) -> str:
    """Return what a database's refusal means and what to do, without its address or its words."""
    # The lower byte is the kind, the others say more of it.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DAMAGED
    if is_full(error):
        return "the database can't be written: make room on its disk"
    if code == sqlite3.SQLITE_READONLY:
        return "the database can't be written: look at who owns its file and folder"
    return "the database can't be used: it is out of reach, locked or damaged"
