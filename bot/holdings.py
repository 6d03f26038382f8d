"""The papers that the bot answers from: loaded off the event loop, and swapped in one assignment."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.errors import StartError
from bot.meanings import SHIPPED
from corpus.adding import EVERYBODY, Held
from corpus.analysis.analyzer import Analyzer
from corpus.entry_texts import list_texts
from corpus.errors import CorpusError, LibraryError
from corpus.folder import load_folder
from corpus.library import Library
from corpus.models import Document
from corpus.scoping import Scoping
from corpus.search import Searcher

if TYPE_CHECKING:
    from corpus.filling import Filling
    from corpus.stock import Source

logger = logging.getLogger(__name__)

# The revision of a library that was not read yet.
NEVER = -1
# Seconds that the first questions have the processor for themselves.
QUIET = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where papers come from: the folder of seeds, and the library of what was added.

    `index` is the folder in which what was read and indexed is kept; without one that is done anew at each start.
    `vectors` is the folder of what entries mean, which is not compared without one.
    """

    seeds: Path
    library: Library | None = None
    index: Path | None = None
    vectors: Path | None = None

    def open(self) -> Searcher | None:
        """Return the searcher of all papers as they were saved, and save what is new.

        None where nothing can be saved, or where there are the seeds alone, which are read as quickly.

        Raises:
            LibraryError: the library can't be read.
        """
        if self.library is None or self.index is None or not _can_write(self.index):
            return None
        held = self.library.list_papers()
        if not held:
            return None
        # The parts that only a large corpus needs.
        from corpus.stock import find_keys, open_stock

        analyzer = Analyzer()
        reading, analysis = find_keys(analyzer)
        sources = self._list_sources(self.library, held)
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
        sources = [source for source, _ in self._list_sources(self.library, self.library.list_papers())]
        return tuple(find_problems(self.index, sources, list_texts, analyzer, reading=reading, analysis=analysis))

    def _list_sources(self, library: Library, held: Sequence[Held]) -> list[tuple[Source, str]]:
        """Return where each version of a paper is read from, and the team that it is of."""
        from corpus.shelf import name_owner
        from corpus.stock import Source

        added = {paper.id for paper in held if paper.team == EVERYBODY}
        seeds = (
            Source(
                owner=name_owner(document.file, document.sha256, repr(document.metadata)),
                read=partial(_give, document),
            )
            for document in self.load_seeds()
            if document.id not in added
        )
        papers = (
            (
                Source(owner=name_owner(paper.file, paper.sha256), read=partial(library.load_document, paper)),
                paper.team,
            )
            for paper in held
        )
        return [*((seed, EVERYBODY) for seed in seeds), *papers]

    def list_unusable(self) -> tuple[str, ...]:
        """Return which of what was saved is damaged, or of other papers than these; nothing is changed.

        Raises:
            LibraryError: the library can't be read.
        """
        held = self.library.list_papers() if self.library else ()
        if self.library is None or self.index is None or not held:
            return ()
        from corpus.stock import list_unusable

        owners = [source.owner for source, _ in self._list_sources(self.library, held)]
        return list_unusable(self.index, owners, Analyzer())

    def load(self, known: Iterable[Document] = ()) -> tuple[tuple[str, Document], ...]:
        """Return all papers, each with its team; of two of everybody with one identifier the added one counts.

        Those in `known` that did not change are not read again.

        Raises:
            LibraryError: the library can't be read.
        """
        added = self.library.load_owned(known) if self.library else ()
        shared = {document.id: document for document in self.load_seeds()}
        shared |= {document.id: document for team, document in added if team == EVERYBODY}
        own = ((team, document) for team, document in added if team != EVERYBODY)
        return (*((EVERYBODY, document) for document in shared.values()), *own)

    def load_seeds(self) -> tuple[Document, ...]:
        return load_folder(self.seeds)

    def find_revision(self) -> int:
        return self.library.find_revision() if self.library else 0


