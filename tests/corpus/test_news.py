"""What is news to who follows a query: what came in, is seen, and surely fits."""

from __future__ import annotations

import pytest

from corpus.adding import EVERYBODY, Arrival
from corpus.models import Document, DocumentKind
from corpus.news import MOST_NEWS
from corpus.parsing import parse_document
from corpus.readers import build_source
from corpus.search import Searcher
from tests.corpus.test_scoping import make_paper
from tests.papers import make_paper as make_document

LIST, ONE_PAGE = "kst-36560-VI-10", "vragen-kst-36360-VI-1"


def arrive(*ids: str, team: str = EVERYBODY, entries: tuple[str, ...] | None = None) -> list[Arrival]:
    return [
        Arrival(revision=place, team=team, document_id=id_, entries=entries) for place, id_ in enumerate(ids, start=1)
    ]


def find(searcher: Searcher, query: str, arrivals: list[Arrival]) -> list[str]:
    return [entry.id for entry in searcher.find_news(query, arrivals)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hoeveel dwangsommen betaalde de IND", [f"{ONE_PAGE}#43", f"{LIST}#4"]),
        ("onrechtmatige inkopen DJI", [f"{LIST}#5"]),
        # Words that other entries share, and filters that do not hold.
        ("kosten van xylofoon installaties rond Almere", []), ("dwangsommen jaar:1999", []),
        ("dwangsommen -IND", []), ('"dwangsommen betaalde nooit"', []),
        # One word that many papers have is still all that is asked.
        ("soort:vraag politie", [f"{ONE_PAGE}#40", f"{LIST}#2"]),
        ("vraag 43 uit 36 360 VI", [f"{ONE_PAGE}#43"]), ("document:kst-36360-VI-1 vraag:41", [f"{ONE_PAGE}#41"]),
        ("de het een", []),
    ],
)  # fmt: skip
def test_what_surely_fits_is_found_in_what_came_in(searcher: Searcher, query: str, found: list[str]) -> None:
    assert find(searcher, query, arrive(LIST, ONE_PAGE)) == found


def test_what_was_there_is_no_news(searcher: Searcher) -> None:
    assert find(searcher, "onrechtmatige inkopen DJI", arrive(ONE_PAGE)) == []
    assert find(searcher, "onrechtmatige inkopen DJI", arrive("kst-1-1")) == []
    assert find(searcher, "onrechtmatige inkopen DJI", []) == []
    assert find(searcher, "vraag 43", arrive(LIST)) == []


def test_of_a_newer_version_only_the_entries_that_are_new_count(searcher: Searcher) -> None:
    old = arrive(LIST, entries=(f"{LIST}#4",))
    assert find(searcher, "onrechtmatige inkopen DJI", old) == []
    assert find(searcher, "vraag 5 uit 36 560 VI, nr. 10", old) == []
    both = [*old, *arrive(LIST, entries=(f"{LIST}#5",))]
    assert find(searcher, "onrechtmatige inkopen DJI", both) == [f"{LIST}#5"]
    assert find(searcher, "vraag 5 uit 36 560 VI, nr. 10", both) == [f"{LIST}#5"]
    # A paper that was wholly new and then replaced, since it was last looked at.
    assert find(searcher, "onrechtmatige inkopen DJI", [*arrive(LIST), *old]) == [f"{LIST}#5"]


