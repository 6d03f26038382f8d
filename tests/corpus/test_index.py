"""The index gives the scores of rank_bm25, and only hits: in one part or in several, with entries taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from corpus.index import K1, B, PostingsIndex, Scored
from corpus.part import Part
from corpus.postings import build_postings, merge_postings

WORDS = st.sampled_from("ind om politie geld vraag recht asiel jeugd".split())
ENTRIES = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=25)
QUERY = st.lists(st.one_of(WORDS, st.just("onbekend")), max_size=6)


def score_plainly(
    entries: Sequence[Sequence[str]], query: Sequence[str], weights: Sequence[float] | None = None
) -> NDArray[np.float64]:
    """Return the library's scores; its scores of each term alone, weighed and added, where there are weights."""
    if not any(entries):
        return np.zeros(len(entries))
    plain = BM25Okapi(entries, k1=K1, b=B)
    if weights is None:
        return np.asarray(plain.get_scores(query), float)
    return sum(
        (weight * plain.get_scores([term]) for term, weight in zip(query, weights, strict=True)),
        start=np.zeros(len(entries)),
    )


def is_top(found: Sequence[Scored], entries: Sequence[Sequence[str]], query: Sequence[str], scores: NDArray[np.float64],
           top: int) -> bool:  # fmt: skip
    """Tell whether `found` are the best hits, up to what rounding does to scores that are as good as equal."""
    shared = [place for place, entry in enumerate(entries) if set(entry) & set(query)]
    best = sorted((scores[place] for place in shared), reverse=True)[:top]
    places = [item.entry for item in found]
    assert [(-item.score, item.entry) for item in found] == sorted((-item.score, item.entry) for item in found)
    np.testing.assert_allclose([item.score for item in found], scores[places], rtol=0, atol=1e-9)
    np.testing.assert_allclose(scores[places], best, rtol=0, atol=1e-9)
    # Of entries with the same words the first come first, also at the end of the top.
    alike = {place: sorted(entries[place]) for place in shared}
    left = [place for place in shared if place not in places]
    assert not any(alike[one] == alike[other] and one < other for one in left for other in places)
    return len(set(places)) == len(places) and set(places) <= set(shared)


def cut(entries: list[list[str]], places: list[int]) -> list[Part]:
    edges = [0, *sorted(place % (len(entries) + 1) for place in places), len(entries)]
    return [
        Part.of(build_postings(entries[start:end], K1, B)) for start, end in pairwise(edges)
    ]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(ENTRIES, QUERY)
def test_scores_are_those_of_the_plain_library(entries: list[list[str]], query: list[str]) -> None:
    scores = PostingsIndex(entries).get_scores(query)
    np.testing.assert_allclose(scores, score_plainly(entries, query), rtol=0, atol=1e-9)


@settings(max_examples=120, deadline=None)
@given(ENTRIES, QUERY, st.integers(0, 30), st.data())
def test_the_top_is_the_head_of_the_full_order(
    entries: list[list[str]], query: list[str], top: int, data: st.DataObject
) -> None:
    sizes = {"min_size": len(query), "max_size": len(query)}
    weights = data.draw(st.one_of(st.none(), st.lists(st.floats(0.01, 10), **sizes)))
    found = PostingsIndex(entries).find_top(query, top, weights=weights)
    assert is_top(found, entries, query, score_plainly(entries, query, weights), top)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, QUERY, st.lists(st.integers(0, 25), max_size=3), st.integers(1, 12))
def test_parts_score_as_one(entries: list[list[str]], query: list[str], places: list[int], top: int) -> None:
    index = PostingsIndex.of(cut(entries, places))
    scores = score_plainly(entries, query)
    np.testing.assert_allclose(index.get_scores(query), scores, rtol=0, atol=1e-9)
    assert is_top(index.find_top(query, top), entries, query, scores, top)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, QUERY, st.lists(st.integers(0, 25), max_size=3), st.integers(1, 12), st.data())
def test_what_is_taken_out_counts_nowhere(
    entries: list[list[str]], query: list[str], places: list[int], top: int, data: st.DataObject
) -> None:
    live = np.array(data.draw(st.lists(st.booleans(), min_size=len(entries), max_size=len(entries))))
    kept = [entry for entry, is_live in zip(entries, live, strict=True) if is_live]
    numbers = np.flatnonzero(live)
    parts, first = [], 0
    for part in cut(entries, places):
        parts.append(Part.of(part.postings, live[first : first + len(part.postings)]))
        first += len(part.postings)
    index = PostingsIndex.of(parts)
    scores = score_plainly(kept, query)
    found = [Scored(int(np.searchsorted(numbers, item.entry)), item.score) for item in index.find_top(query, top)]
    assert is_top(found, kept, query, scores, top)
    merged = PostingsIndex.of([Part.of(merge_postings([(part.postings, part.live) for part in parts], K1, B))])
    assert is_top(merged.find_top(query, top), kept, query, scores, top)
    for term in {*query, "ind"}:
        has = [place for place, entry in enumerate(kept) if term in entry]
        assert numbers[has].tolist() == index.find_entries(term).tolist()
        assert has == merged.find_entries(term).tolist()
        assert index.count_entries(term) == len(has)
        assert (term in index) == bool(has)
        assert [place for place in range(len(index)) if index.holds(term, place)] == numbers[has].tolist()
    assert sorted(index.terms) == sorted(merged.terms) == sorted({term for entry in kept for term in entry})
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=len(entries), max_size=len(entries))))
    seen = [entry for entry, is_seen in zip(entries, allowed & live, strict=True) if is_seen]
    assert index.count_terms(allowed) == Counter(term for entry in seen for term in set(entry))
    assert {term for term in {*query, "ind"} if index.has(term, allowed)} == {*query, "ind"} & {*chain(*seen)}


