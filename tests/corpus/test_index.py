"""The index gives the scores of rank_bm25, and only hits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from corpus.index import K1, B, PostingsIndex

WORDS = st.sampled_from("ind om politie geld vraag recht asiel jeugd".split())
ENTRIES = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=25)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, st.lists(st.one_of(WORDS, st.just("onbekend")), max_size=6))
def test_scores_are_those_of_the_plain_library(entries: list[list[str]], query: list[str]) -> None:
    index = PostingsIndex(entries)
    if not any(entries):
        assert not index.get_scores(query).any()
        return
    plain = BM25Okapi(entries, k1=K1, b=B)
    np.testing.assert_allclose(index.get_scores(query), plain.get_scores(query), rtol=0, atol=1e-9)


@settings(max_examples=300, deadline=None)
@given(ENTRIES, st.lists(WORDS, min_size=1, max_size=6, unique=True), st.integers(1, 30))
def test_the_top_is_the_head_of_the_full_order(entries: list[list[str]], query: list[str], top: int) -> None:
    index = PostingsIndex(entries)
    scores = index.get_scores(query)
    shared = [place for place, entry in enumerate(entries) if set(entry) & set(query)]
    expected = sorted(shared, key=lambda place: (-scores[place], place))[:top]
    assert [item.entry for item in index.find_top(query, top)] == expected


@pytest.mark.parametrize("entries", [[], [[]], [[], []]])
def test_nothing_to_find_is_no_error(entries: list[list[str]]) -> None:
    index = PostingsIndex(entries)
    assert index.find_top(["ind"], 5) == ()
    assert len(index.get_scores(["ind"])) == len(entries)


def test_a_term_in_every_entry_is_still_a_hit() -> None:
    index = PostingsIndex([["ind"], ["ind"], ["ind", "om"]])
    assert {item.entry for item in index.find_top(["ind"], 5)} == {0, 1, 2}
