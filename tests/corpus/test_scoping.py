"""Papers that belong to one workspace: it sees them beside those of everybody, and nobody else does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.answering import Answering
from bot.finding import Finding
from bot.holdings import Holdings, build_searcher
from bot.search_request import Field
from bot.shelves import Shelves
from bot.texts import DUTCH
from bot.views.home import Kept, build_home
from bot.views.message import Message
from bot.views.papers import PapersPage
from corpus.adding import EVERYBODY, Arrival, Change
from corpus.database import Database, sqlite_url
from corpus.errors import UnknownDocumentError
from corpus.library import Library
from corpus.library_tables import PAPERS
from corpus.models import Document
from corpus.parsing import parse_document
from corpus.query import NumberQuery
from corpus.readers import build_source
from corpus.search import Searcher
from tests.conftest import SEEDS

WORDS = ("bruggen", "dijken", "sluizen", "wegen")


def make_paper(number: int, mark: str = "", *, text: str = "Ja.", questions: int = 2) -> bytes:
    """Return a paper in which every question and answer bears a mark."""
    lines = [f"kst-36000-{number}"]
    for question in range(1, questions + 1):
        asked = f"Wat kosten de {WORDS[question % 4]} {mark}, en ziet u kst-36000-{number + 1}, vraag 1?"
        lines += [f"Vraag {question}", asked, "Antwoord", f"{text} {mark}"]
    return "\n".join(lines).encode()


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    library = Library.open(url)
    yield library
    library.close()


def find_text(searcher: Searcher, entry_id: str) -> str:
    entry = searcher.find_entry(entry_id)
    return repr(entry)


async def open_holdings(library: Library, folder: Path | None = None) -> Holdings:
    return await Holdings.load(Shelves(seeds=SEEDS, library=library, index=folder))


@pytest.mark.parametrize("is_saved", [False, True])
async def test_a_team_sees_its_own_papers_and_no_other_does(library: Library, tmp_path: Path, is_saved: bool) -> None:
    library.add("a.txt", make_paper(1, "rood"), team="TA")
    library.add("b.txt", make_paper(2, "blauw"), team="TB")
    library.add("c.txt", make_paper(3, "iedereen"))
    searcher = (await open_holdings(library, tmp_path / "index" if is_saved else None)).searcher
    seen = {team: {card.id for card in searcher.within(team).cards} for team in ("TA", "TB", "TC", EVERYBODY)}
    shared = seen[EVERYBODY]
    assert len(shared) == 6
    assert seen == {
        "TA": shared | {"kst-36000-1"}, "TB": shared | {"kst-36000-2"}, "TC": shared, EVERYBODY: shared,
    }  # fmt: skip
    query = "wat kosten de dijken soort:vraag dossier:36000"
    assert {hit.document.id for hit in searcher.within("TA").search(query).hits} == {"kst-36000-1", "kst-36000-3"}
    # Who does not say which team sees nobody's own.
    assert {hit.document.id for hit in searcher.search(query).hits} == {"kst-36000-3"}
    assert searcher.within("TA").within("TB").find_entry("kst-36000-1#1") is None
    assert searcher.within("TA").within(EVERYBODY) is searcher
    assert [hit.entry.id for hit in searcher.within("TB").search('"de dijken blauw"').hits] == ["kst-36000-2#1"]
    assert searcher.within("TA").search('"de dijken blauw"').hits == ()
    assert [hit.document.id for hit in searcher.within("TA").search("soort:vraag document:kst-36000-1").hits] == [
        "kst-36000-1",
        "kst-36000-1",
    ]
    assert searcher.search("soort:vraag document:kst-36000-1").hits == ()


def test_where_nothing_is_private_nothing_is_made_for_a_team(searcher: Searcher) -> None:
    assert searcher.within("TA") is searcher


async def test_of_a_paper_for_all_a_team_keeps_its_own_version(library: Library, tmp_path: Path) -> None:
    library.add("a.txt", make_paper(1, "eigen"), team="TA")
    library.add("b.txt", make_paper(1, "andere"), team="TB")
    library.add("c.txt", make_paper(1, "voor allen"))
    holdings = await open_holdings(library, tmp_path)
    for team, mark in (("TA", "eigen"), ("TB", "andere"), ("TC", "voor allen"), (EVERYBODY, "voor allen")):
        view = holdings.searcher.within(team)
        assert mark in find_text(view, "kst-36000-1#1")
        assert len([card for card in view.cards if card.id == "kst-36000-1"]) == 1
        assert {mark in repr(hit.entry) for hit in view.search("document:kst-36000-1").hits} == {True}
    # Once its own is gone a team sees that of everybody.
    library.remove("kst-36000-1", team="TA")
    await holdings.reload()
    assert "voor allen" in find_text(holdings.searcher.within("TA"), "kst-36000-1#1")
    assert "andere" in find_text(holdings.searcher.within("TB"), "kst-36000-1#1")
    library.remove("kst-36000-1")
    await holdings.reload()
    assert holdings.searcher.within("TA").find_entry("kst-36000-1#1") is None
    assert "andere" in find_text(holdings.searcher.within("TB"), "kst-36000-1#1")


async def test_the_same_file_of_two_teams_is_indexed_once(library: Library, tmp_path: Path) -> None:
    for team in ("TA", "TB"):
        assert library.add("a.txt", make_paper(1), team=team).change is Change.ADDED
    holdings = await open_holdings(library, tmp_path)
    alone = await open_holdings(Library.open(sqlite_url(tmp_path / "seeds")), tmp_path / "alone")
    size = len(holdings.searcher.within("TA")._finder.words)
    assert size == len(alone.searcher._finder.words) + 2
    assert holdings.searcher.within("TC").find_entry("kst-36000-1#1") is None
    # And for everybody too, which makes it no team's secret.
    library.add("a.txt", make_paper(1))
    await holdings.reload()
    assert len(holdings.searcher._finder.words) == size
    assert holdings.searcher.within("TC").find_entry("kst-36000-1#1") is not None


def test_what_a_change_is_is_told_against_what_the_team_saw(library: Library) -> None:
    assert library.add("a.txt", make_paper(1, "oud")).change is Change.ADDED
    # It is there for everybody already.
    assert library.add("b.txt", make_paper(1, "oud"), team="TA").change is Change.UNCHANGED
    replaced = library.add("a.txt", make_paper(1, "oud", questions=3), team="TA")
    assert (replaced.change, replaced.new, replaced.changed) == (Change.REPLACED, ("kst-36000-1#3",), ())
    assert library.add("a.txt", make_paper(1, "oud", questions=3), team="TA").change is Change.UNCHANGED
    assert library.add("a.txt", make_paper(1, "oud", questions=3)).new == ("kst-36000-1#3",)
    assert library.list_ids() == {"kst-36000-1"}
    assert [(held.team, held.id) for held in library.list_papers()] == [
        (EVERYBODY, "kst-36000-1"), ("TA", "kst-36000-1"),
    ]  # fmt: skip
    assert library.check() == ()


def test_a_team_can_not_take_out_what_is_not_its_own(library: Library) -> None:
    library.add("a.txt", make_paper(1))
    library.add("b.txt", make_paper(2), team="TB")
    for number, team in ((1, "TA"), (2, "TA"), (2, EVERYBODY), (1, "TB")):
        with pytest.raises(UnknownDocumentError):
            library.remove(f"kst-36000-{number}", team=team)
    revision = library.find_revision()
    assert library.forget_team("TA") == 0
    assert library.find_revision() == revision
    assert library.forget_team("TB") == 1
    assert [arrival.team for arrival in library.list_arrivals(0, 99)] == [EVERYBODY]
    assert [held.id for held in library.list_papers()] == ["kst-36000-1"]
    with pytest.raises(ValueError, match="no team"):
        library.forget_team(EVERYBODY)


def test_what_came_in_is_told_in_order_with_the_entries_that_are_new(library: Library) -> None:
    library.add("a.txt", make_paper(1, "een"))
    revision = library.find_revision()
    library.add("a.txt", make_paper(1, "een", questions=3))
    library.add("b.txt", make_paper(2), team="TA")
    library.remove("kst-36000-2", team="TA")
    library.add("b.txt", make_paper(2), team="TA")
    arrivals = library.list_arrivals(revision, library.find_revision())
    assert [(arrival.team, arrival.document_id, arrival.entries) for arrival in arrivals] == [
        (EVERYBODY, "kst-36000-1", ("kst-36000-1#3",)), ("TA", "kst-36000-2", None), ("TA", "kst-36000-2", None),
    ]  # fmt: skip
    assert library.list_arrivals(library.find_revision(), 99) == ()
    assert [arrival.revision for arrival in library.list_arrivals(0, revision)] == [revision]


def test_a_library_from_before_is_taken_up_as_everybodys(url: str) -> None:
    database = Database.open(url)
    document = parse_document(build_source("a.txt", make_paper(1)))
    row = {"id": document.id, "file": "a.txt", "sha256": document.sha256, "raw": make_paper(1), "version": 1}
    with database.write() as connection:
        # As it was made then: without what belongs to one workspace.
        for statement in (
            "CREATE TABLE dossiers (id VARCHAR(64) PRIMARY KEY)",
            "CREATE TABLE revision (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)",
            "INSERT INTO revision VALUES (1, 7)",
        ):
            connection.exec_driver_sql(statement)
        PAPERS.create(connection)
        connection.execute(sa.insert(PAPERS).values(**row, added=sa.func.now()))
    database.close()
    library = Library.open(url)
    assert [(held.team, held.id) for held in library.list_papers()] == [(EVERYBODY, "kst-36000-1")]
    library.add("b.txt", make_paper(2), team="TA")
    assert library.find_revision() == 8
    assert library.list_arrivals(7, 8)[0].team == "TA"
    assert library.check() == ()
    library.close()


def test_a_count_that_was_lost_goes_on_after_the_arrivals(library: Library) -> None:
    library.add("a.txt", make_paper(1))
    library.add("b.txt", make_paper(2))
    with library._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM revision")
    library.add("c.txt", make_paper(3))
    assert library.find_revision() == 3


def test_a_paper_and_what_is_written_alongside_are_kept_together_or_not_at_all(library: Library) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        library.add("a.txt", make_paper(1), alongside=fail)
    assert library.list_papers() == ()
    library.add("a.txt", make_paper(1))
    with pytest.raises(RuntimeError):
        library.remove("kst-36000-1", alongside=fail)
    assert len(library.list_papers()) == 1


async def test_a_reference_leads_to_what_the_team_sees_alone(library: Library, tmp_path: Path) -> None:
    library.add("a.txt", make_paper(1, "iedereen"))
    library.add("b.txt", make_paper(2, "geheim"), team="TB")
    for holdings in (await open_holdings(library), await open_holdings(library, tmp_path)):
        resolved = {}
        for team in ("TA", "TB"):
            entry = holdings.searcher.within(team).find_entry("kst-36000-1#1")
            assert entry is not None
            resolved[team] = {reference.target for reference in entry.references if reference.resolved}
        assert resolved["TA"] == set()
        assert resolved["TB"] & {"kst-36000-2", "kst-36000-2#1"}


@pytest.mark.parametrize("is_saved", [False, True])
async def test_what_a_word_stands_for_is_told_by_what_the_team_sees(
    library: Library, tmp_path: Path, is_saved: bool
) -> None:
    """A word, a name or a spelling of another's paper would come out as the mark of a match, or as a word not found."""
    library.add("a.txt", make_paper(1, "zonnige wijzers, de Xeno Yacht Zorg en de molenaars"))
    private = "de Xeno Yacht Zorg (XYZ), de zonnewijzers, de molenaaars, de zilverkust"
    library.add("b.txt", make_paper(2, private), team="TB")
    library.add("c.txt", make_paper(2, private), team="TC")
    library.add("d.txt", make_paper(3, "eigen"), team="TA")
    searcher = (await open_holdings(library, tmp_path / "index" if is_saved else None)).searcher

    def list_terms(team: str, query: str) -> set[str]:
        finder = searcher.within(team)._finder
        return {term.text for word in finder.read(query) for term in word.terms}

    for team in ("TA", EVERYBODY):
        # Nothing of a full name that only the others wrote, neither way round.
        assert list_terms(team, "XYZ") == {"xyz"}
        assert "xyz" not in list_terms(team, "de Xeno Yacht Zorg")
        # A word of theirs corrects no typing error, is no part, and hides nothing that is right.
        assert not list_terms(team, "zonnewijzesr") & {"zonnewijzer", "zonn", "wijzer"}
        assert list_terms(team, "zilverkusd") == {"zilverkusd"}
        assert "molenaar" in list_terms(team, "molenaaars")
        assert searcher.within(team).search("XYZ").hits == ()
    for team in ("TB", "TC"):
        assert list_terms(team, "XYZ") > {"xyz", "yacht"}
        assert "xyz" in list_terms(team, "de Xeno Yacht Zorg")
        assert "zonnewijzer" in list_terms(team, "zonnewijzesr")
        assert "zilverkust" in list_terms(team, "zilverkusd")
        assert "molenaar" not in list_terms(team, "molenaaars")


