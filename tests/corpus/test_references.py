"""What a paper points to: its own questions, another paper's, and what nobody holds."""

from __future__ import annotations

import pytest

from corpus.models import Document, ReferenceKind
from corpus.parsing import parse_document
from corpus.parsing.references import Targets
from corpus.readers import build_source
from corpus.search import Searcher

OTHER = "kst-36560-VI-10\nVraag 3\nWat?\nVraag 4\nWie?\nAntwoord 3 en 4\nDit.\n"


def read(text: str) -> Document:
    return parse_document(build_source("made.txt", text.encode()))


def find_questions(answer: str, *others: str) -> list[tuple[int | None, str | None, bool]]:
    document = read(f"kst-36000-1\nVraag 1\nWat?\nAntwoord\nDat.\nVraag 2\nWat?\nAntwoord\n{answer}\n")
    searcher = Searcher.build((document, *map(read, others)))
    entry = searcher.find_entry("kst-36000-1#2")
    assert entry is not None
    return [
        (item.number, item.target, item.resolved)
        for item in entry.references
        if item.kind is ReferenceKind.QUESTION
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        "Zie het antwoord op vraag 3 uit Kamerstuk 36 560 VI, nr. 10.",
        "Zie vraag 3 van de lijst van vragen (Kamerstukken II 2023/24, 36 560 VI, nr. 10).",
        "Dat staat in Kamerstuk 36 560 VI, nr. 10, vraag 3.",
    ],
)
def test_a_question_of_another_paper_resolves_where_that_is_held(answer: str) -> None:
    assert find_questions(answer, OTHER) == [(3, "kst-36560-VI-10#3", True)]
    assert find_questions(answer) == [(3, "kst-36560-VI-10#3", False)]


def test_a_number_that_the_other_paper_lacks_stays_open() -> None:
    answer = "Zie vraag 9 uit Kamerstuk 36 560 VI, nr. 10."
    assert find_questions(answer, OTHER) == [(9, "kst-36560-VI-10#9", False)]


@pytest.mark.parametrize("where", ["van de begroting", "uit het verslag van vorig jaar", "van de eerdere lijst",
                                   "bij de feitelijke vragen over de Voorjaarsnota"])  # fmt: skip
def test_a_question_of_a_list_that_is_not_named_points_nowhere(where: str) -> None:
    assert find_questions(f"Zie het antwoord op vraag 1 {where}.") == [(1, None, False)]


def test_a_dossier_beside_a_question_is_no_list_that_holds_it() -> None:
    assert find_questions("Zie vraag 1 over dossier 36 360 VI.") == [(1, "kst-36000-1#1", True)]


def test_what_points_into_its_own_list_is_tied_once() -> None:
    document = read("kst-36000-1\nVraag 1\nWat?\nAntwoord\nDat.\nVraag 2\nWat?\nAntwoord\nZie vraag 1.\n")
    elsewhere = Targets(papers=frozenset(), questions={"kst-36000-1#1": "kst-36000-2#1"})
    assert elsewhere.resolve(document) == document


def test_a_question_that_an_answer_to_itself_names_is_another() -> None:
    assert find_questions("Zie het antwoord op vraag 2.") == [(2, None, False)]


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("Zie Vraag 1.", [1]),
        ("Zie antwoord 1.", [1]),
        ("Zie ook de beantwoording onder 1 en 3.", [1, 3]),
        ("Zie de antwoorden op de vragen 3 t/m 5 en 1.", [3, 4, 5, 1]),
        ("Zie het antwoord op vraag nr. 1, en 3.", [1, 3]),
        ("Zie het antwoord op vraag 3 of 1.", [3, 1]),
    ],
)
def test_however_it_is_written_all_questions_are_pointed_to(answer: str, numbers: list[int]) -> None:
    assert find_questions(answer) == [
        (number, "kst-36000-1#1" if number == 1 else None, number == 1) for number in numbers
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "Zie het antwoord op 1 januari 2024 van de minister.", "Zie antwoord 1A.", "Het antwoord 1 is onjuist.",
        "De vraag 1 miljoen vrij te maken.",
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_question_points_nowhere(answer: str) -> None:
    assert find_questions(answer) == []


def test_a_paper_named_in_another_sentence_does_not_take_the_question_along() -> None:
    answer = "Zie het antwoord op vraag 1. Meer staat in Kamerstuk 36 560 VI, nr. 10."
    assert find_questions(answer, OTHER) == [(1, "kst-36000-1#1", True)]


def test_a_paper_that_is_held_resolves_and_another_does_not() -> None:
    text = "kst-36000-1\nVraag 1\nWat?\nAntwoord\nZie Kamerstuk 36 560 VI, nr. 10 en Kamerstuk 36 560 VI, nr. 11.\n"
    searcher = Searcher.build((read(text), read(OTHER)))
    (entry,) = searcher.documents[0].questions
    assert [(item.target, item.resolved) for item in entry.references] == [
        ("kst-36560-VI-10", True), ("kst-36560-VI-11", False),
    ]  # fmt: skip
