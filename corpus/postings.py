"""Which entries have a term and how often: a part of an index, in arrays that are never changed."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from corpus.vocabulary import Vocabulary, build_vocabulary

# Postings that are sorted at once: what takes some 100 MB on the way.
_BATCH = 1 << 22


class Saturation(Struct, frozen=True):
    """How much a term that comes `count` times in an entry counts, 0 to k1 + 1.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), as rank_bm25 has it.
    """

    k1: float
    b: float
    avgdl: float

    def measure(self, counts: NDArray[np.generic], lengths: NDArray[np.generic]) -> NDArray[np.float64]:
        """Return one value a posting from its count and the length of its entry."""
        # The library's own order of operations, so that the last bit is the same too.
        times = counts.astype(np.float64)
        norms = self.k1 * (1 - self.b + self.b * lengths.astype(np.float64) / self.avgdl)
        values: NDArray[np.float64] = times * (self.k1 + 1) / (times + norms)
        return values


class Postings(Struct, frozen=True, kw_only=True, eq=False):
    """The postings of term `i` are those from `starts[i]` to `starts[i + 1]`, by ascending entry.

    `impacts` are the saturations at the average length of the time, `avgdl`; they serve to leave out
    what can't come on top, and the score itself is made of `counts` and `lengths`. `bounds` has the
    highest impact of each term.
    """

    vocabulary: Vocabulary
    starts: NDArray[np.int64]
    entries: NDArray[np.int32]
    counts: NDArray[np.unsignedinteger]
    impacts: NDArray[np.float32]
    bounds: NDArray[np.float32]
    lengths: NDArray[np.int32]
    avgdl: float

    def __len__(self) -> int:
        return len(self.lengths)

    def list_entries(self) -> Iterator[dict[str, int]]:
        """Return of each entry, in order, its terms and how often it has them; slow, to check what is saved."""
        words = list(self.vocabulary)
        terms = np.repeat(np.arange(len(words)), np.diff(self.starts))
        order = np.argsort(self.entries, kind="stable")
        ends = np.searchsorted(self.entries[order], np.arange(len(self) + 1))
        for start, end in pairwise(ends.tolist()):
            places = order[start:end]
            yield {
                words[term]: count
                for term, count in zip(terms[places].tolist(), self.counts[places].tolist(), strict=True)
            }


class _Runs(Struct, frozen=True):
    """Postings on their way: of each term in `terms` so many as `sizes` says, one after the other."""

    terms: NDArray[np.int32]
    sizes: NDArray[np.int64]
    entries: NDArray[np.int32]
    counts: NDArray[np.unsignedinteger]


def build_postings(entries: Iterable[Sequence[str]], k1: float, b: float) -> Postings:
    """Return the postings of entries, each a sequence of terms."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    lengths: list[int] = []
    runs: list[_Runs] = []
    tokens = array("i")
    first = 0
    for terms in entries:
        tokens.extend(map(numbers.__getitem__, terms))
        lengths.append(len(terms))
        if len(tokens) >= _BATCH:
            runs.append(_count(tokens, lengths[first:], first))
            tokens, first = array("i"), len(lengths)
    runs.append(_count(tokens, lengths[first:], first))
    vocabulary, order = build_vocabulary(numbers)
    numbers.clear()
    placed = [_Runs(order[part.terms], part.sizes, part.entries, part.counts) for part in runs]
    return _lay_out(vocabulary, placed, np.array(lengths, np.int32), k1, b)


