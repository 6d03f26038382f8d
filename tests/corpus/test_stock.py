"""A stock that was saved opens without reading a paper, and gives what reading all of them gives."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import shutil
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from corpus.analysis.abbreviations import find_abbreviations
from corpus.analysis.analyzer import Analyzer
from corpus.entry_texts import list_runs, list_terms, list_texts, list_words
from corpus.errors import DamagedFileError
from corpus.index import SmoothIndex
from corpus.models import Document
from corpus.papers import Card
from corpus.parsing.references import resolve_references
from corpus.saved_index import Opened, SavedIndex
from corpus.search import Searcher
from corpus.shelf import Shelf, find_code_key, name_owner
from corpus.stock import _ANALYSIS, _READING, Source, Stock, find_problems, open_stock

QUERIES = Path(__file__).parent.parent / "golden" / "queries.jsonl"

RESTRICTED = (
    '"in 2022"',
    "-dwangsom politie",
    "soort:vraag dossier:36360",
    "vraag:43 dwangsommen",
    "jaar:2023 politie",
    "soort:verslag",
)


class Reading:
    """Gives papers as sources, and remembers which were read."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.read: list[str] = []

    def _list(self) -> list[Source]:
        return [
            Source(owner=name_paper(document), read=lambda document=document: self._read(document))
            for document in self.documents
        ]

    def open(self, folder: Path, reading: str = "1", analysis: str = "1") -> Stock:
        return open_stock(folder, self._list(), list_texts, Analyzer(), reading=reading, analysis=analysis)

    def check(self, folder: Path, reading: str = "1", analysis: str = "1") -> list[str]:
        return list(find_problems(folder, self._list(), list_texts, Analyzer(), reading=reading, analysis=analysis))

    def _read(self, document: Document) -> Document:
        self.read.append(document.id)
        return document


def name_paper(document: Document) -> str:
    return name_owner(document.file, document.sha256)


def count_entries(opened: Opened) -> list[int]:
    return [held.count for section in opened.sections for held in section.held]


def assert_same(stock: Stock, documents: Sequence[Document]) -> None:
    expected = {document.id: document for document in resolve_references(documents)}
    assert {card.id: stock.load(card) for card in stock.cards} == expected
    entries = [(entry, expected[card.id]) for card in stock.cards for entry in expected[card.id].entries]
    fresh = SmoothIndex(list_terms(list_texts(entry), Analyzer()) for entry, _ in entries)
    query = ["dwangsom", "ind", "2022", "politie"]
    found = [(stock.load_entry(item.entry), item.score) for item in stock.finder.words.find_top(query, 10)]
    assert found == [(entries[item.entry], pytest.approx(item.score, abs=1e-9)) for item in fresh.find_top(query, 10)]
    for entry, document in entries:
        assert stock.find_entry(entry.id) == entry
        card = stock.find_card(document.id)
        assert card is not None
        assert (card.size, card.metadata) == (len(document.entries), document.metadata)
        assert card.numbers == tuple(sorted({number for item in document.questions for number in item.numbers}))


