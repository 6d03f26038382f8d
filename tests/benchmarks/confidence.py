"""How often the bot is sure and wrong, or right and not sure: `python -m tests.benchmarks.confidence`.

Over the judged queries of `tests/golden/queries.jsonl` and the questions of `tests/golden/unanswerable.txt`, which
the seeds don't answer. Prints the two rates at the set weights, and at weights fitted without the fifth of the
queries that they are tried on: what may be expected of queries that nobody has seen. Then how often it is sure, and
all but certain ("very sure"), of the best hit, and of what would be the best if the answers were not held: a question
about what the corpus knows, without the answer in it. Where griffier[semantic] is installed, without meanings and with
them.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.config import load_settings
from bot.meanings import compare_meanings
from corpus.confidence import COVERAGE_WEIGHT, EVIDENCE_WEIGHT, INTERCEPT, SURE_FROM, Match
from corpus.embedding import load_encoder
from corpus.folder import load_folder
from corpus.search import Searcher
from tests.conftest import SEEDS
from tests.corpus.test_search import QUERIES, is_right

UNANSWERABLE = Path(__file__).parent.parent / "golden" / "unanswerable.txt"
FOLDS = 5
# So many hits are looked through for those that answer a query too.
DEPTH = 50
STEPS, RATE, PENALTY = 20_000, 0.1, 1e-3

Matrix = NDArray[np.float64]


def load_judged(searcher: Searcher) -> list[tuple[str, bool]]:
    """Return each query with whether its best hit is right; for the second file none is."""
    judged = []
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        hits = searcher.search(query["query"]).hits
        judged.append((query["query"], bool(hits) and is_right(hits[0], query["expect"])))
    return [*judged, *((line, False) for line in UNANSWERABLE.read_text(encoding="utf-8").splitlines())]


def find_features(searcher: Searcher, query: str) -> tuple[float, float, float]:
    match = searcher.match_best(query)
    return 1.0, match.coverage if match else 0.0, match.evidence if match else 0.0


def fit(features: Matrix, right: Matrix) -> Matrix:
    weights = np.zeros(features.shape[1])
    for _ in range(STEPS):
        error = right - 1 / (1 + np.exp(-features @ weights))
        weights += RATE * (features.T @ error / len(right) - PENALTY * np.r_[0.0, weights[1:]])
    return weights


def show(name: str, sure: NDArray[np.bool_], right: Matrix) -> None:
    doubt, wrong = np.mean(~sure[right == 1]), np.mean(sure[right == 0])
    print(f"{name:24} needless doubt {doubt:.3f}  wrong confidence {wrong:.3f}")


def show_sureness(searcher: Searcher) -> None:
    """Print how sure it is of the best hit where that is right, and of the next that does not answer the query."""
    right, away = [], []
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        hits = searcher.search(query["query"], top=DEPTH).hits
        answering = {hit.entry.id for hit in hits if is_right(hit, query["expect"])}
        if hits and hits[0].entry.id in answering:
            right.append(searcher.match_best(query["query"]))
            away.append(searcher.match_best(query["query"], without=answering))
    for name, matches in (("right", right), ("with its answer away", away)):
        found: list[Match] = [match for match in matches if match is not None]
        sure = sum(match.confidence >= SURE_FROM for match in found) / len(matches)
        very_sure = sum(match.is_very_sure for match in found) / len(matches)
        print(f"{name:24} sure {sure:.3f}  very sure {very_sure:.3f}")


def main() -> None:
    searcher = Searcher.build(load_folder(SEEDS))
    print("by words")
    try_weights(searcher)
    if load_encoder():
        print("by words and meanings")
        compare_meanings(searcher, load_settings({}), SEEDS, keeps=False)
        try_weights(searcher)


def try_weights(searcher: Searcher) -> None:
    judged = load_judged(searcher)
    features = np.asarray([find_features(searcher, query) for query, _ in judged])
    right = np.asarray([float(is_right_) for _, is_right_ in judged])
    print(f"{int(right.sum())} answered, {int((right == 0).sum())} not; fitted to all:", fit(features, right).round(2))
    show("as set", features @ np.asarray([INTERCEPT, COVERAGE_WEIGHT, EVIDENCE_WEIGHT]) >= 0, right)
    unseen = np.zeros(len(right), dtype=bool)
    for fold in range(FOLDS):
        tried = np.arange(len(right)) % FOLDS == fold
        unseen[tried] = features[tried] @ fit(features[~tried], right[~tried]) >= 0
    show("on queries left out", unseen, right)
    show_sureness(searcher)


if __name__ == "__main__":
    main()
