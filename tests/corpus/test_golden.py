"""Papers of our own making that a person can read, and what each is read as: every layout, every kind of damage.

`tests/golden/papers` and `tests/golden/damage` hold them; beside each stands `NAME.parsed.txt` with what it is
read as. `WRITE_GOLDEN=1` writes those anew: read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.models import Document, Passage
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.making import (
    Block,
    Item,
    make_docx,
    make_pdf,
    make_table_docx,
    make_table_html,
    make_table_pdf,
    make_table_xml,
    make_text,
)
from tests.corpus.test_parsing import assert_nothing_is_lost

GOLDEN = Path(__file__).parent.parent / "golden"
PAPERS = sorted(
    path for kind in ("papers", "damage") for path in (GOLDEN / kind).iterdir() if ".parsed" not in path.name
)
FACTS = ("kind", "date", "date_asked", "date_answered", "session", "asked_by", "answered_by", "ministry", "dossier")


def render(document: Document) -> str:
    """Return what a paper is read as, for a person to read: its facts, then each entry with all that is its own."""
    facts = ((fact, getattr(document.metadata, fact)) for fact in ("id", *FACTS, "title"))
    lines = [f"{fact}: {value}" for fact, value in facts if value is not None]
    return "\n".join((*lines, *render_entries(document))) + "\n"


def render_entries(document: Document) -> list[str]:
    lines: list[str] = []
    for entry in document.entries:
        lines += ["", " > ".join((entry.id.partition("#")[2], *entry.heading))]
        if isinstance(entry, Passage):
            lines.append(entry.text.text)
        else:
            lines.append(f"VRAAG: {entry.question.text if entry.question else '-'}")
            lines.append(f"ANTWOORD: {entry.answer.text if entry.answer else '-'}")
        lines += [
            f"NOOT {note.marker}{'' if note.anchors else ' (nergens genoemd)'}: {note.text.text}"
            for note in entry.notes
        ]
        for item in entry.references:
            target = (item.target or "?").rpartition("#")[2]
            lines.append(f"VERWIJST: {item.text.text} = {target}{'' if item.resolved else ' (niet gevonden)'}")
    return lines


def read(path: Path) -> Document:
    document = parse_document(build_source(path.name, path.read_bytes()))
    assert_nothing_is_lost(document)
    return document


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_paper_is_read_as_its_golden_file_shows(path: Path) -> None:
    shown = render(read(path))
    expected = path.parent / f"{path.stem}.parsed.txt"
    if os.environ.get("WRITE_GOLDEN"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


def write_html(blocks: Sequence[Block]) -> bytes:
    body = "".join(f"<p>{block.text}</p>" for block in blocks)
    return f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode()


def write_xml(blocks: Sequence[Block]) -> bytes:
    body = "".join(f"<al>{block.text}</al>" for block in blocks)
    return f"<?xml version='1.0'?><kamerwrk><kamerstuk><tekst>{body}</tekst></kamerstuk></kamerwrk>".encode()


FORMATS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "Word": make_docx,
    "PDF": lambda blocks: make_pdf(blocks, gap=3, foot=False),
    "HTML": write_html,
    "XML": write_xml,
    "quoted e-mail": lambda blocks: make_text(blocks, width=70, quoted=True),
}
TABLES: dict[str, Callable[[Sequence[Item]], bytes]] = {
    "Word": make_table_docx,
    "PDF": make_table_pdf,
    "HTML": make_table_html,
    "XML": make_table_xml,
}


def read_entries(raw: bytes, name: str) -> list[str]:
    """Return the lines that show the entries, white space apart: where paragraphs end is for each format to say."""
    text = "\n".join(render_entries(parse_document(build_source(name, raw))))
    return text.split()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("layout", "ABDEFGHK")
def test_the_same_paper_is_read_the_same_in_every_format(layout: str, format_: str) -> None:
    path = GOLDEN / "papers" / f"{layout}.txt"
    blocks = [Block("text", " ".join(piece.split())) for piece in path.read_text(encoding="utf-8").split("\n\n")]
    assert read_entries(FORMATS[format_](blocks), path.name) == read_entries(path.read_bytes(), path.name)


@pytest.mark.parametrize("format_", TABLES)
def test_the_same_table_is_read_the_same_in_every_format(format_: str) -> None:
    path = GOLDEN / "papers" / "C.txt"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    items = [
        Item(numbers=tuple(map(int, number.split(" en "))), question=(question,), answer=(answer,))
        for number, question, answer in rows
    ]
    assert read_entries(TABLES[format_](items), path.name) == read_entries(path.read_bytes(), path.name)
