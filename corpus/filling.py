"""Making the vectors of what the bot answers from: in the background for a running bot, at once for a command."""

from __future__ import annotations

import fcntl
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from corpus.embedding import Encoder, load_encoder
from corpus.errors import CorpusError
from corpus.meaning import Meaning, Numbered, Watch
from corpus.vectors import SavedVectors

logger = logging.getLogger(__name__)

# As little as the system can give.
_LOWEST_PRIORITY = 19
# Seconds between two looks whether another process is done.
_PATIENCE = 2.0

Load = Callable[[], Encoder | None]


class Searches(Protocol):
    """What can be taught to compare meanings."""

    @property
    def size(self) -> int:
        """How many numbers of entries there are."""
        ...

    def list_numbered(self) -> Iterable[Numbered]:
        """Return what each entry says, with its place in the index."""
        ...

    def compare_meanings(self, meaning: Meaning) -> None:
        """Compare meanings as well from here on."""
        ...


class Filling:
    """Makes the vectors of the searcher of the moment, in one thread that gives way to all others.

    What was made is kept in `folder`, or in memory where there is none; vectors that came with the papers are in
    `shipped`. Without an encoder nothing is done.
    """

    def __init__(self, folder: Path | None, shipped: Path | None = None, load: Load = load_encoder) -> None:
        self._folder = folder
        self._shipped = shipped
        self._load = load
        self._stop = threading.Event()
        self._saved: SavedVectors | None = None
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()

    def follow(self, searcher: Searches) -> None:
        """Leave off what is being made, and make what this searcher lacks; one that comes meanwhile waits."""
        with self._turn:
            self.stop()
            stop = self._stop = threading.Event()
            # A process that ends waits for no vector.
            self._thread = threading.Thread(target=self._fill, args=(searcher, stop), name="meaning", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Leave off after the vector that is being made."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def join(self) -> None:
        """Wait until all is made."""
        if self._thread is not None:
            self._thread.join()

    def _fill(self, searcher: Searches, stop: threading.Event) -> None:
        give_way()
        encoder = self._load()
        if encoder is None:
            return
        try:
            self._compare(searcher, encoder, stop)
        except CorpusError as error:
            logger.error("%s; entries without a vector are found by their words alone", error)

    def _compare(self, searcher: Searches, encoder: Encoder, stop: threading.Event) -> None:
        # The first time reads the model from disk, which nobody should wait for.
        encoder.embed_query("vraag")
        self._saved = self._saved or SavedVectors(self._folder, encoder, self._shipped)
        meaning = Meaning(encoder, self._saved, searcher.size)
        lacking = meaning.put_saved(searcher.list_numbered(), is_stopped=stop.is_set)
        searcher.compare_meanings(meaning)
        if lacking:
            with _take_turns(self._folder, stop):
                # Another process may have made them meanwhile.
                self._saved.refresh()
                meaning.fill(lacking, is_stopped=stop.is_set)
        if not stop.is_set():
            meaning.tidy()
            logger.info("the meanings of %d entries are compared", int(meaning.known.sum()))


@contextmanager
def _take_turns(folder: Path | None, stop: threading.Event) -> Iterator[None]:
    """Let one process at a time make vectors, as the others need the same; where no lock can be had, go on."""
    with ExitStack() as stack:
        if folder is not None:
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                file = stack.enter_context((folder / "turn").open("ab"))
                while not stop.is_set() and not _try_lock(file.fileno()):
                    stop.wait(_PATIENCE)
        yield


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def fill_now(
    searcher: Searches, encoder: Encoder, saved: SavedVectors, *, most: int = 0, threads: int = 1, watch: Watch = iter
) -> int:
    """Compare meanings from here on; make at most `most` vectors for that, and return how many are still lacking."""
    meaning = Meaning(encoder, saved, searcher.size)
    searcher.compare_meanings(meaning)
    return meaning.fill(searcher.list_numbered(), most=most, threads=threads, watch=watch)


def give_way() -> None:
    """Run this thread only when nothing else has to."""
    if sys.platform == "linux":
        # There each thread has a priority of its own.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOWEST_PRIORITY)
