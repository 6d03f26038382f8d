"""What a person sees of an answer in other words than the question's, and of a question that is too long."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.config import load_settings
from bot.holdings import Holdings
from bot.meanings import compare_meanings
from bot.shelves import Shelves
from bot.state.state import State
from bot.texts import DUTCH
from bot.views.answer import build_answer
from corpus.embedding import Vector, load_encoder
from corpus.filling import fill_now
from corpus.library import Library
from corpus.models import Document
from corpus.search import Searcher
from corpus.vectors import SavedVectors
from tests.conftest import ROOT, SEEDS, run_bot
from tests.papers import make_paper

needs_encoder = pytest.mark.skipif(load_encoder() is None, reason="griffier[semantic] is not installed")
ASKED = "inbrekers op het internet pakken"
SAYS_SO = "Zelfde onderwerp, andere woorden"
DJI = "waarom zijn de onrechtmatige inkopen bij DJI gestegen?"
# Of its numbers some are those of another list too.
BRIDGES = make_paper("kst-36200-XII-7", "Lijst", [(f"Hoeveel bruggen {number}?", "Geen.") for number in range(1, 12)])


class Watched:
    """An encoder to which all texts mean the same; it notes which queries it read, and whether on the event loop."""

    name, dimensions, least = "watched", 64, 0.5

    def __init__(self) -> None:
        self.read: dict[str, bool] = {}

    def embed_query(self, text: str) -> Vector:
        self.read[text] = self.read.get(text, False) or is_on_loop()
        return np.full(self.dimensions, 1 / 8, np.float32)

    def embed_entry(self, text: str) -> Vector:
        return np.full(self.dimensions, 1 / 8, np.float32)

    def begin(self, searcher: Searcher) -> None:
        """Have meanings compared as after a start or with new papers: no query was read yet."""
        fill_now(searcher, self, SavedVectors(None, self), most=searcher.size)


def is_on_loop() -> bool:
    return threading.current_thread() is threading.main_thread()


@pytest.fixture(scope="module")
def semantic(documents: dict[str, Document]) -> Searcher:
    searcher = Searcher.build(tuple(documents.values()))
    compare_meanings(searcher, load_settings({}), SEEDS, keeps=False)
    return searcher


@needs_encoder
async def test_a_hit_in_other_words_says_so_in_slack(semantic: Searcher) -> None:
    async with run_bot(semantic) as slack:
        await slack.people.post(slack.person, slack.dm(slack.person), ASKED)
        await slack.wait_for(lambda: bool(slack.bot_messages(slack.dm(slack.person))))
        (answer,) = slack.bot_messages(slack.dm(slack.person))
    assert SAYS_SO in json.dumps(answer["blocks"])


def test_words_alone_say_nothing_of_other_words(searcher: Searcher) -> None:
    message = build_answer(searcher.search(ASKED), DUTCH)
    assert SAYS_SO not in json.dumps([block.to_dict() for block in message.blocks])


def test_a_question_without_end_is_answered_for_its_beginning_and_says_so(searcher: Searcher) -> None:
    asked = "hoeveel dwangsommen betaalde de IND " + " ".join(f"woord{number}" for number in range(5_000))
    answer = searcher.search(asked)
    assert answer.hits[0].entry.id == "vragen-kst-36360-VI-1#43"
    message = build_answer(answer, DUTCH)
    assert "Je vraag is erg lang" in json.dumps([block.to_dict() for block in message.blocks[:2]])
    assert "Je vraag is erg lang" in message.text
    assert not searcher.search("hoeveel dwangsommen betaalde de IND").is_cut


@needs_encoder
def test_the_command_line_compares_meanings_unless_it_is_told_not_to() -> None:
    def ask(**environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "bot", "ask", ASKED], cwd=ROOT, capture_output=True, text=True, timeout=120,
            env={"PATH": "/usr/bin:/bin", **environment},
        ).stdout  # fmt: skip

    assert SAYS_SO in ask()
    assert SAYS_SO not in ask(GRIFFIER_SEMANTIC="off")


@needs_encoder
async def test_a_paper_that_is_added_is_found_by_what_it_means(tmp_path: Path) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'griffier.db'}")
    answer = "Dokters verdienen dit jaar meer."
    library.add("a.txt", f"kst-36000-1\nVraag 1\nStijgt het salaris van dokters?\nAntwoord\n{answer}\n".encode())
    holdings = await Holdings.load(
        Shelves(seeds=SEEDS, library=library, index=tmp_path / "index", vectors=tmp_path / "index" / "vectors"),
        quiet=0,
    )
    await holdings.finish()
    found = holdings.searcher.search("loon voor artsen").hits
    assert [hit.by_meaning for hit in found if hit.entry.id == "kst-36000-1#1"] == [True]
    library.close()


async def test_the_model_reads_beside_the_event_loop_wherever_one_asks(documents: dict[str, Document]) -> None:
    searcher, encoder = Searcher.build((*documents.values(), BRIDGES)), Watched()
    encoder.begin(searcher)
    state = State.open_in_memory()
    # More than the button to its next page can carry, in fewer words than are looked for.
    text = documents["jaarverslag-2020-VI-beleidsverslag"].text
    endless = " ".join(sorted({word for word in text.split() if word.isalpha() and len(word) > 12})[:90])
    assert len(endless) > 1_000
    async with run_bot(searcher, state=state) as slack:

        async def wait_for(text: str) -> dict[str, Any]:
            await slack.wait_for(lambda: text in str(slack.all_messages(slack.channel)[-1:]))
            return slack.all_messages(slack.channel)[-1]

        async def mention(text: str, thread_ts: str | None = None) -> str:
            before = len(slack.bot_messages(slack.channel))
            ts = await slack.people.post(slack.person, slack.channel, f"@Griffier {text}", thread_ts=thread_ts)
            await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) > before)
            return ts

        thread = await mention(DJI)
        await mention(endless)
        encoder.begin(searcher)
        await mention("en 6?", thread)
        await slack.people.command(slack.person, slack.channel, "/zoek", "geld voor politie")
        answer = await wait_for("Resultaat 1 t/m 6")
        encoder.begin(searcher)
        await slack.press(slack.person, slack.channel, answer["ts"], "page_turn_on")
        await wait_for("Resultaat 7 t/m 12")
        state.questions.add(slack.workspace.team["id"], slack.person, "wachten op asiel")
        await slack.people.command(slack.person, slack.channel, "/griffier", "bewaard")
        saved = await wait_for("question_ask")
        await slack.press(slack.person, slack.channel, saved["ts"], "question_ask")
        await wait_for("Resultaat 1 t/m 6")
        await slack.people.command(slack.person, slack.channel, "/volg", "cellen in gevangenissen")
        await wait_for("cellen in gevangenissen")
    state.close()
    # Not for `/volg`, which only asks whether there is something to look for.
    assert {DJI, "geld voor politie", "wachten op asiel"} < encoder.read.keys()
    assert any(endless.startswith(text) and len(text) > 500 for text in encoder.read)
    assert [text for text, on_loop in encoder.read.items() if on_loop] == []


async def test_the_exact_words_of_an_earlier_question_are_looked_for_beside_the_event_loop_too(
    documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = DJI.replace("onrechtmatige inkopen", '"onrechtmatige inkopen"')
    assert await find_where_is_searched(asked, "en 6?", documents, monkeypatch) == {asked: False}


async def find_where_is_searched(
    asked: str, then: str, documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> dict[str, bool]:
    """Return what is searched for a follow-up, and whether on the event loop."""
    searcher, encoder, search = Searcher.build((*documents.values(), BRIDGES)), Watched(), Searcher.search
    encoder.begin(searcher)
    where: dict[str, bool] = {}

    def note(searcher: Searcher, query: Any, **more: Any) -> Any:
        where[query.text] = where.get(query.text, False) or is_on_loop()
        return search(searcher, query, **more)

    async with run_bot(searcher) as slack:
        thread = await slack.people.post(slack.person, slack.channel, f"@Griffier {asked}")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 1)
        monkeypatch.setattr(Searcher, "search", note)
        await slack.people.post(slack.person, slack.channel, f"@Griffier {then}", thread_ts=thread)
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
    return where


async def test_where_meanings_take_long_one_answer_at_a_time_is_thought_out_beside_the_event_loop(
    documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.meaning.EXACT_UP_TO", 1)
    searcher, encoder, search = Searcher.build(tuple(documents.values())), Watched(), Searcher.search
    encoder.begin(searcher)
    on_loop: list[bool] = []
    turn, met = threading.Lock(), threading.Event()

    def note(searcher: Searcher, query: Any, **more: Any) -> Any:
        on_loop.append(is_on_loop())
        if not turn.acquire(blocking=False):
            met.set()
            return search(searcher, query, **more)
        try:
            # Whoever comes meanwhile, comes within this.
            met.wait(0.2)
            return search(searcher, query, **more)
        finally:
            turn.release()

    monkeypatch.setattr(Searcher, "search", note)
    async with run_bot(searcher) as slack:
        people = (slack.person, slack.colleague)
        for person in people:
            await slack.people.post(person, slack.dm(person), "geld voor politie")
        await slack.wait_for(lambda: all(slack.bot_messages(slack.dm(person)) for person in people))
    assert on_loop == [False, False]
    assert not met.is_set()


async def test_where_meanings_take_long_the_list_of_a_number_is_found_beside_the_event_loop_too(
    documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.meaning.EXACT_UP_TO", 1)
    assert await find_where_is_searched(DJI, "en 6?", documents, monkeypatch) == {DJI: False}
