"""Questions and answers that run on in one paragraph, told by their words or by their numbers."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable

import pytest

from tests.corpus.making import Block, make_pdf, make_text
from tests.corpus.test_findings import PAGE, make_word, read_pairs

ASKED = (
    "Hoeveel zaken waren er in 2023?",
    "Wat kost dat, en wie betaalt het?",
    "Kan het sneller? Zo nee, waarom niet?",
)
SAID = ("Er waren 12 zaken. Dat is meer dan verwacht.", "Niets.", "Nee. Zie ook het antwoord op vraag 1.")
PAIRS = [((number,), *pair) for number, pair in enumerate(zip(ASKED, SAID, strict=True), start=1)]
OPEN = [(numbers, asked, None) for numbers, asked, _ in PAIRS]
HEAD = "Antwoorden op vragen van het lid Voorbeeld (Partij) aan de minister van Financiën over wachttijden."


def fill(form: str, between: str = " ") -> str:
    return between.join(form.format(n=numbers[0], asked=asked, said=said) for numbers, asked, said in PAIRS)


def read_words(raw: bytes) -> list[tuple[tuple[int, ...], str, str | None]]:
    """Return the pairs of a paper without its line ends, as a line that was cut may end a paragraph or not."""
    return [
        (numbers, " ".join((asked or "").split()), said and " ".join(said.split()))
        for numbers, asked, said in read_pairs(raw)
    ]


def make_xml(text: str) -> bytes:
    return f"<?xml version='1.0'?><kamerstuk><tekst><al>{html.escape(text)}</al></tekst></kamerstuk>".encode()


MAKERS: list[Callable[[str], bytes]] = [
    str.encode,
    lambda text: textwrap.fill(text, 70).encode(),
    make_word,
    lambda text: PAGE.format(f"<p>{html.escape(text)}</p>").encode(),
    make_xml,
    lambda text: make_pdf([Block("text", text)]),
]


@pytest.mark.parametrize("make", MAKERS, ids=["text", "wrapped", "Word", "HTML", "XML", "PDF"])
@pytest.mark.parametrize(
    "form",
    [
        "Vraag {n} {asked} Antwoord {n} {said}",
        "Vraag {n}: {asked} Antwoord op vraag {n}: {said}",
        "Vraag {n}. {asked} Antwoord {said}",
        "VRAAG {n} {asked} ANTWOORD {said}",
        "Vraag ({n}): {asked} Reactie: {said}",
        "{n}. {asked} Antwoord: {said}",
        "{n}) {asked} {said}",
    ],
)
def test_a_paper_that_is_one_paragraph_is_cut_at_its_headings(make: Callable[[str], bytes], form: str) -> None:
    assert read_words(make(f"{HEAD} {fill(form)}")) == PAIRS


@pytest.mark.parametrize("make", MAKERS, ids=["text", "wrapped", "Word", "HTML", "XML", "PDF"])
@pytest.mark.parametrize("form", ["Vraag {n} {asked}", "{n}. {asked}", "({n}) {asked}"])
def test_so_are_questions_that_nobody_answered(make: Callable[[str], bytes], form: str) -> None:
    assert read_words(make(f"{HEAD} {fill(form)}")) == OPEN


def test_a_paper_of_nothing_but_counted_questions_needs_no_title() -> None:
    assert read_pairs(fill("{n}. {asked}")) == OPEN


def test_no_space_need_stand_beside_a_heading_with_a_number() -> None:
    assert read_pairs(f"{HEAD}\n\n{fill('Vraag {n}{asked}Antwoord {n}{said}', '')}") == PAIRS


@pytest.mark.parametrize("form", ["Vraag {n}: {asked} Antwoord: {said}", "Vraag {n} {asked} {said}"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_each_question_may_have_a_line_with_its_answer(form: str, between: str) -> None:
    assert read_pairs(f"{HEAD}\n\n{fill(form, between)}\n") == PAIRS


@pytest.mark.parametrize("form", ["{n}. {asked} Antwoord: {said}", "{n}. {asked} {said}"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_so_may_one_with_a_number_alone(form: str, between: str) -> None:
    expected = [(numbers, f"{numbers[0]}. {asked}", said) for numbers, asked, said in PAIRS]
    assert read_pairs(f"{HEAD}\n\n{fill(form, between)}\n") == expected


def test_an_answer_in_the_paragraph_goes_on_in_the_next() -> None:
    text = fill("Vraag {n} {asked} {said}\n\nMeer is er niet.", "\n\n")
    answers = [said for _, _, said in read_pairs(f"{HEAD}\n\n{text}\n")]
    assert answers == [f"{said}\n\nMeer is er niet." for said in SAID]


def test_one_answer_of_several_questions_stands_within_a_line_too() -> None:
    text = "Vraag 1 Hoeveel? Vraag 2 Wat kost dat? Antwoord 1 en 2 Twaalf. Vraag 3 Wanneer? Antwoord 3 € 5 per dag."
    assert read_pairs(f"{HEAD} {text}") == [
        ((1,), "Hoeveel?", "Twaalf."),
        ((2,), "Wat kost dat?", "Twaalf."),
        ((3,), "Wanneer?", "€ 5 per dag."),
    ]


def test_one_heading_that_ran_into_the_line_above_it_is_found_among_others() -> None:
    text = fill("Vraag {n}\n{asked}\nAntwoord {n}\n{said}", "\n").replace("?\nAntwoord 2\n", "? Antwoord 2 ")
    assert read_pairs(f"{HEAD}\n{text}\n") == PAIRS


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Wat nu?", "Er staat: Vraag 1 Wat is dit? Antwoord 1 Dit. Vraag 2 En dat? Antwoord 2 Dat."),
        ("Is dat zo? Antwoord 1 was onduidelijk. Antwoord: ja of nee?", "Ja."),
        ("Is dat zo? Antwoord 1 Ja of nee.", "Ja."),
        ("Kunt u zeggen: 1. Hoeveel? 2. Hoe lang? 3. Waarom?", "Zie het antwoord op vraag 1. Antwoord 1 geldt."),
    ],
)
def test_what_is_quoted_within_a_question_or_an_answer_cuts_neither(asked: str, said: str) -> None:
    text = f"{HEAD}\n\nVraag 1\n{asked}\nAntwoord 1\n{said}\nVraag 2\nEn nu?\nAntwoord 2\nNiets.\n"
    assert read_pairs(text) == [((1,), asked, said), ((2,), "En nu?", "Niets.")]


def test_questions_counted_within_a_question_are_part_of_it() -> None:
    asked = ["1. Kunt u zeggen: 1. Hoeveel? 2. Hoe lang? 3. Waarom?", "2. Wat kost dat?", "3. Wanneer?"]
    assert [question for _, question, _ in read_pairs(f"{HEAD}\n\n" + "\n".join(asked))] == asked


def test_what_is_said_beside_a_question_is_no_answer_where_few_have_it() -> None:
    asked = ["1. Wat kost dat? Dat was duur.", "2. Wanneer?", "3. Wie betaalt? Graag een overzicht.", "4. Hoe lang?"]
    assert [pair[1:] for pair in read_pairs(f"{HEAD}\n\n" + "\n".join(asked))] == [(text, None) for text in asked]


@pytest.mark.parametrize(
    "text",
    [
        "De vragen zijn: 1. Wat is bereikt? 2. Wat is gedaan? 3. Wat heeft het gekost?",
        "Inhoud Vraag 66 Naam ....... 9 Vraag 67 Naam ....... 10 Vraag 68 Naam ....... 11",
    ],
)
def test_a_report_that_counts_within_its_text_has_no_questions(text: str) -> None:
    words = "Het beleid van dit jaar is uitgevoerd zoals het was voorgenomen. " * 10
    assert read_pairs(make_text([Block("text", words), Block("text", text), Block("text", words)])) == []
