"""What pages do to text: cut words, footers and notes in the middle, figures glued to words, tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fpdf import FPDF

from corpus.models import Document, QuestionAnswer
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.test_parsing import assert_nothing_is_lost


def read(raw: bytes) -> Document:
    document = parse_document(build_source("made", raw))
    assert_nothing_is_lost(document)
    return document


def read_answer(raw: bytes) -> QuestionAnswer:
    (entry,) = read(raw).questions
    assert entry.answer is not None
    return entry


class Paper(FPDF):
    """A page of lines, each set where it is asked to be."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.add_page()

    def write_at(self, x: float, y: float, text: str, size: float = 9) -> None:
        self.set_font("Helvetica", size=size)
        self.text(x, y, text)

    def write_lines(self, lines: Sequence[str], y: float = 30) -> float:
        for line in lines:
            self.write_at(60, y, line)
            y += 4.5
        return y


HEAD = ("Vraag 1", "Hoeveel zaken zijn er in de afgelopen jaren geweest en wat kost dat?", "Antwoord 1")
PARTS = {
    "a word cut with a hyphen": (
        ("In het afgelopen jaar zijn er meer ambte-", "naren in dienst gekomen dan er zijn gegaan."),
        "In het afgelopen jaar zijn er meer ambtenaren in dienst gekomen dan er zijn gegaan.",
    ),
    "a hyphen that belongs to the word": (
        ("Het gaat om de kosten van het nieuwe IT-", "beheer, de herkomst- en", "bestemmingsgegevens en de opslag."),
        "Het gaat om de kosten van het nieuwe IT-beheer, de herkomst- en bestemmingsgegevens en de opslag.",
    ),
    "an address over two lines": (
        ("Zie https://www.rijksoverheid.nl/documenten/", "rapporten/2024/wachttijden en de bijlage."),
        "Zie https://www.rijksoverheid.nl/documenten/rapporten/2024/wachttijden en de bijlage.",
    ),
    "an address over two lines at a hyphen": (
        ("Zie https://www.rijksoverheid.nl/een-lang-", "rapport-over-wachttijden voor meer."),
        "Zie https://www.rijksoverheid.nl/een-lang-rapport-over-wachttijden voor meer.",
    ),
}  # fmt: skip


def make_pdf(lines: Sequence[str]) -> bytes:
    pdf = Paper()
    pdf.write_lines((*HEAD, *lines))
    return bytes(pdf.output())


def make_text(lines: Sequence[str]) -> bytes:
    return "\n".join((*HEAD, *lines)).encode()


@pytest.mark.parametrize("make", [make_text, make_pdf])
@pytest.mark.parametrize("name", PARTS)
def test_what_a_line_end_cuts_is_whole_again(name: str, make: type) -> None:
    lines, expected = PARTS[name]
    answer = read_answer(make(lines)).answer
    assert answer is not None
    assert answer.text == expected


def test_a_soft_hyphen_in_text_goes() -> None:
    answer = read_answer(make_text(("Er zijn meer ambte\u00ad", "naren in dienst gekomen."))).answer
    assert answer is not None
    assert answer.text == "Er zijn meer ambtenaren in dienst gekomen."


TURN = ("Dat komt doordat de rechtbanken in het afgelopen jaar", "minder zittingen konden houden.")


@pytest.mark.parametrize("foot", ["Tweede Kamer, vergaderjaar 2023-2024, Aanhangsel {page}", "Pagina {page} van 2",
                                  "Directie Voorbeeld, {page} / 2", "- {page} -"])  # fmt: skip
def test_a_footer_in_the_middle_of_an_answer_is_not_in_it(foot: str) -> None:
    pdf = Paper()
    for page, line in enumerate(TURN, start=1):
        if page > 1:
            pdf.add_page()
        pdf.write_lines((*HEAD, line) if page == 1 else (line,))
        pdf.write_at(60, 285, foot.format(page=page), size=7)
    entry = read_answer(bytes(pdf.output()))
    assert entry.answer is not None
    assert entry.answer.text == " ".join(TURN)
    assert entry.pages is not None
    assert (entry.pages.first, entry.pages.last) == (1, 2)


def test_a_raised_number_glued_to_a_word_is_the_marker_of_its_note() -> None:
    pdf = Paper()
    y = pdf.write_lines((*HEAD, "Dat staat in het jaarverslag"))
    width = pdf.get_string_width("Dat staat in het jaarverslag")
    pdf.write_at(60 + width, y - 6, "1", size=5)
    pdf.write_at(60 + width + 2, y - 4.5, "van de Raad.")
    pdf.write_at(60, 270, "1", size=5)
    pdf.write_at(62, 271, "Jaarverslag 2023, p. 12.", size=7)
    entry = read_answer(bytes(pdf.output()))
    (note,) = entry.notes
    assert (note.marker, note.text.text, len(note.anchors)) == ("1", "Jaarverslag 2023, p. 12.", 1)
    assert entry.answer is not None
    assert "p. 12" not in entry.answer.text


def test_two_notes_on_one_line_are_two() -> None:
    pdf = Paper()
    pdf.write_lines((*HEAD, "Dat staat in het jaarverslag15 en in de brief16 van mei."))
    pdf.write_at(60, 271, "15 Jaarverslag 2023, p. 12. 16 Brief van 3 mei 2024.", size=7)
    notes = read_answer(bytes(pdf.output())).notes
    assert [(note.marker, note.text.text, len(note.anchors)) for note in notes] == [
        ("15", "Jaarverslag 2023, p. 12.", 1), ("16", "Brief van 3 mei 2024.", 1),
    ]  # fmt: skip


TABLE = (("Jaar", "Instroom", "Uitstroom"), ("2021", "1.672", "1.480"), ("2022", "1.480", "1.391"),
         ("Gemiddeld per jaar", "1.576", "1.436"))  # fmt: skip
ROWS = "Het overzicht per jaar is als volgt:\n{}\nMeer is er niet bekend."


def test_figures_of_a_table_in_a_pdf_stay_in_rows() -> None:
    pdf = Paper()
    y = pdf.write_lines((*HEAD, "Het overzicht per jaar is als volgt:"))
    for row in TABLE:
        for x, cell in zip((60, 100, 130), row, strict=True):
            pdf.write_at(x, y, cell)
        y += 4.5
    pdf.write_lines(("Meer is er niet bekend.",), y)
    answer = read_answer(bytes(pdf.output())).answer
    assert answer is not None
    assert answer.text.replace("\t", " ") == ROWS.format("\n".join(" ".join(row) for row in TABLE))
    assert "2021\t1.672\t1.480" in answer.text


@pytest.mark.parametrize("gap", ["\t", "    ", " "])
def test_figures_of_a_table_in_text_stay_in_rows(gap: str) -> None:
    table = "\n".join(gap.join(row) for row in TABLE)
    answer = read_answer("\n".join((*HEAD, ROWS.format(table))).encode()).answer
    assert answer is not None
    assert answer.text == ROWS.format(table)


def test_lines_of_a_sentence_with_figures_are_no_table() -> None:
    lines = ("In 2021 waren dat er 1.672, in 2022", "1.480 en in 2023 waren dat er 1.391", "tegen 1.200 nu.")
    answer = read_answer(make_text(lines)).answer
    assert answer is not None
    assert answer.text == " ".join(lines)
