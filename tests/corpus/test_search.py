"""What people type, and what they find."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.analysis.analyzer import ALL_STEPS, Analyzer, Step
from corpus.errors import QueryError
from corpus.look_up import MOST_LISTS, LookUp
from corpus.models import Document, Hit, QuestionAnswer
from corpus.papers import Card, OpenedPapers
from corpus.parsing import parse_document
from corpus.query import NumberQuery, TextQuery, parse_number_query, parse_query, parse_text_query
from corpus.readers import build_source
from corpus.search import Searcher
from corpus.serialisation import answer_to_json
from tests.papers import make_paper

QUERIES = Path(__file__).parent.parent / "golden" / "queries.jsonl"


@pytest.mark.parametrize(
    ("text", "numbers", "paper"),
    [
        ("43", (43,), None), ("vraag 43", (43,), None), ("Vraag 43?", (43,), None),
        ("36360-VI 43", (43,), "36360-VI"), ("36360-vi 43", (43,), "36360-VI"),
        ("kst-36560-VI-10 7", (7,), "kst-36560-VI-10"), ("7 kst-36560-VI-10", (7,), "kst-36560-VI-10"),
        ("40-43", (40, 41, 42, 43), None), ("40 t/m 43", (40, 41, 42, 43), None),
        ("vraag 40 tot en met 42", (40, 41, 42), None), ("vraag 3, 4 en 8", (3, 4, 8), None),
        ("vraag 43 uit 36 360 VI", (43,), "36360-VI"), ("vraag 7 van kst-36560-VI-10", (7,), "kst-36560-VI-10"),
        ("36 560 VI, nr. 10 vraag 7", (7,), "kst-36560-VI-10"), ("geef me vraag 43 graag", (43,), None),
        ("kst-36560-VI-10 vraag 7", (7,), "kst-36560-VI-10"), ("antwoord op vraag 7", (7,), None),
        ("vraag drie", (3,), None), ("vragen drie, vier en twaalf", (3, 4, 12), None), ("vraag een", (1,), None),
        ("vraag drieënveertig", (43,), None), ("het antwoord op de vijfde vraag", (5,), None),
        ("de 21ste vraag", (21,), None), ("tweede vraag uit 36 360 VI", (2,), "36360-VI"),
        ("vr. 7", (7,), None), ("V14", (14,), None), ("q 41", (41,), None), ("#7", (7,), None), ("nr 18", (18,), None),
        ("vraag nummer 16", (16,), None), ("vraag #7", (7,), None), ("antwoord nr. 5", (5,), None), ("7.", (7,), None),
        ("Vraag (11) kst-36560-VI-10", (11,), "kst-36560-VI-10"), ("vraag 2 en vraag 17", (2, 17), None),
        ("36 560 VI, nr. 10 nr 7", (7,), "kst-36560-VI-10"), ("vraag 43 over 36 360 VI", (43,), "36360-VI"),
        ("wat staat er bij vraag 12 en 13?", (12, 13), None), ("kun je vraag 7 laten zien", (7,), None),
        ("wat was het antwoord op vraag negentien?", (19,), None), ("vraagnummer 12", (12,), None),
        ("36560 VI 10 vraag 3-5", (3, 4, 5), "kst-36560-VI-10"), ("36 560-VI 10, vr. 2", (2,), "kst-36560-VI-10"),
        ("kst 36560-VI nr. 10 vr 2 en 3", (2, 3), "kst-36560-VI-10"), ("lijst 36560 vraag 14", (14,), "36560"),
    ],
)  # fmt: skip
def test_look_ups_are_read_in_every_form(text: str, numbers: tuple[int, ...], paper: str | None) -> None:
    query = parse_number_query(text)
    assert query is not None
    assert (query.numbers, query.paper) == (numbers, paper)
    assert parse_query(text) == query


@pytest.mark.parametrize(
    "text",
    [
        "43 zaken", "vraag 43 miljoen", "hoeveel vragen zijn er", "dwangsommen 2022", "kamerstuk 31066-1291", "",
        "drie vragen", "drie", "een vraag", "vraag een en ander", "eerste kamer", "vijf zaken", "v", "nr",
        "36560 VI, nr. 10", "36560 VI nummer 10", "29628 nr. 1190", "laatste vraag",
        "36560 VI 10 vragen", "lijst 14", "36560 mensen vraag 14",
    ],
)  # fmt: skip
def test_anything_else_is_text(text: str) -> None:
    assert parse_query(text) == TextQuery(text=text, words=text)


def test_too_many_numbers_are_refused() -> None:
    with pytest.raises(QueryError, match="more than 50"):
        parse_number_query("1-99999")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("1.672 onderzoeken", ["1672", "onderzoek"]),
        ("€ 3,4 mln.", ["euro", "3,4", "miljoen"]),
        ("82%", ["82", "procent"]),
        ("csv-onderzoeken", ["csv", "onderzoek", "csvonderzoek"]),
        ("Coördinerend beraad", ["coordiner", "beraad"]),
        ("de MT’s van de IND", ["mt", "ind"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    found = [term.text for term in Analyzer().analyze(text)]
    assert found == terms


def test_identifiers_are_terms_however_they_are_written() -> None:
    written = ("Kamerstukken II 2023/24, 31066, nr. 1291", "31066-1291", "kst-31066-1291")
    assert all("kst-31066-1291" in {term.text for term in Analyzer().analyze(text)} for text in written)


def test_a_step_can_be_switched_off() -> None:
    plain = Analyzer(steps=ALL_STEPS - {Step.STEMS, Step.LEMMAS})
    assert [term.text for term in plain.analyze("onderzoeken")] == ["onderzoeken"]


def test_a_term_says_where_it_stands() -> None:
    text = "Over csv-onderzoeken: € 3,4 miljoen"
    shown = {term.text: text[term.span.start : term.span.end] for term in Analyzer().analyze(text)}
    assert shown == {
        "csv": "csv", "onderzoek": "onderzoeken", "csvonderzoek": "csv-onderzoeken", "euro": "€", "3,4": "3,4",
        "miljoen": "miljoen",
    }  # fmt: skip


def test_the_question_of_the_readme_finds_its_answer(searcher: Searcher) -> None:
    answer = searcher.search("hoeveel dwangsommen betaalde de IND in 2022?")
    best = answer.hits[0].entry
    assert isinstance(best, QuestionAnswer)
    assert best.numbers == (43,)
    assert best.answer is not None
    assert "€ 3,4 miljoen" in best.answer.text
    assert answer.sure


def test_matches_are_the_words_that_were_asked_for(searcher: Searcher) -> None:
    hit = searcher.search("dwangsommen").hits[0]
    words = {hit.document.text[span.start : span.end].casefold() for span in hit.matches}
    assert words == {"dwangsommen"}


@pytest.mark.parametrize("text", ["xylofoon walvis", "de het een", "?!"])
def test_nothing_found_is_said_and_not_made_up(text: str, searcher: Searcher) -> None:
    answer = searcher.search(text)
    assert not answer.sure
    assert answer.hits == ()


def test_off_topic_questions_are_not_sure(searcher: Searcher) -> None:
    asked = ("wat kost een nieuw paspoort", "wanneer is de woningbouw in Almere klaar", "hoe hoog is de btw op fruit")
    assert not any(searcher.search(text).sure for text in asked)


@pytest.mark.parametrize(
    ("asked", "sure"), [("2022", True), ("2015", False), ("2010-2021", False), ("2020-2023", True)]
)
def test_an_answer_of_another_year_is_never_sure(asked: str, sure: bool, searcher: Searcher) -> None:
    answer = searcher.search(f"welk bedrag aan dwangsommen moest de IND betalen in {asked}")
    assert answer.hits[0].entry.id == "vragen-kst-36360-VI-1#43"
    assert answer.confidence > 0.9
    assert answer.sure is sure


def test_a_look_up_says_what_is_missing_and_where_it_looked(searcher: Searcher) -> None:
    answer = searcher.look_up(NumberQuery(text="99", numbers=(99,)))
    assert answer.hits == ()
    assert answer.missing == (99,)
    assert [searcher.numbers(document) for document in answer.lists] == [tuple(range(1, 20)), (40, 41, 42, 43)]


def test_a_number_that_two_lists_have_is_not_sure_until_one_is_named() -> None:
    lists = tuple(
        parse_document(build_source("a.txt", f"kst-36000-{number}\nVraag 1\nWat?\nAntwoord\nDit.".encode()))
        for number in (1, 2)
    )
    searcher = Searcher.build(lists)
    both = searcher.look_up(NumberQuery(text="1", numbers=(1,)))
    assert (both.ambiguous, both.sure, len(both.hits)) == (True, False, 2)
    one = searcher.look_up(NumberQuery(text="1", numbers=(1,), paper="kst-36000-2"))
    assert (one.ambiguous, one.sure, len(one.hits)) == (False, True, 1)


def test_of_lists_with_some_of_the_numbers_and_one_with_all_that_one_is_meant() -> None:
    long, short = (make_paper(f"kst-36000-{count}", "", [("Wat?", "Dit.")] * count) for count in (4, 2))
    searcher = Searcher.build((long, short))
    answer = searcher.look_up(NumberQuery(text="", numbers=(2, 4)))
    assert [hit.entry.id for hit in answer.hits] == ["kst-36000-4#2", "kst-36000-4#4"]
    assert (answer.ambiguous, answer.sure, answer.total) == (False, True, 2)
    # what none has does not matter
    assert searcher.look_up(NumberQuery(text="", numbers=(2, 9))).ambiguous
    assert searcher.look_up(NumberQuery(text="", numbers=(1, 2))).ambiguous


def test_a_paper_that_is_named_among_words_is_looked_in_alone() -> None:
    first, second = (make_paper(f"kst-36000-{at}", "", [("Wat kost de brug?", f"{at} ton.")]) for at in (1, 2))
    searcher = Searcher.build((first, second))
    for text in ("wat kost de brug in kst-36000-2", "Kamerstuk 36 000, nr. 2: kosten van de brug"):
        answer = searcher.search(text)
        assert [hit.entry.id for hit in answer.hits] == ["kst-36000-2#1"], text
        # and whoever asks that again, such as for the next page, gets the same
        assert isinstance(answer.query, TextQuery)
        assert searcher.parse(answer.query.text) == answer.query
    # a paper that is not held may be cited in one that is
    assert len(searcher.search("wat kost de brug in kst-36001-2").hits) == 2


def test_of_many_lists_that_have_the_numbers_few_are_read_and_none_twice() -> None:
    ids = [f"kst-36000-{number}" for number in range(90)]
    documents = {id_: make_paper(id_, "", [("Wat?", "Dit.")] * 3) for id_ in ids}
    read: list[str] = []

    def open_paper(card: Card) -> Document:
        read.append(card.id)
        return documents[card.id]

    cards = [Card.of(document, id_) for id_, document in documents.items()]
    papers = OpenedPapers(cards, range(0, 270, 3), open_paper)
    query = NumberQuery(text="", numbers=(3, 1, 9))
    answer = LookUp(papers=papers).find(query)
    first = ids[:MOST_LISTS]
    assert read == first
    assert [hit.entry.id for hit in answer.hits] == [f"{id_}#{number}" for number in (3, 1) for id_ in first]
    assert (len(answer.having), answer.total, answer.missing, answer.ambiguous) == (90, 180, (9,), True)
    read.clear()
    whole = LookUp(papers=OpenedPapers(cards, range(0, 270, 3), open_paper)).find(query, most=90)
    assert (len(whole.hits), read) == (180, ids)


def test_of_the_papers_that_are_opened_only_those_are_gone_through_that_a_reference_names() -> None:
    class Counted(tuple[tuple[int, str], ...]):
        def __iter__(self) -> Iterator[tuple[int, str]]:
            looked_at.append(self[0][1])
            return super().__iter__()

    answers = {1: "Zie het antwoord op vraag 1 van Kamerstuk 36 000, nr. 2.", 2: "Dit.", 3: "Dat."}
    texts = {number: f"kst-36000-{number}\nVraag 1\nWat?\nAntwoord\n{answer}\n" for number, answer in answers.items()}
    documents = [parse_document(build_source("a.txt", text.encode())) for text in texts.values()]
    cards = [Card.of(document, document.id) for document in documents]
    counted = [replace(card, questions=Counted(card.questions)) for card in cards]
    looked_at: list[str] = []
    papers = OpenedPapers(counted, (0, 1, 2), dict(zip(counted, documents, strict=True)).__getitem__)
    assert looked_at == []
    (question, *_) = papers.load(counted[0]).entries[0].references
    assert (question.target, question.resolved) == ("kst-36000-2#1", True)
    assert looked_at == ["kst-36000-2#1"]


@pytest.mark.parametrize("paper", ["36360-VI", "kst-36360-VI-1", "vragen-kst-36360-VI-1"])
def test_a_list_is_found_by_its_dossier_and_by_what_it_is_about(paper: str, searcher: Searcher) -> None:
    answer = searcher.look_up(NumberQuery(text="", numbers=(43,), paper=paper))
    assert [hit.entry.id for hit in answer.hits] == ["vragen-kst-36360-VI-1#43"]


def test_an_unknown_paper_is_named(searcher: Searcher) -> None:
    answer = searcher.look_up(NumberQuery(text="", numbers=(1,), paper="kst-99999-1"))
    assert answer.unknown_paper == "kst-99999-1"


def test_the_json_form_is_what_scripts_rely_on(searcher: Searcher) -> None:
    answer = json.loads(json.dumps(answer_to_json(searcher.search("vraag 43"))))
    assert answer["kind"] == "number"
    assert answer["sure"] is True
    hit = answer["hits"][0]
    assert set(hit) == {
        "rank", "id", "score", "by_meaning", "kind", "numbers", "question", "answer", "heading", "text", "pages",
        "document",
    }  # fmt: skip
    assert (hit["numbers"], hit["pages"], hit["document"]["id"]) == ([43], [13, 13], "vragen-kst-36360-VI-1")


def letters(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (text or "").lower())


def is_right(hit: Hit, expected: list[dict[str, object]]) -> bool:
    entry = hit.entry
    for want in expected:
        if isinstance(entry, QuestionAnswer):
            text = letters(entry.question.text if entry.question else "")
            if want.get("vraag") in entry.numbers and str(want["text"])[:40] in text:
                return True
        elif "vraag" not in want and str(want["text"]) in letters(entry.text.text):
            return True
    return False


def test_near_verbatim_questions_find_their_answer_first(searcher: Searcher) -> None:
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    verbatim = [query for query in queries if query["kind"] == "verbatim"]
    ranks = []
    for query in verbatim:
        hits = searcher.search(query["query"]).hits
        ranks.append(next((1 / hit.rank for hit in hits if is_right(hit, query["expect"])), 0.0))
    assert len(ranks) >= 15
    assert sum(ranks) / len(ranks) >= 0.95


def test_what_was_ranked_a_moment_ago_is_no_other_than_what_is_ranked_anew(documents: dict[str, Document]) -> None:
    one = Searcher.build(tuple(documents.values()))
    for text in ("dwangsommen van de IND", "dwangsomme", "gevangenispersoneelstekort", "jaar:2022 dwangsommen"):
        query = parse_text_query(text)
        # First a few, so that more are asked of a ranking that has fewer.
        for top in (1, 10, 300):
            fresh = Searcher.build(tuple(documents.values()))
            found = [(hit.entry.id, hit.score) for hit in one.search(query, top=top).hits]
            assert found == [(hit.entry.id, hit.score) for hit in fresh.search(query, top=top).hits]
            assert one.count(query) == fresh.count(query)