PAPER = st.tuples(st.sampled_from([EVERYBODY, "TA", "TB"]), st.integers(1, 3))
QUERIES = (
    "wat kosten de dijken", "markta", "marktb", '"en ziet u"', "soort:vraag -markta", "vraag 1",
    "vraag 2 uit kst-36000-1", "document:kst-36000-2", "bronnen", "dijkne", "kst-36000-3", "stuk van",
)  # fmt: skip


COMPLETED = (Field.PAPER, Field.MINISTRY, Field.PARTY, Field.DOSSIER)
URLS = tuple(f"https://zoek.officielebekendmakingen.nl/kst-36000-{number}.html" for number in (1, 2, 3))


@settings(max_examples=8, deadline=None)
@given(papers=st.lists(PAPER, min_size=1, max_size=6, unique=True))
def test_nothing_that_a_team_is_given_holds_anything_of_another(papers: list[tuple[str, int]]) -> None:
    owned: list[tuple[str, Document]] = []
    for team, number in papers:
        mark = f"mark{team.casefold()}" if team else "gedeeld"
        raw = make_paper(number, mark)
        owned.append((team, parse_document(build_source(f"Stuk van {team or 'allen'}, {number}.txt", raw))))
    searcher = build_searcher(owned)
    root = Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=DUTCH)
    ids = sorted({entry.id for _, document in owned for entry in document.entries})
    arrivals = [
        Arrival(revision=place, team=team, document_id=document.id, entries=None)
        for place, (team, document) in enumerate(owned, start=1)
    ]
    for team, others in (("TA", ("TB",)), ("TB", ("TA",)), ("TC", ("TA", "TB"))):
        answering = Answering(holdings=root.holdings.within(team), texts=DUTCH)
        shown = "\n".join(list_all_given(answering, ids, arrivals))
        # What was asked is said back, the marks included; the text of a paper bears them with what stands beside.
        for other in others:
            mark = f"mark{other.casefold()}"
            assert not re.search(f"{mark}, en ziet|Ja\\. {mark}|Stuk van {other}", shown)
        assert {(card.id, card.file) for card in answering.holdings.searcher.cards} == expect(papers, team)
        if any(owner == team for owner, _ in papers):
            assert f"mark{team.casefold()}, en ziet u" in shown
            assert f"Stuk van {team}" in shown


