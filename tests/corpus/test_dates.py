"""Dates and amounts are found however they are typed, and however a paper writes them."""

from __future__ import annotations

import pytest

from corpus.analysis.analyzer import Analyzer
from corpus.analysis.dates import find_months, write_plainly
from corpus.search import Searcher
from tests.papers import make_paper


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("15-12-2023", "15 december 2023"), ("op 1/7/2020?", "op 1 juli 2020?"), ("01.07.2020", "1 juli 2020"),
        ("2023-12-15", "15 december 2023"), ("15 dec. 2023", "15 december 2023"), ("3 sept 2021", "3 september 2021"),
        ("per 1 jan. was", "per 1 januari was"), ("5 MRT", "5 maart"), ("24 mei 2020", "24 mei 2020"),
        ("105 duizend", "105.000"), ("105k leden", "105.000 leden"), ("€ 3.4 mln", "€ 3,4 mln"), ("2.5%", "2,5%"),
    ],
)  # fmt: skip
def test_dates_and_amounts_are_read_as_papers_write_them(typed: str, written: str) -> None:
    assert write_plainly(typed) == written
    assert write_plainly(written) == written


@pytest.mark.parametrize(
    "text",
    [
        "10-10-20", "31-13-2020", "0-0-2000", "2.13 regels", "artikel 31.2", "kst-36560-VI-10", "36 560 VI, nr. 10",
        "1.672 zaken", "2020-2022", "dec", "maa", "15 decibel", "3 jan-willems", "4k-scherm", "0612345678", "k", "",
        "12-15-12-2023", "15-12-2023-1", "1.234 miljoen",
    ],
)  # fmt: skip
def test_figures_that_are_no_date_stay(text: str) -> None:
    assert write_plainly(text) == text
    assert list(find_months(text)) == []


def test_a_date_in_figures_has_its_month_at_its_place() -> None:
    text = "Per 31-12-2023 en 2024-03-01."
    assert [(term.text, text[term.span.start : term.span.end]) for term in find_months(text)] == [
        ("december", "31-12-2023"),
        ("maart", "2024-03-01"),
    ]
    analyzer = Analyzer()
    assert analyzer.list_terms(text) == [term.text for term in analyzer.analyze(text)]


@pytest.mark.parametrize("typed", ["31-12-2023", "31 december 2023", "31/12/2023", "31 dec 2023", "2023-12-31"])
@pytest.mark.parametrize("written", ["31-12-2023", "31 december 2023"])
def test_a_date_is_found_in_any_form(typed: str, written: str) -> None:
    others = [
        ("Hoeveel op 1 december?", "Op 31 maart 12 stuks."),
        ("En in 2023?", "In december 2023 elf."),
        ("Nu?", "31"),
    ]
    paper = make_paper("lijst-1", "Stand", [("Hoeveel boten?", f"De stand per {written} is vier boten."), *others])
    answer = Searcher.build((paper,)).search(f"stand {typed}")
    assert answer.hits[0].entry.id == "lijst-1#1"
    marked = {paper.text[span.start : span.end] for span in answer.hits[0].matches}
    assert marked
