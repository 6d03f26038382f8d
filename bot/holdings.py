"""The papers that the bot answers from: loaded off the event loop, and swapped in one assignment."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartError
from corpus.errors import LibraryError
from corpus.folder import load_folder
from corpus.library import Library
from corpus.models import Document
from corpus.search import Searcher

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where papers come from: the folder of seeds, and the library of what was added."""

    seeds: Path
    library: Library | None = None

    def load(self) -> Searcher:
        """Read and index all papers; of two with one identifier the added one counts.

        A library that can't be read is logged, and the seeds are answered from.
        """
        documents: dict[str, Document] = {document.id: document for document in load_folder(self.seeds)}
        try:
            added = self.library.load_documents() if self.library else ()
        except LibraryError as error:
            logger.error("%s; answering from the seeds alone", error)
            added = ()
        documents |= {document.id: document for document in added}
        return Searcher.build(tuple(documents.values()))

    def find_revision(self) -> int:
        return self.library.find_revision() if self.library else 0


class Holdings:
    """Holds the searcher of the moment; whoever answers asks for it once and keeps to it."""

    def __init__(self, searcher: Searcher, shelves: Shelves, revision: int = 0) -> None:
        self._searcher = searcher
        self._shelves = shelves
        self._revision = revision

    @classmethod
    async def load(cls, shelves: Shelves) -> Holdings:
        """Read and index the papers.

        Raises:
            StartError: there is no paper to answer from.
        """
        revision = await asyncio.to_thread(_find_revision, shelves)
        searcher = await asyncio.to_thread(shelves.load)
        if not searcher.documents:
            raise StartError(f"no paper could be read from {shelves.seeds}: put papers there or set GRIFFIER_SEEDS")
        return cls(searcher, shelves, revision)

    @property
    def searcher(self) -> Searcher:
        return self._searcher

    async def reload(self) -> None:
        """Read the papers again; questions are answered from the old ones until all is ready."""
        searcher = await asyncio.to_thread(self._shelves.load)
        if not searcher.documents:
            logger.error("no paper could be read; the papers from before stay in use")
            return
        self._searcher = searcher
        logger.info("%d papers are in use", len(searcher.documents))

    async def follow(self, seconds: float) -> None:
        """Take up what is added to or removed from the library, looking every so many seconds; never ends."""
        while True:
            await asyncio.sleep(seconds)
            revision = await asyncio.to_thread(_find_revision, self._shelves)
            if revision != self._revision:
                self._revision = revision
                await self.reload()


def _find_revision(shelves: Shelves) -> int:
    try:
        return shelves.find_revision()
    except LibraryError as error:
        logger.error("%s", error)
        return -1
