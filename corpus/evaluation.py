"""How well the right entry is found, over a folder of judged queries in BEIR layout.

Source of the layout: Thakur et al., "BEIR" (2021): `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl`
(`_id`, `text`), `qrels.tsv` (query-id, corpus-id, score, with a heading). The measures are those of ir_measures.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct
from rank_bm25 import BM25Okapi

from corpus.analysis.abbreviations import Introductions
from corpus.analysis.analyzer import ALL_STEPS, QUERY_STEPS, RUN_STEPS, Analyzer, Step
from corpus.errors import EvaluationError
from corpus.finder import Finder, count_words, index_runs, index_words
from corpus.widening import cut_query

if TYPE_CHECKING:
    from corpus.embedding import Encoder
    from corpus.meaning import Meaning, Watch

TOP = 10
MEASURES = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10")
_GRADE = re.compile(r"-?[0-9]{1,9}")
PLAIN = "plain rank_bm25"
WHOLE = "whole chain"
WITHOUT_MEANING = "without meaning"

# Identifiers of entries with their scores, the best first.
Run = Sequence[tuple[str, float]]
Find = Callable[[str], Run]


class Collection(Struct, frozen=True, kw_only=True):
    """Entries by identifier, queries by identifier, and for each query the entries that are right, with a grade."""

    entries: Mapping[str, tuple[str, ...]]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


class Evaluation(Struct, frozen=True, kw_only=True):
    """What one way of searching is worth; `values` by measure, 0 to 1, `seconds` the median of one query."""

    name: str
    values: Mapping[str, float]
    seconds: float


def load_collection(folder: Path) -> Collection:
    """Return the judged queries of a folder; a query without a judgement is left out.

    Raises:
        EvaluationError: a file is missing or not of the layout; says which and where.
    """
    entries = {
        row["_id"]: tuple(str(row[key]) for key in ("title", "text") if row.get(key))
        for row in _read_objects(folder / "corpus.jsonl")
    }
    queries = {row["_id"]: str(row.get("text", "")) for row in _read_objects(folder / "queries.jsonl")}
    judgements: dict[str, dict[str, int]] = {}
    for query, entry, grade in _read_judgements(_find_judgements(folder)):
        if query in queries and grade > 0:
            judgements.setdefault(query, {})[entry] = grade
    if not entries or not judgements:
        raise EvaluationError(f"{folder}: no entry or no judged query; see the layout in `griffier evaluate --help`")
    return Collection(entries=entries, queries={query: queries[query] for query in judgements}, judgements=judgements)


def evaluate(
    collection: Collection, *, steps: bool = True, encoder: Encoder | None = None, watch: Watch = iter
) -> Iterator[Evaluation]:
    """Return the measures of the whole chain, of the plain library, and of the chain without each step.

    With an encoder meanings are compared too; `watch` passes on the entries whose vectors are made for that.
    """
    meaning = _build_meaning(collection, encoder, watch) if encoder else None
    chains = _Chains(collection)
    yield _measure(WHOLE, collection, chains.build(ALL_STEPS, meaning))
    yield _measure(PLAIN, collection, _build_plain(collection))
    if meaning:
        yield _measure(WITHOUT_MEANING, collection, chains.build(ALL_STEPS))
    for step in Step if steps else ():
        yield _measure(f"without {step}", collection, chains.build(ALL_STEPS - {step}, meaning))


def count_ways(encoder: Encoder | None) -> int:
    """Return how many ways of searching `evaluate` measures."""
    return len(Step) + (3 if encoder else 2)


class _Chains:
    """Ways of searching one collection, each with some of the steps; what they have in common is indexed once."""

    def __init__(self, collection: Collection) -> None:
        self._ids = tuple(collection.entries)
        self._texts = tuple(collection.entries.values())
        self._introductions = Introductions.of(("", "\n".join(entry)) for entry in self._texts)
        self._counts = count_words(self._texts)
        # Of a large collection there is room for two of each, not for one without each step.
        self._words = index_words(self._texts, Analyzer())
        self._runs = index_runs(self._texts, Analyzer())

    def build(self, steps: frozenset[Step], meaning: Meaning | None = None) -> Find:
        """Return how to search with these steps alone."""
        analyzer = Analyzer(steps=steps)
        words = self._words if steps | QUERY_STEPS == ALL_STEPS else index_words(self._texts, analyzer)
        runs = None
        if Step.SUBWORDS in steps:
            runs = self._runs if steps >= RUN_STEPS else index_runs(self._texts, analyzer)
        finder = Finder.of(words, runs, analyzer, self._introductions.learn, self._counts)
        if meaning:
            finder = finder.with_meaning(meaning)
        # As the bot does.
        finder.accelerate()

        def find(query: str) -> Run:
            sought = cut_query(query)
            hits = finder.rank(sought, finder.read(sought), TOP, beyond_words=True)
            return [(self._ids[hit.entry], hit.score) for hit in hits]

        return find


def _build_meaning(collection: Collection, encoder: Encoder, watch: Watch) -> Meaning:
    from corpus.meaning import Meaning
    from corpus.vectors import SavedVectors

    meaning = Meaning(encoder, SavedVectors(None, encoder), len(collection.entries))
    numbered = enumerate("\n".join(texts) for texts in collection.entries.values())
    meaning.fill(numbered, threads=os.cpu_count() or 1, watch=watch)
    return meaning


def _build_plain(collection: Collection) -> Find:
    """The peer: the library as it is, on lower-cased words."""
    ids = tuple(collection.entries)
    plain = BM25Okapi([" ".join(texts).lower().split() for texts in collection.entries.values()])

    def find(query: str) -> Run:
        scores = plain.get_scores(query.lower().split())
        order = sorted(range(len(ids)), key=lambda place: (-scores[place], place))[:TOP]
        return [(ids[place], float(scores[place])) for place in order if scores[place] > 0]

    return find


def _measure(name: str, collection: Collection, find: Find) -> Evaluation:
    # The library of the measures takes a second to load, and no other command needs it.
    import ir_measures

    run: dict[str, dict[str, float]] = {}
    seconds = []
    for query, text in collection.queries.items():
        start = time.perf_counter()
        hits = find(text)
        seconds.append(time.perf_counter() - start)
        # The measures break ties by the identifier; the order that was shown is what counts.
        run[query] = {entry: float(TOP - rank) for rank, (entry, _) in enumerate(hits)}
    measures = [ir_measures.parse_measure(measure) for measure in MEASURES]
    found = ir_measures.calc_aggregate(measures, collection.judgements, run)
    return Evaluation(
        name=name, values={str(key): float(value) for key, value in found.items()}, seconds=median(seconds)
    )


def _read_objects(path: Path) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("_id"), str | int):
            raise EvaluationError(f"{path}, line {number}: not an object with an _id; see `griffier evaluate --help`")
        yield {**row, "_id": str(row["_id"])}


def _read_judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(_read_lines(path), start=1):
        if not line.strip():
            continue
        # TREC parts them by spaces, and has a number between the query and the entry that says nothing.
        fields = [field.strip() for field in line.split("\t")] if "\t" in line else line.split()
        is_graded = _GRADE.fullmatch(fields[-1]) is not None
        if number == 1 and not is_graded:
            continue
        if len(fields) < 3 or not is_graded:
            raise EvaluationError(f"{path}, line {number}: should be a query, an entry and a grade, parted by tabs")
        yield fields[0], fields[-2], int(fields[-1])


def _find_judgements(folder: Path) -> Path:
    nested = folder / "qrels" / "test.tsv"
    return nested if nested.is_file() and not (folder / "qrels.tsv").is_file() else folder / "qrels.tsv"


def _read_lines(path: Path) -> list[str]:
    try:
        # JSON may hold other signs that end a line; the ends of these lines are those of files alone.
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: can't be read as text; see the layout in `griffier evaluate --help`") from error


def evaluation_to_json(found: Sequence[Evaluation]) -> list[dict[str, object]]:
    """Return evaluations in the form that `griffier evaluate --json` prints."""
    return [{"name": one.name, **_round(one.values), "ms_per_query": round(one.seconds * 1000, 3)} for one in found]


def _round(values: Mapping[str, float]) -> dict[str, float]:
    # The field says MRR where the library says RR.
    return {measure.replace("RR@", "MRR@"): round(values[measure], 4) for measure in MEASURES}
