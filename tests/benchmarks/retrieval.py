"""What is found first: `python -m tests.benchmarks.retrieval`.

Prints MRR@10 by kind of query over `tests/golden/queries.jsonl`: with the whole chain, with each
step of the analysis left out, and for plain rank_bm25 on lower-cased words. Where griffier[semantic] is installed
meanings are compared, but in the row that says not.
"""

from __future__ import annotations

import json
from collections import defaultdict

from rank_bm25 import BM25Okapi

from bot.config import load_settings
from bot.meanings import compare_meanings
from corpus.analysis.analyzer import ALL_STEPS, Analyzer, Step
from corpus.evaluation import WITHOUT_MEANING
from corpus.folder import load_folder
from corpus.models import Entry, Hit, Passage
from corpus.search import Searcher
from tests.conftest import SEEDS
from tests.corpus.test_search import QUERIES, is_right


def measure(find: dict[str, list[Hit]], queries: list[dict[str, object]]) -> dict[str, float]:
    """Return MRR@10 by kind; `find` maps each query's text to its hits."""
    found: dict[str, list[float]] = defaultdict(list)
    for query in queries:
        hits = find[str(query["query"])][:10]
        rank = next((1 / place for place, hit in enumerate(hits, 1) if is_right(hit, query["expect"])), 0.0)  # type: ignore[arg-type]
        found[str(query["kind"])].append(rank)
    return {kind: sum(ranks) / len(ranks) for kind, ranks in found.items()}


def list_words(entry: Entry) -> list[str]:
    quotes = [entry.text] if isinstance(entry, Passage) else [entry.question, entry.answer]
    return " ".join((*entry.heading, *(quote.text for quote in quotes if quote))).lower().split()


def search_plainly(searcher: Searcher, queries: list[dict[str, object]]) -> dict[str, list[Hit]]:
    pairs = [(entry, document) for document in searcher.documents for entry in document.entries]
    plain = BM25Okapi([list_words(entry) for entry, _ in pairs])
    found = {}
    for query in queries:
        scores = plain.get_scores(str(query["query"]).lower().split())
        order = sorted(range(len(pairs)), key=lambda place: (-scores[place], place))[:10]
        found[str(query["query"])] = [
            Hit(rank=rank, score=scores[place], entry=pairs[place][0], document=pairs[place][1])
            for rank, place in enumerate(order, 1)
        ]
    return found


def main() -> None:
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    documents = load_folder(SEEDS)
    chains = {"whole chain": ALL_STEPS, WITHOUT_MEANING: ALL_STEPS}
    chains |= {f"without {step}": ALL_STEPS - {step} for step in Step}
    for name, steps in chains.items():
        searcher = Searcher.build(documents, analyzer=Analyzer(steps=steps))
        if name != WITHOUT_MEANING:
            compare_meanings(searcher, load_settings({}), SEEDS, keeps=False)
        found = {str(query["query"]): list(searcher.search(query["query"]).hits) for query in queries}
        show(name, measure(found, queries))
    show("plain rank_bm25", measure(search_plainly(searcher, queries), queries))


def show(name: str, measured: dict[str, float]) -> None:
    print(f"{name:22}", "  ".join(f"{kind} {value:.3f}" for kind, value in measured.items()))


if __name__ == "__main__":
    main()
