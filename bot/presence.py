"""Whether somebody works with a database, so that nobody puts another in its place meanwhile.

With SQLite that is a lock on a file beside it, which the system lets go of when a process ends, however it
ends. With a server it is a lease in the database, which is over some seconds after a kill.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from bot.errors import BackupError, StartError
from bot.state.state import State
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

# Seconds for which a process says that it is there, and after which it says so again.
LIFE = 30.0
_PAUSE = 10.0
_PREFIX = "running:"
_IN_USE = "a bot is running on this database: stop it, and try again"


@contextmanager
def hold(url: str) -> Iterator[None]:
    """Be seen as one who works with the database at a URL; of these there may be any number.

    Raises:
        StartError: a back-up is being put in its place at this moment.
    """
    path = find_file(url)
    if path is None:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _name_lock(path).open("a")
    except OSError as error:
        logger.info("the database can't be locked (%s)", error.strerror)
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            raise StartError("a back-up is being restored: start again when that is done") from error
        yield


@contextmanager
def be_alone(path: Path) -> Iterator[None]:
    """Be the only one who works with a file of SQLite.

    Raises:
        BackupError: a bot is running, or its folder can't be written in.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _name_lock(path).open("a")
    except OSError as error:
        raise BackupError(f"{path.parent}: can't be written in ({error.strerror}); see GRIFFIER_DATA") from error
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupError(_IN_USE) from error
        yield


async def keep_known(state: State, owner: str) -> None:
    """Have a server's database know that this process works with it; with SQLite the lock tells, and this ends."""
    while not state.database.is_embedded:
        try:
            await state.run(state.leases.take, _PREFIX + owner, owner, LIFE)
        except LibraryError as error:
            logger.debug("%s; it does not know that this process runs", error)
        await asyncio.sleep(_PAUSE)


async def leave(state: State, owner: str) -> None:
    """Have the database know that this process works with it no longer."""
    if state.database.is_embedded:
        return
    try:
        await state.run(state.leases.release, _PREFIX + owner, owner)
    except LibraryError as error:
        logger.debug("%s; that this process runs is forgotten in a while", error)


def check_alone(state: State) -> None:
    """Return if no process works with the database of a server.

    Raises:
        BackupError: a bot is running, or was killed a moment ago.
    """
    if state.leases.list_held(_PREFIX):
        raise BackupError(f"{_IN_USE} (a bot that was killed is taken to run for {LIFE:.0f} seconds more)")


def find_file(url: str) -> Path | None:
    """Return the file of a database; None where it has none of its own."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        return None  # whoever opens it says so
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def _name_lock(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")