def test_a_common_word_is_had_by_an_entry_that_is_far_behind() -> None:
    index = PostingsIndex([["de"]] * 10_000)
    allowed = np.zeros(10_000, np.bool_)
    assert not index.has("de", allowed)
    allowed[9_999] = True
    assert index.has("de", allowed)


@settings(max_examples=80, deadline=None)
@given(ENTRIES, QUERY, st.integers(1, 12), st.data())
def test_what_is_not_allowed_is_left_out_and_changes_no_score(
    entries: list[list[str]], query: list[str], top: int, data: st.DataObject
) -> None:
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=len(entries), max_size=len(entries))))
    index = PostingsIndex(entries)
    every = index.find_top(query, len(entries))
    expected = tuple(item for item in every if allowed[item.entry])[:top]
    assert index.find_top(query, top, allowed=allowed) == expected


def make_large(seed: int) -> tuple[list[list[str]], np.random.Generator]:
    """Return so many entries of such words that most of what is rare enough is never scored."""
    random = np.random.default_rng(seed)
    lengths = random.integers(1, 60, 1500)
    return [[f"w{int(word)}" for word in random.zipf(1.3, size) if word < 10**6] for size in lengths], random


@pytest.mark.parametrize("seed", range(2))
def test_leaving_out_what_cannot_come_on_top_is_exact(seed: int) -> None:
    entries, random = make_large(seed)
    index, parts = PostingsIndex(entries), PostingsIndex.of(cut(entries, [400, 1400]))
    plain = BM25Okapi(entries, k1=K1, b=B)
    for _ in range(25):
        query = list(dict.fromkeys(entries[int(random.integers(len(entries)))]))[:8]
        scores, top = np.asarray(plain.get_scores(query)), int(random.choice([1, 3, 10, 50]))
        assert is_top(index.find_top(query, top), entries, query, scores, top)
        assert is_top(parts.find_top(query, top), entries, query, scores, top)


def test_the_kernel_finds_the_same_to_the_last_bit() -> None:
    entries, random = make_large(7)
    live = random.random(len(entries)) < 0.9
    allowed = random.random(len(entries)) < 0.3
    plain = PostingsIndex.of([Part.of(cut(entries, [0])[-1].postings, live)])
    fast = PostingsIndex.of(plain.parts)
    assert fast.accelerate()
    for _ in range(100):
        query = [*list(dict.fromkeys(entries[int(random.integers(len(entries)))]))[:8], "onbekend"]
        weights, top = random.uniform(0.1, 3, len(query)).tolist(), int(random.choice([1, 3, 10, 50]))
        assert fast.find_top(query, top) == plain.find_top(query, top)
        filtered = fast.find_top(query, top, weights=weights, allowed=allowed)
        assert filtered == plain.find_top(query, top, weights=weights, allowed=allowed)


def test_searches_in_many_threads_do_not_disturb_each_other() -> None:
    entries, _ = make_large(8)
    index = PostingsIndex(entries)
    queries = [list(dict.fromkeys(entry))[:6] for entry in entries[:200]]
    alone = [index.find_top(query, 10) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda query: index.find_top(query, 10), queries * 4)) == alone * 4


@pytest.mark.parametrize("entries", [[], [[]], [[], []]])
def test_nothing_to_find_is_no_error(entries: list[list[str]]) -> None:
    for index in (PostingsIndex(entries), PostingsIndex.of(cut(entries, [1])), PostingsIndex.of([])):
        assert index.find_top(["ind"], 5) == ()
        assert not index.get_scores(["ind"]).any()
        assert index.get_idf("ind") > 0


def test_a_term_in_every_entry_is_still_a_hit() -> None:
    index = PostingsIndex([["ind"], ["ind"], ["ind", "om"]])
    assert {item.entry for item in index.find_top(["ind"], 5)} == {0, 1, 2}


def test_terms_are_told_apart_when_their_checksums_are_equal() -> None:
    # The CRC-32 of both is 4ddb0c25.
    index = PostingsIndex([["plumless"], ["buckeroo"], ["plumless"]])
    assert index.find_entries("plumless").tolist() == [0, 2]
    assert index.find_entries("buckeroo").tolist() == [1]


def test_a_term_that_is_no_text_is_a_term_all_the_same() -> None:
    index = PostingsIndex([["\ud800", ""], ["x"]])
    assert index.find_entries("\ud800").tolist() == index.find_entries("").tolist() == [0]


def test_an_entry_that_has_the_next_term_alone_does_not_hold_this_one() -> None:
    index = PostingsIndex([["asiel"], ["geld"], ["politie"], []])
    held = {term: [index.holds(term, entry) for entry in range(4)] for term in ("asiel", "geld", "politie")}
    assert held == {term: [place == entry for entry in range(4)] for place, term in enumerate(held)}