def list_all_given(answering: Answering, ids: list[str], arrivals: list[Arrival]) -> Iterator[str]:
    """Return all that the bot shows of the papers: answers, lists, cards, windows, links, the Home tab, news."""
    reading, finding = answering.reading, Finding(answering=answering)
    for query in QUERIES:
        yield _show(answering.answer(query).message)
        yield _show(answering.answer("en vraag 2?", earlier=query).message)
        yield _show(answering.search(query, asked_by="jij").message)
        yield _show(finding.list_papers(PapersPage(text=query)).message)
        yield _show_view(finding.open_papers(PapersPage(text=query)))
        yield _show_view(finding.open_search(query))
        entries = answering.holdings.searcher.find_news(query, arrivals)
        yield repr(entries)
        yield from (str(option.to_dict()) for field in COMPLETED for option in finding.complete(field, query[:5]))
    yield from (str([block.to_dict() for block in finding.unfurl(url)]) for url in URLS)
    yield _show_view(build_home(finding.catalogue, Kept(person="U1"), DUTCH))
    for number in (1, 2, 3):
        yield _show(answering.choose(f"1|kst-36000-{number}", asked_by="jij").message)
        yield _show_view(finding.open_paper(f"kst-36000-{number}"))
    for id_ in ids:
        views = (reading.open(id_), reading.open_similar(id_), reading.open_share_form(id_))
        yield from (_show_view(view) for view in views if view)
        shared = reading.share(id_, shared_by="jij")
        yield _show(shared) if shared else ""


