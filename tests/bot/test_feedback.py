"""What people think of an answer is kept, and becomes judged queries."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.local import LocalSlack
from bot.local.limits import find_block_problems, find_view_error
from bot.state.feedback import Verdict
from bot.state.state import State
from bot.texts import DUTCH, ENGLISH
from bot.views.after import build_after
from bot.views.feedback import Judged, Origin, build_feedback, build_wanted, parse_judgement, parse_wanted
from corpus.database import sqlite_url
from corpus.evaluation import load_collection
from corpus.models import Document
from corpus.search import Searcher
from tests.bot.test_cli import run
from tests.conftest import run_bot

QUESTION = "hoeveel dwangsommen betaalde de IND in 2022?"
ENTRY = "vragen-kst-36360-VI-1#43"
TEAM = "T0LOKAAL"


def find_values(message: dict[str, object]) -> dict[str, str]:
    """Return the values of the two buttons under an answer, by side."""
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    (element,) = next(block for block in blocks if block["type"] == "context_actions")["elements"]
    return {side: element[f"{side}_button"]["value"] for side in ("positive", "negative")}


async def ask(slack: LocalSlack, text: str) -> dict[str, object]:
    before = len(slack.bot_messages(slack.channel))
    await slack.people.post(slack.person, slack.channel, text)
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) > before)
    return slack.bot_messages(slack.channel)[-1]


async def press(slack: LocalSlack, answer: dict[str, object], side: str, *, person: str = "") -> None:
    value = find_values(answer)[side]
    who = person or slack.person
    assert await slack.press(who, slack.channel, str(answer["ts"]), "answer_judge", value) is None


async def test_a_good_answer_is_kept_and_its_judge_alone_is_thanked_in_the_thread(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        answer = await ask(slack, f"@Griffier {QUESTION}")
        await press(slack, answer, "positive", person=slack.colleague)
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
        thanks = slack.bot_messages(slack.channel)[-1]
        assert thanks["text"] == DUTCH.feedback.thanks
        assert (thanks["visible_to"], thanks["thread_ts"]) == (slack.colleague, answer["thread_ts"])
        (kept,) = state.feedback.list_of(TEAM)
        assert (kept.person, kept.query, kept.entry) == (slack.colleague, QUESTION, ENTRY)
        assert kept.verdict is Verdict.GOOD
    state.close()


async def test_a_wrong_answer_is_kept_at_the_press_and_what_was_wanted_when_it_is_said(slack: LocalSlack) -> None:
    answer = await ask(slack, f"@Griffier {QUESTION}")
    await press(slack, answer, "negative")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    (view,) = slack.views(slack.person)
    assert view["title"]["text"] == "Wat zocht je?"
    assert QUESTION in str(view["blocks"])
    assert await slack.submit(slack.person, {"wanted": "het bedrag van 2021"}) == {}
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
    assert slack.bot_messages(slack.channel)[-1]["text"] == DUTCH.feedback.thanks


async def test_what_was_wanted_is_kept_beside_the_verdict_and_nobody_has_to_say(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        answer = await ask(slack, f"@Griffier {QUESTION}")
        await press(slack, answer, "negative")
        await slack.wait_for(lambda: bool(slack.views(slack.person)))
        async with asyncio.timeout(10):
            while not (found := await state.run(state.feedback.list_of, TEAM)):
                pass
        assert [(kept.verdict, kept.wanted) for kept in found] == [(Verdict.WRONG, "")]
        await slack.submit(slack.person, {"wanted": "  het bedrag\nvan 2021  "})
        (kept,) = await state.run(state.feedback.list_of, TEAM)
        assert (kept.verdict, kept.wanted) == (Verdict.WRONG, "het bedrag\nvan 2021")
        await press(slack, answer, "positive")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 3)
        (kept,) = await state.run(state.feedback.list_of, TEAM)
        assert (kept.verdict, kept.wanted) == (Verdict.GOOD, ""), "the latest verdict counts"
    state.close()


async def test_feedback_on_a_follow_up_is_on_what_it_was_understood_as(searcher: Searcher) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        answer = await ask(slack, f"@Griffier {QUESTION}")
        await slack.people.post(
            slack.person, slack.channel, "@Griffier en in 2023?", thread_ts=str(answer["thread_ts"])
        )
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
        await press(slack, slack.bot_messages(slack.channel)[-1], "positive")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 3)
        (kept,) = state.feedback.list_of(TEAM)
        assert kept.query == "hoeveel dwangsommen betaalde de IND in 2023?"
    state.close()


async def test_feedback_that_cant_be_kept_is_said_to_be_so(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open_in_memory()
    async with run_bot(searcher, state=state) as slack:
        answer = await ask(slack, f"@Griffier {QUESTION}")
        with state.database.write() as connection:
            connection.exec_driver_sql("DROP TABLE feedback")
        await press(slack, answer, "positive")
        await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
        assert slack.bot_messages(slack.channel)[-1]["text"] == DUTCH.steering.not_kept
    assert "feedback was not kept" in caplog.text
    state.close()


async def test_a_look_up_is_not_judged(slack: LocalSlack) -> None:
    answer = await ask(slack, "@Griffier vraag 43")
    assert "context_actions" not in str(answer["blocks"])


QUERIES = st.one_of(
    st.text(min_size=1, max_size=80),
    st.sampled_from(["x" * 40_000, '"' * 3_000, "woord " * 5_000, "\x01\u202e" * 900, "😀" * 900]),
)


@settings(max_examples=150, deadline=None)
@given(QUERIES, st.sampled_from([ENTRY, "é" * 255, '"' * 255]), st.sampled_from([DUTCH, ENGLISH]))
def test_no_query_is_too_long_for_its_buttons_and_what_is_pressed_is_read_back(query, entry, texts) -> None:  # type: ignore[no-untyped-def]
    assert (
        find_block_problems([block.to_dict() for block in build_after(query, texts, entry_id=entry)], "message") == []
    )
    element = build_feedback(query, entry, texts).to_dict()["elements"][0]
    for side, verdict in (("positive_button", Verdict.GOOD), ("negative_button", Verdict.WRONG)):
        read, judged = parse_judgement(element[side]["value"])
        assert (read, judged.entry) == (verdict, entry)
        shown = "".join(char for char in query if char.isprintable())
        assert shown.startswith(judged.query)
        assert judged.query == shown or len(shown) > 500
    view = build_wanted(judged, Origin(response_url="https://hooks.slack.com/" + "x" * 120, thread_ts="1.1"), texts)
    assert find_view_error(view.to_dict()) is None
    state = {"values": {"wanted": {"wanted": {"value": None}}}}
    assert parse_wanted({**view.to_dict(), "state": state}) == (
        judged, "", Origin(response_url="https://hooks.slack.com/" + "x" * 120, thread_ts="1.1")
    )  # fmt: skip


def fill(folder: Path) -> None:
    state = State.open(sqlite_url(folder))
    give = state.feedback.give
    give("T1", "U1", query=QUESTION, entry=ENTRY, verdict=Verdict.GOOD)
    give("T2", "U2", query=QUESTION, entry=ENTRY, verdict=Verdict.GOOD)
    give("T1", "U3", query=QUESTION, entry=ENTRY, verdict=Verdict.WRONG, wanted="het bedrag\tvan\n2021")
    give("T1", "U1", query="inkopen DJI", entry="kst-36560-VI-10#5", verdict=Verdict.GOOD)
    give("T1", "U1", query="rechtbank\u2028“é”", entry="kst-36560-VI-10#6", verdict=Verdict.WRONG)
    give("T1", "U1", query="weg", entry="weg#1", verdict=Verdict.GOOD)
    state.close()


def test_feedback_is_exported_as_judged_queries_and_evaluated(tmp_path: Path, documents: dict[str, Document]) -> None:
    fill(tmp_path)
    folder = tmp_path / "uit" / "oordelen"
    result = run("feedback", "export", str(folder), GRIFFIER_DATA=str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert "2 queries with a right entry, 1 without" in result.stdout
    assert "left out: 1 verdicts on entries that are no longer held" in result.stdout
    collection = load_collection(folder)
    assert len(collection.entries) == sum(len(document.entries) for document in documents.values())
    judged = {collection.queries[id_]: dict(right) for id_, right in collection.judgements.items()}
    assert judged == {QUESTION: {ENTRY: 1}, "inkopen DJI": {"kst-36560-VI-10#5": 1}}
    assert "q3\tkst-36560-VI-10#6\t0" in (folder / "qrels.tsv").read_text(encoding="utf-8")
    wanted = (folder / "wanted.txt").read_text(encoding="utf-8")
    assert wanted == f"q1  {QUESTION}\n    shown: {ENTRY}\n    wanted: het bedrag van 2021\n\n"
    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert not any(person in written for person in ("U1", "U2", "U3", "T1", "T2"))
    evaluated = run("evaluate", str(folder), "--json", GRIFFIER_SEMANTIC="off")
    assert evaluated.returncode == 0, evaluated.stderr
    whole = json.loads(evaluated.stdout)["results"][0]
    assert whole["R@1"] == 1.0


def test_without_feedback_nothing_is_written_or_made(tmp_path: Path) -> None:
    result = run("feedback", "export", str(tmp_path / "uit"), GRIFFIER_DATA=str(tmp_path / "data"))
    assert result.returncode == 1
    assert "nobody gave feedback yet" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cant_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "vol").write_text("geen map")
    result = run("feedback", "export", str(tmp_path / "vol"), GRIFFIER_DATA=str(tmp_path))
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "can't be written" in result.stderr


def test_what_a_modal_holds_of_a_query_is_what_was_judged() -> None:
    judged = Judged(query="a", entry="b")
    assert "“a”" in str(build_wanted(judged, Origin(response_url="", thread_ts=None), DUTCH).to_dict())