def test_what_was_saved_is_not_read_again(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    first = Reading(papers)
    assert_same(first.open(tmp_path), papers)
    assert sorted(first.read) == sorted(documents)
    again = Reading(papers)
    assert_same(again.open(tmp_path), papers)
    assert again.read == []


def test_an_earlier_stock_answers_until_the_next_one_settles(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    reading = Reading(papers)
    earlier = reading.open(tmp_path)
    reading.read.clear()
    later = Reading(papers[1:]).open(tmp_path)
    assert_same(earlier, papers)
    assert reading.read == []
    later.settle()
    assert_same(later, papers[1:])
    reading.open(tmp_path)
    assert reading.read == [papers[0].id]


def test_papers_come_and_go(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    for held in (papers[:2], papers[1:], (papers[0], *papers[3:]), papers):
        reading = Reading(held)
        stock = reading.open(tmp_path)
        assert_same(stock, held)
        stock.settle()
    # What is gone is not kept, and must be read when it comes back.
    assert reading.read == [paper.id for paper in papers[1:3]]


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
    assert shelf.load_cards(["owner"]) == ()
    with pytest.raises(DamagedFileError):
        shelf.load("owner")
    shelf.put("owner", document)
    assert Shelf(tmp_path / "papers.db", "1").load("owner") == document
    shelf.keep_only(())
    assert Shelf(tmp_path / "papers.db", "1").load_cards(["owner"]) == ()


def assert_same_answers(stock: Stock, documents: Sequence[Document], step: int = 1) -> None:
    saved, fresh = Searcher(stock, stock.finder), Searcher.build(tuple(documents))
    texts = [json.loads(line)["query"] for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    for query in (*texts[::step], *RESTRICTED):
        assert saved.search(query) == fresh.search(query), query
        assert saved.match_best(query) == fresh.match_best(query)
    for query in ("vraag 7", "vraag 40-43 uit 36360 VI", "vraag 900", "wat is een DJIX", "onrechtmatige inkopne"):
        found, expected = saved.search(query), fresh.search(query)
        assert (found.hits, found.missing, found.sure) == (expected.hits, expected.missing, expected.sure)
        assert [card.id for card in found.lists] == [card.id for card in expected.lists]


def test_a_saved_searcher_answers_all_golden_queries_as_one_in_memory(
    documents: dict[str, Document], tmp_path: Path
) -> None:
    papers = tuple(documents.values())
    assert_same_answers(Reading(papers).open(tmp_path), papers)
    assert_same_answers(Reading(papers).open(tmp_path), papers)


def test_papers_that_came_later_answer_as_all_at_once(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    for held in (papers[:3], papers[1:4], papers[1:]):
        assert_same_answers(Reading(held).open(tmp_path), held, step=5)


@pytest.mark.parametrize("name", ["words", "subwords", "known"])
def test_an_index_that_is_lost_or_behind_is_made_anew(
    name: str, documents: dict[str, Document], tmp_path: Path
) -> None:
    papers = tuple(documents.values())
    Reading(papers[1:]).open(tmp_path)
    shutil.copytree(tmp_path / name, tmp_path / "before")
    # The paper that comes last stands first among those that are asked for.
    assert_same_answers(Reading(papers).open(tmp_path), (*papers[1:], papers[0]), step=20)
    shutil.rmtree(tmp_path / name)
    assert_same_answers(
        Reading(papers).open(tmp_path), papers if "words" in name else (*papers[1:], papers[0]), step=20
    )
    shutil.rmtree(tmp_path / name)
    (tmp_path / "before").rename(tmp_path / name)
    reading = Reading(papers)
    stock = reading.open(tmp_path)
    assert_same_answers(stock, [documents[card.id] for card in stock.cards], step=20)
    assert reading.read == []


@pytest.mark.parametrize("name", ["words", "subwords"])
def test_an_index_that_is_lost_after_the_last_paper_was_taken_out_has_as_many_numbers_as_the_other(
    name: str, documents: dict[str, Document], tmp_path: Path
) -> None:
    papers = tuple(documents.values())
    Reading(papers).open(tmp_path)
    last = max(papers, key=lambda paper: SavedIndex(tmp_path / "words", "1 1").load().firsts[name_paper(paper)])
    kept = tuple(paper for paper in papers if paper is not last)
    Reading(kept).open(tmp_path)
    shutil.rmtree(tmp_path / name)
    finder = Reading(kept).open(tmp_path).finder
    assert finder.subwords is not None
    assert len(finder.words) == len(finder.subwords)


def test_what_is_saved_rightly_has_no_problem(documents: dict[str, Document], tmp_path: Path) -> None:
    reading = Reading(tuple(documents.values()))
    assert reading.check(tmp_path) == []
    for held in (2, 5):
        Reading(tuple(documents.values())[:held]).open(tmp_path)
        # Those that are not saved yet are no problem, nor is what another version saved.
        assert reading.check(tmp_path) == []
        assert reading.check(tmp_path, "2", "2") == []


def test_a_paper_that_is_saved_otherwise_than_it_reads_is_a_problem(
    documents: dict[str, Document], tmp_path: Path
) -> None:
    papers = tuple(documents.values())
    right = Reading(papers)
    changed = replace(papers[1], text=papers[1].text.replace("e", "a"))
    Reading((papers[0], changed, *papers[2:])).open(tmp_path)
    assert {problem.partition(":")[0] for problem in right.check(tmp_path)} == {papers[1].id}


def test_a_card_that_says_otherwise_than_its_paper_is_a_problem(documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    Reading(papers).open(tmp_path)
    owner = name_paper(papers[1])
    packed = msgspec.msgpack.encode(replace(Card.of(papers[1], owner), questions=((1, "onzin"),)))
    with closing(sqlite3.connect(tmp_path / "papers.db")) as database, database:
        database.execute(
            "UPDATE cards SET packed = ?, checksum = ? WHERE owner = ?", (packed, zlib.crc32(packed), owner)
        )
    assert [problem.partition(":")[0] for problem in Reading(papers).check(tmp_path)] == [papers[1].id]


@pytest.mark.parametrize("name", ["words", "subwords", "known", "names"])
def test_an_index_of_other_words_than_the_papers_have_is_a_problem(
    name: str, documents: dict[str, Document], tmp_path: Path
) -> None:
    papers = tuple(documents.values())
    owners = [name_paper(paper) for paper in papers]
    Reading(papers).open(tmp_path)
    saved = SavedIndex(tmp_path / name, "1 1")
    before = dict(zip(owners, count_entries(saved.load()), strict=True))
    # As many entries as there were, each with a word too few or too many.
    saved.update(owners, lambda owner: [["onzin"]] * before[owner], anew=True)
    found = Reading(papers).check(tmp_path)
    assert {problem.partition(":")[0] for problem in found} == {paper.id for paper in papers}
    assert all(f"the index of {name} " in problem for problem in found)


@pytest.mark.parametrize("name", ["words", "subwords", "known", "names"])
def test_an_index_that_is_damaged_is_a_problem(name: str, documents: dict[str, Document], tmp_path: Path) -> None:
    papers = tuple(documents.values())
    Reading(papers).open(tmp_path)
    part = next((tmp_path / name).glob("*.part"))
    raw = bytearray(part.read_bytes())
    raw[len(raw) // 2] ^= 1
    part.write_bytes(raw)
    assert [f"the index of {name} " in problem for problem in Reading(papers).check(tmp_path)] == [True]


def test_any_change_of_the_code_is_another_key(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("x = 1")
    before = find_code_key([tmp_path])
    (tmp_path / "one.py").write_text("x = 2")
    assert find_code_key([tmp_path]) != before


@pytest.mark.parametrize("makes", [list_texts, list_terms, list_runs, list_words, find_abbreviations, Analyzer])
def test_what_makes_the_terms_is_named_so_that_all_is_indexed_anew_with_a_change_of_it(makes: object) -> None:
    file = Path(inspect.getfile(makes))  # type: ignore[arg-type]
    assert {file.name, file.parent.name} & set(_ANALYSIS)


def test_what_reading_rests_on_is_part_of_what_saved_papers_are_told_by() -> None:
    corpus = Path(inspect.getfile(Searcher)).parent
    files = [file for room in ("parsing", "readers") for file in (corpus / room).rglob("*.py")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    # How a reader fails, and the process that it runs in, change nothing of what is read.
    used = set(re.findall(r"^from corpus\.(\w+) import", code, re.MULTILINE)) - {"errors", "environment"}
    assert "number_words" in used
    assert {f"{name}.py" for name in used} <= set(_READING)
