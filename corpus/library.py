"""The papers that this installation holds, on disk: each with its original bytes, in one transaction.

A paper is everybody's, or a workspace's own (`team`). Where a team has its own version of a paper, that is the one
that it sees.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.adding import EVERYBODY, Added, Arrival, Change, Held, compare_versions
from corpus.checking import find_problem
from corpus.database import Database
from corpus.errors import HeldPaperError, LibraryError, SourceError, UnknownDocumentError
from corpus.library_rows import (
    count_change,
    delete_paper,
    find_raw,
    find_seen,
    list_held,
    load_raw,
    write_paper,
)
from corpus.library_tables import ARRIVALS, DOSSIERS, PAPERS, PRIVATE, REVISION, TABLES
from corpus.models import Document
from corpus.parsing import parse_document
from corpus.readers import Limits, build_source
from corpus.readers.apart import Apart
from corpus.readers.kinds import Kind, find_kind

logger = logging.getLogger(__name__)

# What is held was small enough when it was added; it stays readable when the limits are lowered.
_HELD = Limits(**dict.fromkeys((field.name for field in fields(Limits)), sys.maxsize))

# Is called in the transaction that changes the library, with what was done: both are kept, or neither.
Alongside = Callable[[Connection, Added], None]


class Library:
    """Reads and writes the papers of one database; safe against a kill and against other writers."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self._database = database
        self._limits = limits
        # But what it takes to read a PDF is a matter of the code that reads, which may be another by now.
        self._held_limits = replace(_HELD, memory=limits.memory, seconds=limits.seconds)
        self._apart = Apart()

    @classmethod
    def open(cls, url: str, limits: Limits | None = None) -> Library:
        """Open the library at a database's URL, and make its tables where there are none.

        `limits` say how large a paper that is added may be.

        Raises:
            LibraryError: the database can't be reached, or is damaged.
        """
        database = Database.open(url)
        with database.write() as connection:
            TABLES.create_all(connection)
        return cls(database, limits or Limits())

    def close(self) -> None:
        """Let go of the database, and end the process that reads PDFs."""
        self._apart.close()
        self._database.close()

    def find_revision(self) -> int:
        """Return a number that grows with every change."""
        with self._database.read() as connection:
            return connection.execute(sa.select(REVISION.c.value)).scalar() or 0

    def load_owned(self, known: Iterable[Document] = ()) -> tuple[tuple[str, Document], ...]:
        """Return all papers, each with its team: everybody's first, by team and identifier.

        Of those in `known` that did not change nothing is read. One that can't be read any more is logged and left out.
        """
        ready = {(document.file, document.sha256): document for document in known}
        owned = []
        with self._database.read() as connection:
            for held in list_held(connection):
                document = ready.get((held.file, held.sha256))
                try:
                    document = document or self._read_again(held, load_raw(connection, held))
                except HeldPaperError as error:
                    logger.error("%s", error)
                else:
                    owned.append((held.team, document))
        return tuple(owned)

    def list_papers(self) -> tuple[Held, ...]:
        """Return which papers are held, by team and identifier, without reading them."""
        with self._database.read() as connection:
            return tuple(list_held(connection))

    def load_document(self, held: Held) -> Document:
        """Return a paper that is held.

        Raises:
            LibraryError: it was taken out, or replaced, since it was listed.
            HeldPaperError: it can't be read any more.
        """
        with self._database.read() as connection:
            raw = find_raw(connection, held)
        if raw is None:
            raise LibraryError(f"{held.id}: it was taken out or replaced a moment ago")
        return self._read_again(held, raw)

    def add(self, file: str, raw: bytes, *, team: str = EVERYBODY, alongside: Alongside | None = None) -> Added:
        """Add a paper, or replace its older version; the same bytes again are no change.

        Raises:
            SourceError: the file can't be read as a paper; the library stays as it was.
            LibraryError: the database refuses.
        """
        return self.put(self.read(file, raw), raw, team=team, alongside=alongside)

    def put(
        self, document: Document, raw: bytes, *, team: str = EVERYBODY, alongside: Alongside | None = None
    ) -> Added:
        """Add a paper that was read from `raw`; what it changes is told against what its team saw before.

        Raises:
            LibraryError: the database refuses.
        """
        while True:
            held = older = None
            with self._database.read() as connection:
                before = find_seen(connection, document.id, team)
                if before and before.sha256 == document.sha256:
                    return Added(document=document, change=Change.UNCHANGED)
                if before:
                    held = Held(id=document.id, file=before.file, sha256=before.sha256, team=before.team)
                    older = load_raw(connection, held)
            # Outside of the transaction, so that reading a long paper holds up no writer.
            report = compare_versions(self._find_readable(held, older) if held and older else None, document)
            with self._database.write() as connection:
                if find_seen(connection, document.id, team) != before:
                    continue
                write_paper(connection, report, raw, team, before)
                if alongside:
                    alongside(connection, report)
                return report

    def read(self, file: str, raw: bytes) -> Document:
        """Return the paper that a file is, which may be anybody's; the library stays as it is.

        Raises:
            SourceError: the file can't be read as a paper.
        """
        return self._read(file, raw, self._limits)

    def _read(self, file: str, raw: bytes, limits: Limits) -> Document:
        build = self._apart.build_source if find_kind(raw) is Kind.PDF else build_source
        return parse_document(build(file, raw, limits))

    def _read_held(self, file: str, raw: bytes) -> Document:
        return self._read(file, raw, self._held_limits)

    def _read_again(self, held: Held, raw: bytes) -> Document:
        try:
            return self._read_held(held.file, raw)
        except SourceError as error:
            raise HeldPaperError(held.id, f"{error.problem}; {error.remedy}") from error
        except Exception as error:
            # Whatever nobody foresaw: one paper should not keep the others from being answered from.
            raise HeldPaperError(held.id, type(error).__name__) from error

    def _find_readable(self, held: Held, raw: bytes) -> Document | None:
        """Return the version that is held; None where it can't be read any more, and nobody saw it."""
        try:
            return self._read_again(held, raw)
        except HeldPaperError:
            return None

    def remove(
        self, document_id: str, *, team: str = EVERYBODY, alongside: Callable[[Connection], None] | None = None
    ) -> None:
        """Take a paper out.

        Raises:
            UnknownDocumentError: the library does not hold it, or not for that team.
        """
        with self._database.write() as connection:
            if not delete_paper(connection, document_id, team):
                raise UnknownDocumentError(f"{document_id}: no such paper was added; see `griffier bronnen`")
            count_change(connection)
            if alongside:
                alongside(connection)

    def forget_team(self, team: str) -> int:
        """Take out all that a workspace added for itself; return how many papers that were."""
        if team == EVERYBODY:
            raise ValueError("the papers of everybody are no team's")
        with self._database.write() as connection:
            gone = connection.execute(sa.delete(PRIVATE).where(PRIVATE.c.team == team)).rowcount
            connection.execute(sa.delete(ARRIVALS).where(ARRIVALS.c.team == team))
            if gone:
                count_change(connection)
        return gone

    def list_arrivals(self, after: int, until: int) -> tuple[Arrival, ...]:
        """Return what came in after one revision, and until another, in order; what has gone since too."""
        asked = sa.select(ARRIVALS).where(ARRIVALS.c.revision > after, ARRIVALS.c.revision <= until)
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(ARRIVALS.c.revision)).all()
        return tuple(
            Arrival(
                revision=row.revision,
                team=row.team,
                document_id=row.id,
                entries=None if row.entries is None else tuple(json.loads(row.entries)),
            )
            for row in rows
        )

    def follow(self, dossier: str) -> None:
        """Remember a dossier, so that its new papers can be brought in."""
        with self._database.write() as connection:
            connection.execute(sa.delete(DOSSIERS).where(DOSSIERS.c.id == dossier))
            connection.execute(sa.insert(DOSSIERS).values(id=dossier))

    def list_followed(self) -> tuple[str, ...]:
        """Return the dossiers that `follow` remembers, in alphabetical order."""
        with self._database.read() as connection:
            return tuple(connection.execute(sa.select(DOSSIERS.c.id).order_by(DOSSIERS.c.id)).scalars())

    def list_ids(self) -> frozenset[str]:
        """Return the identifiers of the papers of everybody, without reading them."""
        with self._database.read() as connection:
            return frozenset(connection.execute(sa.select(PAPERS.c.id)).scalars())

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the database and the papers in it: nothing, if all is well.

        One paper is in memory at a time. That the database holds together is SQLite's own check; PostgreSQL
        has none that a client may ask for.
        """
        with self._database.read() as connection:
            problems = list(self._check_database(connection))
            held = list(list_held(connection))
            if held and not connection.execute(sa.select(REVISION.c.value)).scalar():
                problems.append("the count of changes is lost: add any paper, so that a running bot looks again")
            for paper in held:
                raw = load_raw(connection, paper)
                problem = find_problem(paper.id, paper.file, paper.sha256, raw, self._read_held)
                problems += [f"{problem} (of team {paper.team})" if paper.team else problem] if problem else []
        return tuple(problems)

    def _check_database(self, connection: Connection) -> Iterator[str]:
        if connection.dialect.name == "sqlite":
            found = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
            if found != ["ok"]:
                yield "the database is damaged: restore it from a copy, or add the papers to a new one"
