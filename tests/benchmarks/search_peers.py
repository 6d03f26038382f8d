"""The engines that are compared, each behind the same steps: build and save, load, search; some can grow too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from corpus.saved_index import SavedIndex
from tests.benchmarks.zipf import TermCorpus, name_term

TOP = 10
# Entries of the paper that is added to a saved index.
MORE = 100
OWNER = "all"


class Engine(Protocol):
    """Builds an index in a folder, and loads it from there; a loaded one returns the best entries of a query."""

    def build(self, corpus: TermCorpus, folder: Path) -> None: ...

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]: ...


def list_entries(corpus: TermCorpus) -> Iterator[list[str]]:
    return ([name_term(term) for term in corpus.entry(place).tolist()] for place in range(len(corpus)))


@runtime_checkable
class Growing(Protocol):
    """Adds the first entries of a corpus once more to a saved index, and has it search in them."""

    def grow(self, corpus: TermCorpus, folder: Path) -> None: ...


def list_more(corpus: TermCorpus) -> Iterator[list[str]]:
    return islice(list_entries(corpus), MORE)


class Griffier:
    """Ours, with numpy alone."""

    def build(self, corpus: TermCorpus, folder: Path) -> None:
        SavedIndex(folder, "benchmark").update([OWNER], lambda _: list_entries(corpus))

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]:
        index = SavedIndex(folder, "benchmark").load().index
        return lambda query: [item.entry for item in index.find_top(query, TOP)]

    def grow(self, corpus: TermCorpus, folder: Path) -> None:
        index = SavedIndex(folder, "benchmark").update([OWNER, "more"], lambda _: list_more(corpus)).index
        index.find_top([name_term(0)], TOP)


class GriffierFast(Griffier):
    """Ours, with the kernel of `griffier[fast]`."""

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]:
        index = SavedIndex(folder, "benchmark").load().index
        if not index.accelerate():
            raise SystemExit("numba is not installed: pip install 'griffier[fast]'")
        return lambda query: [item.entry for item in index.find_top(query, TOP)]


class RankBm25:
    """The plain library, which has no file: loading is building."""

    def build(self, corpus: TermCorpus, folder: Path) -> None:
        pass

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]:
        from rank_bm25 import BM25Okapi

        plain = BM25Okapi(list(list_entries(corpus)), k1=1.2, b=0.75)

        def search(query: Sequence[str]) -> list[int]:
            scores = plain.get_scores(query)
            best = np.argpartition(-scores, min(TOP, len(scores) - 1))[:TOP]
            return [int(place) for place in best[np.lexsort((best, -scores[best]))]]

        return search


class Bm25s:
    """bm25s with one of its backends, and the same k1, b and formula of the weights."""

    def __init__(self, backend: str) -> None:
        self._backend = backend

    def build(self, corpus: TermCorpus, folder: Path) -> None:
        import bm25s

        words = int(corpus.tokens.max()) + 1
        engine = bm25s.BM25(method="atire", k1=1.2, b=0.75)
        ids = [corpus.entry(place).tolist() for place in range(len(corpus))]
        engine.index((ids, {name_term(term): term for term in range(words)}), show_progress=False)
        engine.save(folder, show_progress=False)

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]:
        import bm25s

        engine: Any = bm25s.BM25.load(folder, mmap=True)
        if self._backend == "numba":
            engine.backend = "numba"
            engine.activate_numba_scorer()

        def search(query: Sequence[str]) -> list[int]:
            found, _ = engine.retrieve([list(query)], k=TOP, show_progress=False)
            return [int(place) for place in found[0]]

        return search


class Tantivy:
    """tantivy: words are what stands between spaces, frequencies are kept, one segment."""

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("number", stored=False, fast=True)
        return builder.build()

    def build(self, corpus: TermCorpus, folder: Path) -> None:
        import tantivy

        index = tantivy.Index(self._schema(), path=str(folder))
        writer = index.writer(heap_size=1_000_000_000, num_threads=1)
        for place, entry in enumerate(list_entries(corpus)):
            writer.add_document(tantivy.Document(body=" ".join(entry), number=place))
        writer.commit()
        writer.wait_merging_threads()

    def grow(self, corpus: TermCorpus, folder: Path) -> None:
        import tantivy

        index = tantivy.Index(self._schema(), path=str(folder))
        writer = index.writer(heap_size=100_000_000, num_threads=1)
        for place, entry in enumerate(list_more(corpus)):
            writer.add_document(tantivy.Document(body=" ".join(entry), number=len(corpus) + place))
        writer.commit()
        index.reload()
        query = tantivy.Query.term_query(self._schema(), "body", name_term(0), "freq")
        index.searcher().search(query, TOP, count=False)

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]:
        import tantivy

        schema = self._schema()
        searcher = tantivy.Index(schema, path=str(folder)).searcher()

        def search(query: Sequence[str]) -> list[int]:
            terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "body", term, "freq")) for term in query]
            found = searcher.search(tantivy.Query.boolean_query(terms), TOP, count=False)
            return [address.doc for _, address in found.hits]

        return search


class Fts5:
    """SQLite's FTS5, which has k1 = 1.2 and b = .75 built in."""

    def build(self, corpus: TermCorpus, folder: Path) -> None:
        database = sqlite3.connect(folder / "index.db")
        database.execute("CREATE VIRTUAL TABLE entries USING fts5(body, content='', detail='none', tokenize='ascii')")
        texts = ((place, " ".join(entry)) for place, entry in enumerate(list_entries(corpus)))
        database.executemany("INSERT INTO entries(rowid, body) VALUES (?, ?)", texts)
        database.execute("INSERT INTO entries(entries) VALUES ('optimize')")
        database.commit()
        database.close()

    def grow(self, corpus: TermCorpus, folder: Path) -> None:
        database = sqlite3.connect(folder / "index.db")
        texts = ((len(corpus) + place, " ".join(entry)) for place, entry in enumerate(list_more(corpus)))
        database.executemany("INSERT INTO entries(rowid, body) VALUES (?, ?)", texts)
        database.commit()
        database.close()

    def load(self, corpus: TermCorpus, folder: Path) -> Callable[[Sequence[str]], list[int]]:
        database = sqlite3.connect(folder / "index.db")
        asked = "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?"
        return lambda query: [row[0] for row in database.execute(asked, (" OR ".join(query), TOP))]


ENGINES: dict[str, Engine] = {
    "griffier": Griffier(),
    "griffier[fast]": GriffierFast(),
    "tantivy": Tantivy(),
    "bm25s numba": Bm25s("numba"),
    "bm25s numpy": Bm25s("numpy"),
    "sqlite fts5": Fts5(),
    "rank_bm25": RankBm25(),
}
# Engines that search in the index of another.
BUILDERS: dict[str, Engine] = {
    "griffier[fast]": ENGINES["griffier"],
    "bm25s numpy": ENGINES["bm25s numba"],
}


def find_builder(name: str) -> Engine:
    """Return the engine that builds what the engine of a name searches."""
    return BUILDERS.get(name, ENGINES[name])
