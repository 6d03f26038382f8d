"""PDF and Word, made here and read back; and files that are not what they seem."""

from __future__ import annotations

import contextlib
import io
import zipfile

import docx
import pytest
from fpdf import FPDF

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.models import Document, DocumentKind
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.making import open_pdf

HEAD = (
    "Vragen van het lid Voorbeeld (Partij) aan de Minister van Financien over water (ingezonden 6 maart 2024).",
    "Antwoord van Minister Naam (Financien) (ontvangen 25 maart 2024).",
)


def make_pdf(*pages: tuple[tuple[str, float], ...]) -> bytes:
    """Return a PDF whose pages hold lines of (text, size in points)."""
    pdf = open_pdf()
    pdf.set_auto_page_break(False)
    for page in pages:
        pdf.add_page()
        for text, size in page:
            pdf.set_font("Helvetica", size=size)
            pdf.cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def make_docx(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parse(raw: bytes, name: str = "made") -> Document:
    return parse_document(build_source(name, raw))


FOOT = ("ah-tk-20232024-0007", 7.0), ("Tweede Kamer, vergaderjaar 2023-2024, Aanhangsel 1", 7.0)
ANSWERED = make_pdf(
    (
        *((line, 10.0) for line in HEAD),
        ("Vraag 1", 10.0), ("Kent u het bericht over water?1", 10.0), ("Antwoord 1", 10.0), ("Ja, dat bericht", 10.0),
        ("1 Krant, 1 maart 2024", 7.5), *FOOT,
    ),
    (("ken ik.", 10.0), ("Vragen 2 en 3", 10.0), ("En nu?", 10.0), ("Antwoord 2 en 3", 10.0), ("Zie vraag 1.", 10.0)),
)  # fmt: skip


def test_written_questions_in_a_pdf_come_out_with_notes_pages_and_metadata() -> None:
    document = parse(ANSWERED)
    metadata = document.metadata
    assert (metadata.id, metadata.kind) == ("ah-tk-20232024-0007", DocumentKind.WRITTEN_QUESTIONS)
    assert (str(metadata.date_asked), str(metadata.date_answered)) == ("2024-03-06", "2024-03-25")
    assert (metadata.asked_by, metadata.answered_by) == ("Voorbeeld (Partij)", "Minister Naam (Financien)")
    one, group = document.questions
    assert one.answer is not None
    assert one.answer.text == "Ja, dat bericht ken ik."
    assert one.pages is not None
    assert (one.pages.first, one.pages.last) == (1, 2)
    assert [(note.marker, note.text.text, bool(note.anchors)) for note in one.notes] == [
        ("1", "Krant, 1 maart 2024", True)
    ]
    assert group.numbers == (2, 3)
    assert group.references[0].resolved


def test_a_letter_in_word_with_answers_that_come_later() -> None:
    document = parse(
        make_docx(
            "Antwoorden van de minister van Financien op Kamervragen van het lid Voorbeeld (Partij) over water.",
            "Vraag 1", "Wat?", "Vraag 2", "Wie?", "Antwoord op vraag 2", "Iemand.", "Antwoord op vragen 1", "Iets.",
            "", "Nog een alinea.",
        )
    )  # fmt: skip
    answers = {entry.numbers: entry.answer.text for entry in document.questions if entry.answer}
    assert answers == {(1,): "Iets.\n\nNog een alinea.", (2,): "Iemand."}
    assert document.metadata.kind is DocumentKind.LETTER
    assert document.metadata.date is None


def test_a_table_in_word_stays_readable_as_rows() -> None:
    raw = make_docx("Vraag 1", "Hoeveel?", "Antwoord", "Zie hier.", table=(("Jaar", "Aantal"), ("2023", "12")))
    (entry,) = parse(raw).questions
    assert entry.answer is not None
    assert "Jaar\tAantal" in entry.answer.text
    assert "2023\t12" in entry.answer.text


def test_what_word_shows_by_its_lists_and_styles_is_read() -> None:
    document = docx.Document()
    document.add_heading("Onderwerp", level=1)
    for text in ("Kunt u dat?", "En dit?"):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = 5  # in the library's own template a list that counts: `1.`
        properties.get_or_add_ilvl().val = 0
    buffer = io.BytesIO()
    document.save(buffer)
    heading, first, second = (line for line in build_source("made", buffer.getvalue()).lines if not line.is_blank)
    assert (heading.text, heading.strong) == ("Onderwerp", True)
    assert [(line.text, line.strong) for line in (first, second)] == [("1. Kunt u dat?", False), ("2. En dit?", False)]


def test_a_table_inside_a_table_in_word_is_read_once() -> None:
    document = docx.Document()
    for text in ("Vraag 1", "Hoeveel?", "Antwoord"):
        document.add_paragraph(text)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "Buiten"
    cells[1].add_table(rows=1, cols=2).rows[0].cells[0].text = "Binnen"
    buffer = io.BytesIO()
    document.save(buffer)
    (entry,) = parse(buffer.getvalue()).questions
    assert entry.answer is not None
    assert entry.answer.text.count("Binnen") == 1


def change_part(raw: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a Word file with something replaced in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(buffer, "w") as after:
        for item in before.namelist():
            content = before.read(item)
            after.writestr(item, content.replace(old, new) if item == name else content)
    return buffer.getvalue()


def test_a_word_file_whose_text_is_something_else_is_refused() -> None:
    raw = change_part(make_docx("Vraag 1"), "word/document.xml", b"w:document", b"w:glossary")
    with pytest.raises(UnreadableFileError, match="Word file"):
        build_source("brief.docx", raw)


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
@pytest.mark.parametrize("broken", [b"<stuk", b"niets"])
def test_a_word_file_with_broken_styles_is_read_or_refused(part: str, broken: bytes) -> None:
    raw = make_docx("Vraag 1", "Wat?", "Antwoord", "Dit.")
    with contextlib.suppress(UnreadableFileError):
        assert parse(change_part(raw, part, b"<w:style", broken)).entries


def test_a_word_file_whose_styles_are_of_another_kind_is_read() -> None:
    raw = make_docx("Vraag 1", "Wat?", "Antwoord", "Dit.")
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
    changed = change_part(raw, "[Content_Types].xml", kind, b"application/octet-stream")
    (entry,) = parse(changed).questions
    assert entry.answer is not None
    assert entry.answer.text == "Dit."


def make_zip(name: str, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * size)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (ANSWERED[: len(ANSWERED) // 2], "broken or cut-off PDF"),
        (b"%PDF-1.4 niets", "broken or cut-off PDF"),
        (make_zip("iets.txt", 10), "zip file and no Word file"),
        (make_zip("word/document.xml", 301 * 2**20), "unpacks to more than 300 MB"),
        (make_zip("word/document.xml", 10), "broken Word file"),
        (b"PK\x03\x04stuk", "broken Word file"),
    ],
)
def test_broken_files_say_what_and_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        build_source("stuk.bin", raw)


def test_an_encrypted_pdf_asks_for_one_without_a_password() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption("eigenaar", "geheim")
    with pytest.raises(UnreadableFileError, match="is encrypted; save it without a password"):
        build_source("dicht.pdf", bytes(pdf.output()))


def test_a_pdf_without_text_asks_for_ocr() -> None:
    with pytest.raises(EmptySourceError, match="run OCR"):
        build_source("scan.pdf", make_pdf(()))
