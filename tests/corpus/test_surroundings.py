"""The page around an entry, what stands beside it and what it points to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Document, DocumentKind, Entry, Metadata, PageStart, Part, PartKind, Passage, Quote, Run, Span
from corpus.parsing import parse_document
from corpus.readers import build_source
from corpus.surroundings import (
    LEAF_LIMIT,
    find_leaf,
    find_neighbours,
    list_leaves,
    list_pointers,
    list_stretches,
    read_leaf,
)
from tests.corpus.making import HEADINGS, ITEMS, make_docx, make_html, make_pdf, make_text, write_blocks


def make_document(text: str, pages: tuple[int, ...] = (), own: Span | None = None) -> tuple[Document, Entry]:
    """Return a paper with pages that begin at some offsets, and one passage at `own`."""
    span = own or Span(0, len(text))
    quote = Quote(text[span.start : span.end], (Run(0, span),))
    entry = Passage(id="d#p1", document_id="d", heading=(), text=quote)
    kinds = ((0, span.start, None), (span.start, span.end, entry.id), (span.end, len(text), None))
    parts = tuple(Part(kind=PartKind.PASSAGE, span=Span(a, b), entry=id_) for a, b, id_ in kinds if a < b)
    metadata = Metadata(id="d", kind=DocumentKind.OTHER, title="t")
    starts = tuple(PageStart(page=number, offset=offset) for number, offset in enumerate(pages, start=1))
    document = Document(
        metadata=metadata, file="d", sha256="", text=text, parts=parts, entries=(entry,), page_starts=starts
    )
    return document, entry


@given(st.text(alphabet="ab \n", max_size=60).map(lambda text: text * 700), st.lists(st.integers(0, 40_000)))
def test_the_leaves_are_the_whole_text_in_order(text: str, offsets: list[int]) -> None:
    pages = tuple(sorted({offset for offset in offsets if offset < len(text)}))
    document, _ = make_document(text, pages)
    leaves = list_leaves(document)
    assert "".join(text[leaf.span.start : leaf.span.end] for leaf in leaves) == text
    assert all(len(leaf.span) <= LEAF_LIMIT for leaf in leaves)
    assert [leaf.page for leaf in leaves] == sorted(leaf.page for leaf in leaves if leaf.page) or not pages


@given(st.integers(0, 900), st.integers(1, 900), st.lists(st.integers(0, 999), max_size=4))
def test_the_stretches_of_all_leaves_are_the_text_and_mark_the_entry(start: int, size: int, offsets: list[int]) -> None:
    text = "abcdefghi\n" * 100
    own = Span(start, min(start + size, len(text)))
    document, entry = make_document(text, tuple(sorted(set(offsets))), own)
    stretches = [stretch for leaf in list_leaves(document) for stretch in list_stretches(document, leaf, entry)]
    assert "".join(text[one.span.start : one.span.end] for one in stretches) == text
    marked = "".join(text[one.span.start : one.span.end] for one in stretches if one.is_own)
    assert marked == text[own.start : own.end]


@pytest.mark.parametrize("id_", ["kst-36560-VI-10", "vragen-kst-36360-VI-1", "jaarverslag-2023-VI-beleidsverslag"])
def test_an_entry_begins_on_its_leaf_which_has_the_papers_own_page(documents: dict[str, Document], id_: str) -> None:
    document = documents[id_]
    leaves = list_leaves(document)
    for entry in document.entries:
        leaf = leaves[find_leaf(document, entry)]
        own = [one for one in list_stretches(document, leaf, entry) if one.is_own]
        assert own, entry.id
        assert leaf.page == (entry.pages.first if entry.pages else None)


@pytest.mark.parametrize("id_", ["kst-36560-VI-10", "kst-36360-VI-1", "jaarverslag-2020-VI-beleidsverslag"])
def test_no_word_of_a_paper_is_lost_when_its_leaves_are_read(documents: dict[str, Document], id_: str) -> None:
    document = documents[id_]
    read = [piece for leaf in list_leaves(document) for piece in read_leaf(document, leaf, document.entries[0])]
    shown = "".join(piece.text.text for piece in read)
    assert [letter for letter in shown if letter.isalnum()] == [one for one in document.text if one.isalnum()]
    for piece in read:
        assert all(
            piece.text.text[run.start : run.end] == document.text[run.span.start : run.span.end]
            for run in piece.text.runs
        )
    own = "".join(piece.text.text for piece in read if piece.is_own)
    body = document.entries[0].text if isinstance(document.entries[0], Passage) else document.entries[0].question
    assert body
    assert body.text in own


def test_a_fragment_has_the_page_that_its_footer_names(documents: dict[str, Document]) -> None:
    (leaf,) = list_leaves(documents["vragen-kst-36360-VI-1"])
    assert leaf.page == 13


@pytest.mark.parametrize("make", [make_text, make_pdf, make_docx])
def test_papers_of_each_format_have_leaves_around_each_entry(make: object) -> None:
    blocks = tuple(write_blocks(ITEMS * 1, HEADINGS["F"]))
    source = build_source("paper", make(blocks))  # type: ignore[operator]
    document = parse_document(source)
    assert document.entries
    for entry in document.entries:
        leaf = list_leaves(document)[find_leaf(document, entry)]
        assert any(one.is_own for one in list_stretches(document, leaf, entry))


def test_an_html_page_has_no_page_numbers() -> None:
    document = parse_document(build_source("paper.html", make_html(ITEMS)))
    assert {leaf.page for leaf in list_leaves(document)} == {None}


def test_neighbours_are_those_of_the_paper(documents: dict[str, Document]) -> None:
    paper = documents["kst-36560-VI-10"]
    assert find_neighbours(paper, paper.entries[0]) == (None, paper.entries[1])
    assert find_neighbours(paper, paper.entries[6]) == (paper.entries[5], paper.entries[7])
    assert find_neighbours(paper, paper.entries[-1]) == (paper.entries[-2], None)
    other = documents["vragen-kst-36360-VI-1"]
    assert find_neighbours(other, paper.entries[0]) == (None, None)


def test_a_pointer_is_listed_once_and_one_elsewhere_without_a_target(documents: dict[str, Document]) -> None:
    entry = next(entry for entry in documents["kst-36560-VI-10"].questions if entry.numbers == (15,))
    (pointer,) = list_pointers(entry)
    assert (pointer.number, pointer.target, pointer.resolved) == (187, None, False)
    text = "Vraag 1\nWat?\nAntwoord 1\nDat. Zie vraag 2, en nog eens vraag 2.\nVraag 2\nEn?\nAntwoord 2\nZo.\n"
    document = parse_document(build_source("lijst.txt", text.encode()))
    (pointer,) = list_pointers(document.entries[0])
    assert (pointer.number, pointer.target, pointer.resolved) == (2, document.entries[1].id, True)
