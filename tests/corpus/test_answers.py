"""Letters that answer questions without repeating them."""

from __future__ import annotations

import pytest

from bot.texts import DUTCH
from bot.views.entry import describe_missing
from corpus.models import PartKind
from tests.corpus.making import Block, make_docx, make_pdf
from tests.corpus.test_findings import PAGE, read, read_pairs

HEAD = (
    "Den Haag, 4 juni 2024\n\nGeachte voorzitter,\n\nHierbij stuur ik u de antwoorden op de vragen van het lid "
    "Voorbeeld (Partij) over wachttijden (ingezonden 6 maart 2024).\n\n"
)
SAID = ("Ja.", "Er waren 12 zaken. Is dat veel? Dat is meer dan verwacht.", "In januari.\n\nDaarna volgt een brief.")
FOOT = "Hoogachtend,\n\nDe minister van Financiën,\nA.B. Voorbeeld\n"
PAIRS = [((number,), None, said) for number, said in enumerate(SAID, start=1)]


def fill(form: str) -> str:
    return "\n\n".join(form.format(n=number, said=said) for number, said in enumerate(SAID, start=1)) + "\n\n"


@pytest.mark.parametrize(
    "form",
    ["Antwoord op vraag {n}\n{said}", "Antwoord {n}: {said}", "Antwoord vraag {n}:\n\n{said}", "Ad {n}\n{said}",
     "Ad {n}. {said}", "Ad vraag {n}:\n{said}", "{n}. {said}", "{n}.\n{said}", "{n}) {said}"],
)  # fmt: skip
def test_answers_alone_have_their_numbers_and_no_question(form: str) -> None:
    text = HEAD + fill(form) + FOOT
    assert read_pairs(text) == PAIRS
    document = read(text)
    assert [entry.id for entry in document.questions] == ["made#1", "made#2", "made#3"]
    assert {part.kind for part in document.parts} == {PartKind.METADATA, PartKind.HEADING, PartKind.ANSWER}
    assert describe_missing(next(iter(document.questions)), DUTCH) == DUTCH.question_elsewhere


def test_one_answer_may_be_that_to_several_questions() -> None:
    text = f"{HEAD}Antwoord op de vragen 1 en 2\nJa.\n\nAntwoord op vraag 3\nNee.\n\n{FOOT}"
    assert read_pairs(text) == [((1, 2), None, "Ja."), ((3,), None, "Nee.")]


def test_so_are_they_in_other_formats() -> None:
    blocks = [Block("text", paragraph) for paragraph in (HEAD + fill("Antwoord {n}\n\n{said}") + FOOT).split("\n\n")]
    page = PAGE.format("".join(f"<p>{block.text}</p>" for block in blocks)).encode()
    for raw in (make_docx(blocks), make_pdf(blocks, gap=4), page):
        assert [(numbers, asked) for numbers, asked, _ in read_pairs(raw)] == [(pair[0], None) for pair in PAIRS]
        assert [" ".join((said or "").split()) for _, _, said in read_pairs(raw)] == [
            " ".join(said.split()) for said in SAID
        ]


def test_a_note_below_the_answers_is_no_part_of_one() -> None:
    document = read(f"{HEAD}1. Ja.[1]\n\n2. Nee.\n\n[1] Zie de brief van vorig jaar.\n\nDat blijft zo.\n")
    assert [entry.answer and entry.answer.text for entry in document.questions] == ["Ja.[1]", "Nee.\n\nDat blijft zo."]
    assert [note.marker for entry in document.questions for note in entry.notes] == ["1"]


def test_what_an_answer_counts_is_no_note_below_the_last() -> None:
    short = "".join(f"{number}. Ja.\n\n" for number in range(1, 9))
    counted = "9. Welke eisen zijn er?\n\n1) Een plan.\n\n2) Geld.\n\n"
    document = read(f"{HEAD}{short}{counted}10. Nee.\n")
    assert [entry.numbers for entry in document.questions] == [(number,) for number in range(1, 11)]
    assert [note for entry in document.questions for note in entry.notes] == []


@pytest.mark.parametrize(
    "text",
    [
        # What counts is not what is answered.
        f"{HEAD}Ik neem de volgende maatregelen:\n\n1. Er komt een plan.\n\n2. Er komt geld.\n\n{FOOT}",
        # Nor are the chapters of a table of contents.
        f"{HEAD}Inhoud\n\n1. Inleiding. 3\n\n2.\nWachttijden, zie:\n4\n\n3. Kosten: 11\n\nEinde.\n",
        # Nothing says that questions were put.
        f"Geachte voorzitter,\n\nIn deze brief ga ik in op het beleid.\n\n{fill('{n}. {said}')}{FOOT}",
        f"Jaarverslag\n\n{fill('Ad {n}. {said}')}",
        "Verslag\n\nHet was een lang jaar.\n\nAntwoord 2\n\nDat was het.\n",
        # The questions stand above, or each item asks one.
        f"{HEAD}De vraag is hoeveel er zijn?\n\nAntwoord 1\n\nTwaalf.\n\nAntwoord 2\n\nDaarom.\n\n{FOOT}",
        f"{HEAD}Ad 1 Er is dit. Hoeveel?\n\nAd 2 En dat. Waarom?\n\nAd 3 Dan dit. Wie doet het?\n\n{FOOT}",
        "Verslag\n\nAntwoord 3 was onjuist. Antwoord 2 ook.\n\nAntwoord 3\n\nHersteld.\n\nAntwoord 2\n\nOok.\n",
    ],
)
def test_what_merely_counts_answers_nothing(text: str) -> None:
    assert read_pairs(text) == []


def test_an_answer_that_a_sentence_names_is_no_heading() -> None:
    text = (
        f"{HEAD}Antwoord op vraag 1\nDat staat bij\nAntwoord 2\nvan die brief.\n\nAntwoord op vraag 3\nNee.\n\n{FOOT}"
    )
    assert [pair[0] for pair in read_pairs(text)] == [(1,), (3,)]
