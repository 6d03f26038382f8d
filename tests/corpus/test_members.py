"""Questions of fractions, told in the words of a report: `De leden van de ABC-fractie vragen …`"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.corpus.test_findings import read, read_pairs
from tests.corpus.test_forms import Styled, make_types_page, make_types_pdf, make_types_text, make_types_word

HEAD = (
    "Tweede Kamer der Staten-Generaal\nVergaderjaar 2023-2024\n36 500 Wijziging van de Voorbeeldwet\n"
    "Nr. 6 NOTA NAAR AANLEIDING VAN HET VERSLAG\nOntvangen 4 juni 2024\n\nInleiding\n\n"
    "De regering heeft met belangstelling kennisgenomen van het verslag.\n\n"
)
ASKED = (
    "De leden van de ABC-fractie vragen hoeveel zaken er waren.",
    "De leden van de DEF-fractie hebben kennisgenomen van het voorstel. Zij vragen wat het kost.",
    "Het lid Voorbeeld wil graag weten wanneer het begint. Dit lid hoort graag waarom.",
)
SAID = ("Er waren 12 zaken.", "Niets.\n\nNiemand betaalt.", "In januari.")
PAIRS = [((), asked, said) for asked, said in zip(ASKED, SAID, strict=True)]


@pytest.mark.parametrize(
    "head",
    [
        "Antwoord:\n",
        "Antwoord: ",
        "Reactie van de minister\n",
        "Antwoord op de vraag van de leden van de ABC-fractie\n",
    ],
)
def test_what_members_ask_above_the_heading_of_an_answer_is_a_question(head: str) -> None:
    text = HEAD + "\n\n".join(f"{asked}\n\n{head}{said}" for asked, said in zip(ASKED, SAID, strict=True))
    assert read_pairs(text) == PAIRS


def test_members_may_ask_in_several_paragraphs() -> None:
    asked = "De leden van de ABC-fractie lazen het voorstel.\n\nZij vragen wat het kost.\n\nZij vragen ook wie betaalt."
    text = f"{HEAD}{asked}\n\nAntwoord:\nNiets.\n\n{ASKED[0]}\n\nAntwoord:\nTwaalf.\n"
    assert read_pairs(text) == [((), asked, "Niets."), ((), ASKED[0], "Twaalf.")]


def test_an_answer_that_tells_again_what_was_asked_is_no_question() -> None:
    asked, said = "Klopt dat?\n\nEn wat kost het?", "De leden van de ABC-fractie vragen of dat klopt. Ja.\n\nHet is zo."
    text = f"{HEAD}{asked}\n\nAntwoord:\n{said}\n\n{asked}\n\nAntwoord:\n{said}\n"
    assert [answer for _, _, answer in read_pairs(text)] == [said, said]


def test_a_question_has_the_number_of_its_answer_where_that_alone_has_one() -> None:
    head = "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG\n\nVragen en opmerkingen van de leden van de ABC-fractie\n\n"
    asked = (ASKED[0], "Kan dat beter?", ASKED[1])
    text = head + "\n\n".join(f"{question}\n\nAntwoord {n}\nDat is {n}." for n, question in enumerate(asked, start=1))
    assert read_pairs(f"{text} Zie het antwoord op vraag 1.") == [
        *(((n,), question, f"Dat is {n}.") for n, question in enumerate(asked[:2], start=1)),
        ((3,), asked[2], "Dat is 3. Zie het antwoord op vraag 1."),
    ]
    (*_, last) = read(f"{text} Zie het antwoord op vraag 1.").questions
    assert [reference.target for reference in last.references] == ["made#1"]


@pytest.mark.parametrize("make", [make_types_word, make_types_pdf, make_types_page, make_types_text])
@pytest.mark.parametrize(("asked", "said"), [("", "I"), ("I", ""), ("B", ""), ("B", "I")])
def test_what_they_ask_may_be_told_by_its_type(
    make: Callable[[Sequence[Styled]], bytes], asked: str, said: str
) -> None:
    answers = ("Er waren 12 zaken.", "Niets.", "In januari.")
    paragraphs = [("Nota naar aanleiding van het verslag", ""), ("De regering heeft daarvan kennisgenomen.", "")]
    for question, answer in zip(ASKED, answers, strict=True):
        paragraphs += [(question, asked), (answer, said)]
    found = [(" ".join((question or "").split()), answer) for _, question, answer in read_pairs(make(paragraphs))]
    assert found == list(zip(ASKED, answers, strict=True))


@pytest.mark.parametrize("make", [make_types_word, make_types_pdf, make_types_page, make_types_text])
@pytest.mark.parametrize("style", ["B", "I", ""])
def test_a_report_that_tells_what_was_asked_and_answered_below_titles_stays_a_report(
    make: Callable[[Sequence[Styled]], bytes], style: str
) -> None:
    paragraphs = [("Nota naar aanleiding van het verslag", ""), ("De regering heeft daarvan kennisgenomen.", "")]
    for title, asked in zip(("Inleiding", "Kosten", "Uitvoering"), ASKED, strict=True):
        paragraphs += [(title, style), (f"{asked} De regering antwoordt dat dit zo is.", "")]
    assert read_pairs(make(paragraphs)) == []