def merge_postings(parts: Sequence[tuple[Postings, NDArray[np.bool_] | None]], k1: float, b: float) -> Postings:
    """Return one for several; an entry whose flag is False is left out, and those behind it move up."""
    numbers: dict[str, int] = {}
    maps = [
        np.fromiter((numbers.setdefault(term, len(numbers)) for term in part.vocabulary), np.int32) for part, _ in parts
    ]
    runs: list[_Runs] = []
    lengths = []
    first = 0
    for (part, live), map_ in zip(parts, maps, strict=True):
        kept = np.ones(len(part), np.bool_) if live is None else live
        moved = (np.cumsum(kept) - 1 + first).astype(np.int32)
        runs += _cut(part, kept, moved, map_)
        lengths.append(part.lengths[kept])
        first += int(kept.sum())
    held = np.zeros(len(numbers), np.bool_)
    for run in runs:
        held[run.terms] = True
    vocabulary, order = build_vocabulary(term for term, is_held in zip(numbers, held, strict=True) if is_held)
    places = np.empty(len(numbers), np.int32)
    places[held] = order
    placed = [_Runs(places[run.terms], run.sizes, run.entries, run.counts) for run in runs]
    return _lay_out(vocabulary, placed, np.concatenate([np.empty(0, np.int32), *lengths]), k1, b)


def _count(tokens: array[int], lengths: Sequence[int], first: int) -> _Runs:
    """Return the postings of some entries, of which the first is entry `first`."""
    terms = np.frombuffer(tokens, np.int32) if tokens else np.empty(0, np.int32)
    places = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    keys = (terms.astype(np.int64) << 32) | places
    keys.sort()
    heads = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1])))
    counts = np.diff(np.concatenate((heads, [len(keys)])))
    keys = keys[heads]
    entries = (keys & 0xFFFFFFFF).astype(np.int32) + np.int32(first)
    found, sizes = np.unique(keys >> 32, return_counts=True)
    return _Runs(found.astype(np.int32), sizes.astype(np.int64), entries, _shrink(counts))


def _shrink(counts: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    return counts.astype(np.min_scalar_type(int(counts.max()) if len(counts) else 0))


def _cut(
    part: Postings, kept: NDArray[np.bool_], moved: NDArray[np.int32], numbers: NDArray[np.int32]
) -> Iterator[_Runs]:
    """Return the postings of live entries in batches of whole terms."""
    term = 0
    while term < len(part.vocabulary):
        end = max(int(np.searchsorted(part.starts, part.starts[term] + _BATCH, side="right")) - 1, term + 1)
        starts = part.starts[term : end + 1]
        entries, counts = part.entries[starts[0] : starts[-1]], part.counts[starts[0] : starts[-1]]
        stays = kept[entries]
        sizes = np.add.reduceat(stays, starts[:-1] - starts[0], dtype=np.int64)
        some = sizes > 0
        yield _Runs(numbers[term:end][some], sizes[some], moved[entries[stays]], counts[stays])
        term = end


def _lay_out(
    vocabulary: Vocabulary, runs: Sequence[_Runs], lengths: NDArray[np.int32], k1: float, b: float
) -> Postings:
    sizes = np.zeros(len(vocabulary), np.int64)
    for run in runs:
        sizes[run.terms] += run.sizes
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    total = int(starts[-1])
    entries = np.empty(total, np.int32)
    counts = np.empty(total, np.result_type(np.uint8, *(run.counts.dtype for run in runs)))
    free = starts[:-1].copy()
    for run in runs:
        shifts = free[run.terms] - np.cumsum(run.sizes) + run.sizes
        places = np.arange(len(run.entries)) + np.repeat(shifts, run.sizes)
        entries[places], counts[places] = run.entries, run.counts
        free[run.terms] += run.sizes
    # An index without a word must not be an error.
    avgdl = float(lengths.mean(dtype=np.float64)) if total else 1.0
    impacts = np.empty(total, np.float32)
    saturation = Saturation(k1, b, avgdl)
    for start in range(0, total, _BATCH):
        batch = slice(start, start + _BATCH)
        impacts[batch] = saturation.measure(counts[batch], lengths[entries[batch]])
    bounds = np.maximum.reduceat(impacts, starts[:-1]) if total else np.empty(0, np.float32)
    return Postings(
        vocabulary=vocabulary,
        starts=starts,
        entries=entries,
        counts=counts,
        impacts=impacts,
        bounds=bounds,
        lengths=lengths,
        avgdl=avgdl,
    )