def expect(papers: list[tuple[str, int]], team: str) -> set[tuple[str, str]]:
    """Return what a team should see: its own, and of what it has no version of its own that of everybody."""
    own = {number for owner, number in papers if owner == team}
    shared = {number for owner, number in papers if owner == EVERYBODY} - own
    return {(f"kst-36000-{n}", f"Stuk van {team}, {n}.txt") for n in own} | {
        (f"kst-36000-{n}", f"Stuk van allen, {n}.txt") for n in shared
    }


def _show(message: Message) -> str:
    return message.text + json.dumps([block.to_dict() for block in message.blocks], ensure_ascii=False)


def _show_view(view: View) -> str:
    return json.dumps(view.to_dict(), ensure_ascii=False)


def test_a_paper_that_words_describe_is_one_that_the_asker_sees() -> None:
    shown, own = (parse_document(build_source("a.txt", make_paper(number))) for number in (1, 2))
    own = replace(own, metadata=replace(own.metadata, title="Lijst over vuurtorens"))
    searcher = Searcher.build((shown,), private=[("TA", own)])
    asked = "vraag 1 uit de lijst over vuurtorens"
    papers = []
    for seen in (searcher, searcher.within("TA"), searcher):
        query = seen.parse(asked)
        papers.append(query.paper if isinstance(query, NumberQuery) else None)
    assert papers == [None, "kst-36000-2", None]
