"""The papers that the bot answers from: loaded off the event loop, and swapped in one assignment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartError
from corpus.errors import LibraryError
from corpus.folder import load_folder
from corpus.library import Library
from corpus.models import Document
from corpus.search import Searcher

logger = logging.getLogger(__name__)

# The revision of a library that was not read yet.
NEVER = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where papers come from: the folder of seeds, and the library of what was added."""

    seeds: Path
    library: Library | None = None

    def load(self, known: Iterable[Document] = ()) -> tuple[Document, ...]:
        """Return all papers; of two with one identifier the added one counts.

        Those in `known` that did not change are not read again.

        Raises:
            LibraryError: the library can't be read.
        """
        documents = {document.id: document for document in self.load_seeds()}
        if self.library:
            documents |= {document.id: document for document in self.library.load_documents(known)}
        return tuple(documents.values())

    def load_seeds(self) -> tuple[Document, ...]:
        return load_folder(self.seeds)

    def find_revision(self) -> int:
        return self.library.find_revision() if self.library else 0


class Holdings:
    """Holds the searcher of the moment; whoever answers asks for it once and keeps to it."""

    def __init__(self, searcher: Searcher, shelves: Shelves, revision: int = NEVER) -> None:
        self._searcher = searcher
        self._shelves = shelves
        self._revision = revision
        self._read: tuple[Document, ...] = ()
        self._complaint = ""
        self._accelerating: asyncio.Task[None] | None = None

    @classmethod
    async def load(cls, shelves: Shelves) -> Holdings:
        """Read and index the papers; those of a library that can't be read now are taken up once it can.

        Raises:
            StartError: there is no paper to answer from.
        """
        holdings = cls(Searcher.build(()), shelves)
        await holdings.reload()
        if not holdings.searcher.documents:
            seeds = await asyncio.to_thread(shelves.load_seeds)
            holdings._searcher = await asyncio.to_thread(Searcher.build, seeds)
        if not holdings.searcher.documents:
            raise StartError(f"no paper could be read from {shelves.seeds}: put papers there or set GRIFFIER_SEEDS")
        return holdings

    @property
    def searcher(self) -> Searcher:
        return self._searcher

    async def reload(self) -> None:
        """Read the papers again; questions are answered from the old ones until all is ready.

        Where that fails the old ones stay in use, and the log says so once.
        """
        try:
            revision = await asyncio.to_thread(self._shelves.find_revision)
            documents = await asyncio.to_thread(self._shelves.load, self._read)
        except LibraryError as error:
            self._complain(f"{error}; what could be read before stays in use")
            return
        self._revision = revision
        if not documents:
            self._complain("no paper could be read; those from before stay in use")
            return
        self._searcher = await asyncio.to_thread(Searcher.build, documents)
        # Questions are answered meanwhile, as exactly if not as quickly.
        self._accelerating = asyncio.create_task(asyncio.to_thread(self._searcher.accelerate))
        self._read = documents
        self._complaint = ""
        logger.info("%d papers are in use", len(documents))

    async def follow(self, seconds: float) -> None:
        """Take up what is added to or removed from the library, looking every so many seconds; never ends."""
        while True:
            await asyncio.sleep(seconds)
            if await asyncio.to_thread(self._is_behind):
                await self.reload()

    def _is_behind(self) -> bool:
        try:
            return self._shelves.find_revision() != self._revision
        except LibraryError:
            # Reading again complains of it, or takes up all when it works by then.
            return True

    def _complain(self, complaint: str) -> None:
        if complaint != self._complaint:
            logger.error("%s", complaint)
        self._complaint = complaint
