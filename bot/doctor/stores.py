"""What stands on disk or in a database: the seeds, what is kept, and what was indexed of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings
from bot.doctor.finding import Finding, fail, warn
from bot.presence import find_file
from bot.shelves import Shelves
from bot.state.migration import HEAD, find_version
from corpus.database import Database
from corpus.errors import LibraryError, ManifestError, SourceError
from corpus.folder import SUFFIXES, load_document
from corpus.library import Library

# Room on the disk, in bytes: below the first the bot can hardly write, below the second it is time to act.
LEAST_ROOM = 200 * 2**20
LITTLE_ROOM = 2**30


def examine_stores(settings: Settings) -> Iterator[Finding]:
    """Look at each; what is not there yet is not made."""
    yield _examine_seeds(settings.seeds)
    database = _examine_database(settings.database.reveal())
    yield database
    if database.advice == "":
        yield _examine_index(settings)
    yield examine_room(shutil.disk_usage(_find_existing(settings.data)).free)


def _examine_seeds(folder: Path) -> Finding:
    count, problems = 0, []
    for path in sorted(folder.iterdir()):
        if path.suffix.casefold() in SUFFIXES and path.is_file():
            try:
                load_document(path)
                count += 1
            except (SourceError, ManifestError) as error:
                problems.append(str(error))
    if not count:
        return fail("seeds", f"no paper can be read from {folder}", "put papers there, or set GRIFFIER_SEEDS")
    if problems:
        return warn("seeds", "; ".join(problems), "put these papers right, or take them out")
    return Finding(subject="seeds", seen=f"{count} {'paper' if count == 1 else 'papers'}")


def _examine_database(url: str) -> Finding:
    path = find_file(url)
    if path is not None and not path.exists():
        return _examine_place(path)
    try:
        return _examine_existing(url)
    except LibraryError as error:
        return fail("database", str(error), "until then the bot answers from its seeds, and keeps the rest in memory")


def _examine_place(path: Path) -> Finding:
    there = _find_existing(path.parent)
    if not os.access(there, os.W_OK | os.X_OK):
        return fail("database", f"{there} can't be written in", "let the bot's user own it, or set GRIFFIER_DATA")
    return Finding(subject="database", seen="none yet; it is made at the start")


def _examine_existing(url: str) -> Finding:
    database = Database.open(url)
    try:
        with database.read() as connection:
            if database.is_embedded:
                found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
                if found != "ok":
                    return fail("database", "damaged", "stop Griffier, and run `griffier restore FILE` with a back-up")
            version = find_version(connection)
        with database.write(alone=False):
            pass
    finally:
        database.close()
    if version is not None and version > HEAD:
        return fail("database", "made by a newer Griffier", "install that, or restore a back-up")
    state = "up to date" if version == HEAD else "brought up to date at the next start"
    return Finding(subject="database", seen=f"whole and writable, {state}")


def _examine_index(settings: Settings) -> Finding:
    url = settings.database.reveal()
    path = find_file(url)
    if path is not None and not path.exists():
        return Finding(subject="index", seen="none is needed for the seeds alone")
    library = Library.open(url)
    try:
        shelves = Shelves(seeds=settings.seeds, library=library, index=settings.index)
        unusable = shelves.list_unusable()
        count = len(library.list_papers())
    finally:
        library.close()
    if not count:
        return Finding(subject="index", seen="none is needed for the seeds alone")
    added = f"{count} {'paper that was' if count == 1 else 'papers that were'} added"
    if unusable:
        seen = f"not of the {added}, or damaged: {', '.join(unusable)}"
        return warn(
            "index",
            seen,
            "it is made anew at the next start; where it never is, see who owns its folder, and `griffier check`",
        )
    return Finding(subject="index", seen=f"of the seeds and the {added}")


def examine_room(free: int) -> Finding:
    """Judge the room on the disk, in bytes."""
    seen = f"{free / 2**30:.1f} GB are free"
    if free < LEAST_ROOM:
        return fail("disk", seen, "make room: without it nothing can be kept")
    if free < LITTLE_ROOM:
        return warn("disk", seen, "make room before it is needed")
    return Finding(subject="disk", seen=seen)


def _find_existing(folder: Path) -> Path:
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.exists())
