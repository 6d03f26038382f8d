"""Where a query says that it looks: years, kinds of papers and their names, beside what it asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.filters import EntryKind
from corpus.models import DocumentKind
from corpus.search import Searcher
from corpus.sourcing import HEAD
from corpus.wishes import find_kind
from tests.papers import make_paper

_REST = [(f"Wat kost post {number} van de brug?", f"Post {number} kost {number} ton.") for number in range(3, 30)]


def make_list(id_: str, year: int, havens: str, wolven: str) -> object:
    return make_paper(
        id_,
        f"Lijst van vragen over de begroting van het Ministerie van Infrastructuur en Waterstaat {year}",
        [("Hoe staat het met de havens in het noorden?", havens), ("Hoeveel wolven zijn er geteld?", wolven), *_REST],
        kind=DocumentKind.QUESTION_LIST,
        year=year,
    )


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    early = make_list("lijst-2021", 2021, "De havens groeien, zoals havens doen.", "Er zijn tien wolven geteld.")
    late = make_list(
        "lijst-2023", 2023, "Dat is al vaak gezegd, en de commissie weet het.", "Geen wolven, zo zegt men."
    )
    return Searcher.build((early, late))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("havens in het noorden", "lijst-2021#1"),
        ("havens in het noorden in 2023", "lijst-2023#1"),
        ("havens in het noorden, begroting 2023", "lijst-2023#1"),
        ("havens in het noorden sinds 2022", "lijst-2023#1"),
        ("havens in het noorden vanaf het jaar 2021", "lijst-2021#1"),
        ("havens in het noorden na 2021", "lijst-2023#1"),
        ("havens in het noorden tussen 2020 en 2021", "lijst-2021#1"),
        # of no year that is held: as without it
        ("havens in het noorden in 1999", "lijst-2021#1"),
    ],
)
def test_of_entries_that_hold_as_much_those_of_the_year_come_first(searcher: Searcher, text: str, first: str) -> None:
    answer = searcher.search(text)
    assert answer.hits[0].entry.id == first
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)


def test_what_holds_less_is_not_put_before_for_its_year(searcher: Searcher) -> None:
    answer = searcher.search("tien wolven geteld in 2023")
    assert answer.hits[0].entry.id == "lijst-2021#2"
    assert not answer.sure


def test_the_order_is_that_of_a_page_at_once(searcher: Searcher) -> None:
    text = "post van de brug in 2023"
    whole = [hit.entry.id for hit in searcher.search(text, top=2 * HEAD).hits]
    pages = [hit.entry.id for skip in range(0, 2 * HEAD, 7) for hit in searcher.search(text, top=7, skip=skip).hits]
    assert pages[: len(whole)] == whole
    assert len(set(whole)) == len(whole)


def test_a_word_that_names_the_paper_is_not_missed_in_its_entries(searcher: Searcher) -> None:
    for named in (
        "",
        " begroting",
        " IenW",
        " Infrastructuur en Waterstaat",
        " begroting IenW 2023",
        " in de kamervragen",
    ):
        answer = searcher.search(f"hoeveel wolven geteld{named}")
        assert answer.sure, named
        assert answer.confidence >= searcher.search("hoeveel wolven geteld stikstof").confidence


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("hoeveel inkopen waren onrechtmatig", True),
        # by what it is short for, as one paper introduces it, and by the letters that its words begin with
        ("hoeveel inkopen waren onrechtmatig bij de IND", True), ("wat zei de AR over onrechtmatige inkopen", True),
        # told of its paper
        ("hoeveel inkopen waren onrechtmatig bij IenW", True),
        # one that no entry has, and one that another has
        ("hoeveel inkopen waren onrechtmatig bij NVWA", False), ("hoeveel inkopen waren onrechtmatig bij CJIB", False),
        # a name that no entry has, and what is none: it opens a sentence, or is of the paper
        ("hoeveel inkopen waren onrechtmatig in Zwolle", False), ("hoeveel inkopen waren onrechtmatig in zwolle", True),
        ("hoeveel inkopen waren onrechtmatig in Zwolle2", True),
        ("Vertel eens. Hoeveel inkopen waren onrechtmatig?", True),
        ("hoeveel Inkopen waren onrechtmatig bij Waterstaat", True),
        # in capitals throughout no name can be told
        ("HOEVEEL INKOPEN WAREN ONRECHTMATIG NVWA", True),
    ],
)  # fmt: skip
def test_an_answer_on_something_else_than_is_named_is_never_sure(text: str, is_sure: bool) -> None:
    purchases = (
        "Hoeveel inkopen waren onrechtmatig?",
        "Bij de Immigratie- en Naturalisatiedienst waren twee inkopen onrechtmatig, zei de Algemene Rekenkamer.",
    )
    others = (
        ("Wie beslist?", "Dat doet de Immigratie- en Naturalisatiedienst (IND)."),
        ("Wie int?", "Dat doet het Centraal Justitieel Incassobureau (CJIB)."),
    )
    paper = make_paper(
        "lijst-1", "Vragen aan het Ministerie van Infrastructuur en Waterstaat", [purchases, *others, *_REST]
    )
    # Abbreviations are learnt from the whole text of a paper.
    whole = replace(paper, text=" ".join(answer for _, answer in others))
    assert Searcher.build((whole,)).search(text).sure is is_sure


def test_what_passes_the_filters_is_pointed_out_among_fewer(searcher: Searcher) -> None:
    among_all, among_one = searcher.search("wolven"), searcher.search("wolven vraag:2 jaar:2021")
    assert among_one.confidence > among_all.confidence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mensenhandel in de kamervragen", EntryKind.QUESTION), ("alleen vragen over boetes", EntryKind.QUESTION),
        ("boetes, alleen schriftelijke vragen", EntryKind.QUESTION),
        ("boetes volgens het jaarverslag", EntryKind.PASSAGE),
        ("boetes uit de verslagen", EntryKind.PASSAGE), ("boetes, alleen het verslag over 2023", EntryKind.PASSAGE),
        ("de vragen over boetes", None), ("verslaggeving in Den Haag", None), ("in het verslaggeversblok", None),
    ],
)  # fmt: skip
def test_the_kind_of_paper_is_read_from_words(text: str, kind: EntryKind | None) -> None:
    assert find_kind(text) is kind


def test_a_part_of_a_word_that_names_the_paper_is_no_word_that_an_entry_falls_short_of() -> None:
    asked = [("Waar staan de molens?", "Daarvan is elders verslag gedaan."), *_REST]
    paper = make_paper("lijst", "Jaarverslag van de provincie", asked, kind=DocumentKind.QUESTION_LIST)
    searcher = Searcher.build((paper,))
    plain, named = searcher.search("molens"), searcher.search("molens in het jaarverslag")
    assert named.hits[0].entry.id == plain.hits[0].entry.id == "lijst#1"
    assert named.confidence == plain.confidence
    # But a word that no paper is called by is missed.
    assert searcher.search("molens in het weekoverzicht").confidence < plain.confidence
