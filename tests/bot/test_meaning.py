"""What a person sees of an answer in other words than the question's, and of a question that is too long."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.holdings import Holdings
from bot.meanings import compare_meanings
from bot.shelves import Shelves
from bot.texts import DUTCH
from bot.views.answer import build_answer
from corpus.embedding import load_encoder
from corpus.library import Library
from corpus.models import Document
from corpus.search import Searcher
from tests.conftest import ROOT, SEEDS, run_bot

needs_encoder = pytest.mark.skipif(load_encoder() is None, reason="griffier[semantic] is not installed")
ASKED = "inbrekers op het internet pakken"
SAYS_SO = "Zelfde onderwerp, andere woorden"


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
