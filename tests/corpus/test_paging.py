"""Hits page after page: in the same order whatever is asked at once, all of them, as many as were counted."""

from __future__ import annotations

import random

import numpy as np
import pytest

from corpus.analysis.analyzer import ALL_STEPS, Analyzer
from corpus.finder import POOL, Finder
from corpus.models import Document
from corpus.query import TextQuery, parse_text_query
from corpus.search import Searcher

WORDS = "dwangsommen beslistermijn asielzoeker rechtbank politie gevangenis toeslag minister kamer verslag".split()


@pytest.fixture(scope="module")
def many() -> Finder:
    source = random.Random(7)
    entries = [(" ".join(source.choices(WORDS, k=source.randint(1, 12))),) for _ in range(3_000)]
    return Finder.build(entries, (), Analyzer(steps=ALL_STEPS))


@pytest.mark.parametrize("query", ["rechtbank", "dwangsom asielzoekers", "ministeriële politie toeslagen"])
def test_more_hits_never_change_the_order_of_those_before(many: Finder, query: str) -> None:
    words = many.read(query)
    everything = many.rank(query, words, len(many.words))
    assert len(everything) > POOL
    assert len({hit.entry for hit in everything}) == len(everything) == many.count(query, words)
    assert list(everything) == sorted(everything, key=lambda hit: (-hit.score, hit.entry))
    for top in (1, 6, POOL - 1, POOL, POOL + 1, POOL + 7, 900):
        assert many.rank(query, words, top) == everything[:top]


def test_only_what_may_be_found_is_counted(many: Finder) -> None:
    allowed = np.arange(len(many.words)) % 3 == 0
    words = many.read("rechtbank toeslag")
    found = many.rank("rechtbank toeslag", words, len(many.words), allowed=allowed)
    assert many.count("rechtbank toeslag", words, allowed=allowed) == len(found) > POOL
    assert all(hit.entry % 3 == 0 for hit in found)


@pytest.mark.parametrize(
    "text", ["dwangsommen IND", "jaar:2022", "soort:verslag justitie", "xylofoon", "duurzaamhedenx", "van de het"]
)
def test_pages_are_all_that_is_found_and_no_more(searcher: Searcher, text: str) -> None:
    query = parse_text_query(text)
    count = searcher.count(query)
    pages = [searcher.search(query, top=6, skip=skip) for skip in range(0, count + 6, 6)]
    hits = [hit for page in pages for hit in page.hits]
    assert [hit.rank for hit in hits] == list(range(1, count + 1))
    assert hits == list(searcher.search(query, top=10_000).hits)
    assert len({(page.sure, page.confidence) for page in pages if page.hits}) <= 1


def test_other_papers_are_another_edition(documents: dict[str, Document], searcher: Searcher) -> None:
    papers = tuple(documents.values())
    assert Searcher.build(papers).edition == searcher.edition
    assert Searcher.build(papers[1:]).edition != searcher.edition
    assert Searcher.build(()).count(TextQuery(text="x", words="x")) == 0
