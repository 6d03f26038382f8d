"""The papers of the moment: seeds and library together, from what is saved of them, and taken up as they change."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import StartError
from bot.holdings import SETTLE, Holdings
from bot.shelves import Shelves
from corpus.catalogue import Catalogue
from corpus.database import sqlite_url
from corpus.library import Library
from corpus.library_tables import PAPERS
from corpus.models import Document
from corpus.search import Searcher
from tests.conftest import SEEDS

QUERIES = (
    "hoeveel dwangsommen betaalde de IND in 2022?",
    "vraag 43",
    '"in 2022" soort:vraag',
    "xylofoons",
    "jaar:2023",
)


def make_paper(number: int) -> bytes:
    return f"Vraag {number}\nHoeveel xylofoons zijn er?\n\nAntwoord {number}\nEr zijn {number} xylofoons.\n".encode()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(sqlite_url(tmp_path))
    yield library
    library.close()


def build_shelves(library: Library | None, index: Path | None) -> Shelves:
    return Shelves(seeds=SEEDS, library=library, index=index)


def destroy(folder: Path) -> None:
    for path in folder.glob("griffier.db*"):
        path.write_bytes(b"no database" * 1000)


def list_found(searcher: Searcher) -> list[list[str]]:
    return [[hit.entry.id for hit in searcher.search(query).hits] for query in QUERIES]


async def test_what_is_saved_answers_as_what_is_read(library: Library, tmp_path: Path) -> None:
    library.add("muziek.txt", make_paper(7))
    in_memory = await Holdings.load(build_shelves(library, None))
    for _ in range(2):
        saved = await Holdings.load(build_shelves(library, tmp_path / "index"))
        assert (tmp_path / "index" / "papers.db").exists()
        assert list_found(saved.searcher) == list_found(in_memory.searcher)
        assert "muziek#7" in list_found(saved.searcher)[3]


async def test_of_two_files_of_one_seed_one_is_found_also_in_what_is_saved(library: Library, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("a.txt", "b.txt"):
        (seeds / name).write_text(
            f"kst-36000-1\nVraag 1\nHoeveel violen zijn er?\nAntwoord\nZie {name}.\n", encoding="utf-8"
        )
    library.add("muziek.txt", make_paper(7))
    for index in (None, tmp_path / "index"):
        searcher = (await Holdings.load(Shelves(seeds=seeds, library=library, index=index))).searcher
        assert [card.file for card in searcher.cards] == ["b.txt", "muziek.txt"]
        assert [hit.entry.id for hit in searcher.search("hoeveel violen").hits] == ["kst-36000-1#1"]


async def test_seeds_alone_are_saved_too_and_not_indexed_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_memory = await Holdings.load(build_shelves(library, None))
    saved = await Holdings.load(build_shelves(library, tmp_path / "index"))
    assert list_found(saved.searcher) == list_found(in_memory.searcher)
    monkeypatch.setattr("corpus.stock.list_terms", None)
    monkeypatch.setattr("corpus.finder.list_terms", None)
    again = await Holdings.load(build_shelves(library, tmp_path / "index"))
    assert list_found(again.searcher) == list_found(in_memory.searcher)


async def test_without_any_paper_nothing_is_saved(library: Library, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert Shelves(seeds=tmp_path / "seeds", library=library, index=tmp_path / "index").open() is None


async def test_changes_are_taken_up_and_an_earlier_searcher_answers_on(library: Library, tmp_path: Path) -> None:
    library.add("muziek.txt", make_paper(7))
    holdings = await Holdings.load(build_shelves(library, tmp_path / "index"))
    before = holdings.searcher
    library.add("meer.txt", make_paper(8))
    library.remove("muziek")
    following = asyncio.create_task(holdings.follow(0.01))
    try:
        async with asyncio.timeout(20):
            while holdings.searcher is before:  # noqa: ASYNC110 - holdings tell nobody of a change
                await asyncio.sleep(0.01)
    finally:
        following.cancel()
    assert [hit.entry.id for hit in before.search("xylofoons").hits] == ["muziek#7"]
    assert [hit.entry.id for hit in holdings.searcher.search("xylofoons").hits] == ["meer#8"]


async def test_what_another_still_answers_from_stays_on_disk_for_some_minutes(library: Library, tmp_path: Path) -> None:
    for number in (7, 8):
        library.add(f"muziek{number}.txt", make_paper(number))
    shelves = build_shelves(library, tmp_path / "index")
    # As in another process, that has not looked for new papers yet.
    other = await Holdings.load(shelves)
    holdings = await Holdings.load(shelves, quiet=0, settle=0)
    assert holdings._settling is not None
    await holdings._settling
    library.remove("muziek7")
    holdings._settle_after = SETTLE
    await holdings.reload()
    await holdings.finish()
    assert [hit.entry.id for hit in other.searcher.search("xylofoons").hits] == ["muziek7#7", "muziek8#8"]
    assert shelves.check() == ()
    assert count_saved(tmp_path) == 7
    holdings._settle_after = 0
    await holdings.reload()
    await holdings._settling
    assert count_saved(tmp_path) == 6
    assert shelves.check() == ()


def count_saved(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "index" / "papers.db")) as shelf:
        return int(shelf.execute("SELECT count(*) FROM papers").fetchone()[0])


async def test_what_nobody_foresaw_keeps_no_later_paper_away(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    library.add("muziek.txt", make_paper(7))
    holdings = await Holdings.load(Shelves(seeds=seeds, library=library, index=tmp_path / "index"))
    following = asyncio.create_task(holdings.follow(0.01))
    seeds.rename(tmp_path / "elsewhere")
    library.add("meer.txt", make_paper(8))
    try:
        async with asyncio.timeout(20):
            while not caplog.messages:  # noqa: ASYNC110 - a log tells nobody of a line
                await asyncio.sleep(0.01)
            assert len(holdings.searcher.search("xylofoons").hits) == 1
            (tmp_path / "elsewhere").rename(seeds)
            while len(holdings.searcher.search("xylofoons").hits) == 1:
                await holdings.wait(1)
    finally:
        following.cancel()
    assert caplog.messages == ["the papers can't be read (FileNotFoundError); what could be read before stays in use"]


@pytest.mark.parametrize("is_saved", [True, False])
async def test_one_paper_that_can_not_be_read_any_more_keeps_no_other_away(
    is_saved: bool, library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number in (7, 8):
        library.add(f"muziek{number}.txt", make_paper(number))
    raw = b"%PDF-1.4 stuk"
    broken = {"raw": raw, "sha256": hashlib.sha256(raw).hexdigest()}
    with library._database.write() as connection:
        connection.execute(sa.update(PAPERS).where(PAPERS.c.id == "muziek7").values(**broken))
    holdings = await Holdings.load(build_shelves(library, tmp_path / "index" if is_saved else None))
    assert [hit.entry.id for hit in holdings.searcher.search("xylofoons").hits] == ["muziek8#8"]
    assert len(holdings.searcher.cards) == 6
    (said,) = caplog.messages
    assert said.startswith("muziek7: it can't be read any more")
    assert said.endswith("run `griffier check`")
    library.add("muziek7.txt", make_paper(7))
    await holdings.reload()
    assert len(holdings.searcher.search("xylofoons").hits) == 2


async def test_who_asked_before_does_not_wait_for_the_count_of_the_papers_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add("muziek.txt", make_paper(7), team="T1")
    library.add("elders.txt", make_paper(8), team="T2")
    holdings = await Holdings.load(build_shelves(library, None), quiet=0.0)
    await holdings.finish()
    assert holdings.within("T1").searcher.search("xylofoons").hits
    library.add("meer.txt", make_paper(9))
    counted: list[bool] = []
    prepare = Catalogue.prepare

    def note(catalogue: Catalogue) -> None:
        counted.append(bool(catalogue.find("muziek")))
        prepare(catalogue)

    monkeypatch.setattr(Catalogue, "prepare", note)
    await holdings.reload()
    await holdings.finish()
    # Everybody's papers, and those of the one team that asked.
    assert counted == [False, True]


async def test_a_folder_that_can_not_be_written_is_gone_without(library: Library, tmp_path: Path) -> None:
    library.add("muziek.txt", make_paper(7))
    file = tmp_path / "no-folder"
    file.write_text("")
    holdings = await Holdings.load(build_shelves(library, file / "index"))
    assert [hit.entry.id for hit in holdings.searcher.search("xylofoons").hits] == ["muziek#7"]


@pytest.mark.parametrize("name", ["papers.db", "words/parts.json", "subwords/parts.json", "known/parts.json"])
async def test_a_file_that_is_damaged_between_two_starts_is_made_anew(
    name: str, library: Library, tmp_path: Path
) -> None:
    library.add("muziek.txt", make_paper(7))
    expected = list_found((await Holdings.load(build_shelves(library, tmp_path / "index"))).searcher)
    path = tmp_path / "index" / name
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])
    assert list_found((await Holdings.load(build_shelves(library, tmp_path / "index"))).searcher) == expected


async def test_a_library_that_is_lost_leaves_what_was_read(
    library: Library, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library.add("muziek.txt", make_paper(7))
    holdings = await Holdings.load(build_shelves(library, tmp_path / "index"))
    before = holdings.searcher
    destroy(tmp_path)
    with caplog.at_level(logging.ERROR):
        await holdings.reload()
        await holdings.reload()
    assert holdings.searcher is before
    assert [record.message.endswith("what could be read before stays in use") for record in caplog.records] == [True]


async def test_without_any_paper_it_does_not_start(tmp_path: Path, documents: dict[str, Document]) -> None:
    with pytest.raises(StartError, match="put papers there or set GRIFFIER_SEEDS"):
        await Holdings.load(Shelves(seeds=tmp_path))


async def test_a_paper_without_any_entry_stops_no_other_from_being_taken_up(library: Library, tmp_path: Path) -> None:
    library.add("muziek.txt", make_paper(7))
    holdings = await Holdings.load(build_shelves(library, tmp_path / "index"))
    for name, raw in (("leeg.txt", b"Blz. 1\n\fBlz. 2\n\fBlz. 3\n"), ("meer.txt", make_paper(8))):
        library.add(name, raw)
        await holdings.reload()
    assert {hit.entry.id for hit in holdings.searcher.search("xylofoons").hits} == {"muziek#7", "meer#8"}


async def test_what_comes_in_with_a_version_of_a_seed_is_told_against_the_version_before_it(
    library: Library, tmp_path: Path
) -> None:
    asked = [f"Vraag {number}\nIs dit {number}?\nAntwoord\nJa.\n" for number in (1, 2, 3)]
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "stuk.txt").write_text("kst-36000-1\n" + asked[0], encoding="utf-8")
    for count in (2, 3):
        library.add("stuk.txt", "".join(("kst-36000-1\n", *asked[:count])).encode())
    holdings = await Holdings.load(Shelves(seeds=seeds, library=library))
    arrivals = holdings.list_arrivals(0, library.find_revision(), holdings.searcher)
    assert [arrival.entries for arrival in arrivals] == [("kst-36000-1#2", "kst-36000-1#3"), ("kst-36000-1#3",)]
