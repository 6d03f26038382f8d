"""The library: one transaction for each paper, whatever happens in the middle."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.holdings import Holdings
from bot.shelves import Shelves
from corpus.adding import Added, Change, compare_versions
from corpus.checking import find_problem
from corpus.database import sqlite_url
from corpus.errors import HeldPaperError, LibraryError, SourceError, UnknownDocumentError
from corpus.library import Library
from corpus.library_tables import PAPERS, REVISION
from corpus.models import Document
from corpus.parsing import parse_document
from corpus.readers import Limits, build_source
from corpus.readers.source import SourceText
from tests.conftest import ROOT, SEEDS
from tests.corpus.test_apart import list_readers, make_pdf
from tests.postgres import Server

# The README names the command that kills it 200 times.
KILLS = int(os.environ.get("KILLS", "10"))


def make_paper(number: int, answer: str = "Ja.") -> bytes:
    return f"kst-36000-{number}\nVraag 1\nIs dit paper {number}?\nAntwoord\n{answer}\n".encode()


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    library = Library.open(url)
    yield library
    library.close()


def test_a_paper_is_added_once_and_a_newer_version_says_what_changed(library: Library) -> None:
    first = library.add("a.txt", make_paper(1))
    assert (first.change, first.document.id, first.questions, first.answered) == (Change.ADDED, "kst-36000-1", 1, 1)
    revision = library.find_revision()
    assert library.add("a.txt", make_paper(1)).change is Change.UNCHANGED
    assert library.find_revision() == revision
    newer = make_paper(1, "Nee.") + b"Vraag 2\nEn nu?\nAntwoord\nNiets.\n"
    replaced = library.add("a.txt", newer)
    assert (replaced.change, replaced.changed, replaced.new, replaced.gone) == (
        Change.REPLACED, ("kst-36000-1#1",), ("kst-36000-1#2",), (),
    )  # fmt: skip
    assert library.find_revision() == revision + 1
    ((_, document),) = library.load_owned()
    assert document.sha256 == replaced.document.sha256


def test_a_file_that_can_not_be_read_leaves_the_library_as_it_was(library: Library) -> None:
    library.add("a.txt", make_paper(1))
    revision = library.find_revision()
    with pytest.raises(SourceError):
        library.add("b.pdf", b"%PDF-1.4 stuk")
    assert library.find_revision() == revision
    assert len(library.load_owned()) == 1


def test_a_removed_paper_is_gone_and_an_unknown_one_is_named(library: Library) -> None:
    library.add("a.txt", make_paper(1))
    library.remove("kst-36000-1")
    assert library.load_owned() == ()
    with pytest.raises(UnknownDocumentError, match="kst-36000-1"):
        library.remove("kst-36000-1")


def test_check_names_a_paper_whose_bytes_changed(library: Library) -> None:
    library.add("a.txt", make_paper(1))
    assert library.check() == ()
    with library._database.write() as connection:
        connection.execute(sa.update(PAPERS).values(raw=b"Vraag 1 anders"))
    assert "kst-36000-1: its bytes are not those that were added" in library.check()[0]


def test_check_names_each_paper_that_is_not_read_as_it_was(library: Library) -> None:
    for number in (1, 2, 3):
        library.add(f"{number}.txt", make_paper(number))
    changes = {"kst-36000-1": make_paper(9), "kst-36000-2": b"%PDF-1.4 stuk"}
    with library._database.write() as connection:
        for id_, raw in changes.items():
            sha256 = hashlib.sha256(raw).hexdigest()
            connection.execute(sa.update(PAPERS).where(PAPERS.c.id == id_).values(raw=raw, sha256=sha256))
    first, second = library.check()
    assert "kst-36000-1: it reads as another paper now (kst-36000-9)" in first
    assert "kst-36000-2: it can't be read any more (is a broken or cut-off PDF)" in second


def test_check_goes_on_over_what_nobody_foresaw(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    for number in (1, 2):
        library.add(f"{number}.txt", make_paper(number))

    def parse(source: SourceText) -> Document:
        raise RuntimeError(source.text)

    monkeypatch.setattr("corpus.library.parse_document", parse)
    assert [problem.partition(";")[0] for problem in library.check()] == [
        f"kst-36000-{number}: it can't be read any more (RuntimeError)" for number in (1, 2)
    ]


def break_paper(library: Library, document_id: str, raw: bytes = b"%PDF-1.4 stuk") -> None:
    """Have the library hold bytes that can't be read, as what other code could read once."""
    broken = {"raw": raw, "sha256": hashlib.sha256(raw).hexdigest()}
    with library._database.write() as connection:
        connection.execute(sa.update(PAPERS).where(PAPERS.c.id == document_id).values(**broken))


