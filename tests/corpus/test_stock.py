"""A stock that was saved opens without reading a paper, and gives what reading all of them gives."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.analysis.analyzer import Analyzer
from corpus.errors import DamagedFileError
from corpus.index import PostingsIndex
from corpus.models import Document, Entry, QuestionAnswer
from corpus.parsing.references import resolve_references
from corpus.shelf import Shelf, find_code_key, name_owner
from corpus.stock import Source, Stock, open_stock


def list_terms(entry: Entry) -> list[str]:
    quotes = [entry.question, entry.answer] if isinstance(entry, QuestionAnswer) else [entry.text]
    return [term.text for quote in quotes if quote for term in Analyzer().analyze(quote.text)]


class Reading:
    """Gives papers as sources, and remembers which were read."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.read: list[str] = []

    def open(self, folder: Path, reading: str = "1", analysis: str = "1") -> Stock:
        sources = [
            Source(
                owner=name_owner(document.file, document.sha256), read=lambda document=document: self._read(document)
            )
            for document in self.documents
        ]
        return open_stock(folder, sources, list_terms, reading=reading, analysis=analysis)

    def _read(self, document: Document) -> Document:
        self.read.append(document.id)
        return document


def assert_same(stock: Stock, documents: Sequence[Document]) -> None:
    expected = {document.id: document for document in resolve_references(documents)}
    assert {card.id: stock.load(card) for card in stock.cards} == expected
    entries = [(entry, expected[card.id]) for card in stock.cards for entry in expected[card.id].entries]
    fresh = PostingsIndex(list_terms(entry) for entry, _ in entries)
    query = ["dwangsom", "ind", "2022", "politie"]
    found = [(stock.load_entry(item.entry), item.score) for item in stock.index.find_top(query, 10)]
    assert found == [(entries[item.entry], pytest.approx(item.score, abs=1e-9)) for item in fresh.find_top(query, 10)]
    for entry, document in entries:
        assert stock.find_entry(entry.id) == entry
        card = stock.find_card(document.id)
        assert card is not None
        assert (card.entries, card.metadata) == (len(document.entries), document.metadata)
        assert card.numbers == tuple(sorted({number for item in document.questions for number in item.numbers}))


def test_what_was_saved_is_not_read_again(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    first = Reading(papers)
    assert_same(first.open(tmp_path), papers)
    assert sorted(first.read) == sorted(documents)
    again = Reading(papers)
    assert_same(again.open(tmp_path), papers)
    assert again.read == []


def test_papers_come_and_go(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    for held in (papers[:2], papers[1:], (papers[0], *papers[3:]), papers):
        reading = Reading(held)
        assert_same(reading.open(tmp_path), held)
    assert reading.read == []


@pytest.mark.parametrize(("reading", "analysis", "read"), [("2", "1", 5), ("1", "2", 0)])
def test_other_code_reads_or_indexes_anew(
    reading: str, analysis: str, read: int, documents: dict[str, Document], tmp_path: Path
) -> None:
    papers = tuple(documents.values())
    Reading(papers).open(tmp_path)
    other = Reading(papers)
    assert_same(other.open(tmp_path, reading, analysis), papers)
    assert len(other.read) == read


@pytest.mark.parametrize("place", [0, 20, 0.1, 0.4, 0.7, 0.99])
def test_a_damaged_shelf_is_read_anew(place: float, documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    Reading(papers).open(tmp_path)
    shelf = tmp_path / "papers.db"
    raw = bytearray(shelf.read_bytes())
    start = int(place if place > 1 else place * len(raw))
    raw[start : start + 3000] = hashlib.shake_256(b"damage").digest(len(raw[start : start + 3000]))
    shelf.write_bytes(raw)
    assert_same(Reading(papers).open(tmp_path), papers)


def test_a_shelf_that_is_cut_off_is_read_anew(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    for length in (0, 5000, 60_000):
        Reading(papers).open(tmp_path)
        shelf = tmp_path / "papers.db"
        shelf.write_bytes(shelf.read_bytes()[:length])
        assert_same(Reading(papers).open(tmp_path), papers)


def test_what_is_not_on_the_shelf_is_not_made_up(documents: dict[str, Document], tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "papers.db", "1")
    document = next(iter(documents.values()))
    assert shelf.find_card("owner") is None
    with pytest.raises(DamagedFileError):
        shelf.load("owner")
    shelf.put("owner", document)
    assert Shelf(tmp_path / "papers.db", "1").load("owner") == document
    shelf.keep_only(())
    assert Shelf(tmp_path / "papers.db", "1").load_cards(["owner"]) == ()


def test_any_change_of_the_code_is_another_key(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("x = 1")
    before = find_code_key([tmp_path])
    (tmp_path / "one.py").write_text("x = 2")
    assert find_code_key([tmp_path]) != before
