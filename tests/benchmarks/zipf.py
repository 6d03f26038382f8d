"""Corpora of any size whose words and lengths follow the statistics of the seeds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.analysis.analyzer import Analyzer
from corpus.folder import load_folder
from corpus.models import Entry, Passage

SEEDS = Path(__file__).parent.parent.parent / "seeds"
MEAN_LENGTH = 120
QUERY_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What the seeds say of words: how often each rank comes, how many words there are, how long entries are."""

    exponent: float
    shift: float
    heaps: tuple[float, float]
    lengths: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCorpus:
    """Entries as numbers of terms, one after the other; entry `i` is `tokens[offsets[i] : offsets[i + 1]]`."""

    tokens: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def entry(self, place: int) -> NDArray[np.int32]:
        return self.tokens[self.offsets[place] : self.offsets[place + 1]]


def name_term(term: int) -> str:
    """Return a term as a word, the shorter the more common it is."""
    return f"w{term}"


def measure_seeds() -> Statistics:
    """Return the statistics of the seeds' terms, as the index gets them."""
    analyzer = Analyzer()
    entries = [
        [term.text for text in list_texts(entry) for term in analyzer.analyze(text)]
        for document in load_folder(SEEDS)
        for entry in document.entries
    ]
    counts = np.array(sorted(Counter(term for entry in entries for term in entry).values(), reverse=True), float)
    exponent, shift = fit_zipf(counts)
    lengths = np.array([len(entry) for entry in entries if entry], float)
    return Statistics(
        exponent=exponent, shift=shift, heaps=fit_heaps(entries), lengths=lengths / lengths.mean() * MEAN_LENGTH
    )


def list_texts(entry: Entry) -> list[str]:
    quotes = [entry.text] if isinstance(entry, Passage) else [entry.question, entry.answer]
    return [quote.text for quote in quotes if quote]


def fit_zipf(counts: NDArray[np.float64]) -> tuple[float, float]:
    """Return the exponent and the shift of the law of Zipf and Mandelbrot, `(rank + shift) ** -exponent`."""
    # Beyond that the seeds say each word but a few times, and the counts are steps.
    ranks = np.arange(1, min(1000, len(counts)) + 1)
    best = (np.inf, 1.0, 0.0)
    for shift in np.linspace(0, 30, 61):
        x = np.log(ranks + shift)
        slope, base = np.polyfit(x, np.log(counts[: len(ranks)]), 1)
        error = float(np.square(slope * x + base - np.log(counts[: len(ranks)])).sum())
        best = min(best, (error, -float(slope), float(shift)))
    return best[1], best[2]


def fit_heaps(entries: list[list[str]]) -> tuple[float, float]:
    """Return `k` and `beta` of the law of Heaps: of `n` words, `k * n ** beta` are different."""
    seen: set[str] = set()
    total = 0
    points = []
    for entry in entries:
        seen.update(entry)
        total += len(entry)
        points.append((total, len(seen)))
    tail = np.log(np.array(points[len(points) // 4 :], float))
    beta, base = np.polyfit(tail[:, 0], tail[:, 1], 1)
    return float(np.exp(base)), float(beta)


def make_corpus(size: int, statistics: Statistics, seed: int = 0) -> TermCorpus:
    """Return `size` entries of about 120 terms; the same for the same arguments."""
    random = np.random.default_rng([seed, size])
    lengths = np.maximum(random.choice(statistics.lengths, size).round().astype(np.int64), 1)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    scale, beta = statistics.heaps
    words = int(scale * offsets[-1] ** beta)
    weights = (np.arange(1, words + 1) + statistics.shift) ** -statistics.exponent
    edges = np.cumsum(weights) / weights.sum()
    tokens = np.empty(offsets[-1], np.int32)
    for start in range(0, len(tokens), 1 << 22):
        part = tokens[start : start + (1 << 22)]
        part[:] = np.minimum(np.searchsorted(edges, random.random(len(part))), words - 1)
    return TermCorpus(tokens=tokens, offsets=offsets)


def make_queries(corpus: TermCorpus, count: int, seed: int = 1) -> list[list[str]]:
    """Return queries of 8 different terms, each query's from one entry, as a question resembles its answer."""
    random = np.random.default_rng([seed, len(corpus)])
    queries: list[list[str]] = []
    while len(queries) < count:
        terms = np.unique(corpus.entry(int(random.integers(len(corpus)))))
        if len(terms) >= QUERY_LENGTH:
            queries.append([name_term(int(term)) for term in random.choice(terms, QUERY_LENGTH, replace=False)])
    return queries


def save_corpus(corpus: TermCorpus, folder: Path) -> None:
    np.save(folder / "tokens.npy", corpus.tokens)
    np.save(folder / "offsets.npy", corpus.offsets)


def load_corpus(folder: Path) -> TermCorpus:
    tokens, offsets = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("tokens", "offsets"))
    return TermCorpus(tokens=tokens, offsets=offsets)
