"""Where papers come from: the folder of seeds, the library of what was added, and what is saved of both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from corpus.adding import EVERYBODY, Held
from corpus.analysis.analyzer import Analyzer
from corpus.entry_texts import list_texts
from corpus.folder import load_folder
from corpus.library import Library
from corpus.models import Document
from corpus.scoping import Scoping
from corpus.search import Searcher

if TYPE_CHECKING:
    from corpus.stock import Source


class Shelves(Struct, frozen=True, kw_only=True):
    """Where papers come from: the folder of seeds, and the library of what was added.

    `index` is the folder in which what was read and indexed is kept; without one that is done anew at each start.
    `vectors` is the folder of what entries mean, which is not compared without one.
    """

    seeds: Path
    library: Library | None = None
    index: Path | None = None
    vectors: Path | None = None

    def open(self, seeds: Sequence[Document] | None = None) -> Searcher | None:
        """Return the searcher of all papers as they were saved, and save what is new; `seeds` are those of the folder.

        None where nothing can be saved, or where there is no paper.

        Raises:
            LibraryError: the library can't be read.
        """
        if self.library is None or self.index is None or not _can_write(self.index):
            return None
        held = self.library.list_papers()
        sources = self._list_sources(self.library, held, self.load_seeds() if seeds is None else seeds)
        if not sources:
            return None
        # What only what is saved needs.
        from corpus.stock import find_keys, open_stock

        analyzer = Analyzer()
        reading, analysis = find_keys(analyzer)
        stock = open_stock(
            self.index,
            [source for source, _ in sources],
            list_texts,
            analyzer,
            reading=reading,
            analysis=analysis,
        )
        owners: dict[str, set[str]] = {}
        for source, team in sources:
            owners.setdefault(source.owner, set()).add(team)
        scoping = Scoping.of({owner: frozenset(teams) for owner, teams in owners.items()})
        return Searcher(stock, stock.finder, scoping)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the library, and with what is saved of what was read and indexed; nothing if well.

        Raises:
            LibraryError: the library can't be read.
        """
        if self.library is None:
            return ()
        problems = self.library.check()
        if problems or self.index is None or not self.index.is_dir():
            return problems
        from corpus.stock import find_keys, find_problems

        analyzer = Analyzer()
        reading, analysis = find_keys(analyzer)
        held = self._list_sources(self.library, self.library.list_papers(), self.load_seeds())
        sources = [source for source, _ in held]
        return tuple(find_problems(self.index, sources, list_texts, analyzer, reading=reading, analysis=analysis))

    def _list_sources(
        self, library: Library, held: Sequence[Held], seeds: Sequence[Document]
    ) -> list[tuple[Source, str]]:
        """Return where each version of a paper is read from, and the team that it is of."""
        from corpus.shelf import name_owner
        from corpus.stock import Source

        added = {paper.id for paper in held if paper.team == EVERYBODY}
        shown = (
            Source(
                owner=name_owner(document.file, document.sha256, repr(document.metadata)),
                read=partial(_give, document),
            )
            for document in seeds
            if document.id not in added
        )
        papers = (
            (
                Source(owner=name_owner(paper.file, paper.sha256), read=partial(library.load_document, paper)),
                paper.team,
            )
            for paper in held
        )
        return [*((seed, EVERYBODY) for seed in shown), *papers]

    def list_unusable(self) -> tuple[str, ...]:
        """Return which of what was saved is damaged, or of other papers than these; nothing is changed.

        Raises:
            LibraryError: the library can't be read.
        """
        held = self.library.list_papers() if self.library else ()
        if self.library is None or self.index is None or not held:
            return ()
        from corpus.stock import list_unusable

        owners = [source.owner for source, _ in self._list_sources(self.library, held, self.load_seeds())]
        return list_unusable(self.index, owners, Analyzer())

    def load(
        self, seeds: Sequence[Document] | None = None, known: Iterable[Document] = ()
    ) -> tuple[tuple[str, Document], ...]:
        """Return all papers, each with its team; of two of everybody with one identifier the added one counts.

        Those in `known` that did not change are not read again.

        Raises:
            LibraryError: the library can't be read.
        """
        added = self.library.load_owned(known) if self.library else ()
        seeds = self.load_seeds() if seeds is None else seeds
        shared = {document.id: document for document in seeds}
        shared |= {document.id: document for team, document in added if team == EVERYBODY}
        own = ((team, document) for team, document in added if team != EVERYBODY)
        return (*((EVERYBODY, document) for document in shared.values()), *own)

    def load_seeds(self) -> tuple[Document, ...]:
        """Return the papers that come with Griffier, or of the folder that is set."""
        return load_folder(self.seeds)

    def list_held(self) -> frozenset[str]:
        """Return the identifiers of the papers that were added, for everybody or for a team.

        Raises:
            LibraryError: the library can't be read.
        """
        return frozenset(paper.id for paper in self.library.list_papers()) if self.library else frozenset()

    def find_revision(self) -> int:
        """Return a number that grows with every change of the library; 0 where there is none."""
        return self.library.find_revision() if self.library else 0


def _can_write(folder: Path) -> bool:
    """Tell whether a folder is there to write in, or can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def _give(document: Document) -> Document:
    return document