class Shown(Protocol):
    """Gives what somebody may see, of the moment."""

    @property
    def searcher(self) -> Searcher: ...

    def within(self, team: str) -> Shown:
        """Return what a team sees."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamHoldings:
    """What one workspace sees of the holdings."""

    holdings: Holdings
    team: str

    @property
    def searcher(self) -> Searcher:
        return self.holdings.searcher.within(self.team)

    def within(self, team: str) -> Shown:
        """Return what another team sees."""
        return self.holdings.within(team)


class Holdings:
    """Holds the searcher of the moment; whoever answers asks for it once and keeps to it."""

    def __init__(self, searcher: Searcher, shelves: Shelves, revision: int = NEVER, quiet: float = QUIET) -> None:
        self._searcher = searcher
        self._shelves = shelves
        self._revision = revision
        self._quiet = quiet
        self._read: tuple[Document, ...] = ()
        self._complaint = ""
        self._finishing: asyncio.Task[None] | None = None
        self._filling: Filling | None = None
        self._changed = asyncio.Event()
        self._reading = asyncio.Lock()

    @classmethod
    async def load(cls, shelves: Shelves, *, quiet: float = QUIET) -> Holdings:
        """Read and index the papers; those of a library that can't be read now are taken up once it can.

        What only makes searching quicker or better is loaded `quiet` seconds after.

        Raises:
            StartError: there is no paper to answer from.
        """
        holdings = cls(Searcher.build(()), shelves, quiet=quiet)
        await holdings.reload()
        if not holdings.searcher.cards:
            seeds = await asyncio.to_thread(shelves.load_seeds)
            holdings._searcher = await asyncio.to_thread(Searcher.build, seeds)
        if not holdings.searcher.cards:
            raise StartError(f"no paper could be read from {shelves.seeds}: put papers there or set GRIFFIER_SEEDS")
        return holdings

    @property
    def searcher(self) -> Searcher:
        """The searcher of what everybody sees; `within` shows a team its own papers too."""
        return self._searcher

    @property
    def shelves(self) -> Shelves:
        return self._shelves

    @property
    def revision(self) -> int:
        """The revision of the library that is taken up at least; NEVER where none could be read."""
        return self._revision

    def within(self, team: str) -> Shown:
        """Return what a team sees, of each moment that it is asked for."""
        return TeamHoldings(holdings=self, team=team)

    async def wait(self, seconds: float) -> None:
        """Wait until other papers are in use, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        self._changed.clear()

    async def forget_team(self, team: str) -> None:
        """Remove the papers that a workspace added for itself.

        Raises:
            LibraryError: the library can't be used now.
        """
        if self._shelves.library:
            await asyncio.to_thread(self._shelves.library.forget_team, team)

    async def reload(self) -> None:
        """Read the papers again; questions are answered from the old ones until all is ready.

        Where that fails the old ones stay in use, and the log says so once.
        """
        async with self._reading:
            await self._reload()

    async def catch_up(self) -> None:
        """Take up what was added to or removed from the library, if anything was."""
        async with self._reading:
            if await asyncio.to_thread(self._is_behind):
                await self._reload()

    async def _reload(self) -> None:
        try:
            revision = await asyncio.to_thread(self._shelves.find_revision)
            searcher = await asyncio.to_thread(self._build)
        except CorpusError as error:
            self._complain(f"{error}; what could be read before stays in use")
            return
        if not searcher.cards:
            self._revision = revision
            self._complain("no paper could be read; those from before stay in use")
            return
        # Together, so that nobody sees the one without the other.
        self._revision, self._searcher = revision, searcher
        self._changed.set()
        # What was read stays: the search for what can be thrown away need not go through it, time and again.
        gc.freeze()
        if self._finishing:
            self._finishing.cancel()
        self._finishing = asyncio.create_task(self._finish(searcher))
        self._complaint = ""
        logger.info("%d papers are in use", len(searcher.cards))

    def _build(self) -> Searcher:
        if saved := self._shelves.open():
            self._read = ()
            return saved
        owned = self._shelves.load(self._read)
        self._read = tuple(document for _, document in owned)
        return build_searcher(owned)

    async def finish(self) -> None:
        """Wait until that is done too which could wait, and the meanings of all entries are compared."""
        if self._finishing is not None:
            await self._finishing
        if self._filling is not None:
            await asyncio.to_thread(self._filling.join)

    async def follow(self, seconds: float) -> None:
        """Take up what is added to or removed from the library, looking every so many seconds; never ends."""
        while True:
            await asyncio.sleep(seconds)
            await self.catch_up()

    def _is_behind(self) -> bool:
        try:
            return self._shelves.find_revision() != self._revision
        except LibraryError:
            # Reading again complains of it, or takes up all when it works by then.
            return True

    async def _finish(self, searcher: Searcher) -> None:
        """Do what can wait until a searcher is in use; questions are answered meanwhile, as exactly if not as well.

        Loading the kernel takes a second of the processor, which the first questions should not wait for; and
        whoever was answering from the searcher before is done by then.
        """
        is_start = self._filling is None
        if not is_start:
            # A paper that came should not part the others from their meanings for long.
            await asyncio.to_thread(self._fill, searcher)
        await asyncio.sleep(self._quiet)
        await asyncio.to_thread(searcher.settle)
        await asyncio.to_thread(_let_go)
        await asyncio.to_thread(searcher.accelerate)
        await asyncio.to_thread(searcher.catalogue.prepare)
        if is_start:
            await asyncio.to_thread(self._fill, searcher)

    def _fill(self, searcher: Searcher) -> None:
        if self._shelves.vectors is not None:
            from corpus.filling import Filling

            self._filling = self._filling or Filling(self._shelves.vectors, self._shelves.seeds / SHIPPED)
            self._filling.follow(searcher)

    def _complain(self, complaint: str) -> None:
        if complaint != self._complaint:
            logger.error("%s", complaint)
        self._complaint = complaint


def build_searcher(owned: Iterable[tuple[str, Document]]) -> Searcher:
    """Return the searcher of papers, each with its team."""
    owned = tuple(owned)
    shared = tuple(document for team, document in owned if team == EVERYBODY)
    return Searcher.build(shared, private=((team, document) for team, document in owned if team != EVERYBODY))


def _let_go() -> None:
    """Free the searcher from before, with its files: it was kept out of the search for what can be thrown away."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _can_write(folder: Path) -> bool:
    """Tell whether a folder is there to write in, or can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def _give(document: Document) -> Document:
    return document
