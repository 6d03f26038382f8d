"""A report (layout K) in every format: each passage under its headings, whole, and on its page."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import docx
import pytest
from fpdf import FPDF

from corpus.models import DocumentKind, Passage
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.test_parsing import assert_nothing_is_lost

# The level of a heading (0 is text), and the text; what is expected is read off them.
REPORT = (
    (1, "1. Beleidsverslag"),
    (2, "1.1 Rechtspraak"),
    (0, "De rechtspraak heeft in 2023 meer zaken afgedaan dan in 2022. Dat komt door de inzet van rechters die al met "
        "pensioen waren, en door de zittingszalen die er bij zijn gehuurd."),
    (0, "Het aantal wrakingen bleef gelijk."),
    (2, "1.2 Dwangsommen"),
    (0, "De IND betaalde in 2023 tien miljoen aan dwangsommen. In 2022 was dat minder dan de helft daarvan, omdat er "
        "toen minder aanvragen waren waarop te laat werd beslist."),
    (1, "2. Financieel"),
    (0, "De uitgaven waren hoger dan begroot."),
)  # fmt: skip


def make_text() -> bytes:
    return "\n\n".join(text for _, text in REPORT).encode()


def make_markup(*, is_html: bool) -> bytes:
    def tag(level: int) -> str:
        return (f"h{level}" if level else "p") if is_html else ("tussenkop" if level else "al")

    body = "".join(f"<{tag(level)}>{html.escape(text)}</{tag(level)}>" for level, text in REPORT)
    if is_html:
        return f"<!DOCTYPE html><html><head><title>x</title></head><body><main>{body}</main></body></html>".encode()
    return f"<?xml version='1.0'?><kamerwrk><kamerstuk><stuk>{body}</stuk></kamerstuk></kamerwrk>".encode()


def make_word(*, styled: bool) -> bytes:
    document = docx.Document()
    for level, text in REPORT:
        if level and styled:
            document.add_heading(text, level=level)
        else:
            document.add_paragraph().add_run(text).bold = bool(level)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_pdf(*, gap: float, size: float = 9) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    for level, text in REPORT:
        pdf.set_font("Helvetica", style="B" if level else "", size=size if level else 9)
        pdf.multi_cell(90, 4.2, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(gap)
    return bytes(pdf.output())


FORMATS: dict[str, Callable[[], bytes]] = {
    "text": make_text,
    "HTML": lambda: make_markup(is_html=True),
    "XML": lambda: make_markup(is_html=False),
    "Word with styles": lambda: make_word(styled=True),
    "Word in bold": lambda: make_word(styled=False),
    "PDF": lambda: make_pdf(gap=2),
    "PDF with large headings": lambda: make_pdf(gap=3, size=13),
}


def list_expected() -> list[tuple[tuple[str, ...], str]]:
    path: dict[int, str] = {}
    expected = []
    for level, text in REPORT:
        if level:
            path = {depth: title for depth, title in path.items() if depth < level} | {level: text}
        else:
            expected.append((tuple(path.values()), text))
    return expected


@pytest.mark.parametrize("format_", FORMATS)
def test_every_passage_stands_under_its_headings(format_: str) -> None:
    document = parse_document(build_source("made", FORMATS[format_]()))
    assert_nothing_is_lost(document)
    assert document.metadata.kind is DocumentKind.ANNUAL_REPORT
    passages = [entry for entry in document.entries if isinstance(entry, Passage)]
    assert [(passage.heading, passage.text.text) for passage in passages] == list_expected()


def test_footnotes_of_a_report_go_with_the_passage_that_calls_them() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=10)
    pdf.multi_cell(0, 5, "1. Inleiding", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    pdf.multi_cell(0, 5, "De kosten stegen.1 Daarna bleven zij gelijk.", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=7)
    pdf.set_y(280)
    pdf.cell(0, 4, "1 Rapport van de Rekenkamer, p. 3.")
    (passage,) = parse_document(build_source("made.pdf", bytes(pdf.output()))).entries
    assert isinstance(passage, Passage)
    assert "Rekenkamer" not in passage.text.text
    assert [(note.marker, note.text.text, len(note.anchors)) for note in passage.notes] == [
        ("1", "Rapport van de Rekenkamer, p. 3.", 1)
    ]


def test_chapters_inside_numbered_sections_stand_below_them() -> None:
    text = "3.1 Rechtspraak\n\n1. Doel\n\nHet doel is snel recht.\n\n3.2 Veiligheid\n\n1. Doel\n\nHet doel is rust.\n"
    entries = parse_document(build_source("made.txt", text.encode())).entries
    assert [entry.heading for entry in entries] == [("3.1 Rechtspraak", "1. Doel"), ("3.2 Veiligheid", "1. Doel")]
