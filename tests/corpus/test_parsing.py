"""The seeds, parsed exactly, and what holds for every text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.models import Document, DocumentKind, Passage, QuestionAnswer, Quote
from corpus.parsing import parse_document
from corpus.parsing.headings import parse_answer_heading, parse_question_heading
from corpus.parsing.metadata import _find_year as find_year
from corpus.parsing.repair import Setting, build_quote
from corpus.parsing.rows import find_rows
from corpus.readers import build_source, read_source
from corpus.readers.source import Line

GOLDEN = Path(__file__).parent.parent / "golden" / "parsing"
IDS = (
    "vragen-kst-36360-VI-1",
    "kst-36560-VI-10",
    "jaarverslag-2020-VI-beleidsverslag",
    "jaarverslag-2023-VI-beleidsverslag",
    "kst-36360-VI-1",
)


def render(document: Document) -> str:
    """Return a document as the golden files show it."""
    metadata = document.metadata
    facts = ("kind", "title", "dossier", "number", "date", "session", "year", "about", "ministry", "committee")
    lines = [f"# {document.id}"]
    lines += [f"{fact}: {getattr(metadata, fact)}" for fact in (*facts, "chair", "clerk", "page_count", "url")]
    lines += [
        f"[{part.kind}] {' '.join(document.text[part.span.start : part.span.end].split())}".rstrip()
        for part in document.parts
        if part.entry is None and str(part.kind) in ("metadata", "furniture", "heading")
    ]
    for entry in document.entries:
        pages = f" (p. {entry.pages.first}-{entry.pages.last})" if entry.pages else ""
        lines += ["", f"## {entry.id}{pages}"]
        if entry.heading:
            lines.append(" > ".join(entry.heading))
        if isinstance(entry, QuestionAnswer):
            lines += [f"numbers: {entry.numbers}", "QUESTION", entry.question.text if entry.question else "-"]
            lines += ["ANSWER", entry.answer.text if entry.answer else "-"]
        else:
            lines.append(entry.text.text)
        for note in entry.notes:
            marks = [document.text[anchor.start : anchor.end] for anchor in note.anchors]
            lines.append(f"note {note.marker} at {marks}: {note.text.text}")
        for reference in entry.references:
            known = "" if reference.resolved else ", unresolved"
            lines.append(f"-> {reference.kind} {reference.text.text!r} = {reference.target}{known}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("line", "joined"), [("Zie de", "Zie de volgende"), ("Zie " * 14 + "de", "Zie " * 14 + "devolgende")]
)
def test_a_word_is_cut_without_a_sign_only_where_its_line_is_full(line: str, joined: str) -> None:
    lines = [Line(start=0, text=line, page=1), Line(start=len(line) + 1, text="volgende", page=1)]
    quote = build_quote(lines, Setting(width=60, spaced=True))
    assert quote is not None
    assert quote.text == joined


@pytest.mark.parametrize("id_", IDS)
def test_a_seed_is_parsed_as_its_golden_file_shows(id_: str, documents: dict[str, Document]) -> None:
    shown = render(documents[id_])
    path = GOLDEN / f"{id_}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def list_quotes(document: Document) -> list[Quote]:
    quotes: list[Quote | None] = []
    for entry in document.entries:
        quotes += [entry.text] if isinstance(entry, Passage) else [entry.question, entry.answer]
        quotes += [note.text for note in entry.notes]
        quotes += [reference.text for reference in entry.references]
    return [quote for quote in quotes if quote]


def assert_nothing_is_lost(document: Document) -> None:
    """Each character in exactly one part; each quotation equal to its source, letter by letter."""
    place = 0
    for part in document.parts:
        assert part.span.start == place
        place = part.span.end
    assert place == len(document.text)
    for quote in list_quotes(document):
        end = 0
        for run in quote.runs:
            assert not quote.text[end : run.start].strip()
            assert quote.text[run.start : run.end] == document.text[run.span.start : run.span.end]
            end = run.end
        assert end == len(quote.text)


@pytest.mark.parametrize("id_", IDS)
def test_every_character_of_a_seed_is_in_one_part_and_every_entry_quotes_it(
    id_: str, documents: dict[str, Document]
) -> None:
    assert_nothing_is_lost(documents[id_])
    assert list_quotes(documents[id_])


LINES = st.sampled_from(
    [
        "Vraag (1):", "Vraag 2", "Vragen 3 en 4", "Antwoord:", "Antwoord op vragen 3 en 4", "Antwoord", "",
        " ", "De IND betaalde € 3,4 miljoen. ", "Zie het antwoord op vraag 2.", "[1]: https://a.example/b-",
        "c/d", "• een punt", "1. eerste", "2. tweede", "Kop zonder punt", "Tabel 1 Cijfers", "1", "Licence",
        "Totaallijst (36360 -VI-1)  13/36", "samenwer", "kingsverbanden", "IT-", "beheer", "\f", "x\u00a0y",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=30)), min_size=1, max_size=40))
def test_no_text_loses_a_character(lines: list[str]) -> None:
    text = "\n".join(lines).replace("\0", "").replace("\r", "")
    if not text.strip():
        return
    raw = text.encode("utf-8", errors="ignore")
    if not raw.decode().strip():
        return
    document = parse_document(build_source("made.txt", raw))
    assert_nothing_is_lost(document)
    assert document == parse_document(build_source("made.txt", raw))


def parse_text(text: str) -> Document:
    return parse_document(build_source("made.txt", text.encode()))


def test_a_group_is_one_entry_and_a_shared_answer_goes_to_each() -> None:
    document = parse_text(
        "Vragen 1 en 2\nWat?\n\nAntwoord\nDit.\n\nVraag 3\nWie?\nVraag 4\nWaar?\nAntwoord 3 en 4\nDaar.\n"
    )
    found = [(entry.numbers, entry.answer.text) for entry in document.questions if entry.answer]
    assert found == [((1, 2), "Dit."), ((3,), "Daar."), ((4,), "Daar.")]


def test_a_pointer_resolves_in_its_own_list_and_not_elsewhere() -> None:
    document = parse_text("Vraag 1\nWat?\nAntwoord\nDit.\nVraag 2\nEn?\nAntwoord\nZie vraag 1 en vraag 99.\n")
    references = [(item.number, item.resolved, item.target) for item in document.entries[1].references]
    assert references == [(1, True, "made#1"), (99, False, None)]


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Vraag (40): ", (40,)), ("Vraag 3, 4 en 5", (3, 4, 5)), ("Vragen 3 en 4", (3, 4)),
        ("Vraag 7, 8, 9 10 en 11", (7, 8, 9, 10, 11)), ("vraag 5 t/m 7", (5, 6, 7)),
        ("Vraag 3 gaat over geld", ()), ("Vragen", ()), ("Vraag 999999999", ()),
    ],
)  # fmt: skip
def test_question_headings(line: str, numbers: tuple[int, ...]) -> None:
    assert parse_question_heading(line) == numbers


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Antwoord: ", ()), ("Antwoord op vraag 3 en 8:", (3, 8)), ("Antwoord 5 t/m 9", (5, 6, 7, 8, 9)),
        ("Antwoorden op vragen 4, 5, en 6", (4, 5, 6)), ("Antwoord vraag 1-3:", (1, 2, 3)),
        ("Antwoord op uw vraag", None), ("Het antwoord:", None),
    ],
)  # fmt: skip
def test_answer_headings(line: str, numbers: tuple[int, ...] | None) -> None:
    assert parse_answer_heading(line) == numbers


def test_a_cut_word_without_a_sign_stays_apart_where_lines_have_no_trailing_space() -> None:
    lines = ["De politie werkt in criminele samenwer", "kingsverbanden aan het stoppen van de handel in"] * 6
    assert "samenwer kingsverbanden" in parse_text("\n".join(lines)).entries[0].text.text  # type: ignore[union-attr]


def test_bad_files_are_named_with_what_to_do(tmp_path: Path) -> None:
    empty, binary = tmp_path / "leeg.txt", tmp_path / "plaat.txt"
    empty.write_text(" \n ")
    binary.write_bytes(b"\x01\x02\0\0\0")
    with pytest.raises(EmptySourceError, match=r"leeg.txt: holds no text; give"):
        read_source(empty)
    with pytest.raises(UnreadableFileError, match=r"plaat.txt, line 1: is not text; give"):
        read_source(binary)
    with pytest.raises(UnreadableFileError, match=r"weg.txt: can't be read"):
        read_source(tmp_path / "weg.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_any_sane_encoding(encoding: str) -> None:
    source = build_source("made.txt", "Coördinatie kost € 3".encode(encoding))
    assert source.text == "Coördinatie kost € 3"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Jaarverslag 2022", 2022),
        ("Van 2019 tot 2023", 2023),
        ("Nr. 12023", None),
        ("Zaak 2024Z01", None),
        ("x2023", None),
    ],
)
def test_the_year_of_a_paper_is_a_number_by_itself(title: str, year: int | None) -> None:
    assert find_year(title, "", DocumentKind.OTHER) == year
    assert find_year(None, f"{title}. " * 5, DocumentKind.ANNUAL_REPORT) == (2019 if title.startswith("Van") else year)


@pytest.mark.parametrize("cell", ["12", "3,4%", "-", "€", "x", "n.v.t.", "N.V.T", "p.m.", "PM", "onbekend", "Onbekend"])
def test_a_row_ends_in_a_figure_or_in_what_stands_for_one(cell: str) -> None:
    source = build_source("made.txt", "\n".join(f"Gemeente {name} 2 {cell}" for name in "AB").encode())
    assert find_rows(source.lines) == {0, 1}
