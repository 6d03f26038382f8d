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
    for at, text in enumerate(BLOCK):
        pdf.write_at(160, 11 + 3 * at, text, size=6.5)
    (entry,) = parse_document(build_source("made", bytes(pdf.output()))).questions
    assert [note.text.text for note in entry.notes] == ["Krant, 3 mei 2024"]
