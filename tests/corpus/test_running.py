"""Questions and answers that run on in one paragraph, told by their words or by their numbers."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable

import pytest

from corpus.parsing.pieces import Piece, cut_pieces, find_starts
from corpus.readers.source import Line, Role
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


def test_of_a_line_that_opens_a_page_the_first_piece_alone_does() -> None:
    line = Line(start=0, page=2, text="Ja. Vraag 2 Wie? Antwoord 2 Wij.", opens_page=True)
    pieces = list(cut_pieces([line], find_starts([line]), [Piece(4, 11, Role.QUESTION), Piece(17, 27, Role.ANSWER)]))
    assert [piece.text for piece in pieces] == ["Ja.", "Vraag 2", "Wie?", "Antwoord 2", "Wij."]
    assert [piece.opens_page for piece in pieces] == [True, False, False, False, False]


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


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        # A heading is named in a sentence: nothing ends before it, or what follows goes on.
        ("Is dat zo? Antwoord 1 was kort. Klopt dat?", "Ja."),
        ("Wat zegt Antwoord 1 hierover?", "Niets."),
        ("Is er een Vraag 2. Graag uitleg?", "Ja."),
        # An answer to questions that are still to come.
        ("Hoeveel zijn er? Ja. Antwoord 1 en 2 Geldt dat?", "Twaalf."),
    ],
)
def test_what_names_a_heading_in_one_paragraph_is_none(asked: str, said: str) -> None:
    text = f"{HEAD} Vraag 1 {asked} Antwoord 1 {said} Vraag 2 En nu? Antwoord 2 Nee. Vraag 3 Wie? Antwoord 3 Wij."
    assert read_pairs(text) == [((1,), asked, said), ((2,), "En nu?", "Nee."), ((3,), "Wie?", "Wij.")]


def test_the_first_number_in_a_sentence_does_not_begin_another_series() -> None:
    asked = "Wat zegt Vraag 1 Over dit?"
    text = f"{HEAD} Vraag 1 Hoe? Antwoord 1 Zo. Vraag 2 {asked} Antwoord 2 Niets. Vraag 3 Wie? Antwoord 3 Wij."
    assert read_pairs(text) == [((1,), "Hoe?", "Zo."), ((2,), asked, "Niets."), ((3,), "Wie?", "Wij.")]


@pytest.mark.parametrize("asked", ["Hoeveel is dat? Vraag: wie weet het?", "Hoeveel?"])
@pytest.mark.parametrize("said", ["Twaalf. Het is zo. Antwoord: dat is het.", "Twaalf."])
def test_headings_without_numbers_take_turns(asked: str, said: str) -> None:
    text = f"{HEAD} Vraag: {asked} Antwoord: {said} Vraag: Waarom? Antwoord: Daarom. Vraag: Wie? Antwoord: Wij."
    assert [pair[1:] for pair in read_pairs(text)] == [(asked, said), ("Waarom?", "Daarom."), ("Wie?", "Wij.")]


@pytest.mark.parametrize("form", ["{n}. Vraag: {asked} Antwoord: {said}", "{n}. Vraag: {asked}\n{n}. Antwoord: {said}"])
def test_a_number_before_the_word_is_that_of_the_question(form: str) -> None:
    assert read_pairs(f"{HEAD}\n\n{fill(form, chr(10))}\n") == PAIRS


def test_the_parts_of_a_question_have_its_number_again() -> None:
    text = "Vraag 1 Wie? Antwoord 1 Wij. Vraag 2a Hoeveel? Antwoord 2a Twaalf. Vraag 2b Hoe? Antwoord 2b Zo."
    assert read_pairs(f"{HEAD} {text}") == [
        ((1,), "Wie?", "Wij."),
        ((2,), "Hoeveel?", "Twaalf."),
        ((2,), "Hoe?", "Zo."),
    ]


def test_each_of_several_questions_may_have_its_answer_below_all() -> None:
    text = f"{HEAD} Vraag 1 Hoe? Vraag 2 Wat? Antwoord 1 Zo. Antwoord 2 Niets. Vraag 3 Wie? Antwoord 3 Wij."
    assert read_pairs(text) == [((1,), "Hoe?", "Zo."), ((2,), "Wat?", "Niets."), ((3,), "Wie?", "Wij.")]


@pytest.mark.parametrize(
    "said",
    [
        "Er staat dit. Vraag 1 Wat is dit? Antwoord 1 Dit.",
        "Zie ook deze. Vraag 33 Over wat? Dat is lang. Antwoord 33 Niets.",
    ],
)
def test_a_question_within_an_answer_is_quoted_where_questions_open_their_lines(said: str) -> None:
    text = f"Vraag 1 Wat nu? Antwoord 1 {said}\nVraag 2 Hoe? Antwoord 2 Zo.\nVraag 3 Wie? Antwoord 3 Wij.\n"
    assert read_pairs(f"{HEAD}\n\n{text}") == [
        ((1,), "Wat nu?", said),
        ((2,), "Hoe?", "Zo."),
        ((3,), "Wie?", "Wij."),
    ]


def test_but_below_who_asks_it_begins_another_series() -> None:
    first = "Vraag 1 Wat nu? Antwoord 1 Dit.\nVraag 2 En dan? Antwoord 2 Niets."
    text = f"{first} Vragen van de leden Ander (Partij) Vraag 1 Hoe? Antwoord 1 Zo.\nVraag 2 Wie? Antwoord 2 Wij.\n"
    assert [(pair[0], pair[2]) for pair in read_pairs(f"{HEAD}\n\n{text}")] == [
        ((1,), "Dit."),
        ((2,), "Niets."),
        ((1,), "Zo."),
        ((2,), "Wij."),
    ]


def test_a_number_may_be_left_out_where_the_next_opens_its_line() -> None:
    text = "Vraag 1 Wat nu? Antwoord 1 Dit.\nVraag 3 Hoe? Antwoord 3 Zo.\nVraag 4 Wie? Antwoord 4 Wij.\n"
    assert read_pairs(f"{HEAD}\n\n{text}") == [
        ((1,), "Wat nu?", "Dit."),
        ((3,), "Hoe?", "Zo."),
        ((4,), "Wie?", "Wij."),
    ]


def test_what_is_called_a_question_is_none_where_few_are_answered() -> None:
    text = "Vraag 1 Naam. Vraag 2 Plaats. Vraag 3 Jaar. Antwoord 3 Onbekend. Vraag 4 Land. Vraag 5 Taal."
    assert read_pairs(f"In dit verslag staan de velden.\n\n{text}\n") == []


@pytest.mark.parametrize("between", [" ", "\n\nDit is gedaan: "])
def test_what_is_counted_without_asking_is_no_question(between: str) -> None:
    assert read_pairs(f"{HEAD}{between}1. Er kwam geld. 2. Er kwam een plan. 3. Er kwam een wet.") == []


def test_of_a_list_that_is_called_one_half_may_be_requests() -> None:
    text = "Lijst van vragen 1 Hoeveel is het? 2 Kunt u dat toelichten. 3 Waarom is dat zo? 4 Graag een overzicht."
    assert [pair[0] for pair in read_pairs(text)] == [(1,), (2,), (3,), (4,)]


def test_what_two_questions_say_is_too_little_to_be_answers() -> None:
    text = f"{HEAD}\n\nVraag 1\nHoeveel? Het zijn er veel.\nVraag 2\nWaarom? Dat is nodig.\n"
    assert read_pairs(text) == [((1,), "Hoeveel? Het zijn er veel.", None), ((2,), "Waarom? Dat is nodig.", None)]


def test_a_request_behind_a_question_is_no_answer() -> None:
    asked = ["Hoeveel? Graag per jaar.", "Waarom? Zo nee, hoe dan.", "Wie? Kunt u dat zeggen."]
    text = "".join(f"Vraag {number}\n{question}\n" for number, question in enumerate(asked, start=1))
    assert [pair[1:] for pair in read_pairs(f"{HEAD}\n\n{text}")] == [(question, None) for question in asked]


def test_a_line_below_what_asks_is_no_answer_where_the_question_goes_on() -> None:
    asked = (
        "Hoeveel zijn er?\nHet gaat om geld.\n\nKlopt dat?",
        "Wie?\nDat is niet bekend.\n\nWaarom?",
        "Hoe?\nEn zo.\n\nOf?",
    )
    text = "".join(f"Vraag {number}\n{question}\n\n" for number, question in enumerate(asked, start=1))
    assert [said for *_, said in read_pairs(f"{HEAD}\n\n{text}")] == [None] * 3


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
