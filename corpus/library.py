"""The papers that this installation holds, on disk: each with its original bytes, in one transaction."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.checking import find_problem
from corpus.database import Database
from corpus.errors import LibraryError, UnknownDocumentError
from corpus.models import Document, QuestionAnswer
from corpus.parsing import parse_document
from corpus.readers import Limits, build_source
from corpus.readers.apart import Apart
from corpus.readers.kinds import Kind, find_kind

_TABLES = sa.MetaData()
_PAPERS = sa.Table(
    "papers",
    _TABLES,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("file", sa.String(1024), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("raw", sa.LargeBinary, nullable=False),
    sa.Column("added", sa.DateTime(timezone=True), nullable=False),
)
# The dossiers whose new papers `griffier sync` brings in.
_DOSSIERS = sa.Table("dossiers", _TABLES, sa.Column("id", sa.String(64), primary_key=True))
# One row that counts the changes: a running bot looks at it to see whether there is anything new.
_REVISION = sa.Table(
    "revision",
    _TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.Integer, nullable=False),
)
# What is held was small enough when it was added; it stays readable when the limits are lowered.
_HELD = Limits(**dict.fromkeys((field.name for field in fields(Limits)), sys.maxsize))


class Change(StrEnum):
    """What adding a paper did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A paper that was added: what it did, and for a newer version which entries came, went or changed."""

    document: Document
    change: Change
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def questions(self) -> int:
        return sum(1 for _ in self.document.questions)

    @property
    def answered(self) -> int:
        return sum(1 for entry in self.document.questions if entry.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A paper that is held, by what tells its versions apart."""

    id: str
    file: str
    sha256: str


