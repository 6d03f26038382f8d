"""What asks for papers is told from what asks for an answer in them, and finds them."""

from __future__ import annotations

import time

import pytest

from corpus.models import DocumentKind
from corpus.paper_requests import PaperRequest, parse_paper_request
from corpus.query import TextQuery, parse_text_query
from corpus.search import Searcher
from tests.papers import make_paper, make_written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kst-36560-VI-10", "kst-36560-VI-10"),
        ("Kamerstuk 36 560 VI, nr. 10?", "kst-36560-VI-10"),
        ("heb je 36 360 VI", "36360-VI"),
        ("toon me stuk 31066-1291 aub", "kst-31066-1291"),
        ("https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html", "kst-36560-VI-10"),
        ("2024Z05512", "2024Z05512"),
        ("hoeveel vragen heeft de lijst 36 560 VI?", "36560-VI"),
        ("welke vragen staan in kst-36560-VI-10", "kst-36560-VI-10"),
        ("36560", "36560"),
    ],
)
def test_the_name_or_address_of_a_paper_asks_for_it(text: str, name: str) -> None:
    assert parse_paper_request(text) == PaperRequest(text=name, is_named=True)


@pytest.mark.parametrize("text", ["Jaarverslag 2023", "de begroting van JenV", "slotwet en jaarverslag Justitie"])
def test_what_a_paper_may_be_called_may_ask_for_it(text: str) -> None:
    request = parse_paper_request(text)
    assert request
    assert (request.text, request.is_named, request.is_called) == (text, False, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("vragen van de SP", "SP"),
        ("Welke kamervragen zijn er gesteld door het lid Jansma?", "lid Jansma"),
        ("welke vragen heeft de VVD gesteld", "VVD"),
        ("welke stukken heb je van justitie?", "justitie"),
        ("meest recente stukken", ""),
        ("which papers do you have?", ""),
        ("welke vragen zijn nog niet beantwoord?", "onbeantwoord"),
        ("hoeveel vragen zijn er niet beantwoord", "onbeantwoord"),
        ("zijn er onbeantwoorde vragen van SZW", "onbeantwoord SZW"),
        ("which questions have not been answered yet?", "unanswered"),
        ("openstaande vragen", "onbeantwoord"),
        ("vragen van 4 juni 2024", "4 juni 2024"),
        ("kamervragen gesteld op 4-6-2024", "4 juni 2024"),
        ("04-06-2024", "4 juni 2024"),
    ],
)
def test_papers_are_asked_for_by_who_asked_by_age_and_by_what_is_not_answered(text: str, words: str) -> None:
    request = parse_paper_request(text)
    assert request
    assert (request.text, request.is_named, request.is_called) == (words, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "43", "40-43", "36360-VI 43", "vraag 43 uit 36360-VI", "kst-36560-VI-10 drugssmokkel",
        "vragen van de SP over schulden", "stukken van de minister", "waarom zijn de vragen van het OM niet beantwoord",
        "nieuwste cijfers",
        "wat staat er in het jaarverslag 2023 over havens", "niet beantwoord", "beantwoorde vragen", "https://example.org/kst-36560-VI-10.html",
        "vragen van " + "burgers " * 60,
    ],
)  # fmt: skip
def test_all_else_asks_for_no_paper(text: str) -> None:
    assert parse_paper_request(text) is None


def test_no_text_takes_long_to_tell() -> None:
    begin = time.process_time()
    for text in ("welke " * 33, "vragen van " * 18, "heb je " * 28, "vragen nog niet nog niet " * 8, "stuk " * 39):
        parse_paper_request(text)
    assert time.process_time() - begin < 1


@pytest.fixture(scope="module")
def held() -> Searcher:
    open_questions = make_paper(
        "kv-tk-2024Z00012",
        "Vragen van het lid Voorbeeld (SP) over wachttijden",
        [("Hoe lang wacht men op een loket?", None)],
        asked_by="het lid Voorbeeld (SP)",
    )
    rest = [(f"Wat kost post {number}?", f"Die kost {number} ton. De vragen zijn beantwoord.") for number in range(20)]
    return Searcher.build(
        (
            open_questions,
            make_written(7, "loketten"),
            make_paper("lijst-1", "Lijst over de begroting", rest, kind=DocumentKind.QUESTION_LIST),
        )
    )


def test_questions_without_an_answer_are_found_by_that(held: Searcher) -> None:
    for text in ("onbeantwoord", "onbeantwoorde SP", "unanswered", "2024Z00012"):
        assert [card.id for card in held.catalogue.find(text)] == ["kv-tk-2024Z00012"], text


def test_of_many_papers_what_they_are_found_by_is_made_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Searcher.build(tuple(make_written(number, "loketten") for number in (1, 3))).catalogue
    assert catalogue.is_at_hand
    monkeypatch.setattr("corpus.catalogue._FEW", 1)
    assert not catalogue.is_at_hand
    catalogue.prepare()
    assert catalogue.is_at_hand


def test_of_a_paper_is_told_what_it_is_called_by_and_no_beginning_of_that(held: Searcher) -> None:
    for words in ((), ("SP",), ("Voorbeeld", "VVD"), ("Financiën", "2023")):
        assert held.catalogue.tells(words), words
    for words in (("Voor",), ("SP", "VVD"), ("loke",)):
        assert not held.catalogue.tells(words), words


def test_papers_are_found_by_their_dates(held: Searcher) -> None:
    # published on 8 August 2023
    for text in ("8 augustus 2023", "08-08-2023", "augustus"):
        assert [card.id for card in held.catalogue.find(text)] == ["ah-tk-20222023-7"], text
    assert held.catalogue.find("9 augustus 2023") == ()


def test_no_entry_surely_answers_which_questions_are_answered(held: Searcher) -> None:
    for text in (
        "welke vragen zijn beantwoord?",
        "zijn de vragen beantwoord",
        "nog niet beantwoorde vragen over een post",
    ):
        answer = held.search(text)
        assert answer.hits, text
        assert not answer.sure, text
    # but a question without an answer is one of those
    assert held.search("onbeantwoorde vragen: hoe lang wacht men op een loket").sure


def test_who_asked_is_answered_by_a_paper_that_says_so(held: Searcher) -> None:
    assert held.search("wie vroeg naar loketten in gemeente 7").sure
    assert held.search("post 13").sure
    assert not held.search("wie vroeg naar post 13").sure


def test_the_address_of_a_paper_in_a_question_is_where_it_is_looked_in() -> None:
    query = parse_text_query(
        "zie https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html: wat staat daar over havens"
    )
    assert isinstance(query, TextQuery)
    assert query.filters.documents == ("kst-36560-VI-10",)
    assert query.words == "zie wat staat daar over havens"
    assert parse_text_query("https://example.org/havens").words == "https://example.org/havens"
