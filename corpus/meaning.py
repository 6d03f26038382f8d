"""Entries that mean nearly what a query asks, in whatever words: found by vectors, as far as these were made.

The vectors of the entries are made once, kept by what the entries say, and put here as they come: questions are
answered meanwhile, and an entry without a vector is ranked by its words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Encoder, Vector
from corpus.nearness import EXACT_UP_TO, Entries, ExactNearness, Flags, Nearness, SignNearness
from corpus.vectors import UNKNOWN, SavedVectors, find_key

# Vectors that are made before they are put to use and saved; more at a time, the more there are.
_LEAST_BATCH = 32
_SHARE_OF_BATCH = 16
# Entries whose saved vectors are looked up together.
_AT_ONCE = 2_000
_QUERIES_REMEMBERED = 4_096
# So many entries say how near entries come to a query that are not about it, and how much that differs.
_SAMPLE = 1_000
# An entry without a word of the query is shown only if it comes nearer than the mean by so many times that.
STANDS_OUT = 2.5

# An entry's number, and what it is found by.
Numbered = tuple[int, str]
Watch = Callable[[Sequence[Numbered]], Iterator[Numbered]]


class Meaning:
    """The vectors of the entries of an index that has `count` numbers of entries."""

    def __init__(self, encoder: Encoder, saved: SavedVectors, count: int) -> None:
        self._encoder = encoder
        self._saved = saved
        self._rows = np.full(count, UNKNOWN, np.intp)
        self._nearness: Nearness = (
            ExactNearness(count, encoder.dimensions)
            if count <= EXACT_UP_TO
            else SignNearness(count, encoder.dimensions, self._take)
        )
        self._sample = np.empty((0, encoder.dimensions), np.float32)
        self._queries: dict[str, Vector] = {}
        self._turn = Lock()

    @property
    def known(self) -> Flags:
        """One flag an entry: whether its vector is there."""
        return np.not_equal(self._rows, UNKNOWN)

    @property
    def takes_long(self) -> bool:
        """Whether there are so many entries that to compare a query with them takes longer than its words do."""
        return len(self._rows) > EXACT_UP_TO

    def remembers(self, query: str) -> bool:
        """Tell whether the vector of a query is there, so that the model need not make it."""
        return query in self._queries

    def embed(self, query: str) -> Vector:
        """Return the vector of a query; those of the last queries are remembered. Several threads may ask."""
        vector = self._queries.get(query)
        if vector is None:
            vector = self._encoder.embed_query(query)
            with self._turn:
                while len(self._queries) >= _QUERIES_REMEMBERED:
                    del self._queries[next(iter(self._queries))]
                self._queries[query] = vector
        return vector

    def find_nearest(self, query: str, top: int, allowed: Flags | None = None) -> Entries:
        """Return the `top` entries that mean most nearly what a query asks, in no order."""
        flags = self.known if allowed is None else self.known & allowed
        if not flags.any():
            return np.empty(0, np.intp)
        return self._nearness.find_nearest(self.embed(query), top, flags)

    def find_least(self, query: str) -> float:
        """Return how near an entry comes at least whose meaning stands out among all, and has to do with a query.

        A query about nothing that the papers are about comes about as near to all of them.
        """
        near = self._sample @ self.embed(query) if len(self._sample) else np.zeros(1, np.float32)
        return max(self._encoder.least, float(near.mean() + STANDS_OUT * near.std()))

    def measure(self, query: str, entries: Entries) -> NDArray[np.float64]:
        """Return how near each of `entries` is to a query, -1 to 1; NaN where its vector is not there yet."""
        near = (self._take(entries) @ self.embed(query)).astype(np.float64)
        near[self._rows[entries] == UNKNOWN] = np.nan
        return near

    def fill(
        self,
        entries: Iterable[Numbered],
        *,
        most: int | None = None,
        threads: int = 1,
        is_stopped: Callable[[], bool] = lambda: False,
        watch: Watch = iter,
    ) -> int:
        """Put the vectors of `entries` to use, those that were saved first; return how many are still to be made.

        At most `most` are made anew, all where that is None, in so many threads; `watch` passes them on one by
        one. May run in a thread while others search.
        """
        lacking = self.put_saved(entries, is_stopped=is_stopped)
        made: list[tuple[Numbered, Vector]] = []
        count = 0
        with closing(self._make(lacking[:most], threads)) as making:
            for entry in watch(lacking[:most]):
                if is_stopped():
                    break
                made.append((entry, next(making)))
                count += 1
                if len(made) >= max(_LEAST_BATCH, int(self.known.sum()) // _SHARE_OF_BATCH):
                    self._keep(made)
                    made = []
        self._keep(made)
        return len(lacking) - count

    def put_saved(self, entries: Iterable[Numbered], *, is_stopped: Callable[[], bool]) -> list[Numbered]:
        """Put the vectors to use that were saved, and return the entries that have none."""
        lacking: list[Numbered] = []
        left = iter(entries)
        while not is_stopped() and (some := list(islice(left, _AT_ONCE))):
            lacking += self._put_saved(some)
        return lacking

    def _make(self, entries: Sequence[Numbered], threads: int) -> Generator[Vector, None, None]:
        """Return the vectors of entries in their order, each made when it is asked for or a little before."""
        texts = [text for _, text in entries]
        if threads == 1:
            yield from map(self._encoder.embed_entry, texts)
            return
        with ThreadPoolExecutor(threads) as pool:
            for start in range(0, len(texts), _LEAST_BATCH):
                yield from pool.map(self._encoder.embed_entry, texts[start : start + _LEAST_BATCH])

    def _put_saved(self, entries: Sequence[Numbered]) -> list[Numbered]:
        """Put to use what was saved of some entries, and return the others."""
        rows = self._saved.find_rows(np.fromiter((find_key(text) for _, text in entries), np.uint64, len(entries)))
        found = np.flatnonzero(rows != UNKNOWN)
        if len(found):
            self._put(np.asarray([entry for entry, _ in entries], np.intp)[found], rows[found])
        return [entry for entry, row in zip(entries, rows.tolist(), strict=True) if row == UNKNOWN]

    def tidy(self) -> None:
        """Throw away the saved vectors of texts that are gone, where there are many."""
        self._saved.keep_only(self._rows[self.known])

    def _keep(self, made: Sequence[tuple[Numbered, Vector]]) -> None:
        if made:
            self._saved.add([find_key(text) for (_, text), _ in made], np.stack([vector for _, vector in made]))
            self._put_saved([entry for entry, _ in made])

    def _put(self, entries: Entries, rows: Entries) -> None:
        # Known last: whoever searches meanwhile finds it whole or not at all.
        vectors = self._saved.take(rows)
        self._nearness.put(entries, vectors)
        if len(self._sample) < _SAMPLE:
            self._sample = np.concatenate((self._sample, vectors))[:_SAMPLE]
        self._rows[entries] = rows

    def _take(self, entries: Entries) -> NDArray[np.float32]:
        return self._saved.take(self._rows[entries])
