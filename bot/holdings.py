"""The papers that the bot answers from: loaded off the event loop, and swapped in one assignment."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from bot.errors import StartError
from corpus.library import load_folder
from corpus.models import Document
from corpus.search import Searcher

logger = logging.getLogger(__name__)


class Holdings:
    """Holds the searcher of the moment; whoever answers asks for it once and keeps to it."""

    def __init__(self, searcher: Searcher, folders: tuple[Path, ...]) -> None:
        self._searcher = searcher
        self._folders = folders

    @classmethod
    async def load(cls, folders: tuple[Path, ...]) -> Holdings:
        """Read and index the papers of `folders`; a folder that does not exist holds none.

        Raises:
            StartError: there is no paper to answer from.
        """
        searcher = await asyncio.to_thread(build_searcher, folders)
        if not searcher.documents:
            places = ", ".join(map(str, folders))
            raise StartError(f"no paper could be read from {places}: put papers there or set GRIFFIER_SEEDS")
        return cls(searcher, folders)

    @property
    def searcher(self) -> Searcher:
        return self._searcher

    async def reload(self) -> None:
        """Read the folders again; questions are answered from the old papers until all is ready."""
        searcher = await asyncio.to_thread(build_searcher, self._folders)
        if not searcher.documents:
            logger.error("no paper could be read; the papers from before stay in use")
            return
        self._searcher = searcher
        logger.info("%d papers are in use", len(searcher.documents))


def build_searcher(folders: tuple[Path, ...]) -> Searcher:
    """Return a searcher over the papers of all `folders`; the first of two with one identifier counts."""
    documents: dict[str, Document] = {}
    for folder in folders:
        if folder.is_dir():
            for document in load_folder(folder):
                documents.setdefault(document.id, document)
    return Searcher.build(tuple(documents.values()))