class Library:
    """Reads and writes the papers of one database; safe against a kill and against other writers."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self._database = database
        self._limits = limits
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
            _TABLES.create_all(connection)
        return cls(database, limits or Limits())

    def close(self) -> None:
        self._apart.close()
        self._database.close()

    def find_revision(self) -> int:
        """Return a number that grows with every change."""
        with self._database.read() as connection:
            return connection.execute(sa.select(_REVISION.c.value)).scalar() or 0

    def load_documents(self, known: Iterable[Document] = ()) -> tuple[Document, ...]:
        """Return all papers, by identifier; of those in `known` that did not change nothing is read anew."""
        ready = {(document.file, document.sha256): document for document in known}
        listed = sa.select(_PAPERS.c.id, _PAPERS.c.file, _PAPERS.c.sha256).order_by(_PAPERS.c.id)
        documents = []
        with self._database.read() as connection:
            for row in connection.execute(listed).all():
                document = ready.get((row.file, row.sha256))
                if document is None:
                    raw = connection.execute(sa.select(_PAPERS.c.raw).where(_PAPERS.c.id == row.id)).scalar_one()
                    document = parse_document(build_source(row.file, raw, _HELD))
                documents.append(document)
        return tuple(documents)

    def list_papers(self) -> tuple[Held, ...]:
        """Return which papers are held, by identifier, without reading them."""
        listed = sa.select(_PAPERS.c.id, _PAPERS.c.file, _PAPERS.c.sha256).order_by(_PAPERS.c.id)
        with self._database.read() as connection:
            return tuple(Held(id=row.id, file=row.file, sha256=row.sha256) for row in connection.execute(listed))

    def load_document(self, held: Held) -> Document:
        """Return a paper that is held.

        Raises:
            LibraryError: it was taken out, or replaced, since it was listed.
        """
        with self._database.read() as connection:
            asked = sa.select(_PAPERS.c.raw).where(_PAPERS.c.id == held.id, _PAPERS.c.sha256 == held.sha256)
            raw = connection.execute(asked).scalar()
        if raw is None:
            raise LibraryError(f"{held.id}: it was taken out or replaced a moment ago")
        return parse_document(build_source(held.file, raw, _HELD))

    def add(self, file: str, raw: bytes) -> Added:
        """Add a paper, or replace its older version; the same bytes again are no change.

        Raises:
            SourceError: the file can't be read as a paper; the library stays as it was.
            LibraryError: the database refuses.
        """
        document = self.read(file, raw)
        with self._database.write() as connection:
            before = connection.execute(sa.select(_PAPERS).where(_PAPERS.c.id == document.id)).first()
            if before is not None and before.sha256 == document.sha256:
                return Added(document=document, change=Change.UNCHANGED)
            connection.execute(sa.delete(_PAPERS).where(_PAPERS.c.id == document.id))
            row = {"id": document.id, "file": file, "sha256": document.sha256, "raw": raw}
            version = before.version + 1 if before is not None else 1
            added = datetime.datetime.now(datetime.UTC)
            connection.execute(sa.insert(_PAPERS).values(**row, version=version, added=added))
            _count_change(connection)
        if before is None:
            return Added(document=document, change=Change.ADDED)
        return _compare(parse_document(build_source(before.file, before.raw, _HELD)), document)

    def read(self, file: str, raw: bytes) -> Document:
        """Return the paper that a file is, which may be anybody's; the library stays as it is.

        Raises:
            SourceError: the file can't be read as a paper.
        """
        build = self._apart.build_source if find_kind(raw) is Kind.PDF else build_source
        return parse_document(build(file, raw, self._limits))

    def remove(self, document_id: str) -> None:
        """Take a paper out.

        Raises:
            UnknownDocumentError: the library does not hold it.
        """
        with self._database.write() as connection:
            done = connection.execute(sa.delete(_PAPERS).where(_PAPERS.c.id == document_id))
            if done.rowcount == 0:
                raise UnknownDocumentError(f"{document_id}: no such paper was added; see `griffier bronnen`")
            _count_change(connection)

    def follow(self, dossier: str) -> None:
        """Remember a dossier, so that its new papers can be brought in."""
        with self._database.write() as connection:
            connection.execute(sa.delete(_DOSSIERS).where(_DOSSIERS.c.id == dossier))
            connection.execute(sa.insert(_DOSSIERS).values(id=dossier))

    def list_followed(self) -> tuple[str, ...]:
        with self._database.read() as connection:
            return tuple(connection.execute(sa.select(_DOSSIERS.c.id).order_by(_DOSSIERS.c.id)).scalars())

    def list_ids(self) -> frozenset[str]:
        """Return the identifiers of all papers, without reading them."""
        with self._database.read() as connection:
            return frozenset(connection.execute(sa.select(_PAPERS.c.id)).scalars())

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the database and the papers in it: nothing, if all is well.

        One paper is in memory at a time. That the database holds together is SQLite's own check; PostgreSQL
        has none that a client may ask for.
        """
        listed = sa.select(_PAPERS.c.id).order_by(_PAPERS.c.id)
        with self._database.read() as connection:
            problems = list(self._check_database(connection))
            ids = connection.execute(listed).scalars().all()
            if ids and not connection.execute(sa.select(_REVISION.c.value)).scalar():
                problems.append("the count of changes is lost: add any paper, so that a running bot looks again")
            for id_ in ids:
                row = connection.execute(sa.select(_PAPERS).where(_PAPERS.c.id == id_)).one()
                problem = find_problem(row.id, row.file, row.sha256, row.raw, _HELD)
                problems += [problem] if problem else []
        return tuple(problems)

    def _check_database(self, connection: Connection) -> Iterator[str]:
        if connection.dialect.name == "sqlite":
            found = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
            if found != ["ok"]:
                yield "the database is damaged: restore it from a copy, or add the papers to a new one"


def _count_change(connection: Connection) -> None:
    done = connection.execute(sa.update(_REVISION).values(value=_REVISION.c.value + 1))
    if done.rowcount == 0:
        connection.execute(sa.insert(_REVISION).values(id=1, value=1))


def _compare(before: Document, after: Document) -> Added:
    def read(document: Document) -> dict[str, tuple[str, ...]]:
        return {
            entry.id: tuple(
                quote.text
                for quote in ((entry.question, entry.answer) if isinstance(entry, QuestionAnswer) else (entry.text,))
                if quote
            )
            for entry in document.entries
        }

    old, new = read(before), read(after)
    return Added(
        document=after,
        change=Change.REPLACED,
        new=tuple(id_ for id_ in new if id_ not in old),
        gone=tuple(id_ for id_ in old if id_ not in new),
        changed=tuple(id_ for id_ in new if id_ in old and new[id_] != old[id_]),
    )