def test_a_held_paper_that_can_not_be_read_is_left_out_and_can_be_replaced(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    for number in (1, 2, 3):
        library.add(f"{number}.txt", make_paper(number))
    break_paper(library, "kst-36000-2")
    assert [document.id for _, document in library.load_owned()] == ["kst-36000-1", "kst-36000-3"]
    (said,) = caplog.messages
    assert said.startswith("kst-36000-2: it can't be read any more (is a broken or cut-off PDF; ")
    assert said.endswith("), and is left out: run `griffier check`")
    library.add("2.txt", make_paper(2))
    assert len(library.load_owned()) == 3
    assert library.check() == ()


def test_a_held_pdf_is_read_apart_and_within_what_that_may_take(url: str, caplog: pytest.LogCaptureFixture) -> None:
    library = Library.open(url)
    library.add("1.txt", make_paper(1))
    library.add("2.pdf", make_pdf("Vraag 1", "Hoeveel?", "Antwoord 1", "Vijf."))
    held = library.list_papers()
    library.close()
    assert list_readers() == []
    # Of the other limits a held paper is free.
    library = Library.open(url, Limits(file=10, text=10, pages=0))
    assert len(library.load_owned()) == 2
    assert len(list_readers()) == 1
    library.close()
    library = Library.open(url, Limits(seconds=0))
    assert [document.id for _, document in library.load_owned()] == ["kst-36000-1"]
    assert "2: it can't be read any more (takes more than 0 seconds to read; " in caplog.text
    assert "raise GRIFFIER_LONGEST_READING" in caplog.text
    with pytest.raises(HeldPaperError, match="takes more than 0 seconds"):
        library.load_document(held[0])
    (problem,) = library.check()
    assert "takes more than 0 seconds" in problem
    assert "of team" not in problem
    library.close()


def test_check_says_that_the_count_of_changes_is_lost(library: Library) -> None:
    # There is none before the first one.
    assert library.check() == ()
    library.add("a.txt", make_paper(1))
    with library._database.write() as connection:
        connection.execute(sa.delete(REVISION))
    assert "count of changes is lost" in library.check()[0]


def test_check_finds_an_entry_that_shows_what_its_text_does_not_say() -> None:
    raw = make_paper(1)
    document = parse_document(build_source("a.txt", raw))
    changed = replace(document, text=document.text.replace("Ja.", "Nee"))
    problem = find_problem(document.id, "a.txt", document.sha256, raw, lambda *_: changed)
    assert problem is not None
    assert "shows what its text does not say" in problem
    torn = replace(document, parts=document.parts[1:])
    problem = find_problem(document.id, "a.txt", document.sha256, raw, lambda *_: torn)
    assert problem is not None
    assert "parts do not make up its text" in problem


def test_check_finds_a_database_whose_pages_are_damaged(tmp_path: Path) -> None:
    library = Library.open(sqlite_url(tmp_path))
    for number in range(40):
        library.add(f"{number}.txt", make_paper(number, "Ja. " * 500))
    library.close()
    file = tmp_path / "griffier.db"
    raw = bytearray(file.read_bytes())
    raw[8192:16384] = bytes(8192)
    file.write_bytes(raw)
    library = Library.open(sqlite_url(tmp_path))
    with pytest.raises(LibraryError, match="damaged"):
        library.check()
    library.close()


def test_what_another_writes_while_a_paper_is_compared_is_what_it_is_told_against(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add("a.txt", make_paper(1))

    def compare(older: Document | None, newer: Document) -> Added:
        monkeypatch.setattr("corpus.library.compare_versions", compare_versions)
        library.add("a.txt", make_paper(1, "Misschien.") + b"Vraag 2\nEn nu?\nAntwoord\nNiets.\n")
        return compare_versions(older, newer)

    monkeypatch.setattr("corpus.library.compare_versions", compare)
    assert library.add("a.txt", make_paper(1, "Nee.")).gone == ("kst-36000-1#2",)


def test_two_writers_at_once_lose_nothing(url: str) -> None:
    def write(first: int) -> None:
        library = Library.open(url)
        for number in range(first, first + 20):
            library.add(f"{number}.txt", make_paper(number))
        library.close()

    with ThreadPoolExecutor(2) as pool:
        # Both make the tables; ten papers are written by both.
        list(pool.map(write, (100, 110)))
    library = Library.open(url)
    assert len(library.load_owned()) == 30
    assert library.find_revision() == 30
    library.close()


def test_a_kill_in_the_middle_of_adding_leaves_whole_papers(tmp_path: Path, url: str) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(30 * KILLS):
        (papers / f"{number:05}.txt").write_bytes(make_paper(number))
    random_ = random.Random(7)
    held = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "add", str(papers)],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(ROOT), "GRIFFIER_DATA": str(tmp_path), "DATABASE_URL": url, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert process.stdout is not None
        # Those from before the last kill come first; from here on each moment is in the middle of adding.
        next(line for line in process.stdout if b": added " in line)
        time.sleep(random_.uniform(0, 0.03))
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        library = Library.open(url)
        documents = library.load_owned()
        assert library.check() == ()
        assert held < library.find_revision() == len(documents) < 30 * KILLS
        held = len(documents)
        library.close()


def test_a_damaged_database_is_said_and_the_seeds_answer_on(tmp_path: Path) -> None:
    (tmp_path / "griffier.db").write_bytes(b"dit is geen database" * 100)
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(sqlite_url(tmp_path))


async def test_a_library_that_is_out_of_reach_takes_nothing_away(postgresql: Server) -> None:
    library = Library.open(postgresql.make_database())
    library.add("a.txt", make_paper(1))
    holdings = await Holdings.load(Shelves(seeds=SEEDS, library=library))
    postgresql.drop_connections()
    await holdings.reload()
    assert holdings.searcher.find_entry("kst-36000-1#1") is not None
    # The next look finds the server again, with what was added since.
    library.add("b.txt", make_paper(2))
    await holdings.reload()
    assert holdings.searcher.find_entry("kst-36000-2#1") is not None
    library.close()


async def test_what_is_added_is_found_without_a_restart(tmp_path: Path, library: Library) -> None:
    holdings = await Holdings.load(Shelves(seeds=SEEDS, library=library))
    assert holdings.searcher.find_entry("kst-36000-1#1") is None
    library.add("a.txt", make_paper(1))
    await holdings.reload()
    assert holdings.searcher.find_entry("kst-36000-1#1") is not None


def test_several_that_make_the_library_at_once_all_open_it(tmp_path: Path) -> None:
    def open_library(url: str) -> int:
        library = Library.open(url)
        revision = library.find_revision()
        library.close()
        return revision

    for number in range(25):
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(open_library, [sqlite_url(tmp_path / str(number))] * 4)) == [0] * 4