def test_a_team_hears_of_the_versions_that_it_sees_alone() -> None:
    def read(number: int, mark: str) -> Document:
        return parse_document(build_source(f"{mark}.txt", make_paper(number, mark)))

    shared, own = read(1, "gedeeld"), read(1, "eigen")
    searcher = Searcher.build((shared,), private=(("TA", own), ("TB", read(2, "geheim"))))
    one, other = "kst-36000-1", "kst-36000-2"
    query = "dijken soort:vraag"
    assert find(searcher.within("TA"), query, arrive(one, other)) == []
    assert find(searcher.within("TA"), query, arrive(one, other, team="TA")) == [f"{one}#1"]
    assert find(searcher.within("TA"), query, arrive(one, other, team="TB")) == []
    assert find(searcher.within("TB"), query, arrive(one, other, team="TB")) == [f"{other}#1"]
    assert find(searcher.within("TB"), query, arrive(one)) == [f"{one}#1"]
    assert find(searcher.within("TC"), query, arrive(one, other)) == [f"{one}#1"]
    assert find(searcher, query, arrive(one, other, team="TB")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is het onderhoud van de sluisdeuren uitgesteld", [2021, 2023]),
        # An answer of another year is no answer, though the year weighs little among the words.
        ("is het onderhoud van de sluisdeuren in 2023 uitgesteld", [2023]),
        ("is het onderhoud van de sluisdeuren sinds 2022 uitgesteld", [2023]),
        ("is het onderhoud van de sluisdeuren in 1999 uitgesteld", []),
        # Nor is one on another body, unless the paper itself is called so.
        ("is het onderhoud van de sluisdeuren van het RWZI uitgesteld", []),
        ("is het onderhoud van de sluisdeuren door IenW uitgesteld", [2021, 2023]),
        # What just names the paper is none of the words that an entry has to hold.
        ("sluisdeuren in de lijst van vragen over de begroting van IenW", [2021, 2023]),
    ],
)
def test_what_is_of_another_year_or_on_another_body_is_no_news(query: str, found: list[int]) -> None:
    others = [(f"Wat kost post {number} van de brug?", f"Post {number} kost {number} ton.") for number in range(2, 30)]
    asked = ("Is het onderhoud van de sluisdeuren uitgesteld?", "Dat klopt, tot nader order.")
    title = "Lijst van vragen over de begroting van het Ministerie van Infrastructuur en Waterstaat"
    lists = [
        make_document(f"lijst-{year}", f"{title} {year}", [asked, *others], kind=DocumentKind.QUESTION_LIST, year=year)
        for year in (2021, 2023)
    ]
    searcher = Searcher.build(tuple(lists))
    told = find(searcher, query, arrive("lijst-2021", "lijst-2023"))
    assert sorted(told) == [f"lijst-{year}#1" for year in found]


def test_an_entry_of_before_the_years_asked_is_no_news_though_it_holds_every_word() -> None:
    others = [(f"Wat kost post {number}?", f"Post {number} kost {number} ton.") for number in range(2, 30)]
    asked = ("Is het onderhoud van de sluisdeuren uitgesteld?", "Dat klopt, in 2020.")
    searcher = Searcher.build((make_document("lijst-2020", "Lijst", [asked, *others], year=2020),))
    assert find(searcher, "sluisdeuren sinds 2020", arrive("lijst-2020")) == ["lijst-2020#1"]
    assert find(searcher, "sluisdeuren na 2020", arrive("lijst-2020")) == []


def test_how_sure_it_is_depends_on_how_many_entries_the_filters_let_through_not_on_how_many_are_new() -> None:
    new = "kst-36000-VII-2"
    asked = [("Is het onderhoud van de sluisdeuren uitgesteld?", "Dat klopt."), ("Wat kost het hek?", "Een ton.")]
    held = [
        make_document(
            f"lijst-{number}", "Lijst", [(f"Wat kost post {number}?", f"Een ton{', met sluisdeuren' * odd}.")]
        )
        for number, odd in enumerate((False, True) * 150)
    ]
    searcher = Searcher.build((*held, make_document(new, "Lijst", asked)))
    # A word of it no entry has.
    query = "onderhoud sluisdeuren kanaal"
    assert searcher.search(f"document:{new} {query}").sure
    assert not searcher.search(f"soort:vraag {query}").sure
    assert find(searcher, f"document:{new} {query}", arrive(new)) == [f"{new}#1"]
    assert find(searcher, f"soort:vraag {query}", arrive(new)) == []


def test_there_is_a_most_of_what_is_told_at_once() -> None:
    questions = "".join(f"Vraag {number}\nWat van de dijken?\nAntwoord\nJa.\n" for number in range(1, 301))
    document = parse_document(build_source("a.txt", f"kst-36000-1\n{questions}".encode()))
    searcher = Searcher.build((document,))
    assert len(find(searcher, "dijken", arrive("kst-36000-1"))) == MOST_NEWS
    assert len(find(searcher, "soort:vraag", arrive("kst-36000-1"))) == MOST_NEWS
