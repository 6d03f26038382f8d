"""Questions by number in a paper that words describe: which words do, and which make it text."""

from __future__ import annotations

import datetime

import pytest

from corpus.described import Description, parse_description
from corpus.models import DocumentKind
from corpus.query import NumberQuery, TextQuery, parse_number_query
from corpus.search import Searcher
from tests.papers import make_paper, make_written

_TWELVE = [(f"Wat vindt u van haven {number}?", f"Haven {number} is diep.") for number in range(1, 13)]
PAPERS = (
    make_paper(
        "kst-36560-VI-10",
        "Jaarverslag en slotwet Ministerie van Justitie en Veiligheid 2023; Lijst van vragen en antwoorden",
        _TWELVE,
        kind=DocumentKind.QUESTION_LIST,
        dossier="36560-VI",
        date=datetime.date(2024, 6, 4),
        year=2023,
    ),
    make_paper(
        "lijst-fin-2022",
        "Lijst van vragen Jaarverslag Ministerie van Financiën 2022",
        _TWELVE[:4],
        kind=DocumentKind.QUESTION_LIST,
        committee="vaste commissie voor Financiën",
        year=2022,
    ),
    make_written(11, "stikstof"),
    make_written(12, "havens", party="D66", ministry="Infrastructuur en Waterstaat"),
)
JUSTICE, FINANCE = "kst-36560-VI-10", "lijst-fin-2022"


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher.build(PAPERS)


@pytest.mark.parametrize(
    ("text", "numbers", "paper"),
    [
        ("antwoord op vr. 4 jaarverslag 2022", (4,), FINANCE),
        ("wat staat er bij 2 en 3 van het verslag van J&V", (2, 3), JUSTICE),
        ("vraag 3 van J en V", (3,), JUSTICE),
        ("vraag 2 en vraag 7 over JenV 2023", (2, 7), JUSTICE),
        ("nr 1 uit de lijst van vragen en antwoorden jaarverslag 2023", (1,), JUSTICE),
        ("vraag drie uit de lijst van 4 juni 2024", (3,), JUSTICE),
        ("de eerste vraag uit de lijst van juni 2024", (1,), JUSTICE),
        ("laatste vraag van de slotwet", (12,), JUSTICE),
        ("het 3e antwoord uit de slotwet", (3,), JUSTICE),
        ("kan ik antwoord 7 krijgen van de vragen over de slotwet?", (7,), JUSTICE),
        ("wat zegt de minister bij vraag 5 van JenV", (5,), JUSTICE),
        ("laatste vraag 36 560 VI", (12,), JUSTICE),
        ("vraag 2 van de lijst kst-36560-VI-10", (2,), JUSTICE),
        ("Vraag 2, Ministerie van Financiën, 2022", (2,), FINANCE),
        ("vraag 4 commissie Financien", (4,), FINANCE),
        # of those that the words fit, the one that has the number
        ("vraag 12 jaarverslag", (12,), JUSTICE),
        ("vraag 1 van D66 aan IenW", (1,), "ah-tk-20232024-12"),
        ("vraag 1 over stikstof", (1,), "ah-tk-20222023-11"),
        # a paper that does not have the number says so
        ("vraag 99 van de slotwet", (99,), JUSTICE),
    ],
)
def test_a_list_is_known_by_what_is_told_of_it(
    searcher: Searcher, text: str, numbers: tuple[int, ...], paper: str
) -> None:
    query = searcher.parse(text)
    assert isinstance(query, NumberQuery)
    assert (query.numbers, query.paper) == (numbers, paper)
    # What is kept of it can be asked again by whoever knows no papers.
    again = parse_number_query(query.text)
    assert again is not None
    assert (again.numbers, again.paper) == (numbers, paper)


@pytest.mark.parametrize(
    "text",
    [
        "vraag 43 miljoen", "vraag 2 over biggen", "hoeveel mensen werken bij 12 gemeenten", "jaarverslag 2022",
        "vragen en antwoorden 2023 slotwet", "vraag 2 en nummer 7 van de slotwet dit jaar bij 3", "laatste vraag",
        "vraag 3 van JenV over 2022", "artikel 31.2 van de slotwet", "vraag 3% van de slotwet", "36 560 VI, nr. 10 wet",
        "laatste vraag van het jaarverslag", "vraag 0 van de slotwet", "bij 100-500 van JenV",
        "vraag 3 slotwet -haven", "bij 3 van Justitie en Veiligheid en Financiën",
    ],
)  # fmt: skip
def test_what_says_more_than_a_list_and_its_numbers_is_text(searcher: Searcher, text: str) -> None:
    assert isinstance(searcher.parse(text), TextQuery)


@pytest.mark.parametrize(
    "text", ["wat antwoordde de minister op vraag 3?", "ik wil graag weten wat er staat bij vraag 3"]
)
def test_words_of_asking_alone_describe_no_list(searcher: Searcher, text: str) -> None:
    query = searcher.parse(text)
    assert isinstance(query, NumberQuery)
    assert (query.numbers, query.paper, query.among) == ((3,), None, ())
    assert isinstance(searcher.parse("heb je nummer 3?"), TextQuery)


def test_of_lists_that_fit_alike_each_is_looked_in_and_no_other(searcher: Searcher) -> None:
    answer = searcher.search("vraag 2 uit het jaarverslag")
    assert answer.ambiguous
    assert [card.id for card in answer.having] == [JUSTICE, FINANCE]
    assert {hit.document.id for hit in answer.hits} == {JUSTICE, FINANCE}


def test_a_question_about_a_number_of_things_asks_for_no_question() -> None:
    assert parse_description("vraag 3 en 5 van X") == Description(numbers=(3, 5), words="  van X", is_plain=True)
    assert parse_description("hoeveel vragen in 2022") is None
    assert parse_description("x " * 400 + "vraag 3") is None
