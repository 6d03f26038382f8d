"""Papers as they were read, kept on disk, so that none is read twice and few are in memory.

A file of SQLite holds each paper's card (what a list, a look-up by number and a reference need of it) and
the whole paper, packed. Cards are loaded at the start, papers when something in them is shown. What was
read by another version of the reading code, or is damaged, is not used but read anew from the source.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct

from corpus.errors import DamagedFileError
from corpus.models import Document, Entry, Metadata, PageStart, Part, Passage, QuestionAnswer
from corpus.papers import Card

logger = logging.getLogger(__name__)

_PATIENCE = 30.0
# Code, and the lists that it reads.
_CODE = frozenset({".py", ".txt"})
# Cards have a table of their own, so that reading them all passes no paper by.
_TABLES = tuple(
    f"CREATE TABLE IF NOT EXISTS {table} (key TEXT NOT NULL, owner TEXT NOT NULL, packed BLOB NOT NULL, "
    "checksum INTEGER NOT NULL, PRIMARY KEY (owner, key))"
    for table in ("cards", "papers")
)


class _Packed(Struct, frozen=True, kw_only=True):
    # An entry is one of two things; a field for each says which without a guess.
    question: QuestionAnswer | None = None
    passage: Passage | None = None


class _Paper(Struct, frozen=True, kw_only=True):
    metadata: Metadata
    file: str
    sha256: str
    text: str
    parts: tuple[Part, ...]
    entries: tuple[_Packed, ...]
    warnings: tuple[str, ...]
    page_starts: tuple[PageStart, ...]


class Shelf:
    """The papers in one file. `key` names the code that read them: what another version read is not used."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key

    def put(self, owner: str, document: Document) -> Card:
        """Put a paper on the shelf; where that fails the log says so, and it is read anew at the next start."""
        card = Card.of(document, owner)
        rows = {
            "cards": msgspec.msgpack.encode(card),
            "papers": zlib.compress(msgspec.msgpack.encode(_pack(document)), 1),
        }
        try:
            with self._open() as database:
                for table, packed in rows.items():
                    # The names of the tables are those above.
                    put = f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)"  # noqa: S608
                    database.execute(put, (self._key, owner, packed, zlib.crc32(packed)))
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        return card

    def load_cards(self, owners: Iterable[str]) -> tuple[Card, ...]:
        """Return the cards of those of `owners` that are on the shelf, in their order."""
        wanted = list(owners)
        if not wanted or not self._path.exists():
            return ()
        try:
            with self._open() as database:
                found = {
                    owner: packed
                    for owner, packed, checksum in _select_cards(database, self._key, wanted)
                    if zlib.crc32(packed) == checksum
                }
            cards = {owner: msgspec.msgpack.decode(packed, type=Card) for owner, packed in found.items()}
        except (sqlite3.DatabaseError, OSError, ValueError) as error:
            self._give_up(error)
            return ()
        return tuple(cards[owner] for owner in wanted if owner in cards and cards[owner].owner == owner)

    def has_all(self, owners: Iterable[str]) -> bool:
        """Tell whether all of these papers are on the shelf and whole; nothing is changed."""
        asked = "SELECT owner, packed, checksum FROM papers WHERE key = ?"
        try:
            with closing(sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro", uri=True)) as database:
                rows = database.execute(asked, (self._key,))
                return set(owners) <= {owner for owner, packed, checksum in rows if zlib.crc32(packed) == checksum}
        except sqlite3.Error:
            return False

    def load(self, owner: str) -> Document:
        """Return a paper from the shelf.

        Raises:
            DamagedFileError: it is not there, or damaged; `put` it there anew.
        """
        asked = "SELECT packed, checksum FROM papers WHERE owner = ? AND key = ?"
        try:
            with self._open() as database:
                row = database.execute(asked, (owner, self._key)).fetchone()
            if row is None or zlib.crc32(row[0]) != row[1]:
                raise DamagedFileError(f"{owner}: what was read of it is gone or damaged; it is read anew")
            return _unpack(msgspec.msgpack.decode(zlib.decompress(row[0]), type=_Paper))
        except (sqlite3.Error, OSError, TypeError, ValueError, zlib.error) as error:
            raise DamagedFileError(f"{owner}: what was read of it is damaged; it is read anew") from error

    def keep_only(self, owners: Iterable[str]) -> None:
        """Throw away all papers but these, and what other versions of the code read."""
        wanted = frozenset(owners)
        try:
            with self._open() as database:
                held = database.execute("SELECT owner, key FROM cards").fetchall()
                gone = [(owner, key) for owner, key in held if owner not in wanted or key != self._key]
                for table in ("cards", "papers"):
                    # The names of the tables are those above.
                    database.executemany(f"DELETE FROM {table} WHERE owner = ? AND key = ?", gone)  # noqa: S608
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Take a damaged file out of the way, so that a whole one is made."""
        logger.info("the papers that were read can't be used (%s); they are read anew", type(error).__name__)
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            for path in (self._path, *(self._path.with_name(self._path.name + end) for end in ("-wal", "-shm"))):
                path.unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as database, database:
            database.execute("PRAGMA journal_mode = WAL")
            # A paper that a crash takes is read anew.
            database.execute("PRAGMA synchronous = NORMAL")
            for table in _TABLES:
                database.execute(table)
            yield database


def name_owner(document_file: str, sha256: str, stated: str = "") -> str:
    """Return a name for a version of a paper: from its file, its contents and what a manifest states of it."""
    return hashlib.sha256("\0".join((document_file, sha256, stated)).encode()).hexdigest()


def find_code_key(folders: Sequence[Path]) -> str:
    """Return a name for the code in some files and folders: with any change of it comes another."""
    digest = hashlib.sha256()
    for folder in folders:
        files = (path for path in folder.rglob("*") if path.suffix in _CODE) if folder.is_dir() else (folder,)
        for path in sorted(files):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _select_cards(database: sqlite3.Connection, key: str, owners: Sequence[str]) -> Iterable[tuple[str, bytes, int]]:
    asked = "SELECT owner, packed, checksum FROM cards WHERE key = ?"
    if len(owners) == 1:
        return database.execute(f"{asked} AND owner = ?", (key, owners[0]))
    wanted = frozenset(owners)
    return (row for row in database.execute(asked, (key,)) if row[0] in wanted)


def _pack(document: Document) -> _Paper:
    return _Paper(
        metadata=document.metadata,
        file=document.file,
        sha256=document.sha256,
        text=document.text,
        parts=document.parts,
        entries=tuple(
            _Packed(question=entry) if isinstance(entry, QuestionAnswer) else _Packed(passage=entry)
            for entry in document.entries
        ),
        warnings=document.warnings,
        page_starts=document.page_starts,
    )


def _unpack(paper: _Paper) -> Document:
    entries: list[Entry] = [entry for packed in paper.entries if (entry := packed.question or packed.passage)]
    return Document(
        metadata=paper.metadata,
        file=paper.file,
        sha256=paper.sha256,
        text=paper.text,
        parts=paper.parts,
        entries=tuple(entries),
        warnings=paper.warnings,
        page_starts=paper.page_starts,
    )
