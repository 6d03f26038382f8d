"""The block that a ministry's letter has on each page, above or below the text that a reader of the PDF gets."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.models import Document
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.test_damage import Paper
from tests.corpus.test_parsing import assert_nothing_is_lost

BLOCK = ("Directoraat-Generaal Water", "Directie Kust", "Datum", "12 februari 2025", "Onze referentie", "2025-0000123")
FIRST = ("Vraag 1", "Hoeveel zaken zijn er?", "Antwoord 1", "Dat komt doordat de rechtbanken")
SECOND = ("minder doen dan zij in de jaren", "daarvoor deden.", "Vraag 2", "Wie?", "Antwoord 2", "Zij.")


def read(*pages: Sequence[str], block: Sequence[str] = BLOCK, is_late: bool = False, number: str = "") -> Document:
    """Return the paper of pages of lines, with the block from the second one on."""
    pdf = Paper()
    for count, lines in enumerate(pages, start=1):
        if count > 1:
            pdf.add_page()
        if is_late:
            pdf.write_lines(lines)
        if number:
            pdf.write_at(190, 285, number.format(count), size=6.5)
        for at, text in enumerate(block if count > 1 else ()):
            pdf.write_at(160, 11 + 3 * at, text, size=6.5)
        if not is_late:
            pdf.write_lines(lines)
    document = parse_document(build_source("made", bytes(pdf.output())))
    assert_nothing_is_lost(document)
    return document


def list_answers(document: Document) -> list[str]:
    return [entry.answer.text if entry.answer else "" for entry in document.questions]


ANSWERS = ["Dat komt doordat de rechtbanken minder doen dan zij in de jaren daarvoor deden.", "Zij."]


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("number", ["", "{}", "Pagina {} van 2"])
@pytest.mark.parametrize(
    "block", [BLOCK, BLOCK[4:], ("Kenmerk 5303168",), ("Ministerie van Water", "Ons kenmerk", "12")]
)
def test_the_block_of_a_letter_is_no_text_though_one_page_has_it(
    block: Sequence[str], number: str, *, is_late: bool
) -> None:
    assert list_answers(read(FIRST, SECOND, block=block, is_late=is_late, number=number)) == ANSWERS


def test_the_number_of_a_page_above_its_text_is_none_of_it_though_one_page_has_it_there() -> None:
    assert list_answers(read(FIRST, SECOND, block=("2",))) == ANSWERS


def test_small_letters_at_the_top_of_a_page_without_a_label_are_text() -> None:
    (first, _) = list_answers(read(FIRST, SECOND, block=("Tabel 3 Kosten", "Kust 12", "Dijken 14")))
    assert "Tabel 3 Kosten" in first
    assert "Dijken 14" in first


def test_a_note_at_the_foot_above_the_block_stays_a_note() -> None:
    pdf = Paper()
    pdf.write_lines(
        ("Vraag 1", "Hoeveel zaken zijn er?1", "Antwoord 1", *["Dat staat in het verslag van de raad."] * 4)
    )
    pdf.write_at(60, 271, "1 Krant, 3 mei 2024", size=7)
    for at, text in enumerate((*BLOCK[:2], *BLOCK[4:])):
        pdf.write_at(160, 11 + 3 * at, text, size=6.5)
    (entry,) = parse_document(build_source("made", bytes(pdf.output()))).questions
    assert [note.text.text for note in entry.notes] == ["Krant, 3 mei 2024"]


@pytest.mark.parametrize("is_late", [False, True])
def test_the_block_is_no_text_where_letters_have_no_size(*, is_late: bool) -> None:
    pages = [FIRST, (*SECOND, *BLOCK) if is_late else (*BLOCK, *SECOND)]
    text = "\f".join("\n".join(page) for page in pages)
    assert list_answers(parse_document(build_source("made", text.encode()))) == ANSWERS


def test_short_lines_at_the_edge_of_a_page_without_a_label_are_text() -> None:
    text = "\f".join("\n".join(page) for page in (FIRST, ("Directie Kust en Dijken", "Utrecht", *SECOND)))
    first, second = list_answers(parse_document(build_source("made", text.encode())))
    assert "Directie Kust en Dijken" in first
    assert second == "Zij."


def test_the_titles_of_a_table_at_the_top_of_a_page_are_text() -> None:
    text = "\f".join("\n".join(page) for page in (FIRST, ("Datum", "Aantal", "mei", "12", *SECOND)))
    first, _ = list_answers(parse_document(build_source("made", text.encode())))
    assert "Datum" in first
    assert "Aantal" in first


def test_the_date_in_the_block_of_the_first_page_is_that_of_the_letter() -> None:
    head = ("Directie Kust", "Datum", "12 februari 2025", "Kenmerk", "5303168", "", "In antwoord op uw brief:")
    title = "Antwoorden op Kamervragen van het lid Voorbeeld (Partij) aan de minister van Water over de kust."
    text = "\f".join("\n".join(page) for page in ((*head, title, *FIRST), SECOND))
    assert str(parse_document(build_source("made", text.encode())).metadata.date) == "2025-02-12"


@pytest.mark.parametrize("marks", ["Pagina {}", ""])
def test_notes_at_the_feet_of_a_plain_text_are_notes(marks: str) -> None:
    pages = (
        ("Vraag 1", "Kent u het bericht?1 Zo ja, hoe", "", "1 Krant, 3 mei 2024, «Bericht»,", "p. 3.", marks.format(1)),
        ("zit dat?", "Antwoord 1", "Zie de brief.2", "Vraag 2", "Wie?", "Antwoord 2", "Zij en 3 anderen, namelijk",
         "", "2 Kamerstuk 31 839, nr. 3", "3 Idem", marks.format(2)),
        ("3 Tolken die al langer werken.", marks.format(3)),
    )  # fmt: skip
    first, second = parse_document(
        build_source("made", "\f".join("\n".join(page) for page in pages).encode())
    ).questions
    assert first.question is not None
    assert first.question.text == "Kent u het bericht?1 Zo ja, hoe zit dat?"
    assert [(note.marker, note.text.text) for note in first.notes] == [
        ("1", "Krant, 3 mei 2024, «Bericht», p. 3."), ("2", "Kamerstuk 31 839, nr. 3"),
    ]  # fmt: skip
    assert second.answer is not None
    assert second.answer.text == "Zij en 3 anderen, namelijk 3 Tolken die al langer werken."
