"""What is news to who follows a query: what came in, is seen, and surely fits."""

from __future__ import annotations

import pytest

from corpus.adding import EVERYBODY, Arrival
from corpus.models import Document
from corpus.news import MOST_NEWS
from corpus.parsing import parse_document
from corpus.readers import build_source
from corpus.search import Searcher
from tests.corpus.test_scoping import make_paper

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


def test_there_is_a_most_of_what_is_told_at_once() -> None:
    questions = "".join(f"Vraag {number}\nWat van de dijken?\nAntwoord\nJa.\n" for number in range(1, 301))
    document = parse_document(build_source("a.txt", f"kst-36000-1\n{questions}".encode()))
    searcher = Searcher.build((document,))
    assert len(find(searcher, "dijken", arrive("kst-36000-1"))) == MOST_NEWS
    assert len(find(searcher, "soort:vraag", arrive("kst-36000-1"))) == MOST_NEWS
