"""Turning to further hits in place: all of them, once each, whoever presses and whatever changed meanwhile."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.holdings import Holdings
from bot.local import LocalSlack, serve
from bot.shelves import Shelves
from bot.texts import DUTCH, ENGLISH
from bot.views import feedback, paging
from bot.views.paging import PAGE, Page, count_units, cut_query, parse_page
from corpus.models import Document
from corpus.query import parse_text_query
from corpus.search import Searcher
from tests.conftest import OPTIONS, SEEDS, run_bot, run_office

QUERY = "hoeveel dwangsommen betaalde de IND in 2022?"
COUNT = re.compile(r"Resultaat (\d+) t/m (\d+) van (\d+)")


async def ask(slack: LocalSlack, text: str = QUERY) -> dict[str, Any]:
    dm = slack.dm(slack.person)
    before = len(slack.bot_messages(dm))
    await slack.people.post(slack.person, dm, text)
    await slack.wait_for(lambda: len(slack.bot_messages(dm)) > before)
    return slack.bot_messages(dm)[-1]


async def turn(slack: LocalSlack, message: dict[str, Any], way: str = "on") -> None:
    before = message["blocks"]
    channel = next(name for name, messages in slack.workspace.messages.items() if message in messages)
    assert await slack.press(slack.person, channel, message["ts"], f"page_turn_{way}") is None
    await slack.wait_for(lambda: message["blocks"] != before)


def list_shown(message: dict[str, Any]) -> list[str]:
    """Return the ids of the entries that a message shows, by their buttons; the one in full first."""
    return list(dict.fromkeys(_list_values(message["blocks"])))


def _list_values(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        elements = [*block.get("elements", ()), *filter(None, [block.get("accessory")])]
        for element in elements:
            if element.get("action_id") in ("entry_open", "entry_similar", "entry_context"):
                yield element["value"]


def find_count(message: dict[str, Any]) -> tuple[str, ...]:
    match = COUNT.search(str(message["blocks"]))
    return match.groups() if match else ()


async def test_all_hits_are_shown_page_after_page_and_back_again(slack: LocalSlack, searcher: Searcher) -> None:
    message = await ask(slack)
    wanted = [hit.entry.id for hit in searcher.search(QUERY, top=1_000).hits]
    first = message["blocks"]
    shown = list_shown(message)
    assert find_count(message) == ("1", "6", str(len(wanted)))
    while "page_turn_on" in str(message["blocks"]):
        await turn(slack, message)
        shown += list_shown(message)
        assert "Open" in str(message["blocks"])
    folded = set(wanted) - set(shown)
    assert [id_ for id_ in wanted if id_ not in folded] == shown
    assert len(folded) < 4, "only those of which nearly the same answer is shown are left out"
    assert len(slack.bot_messages(slack.dm(slack.person))) == 1
    while "page_turn_back" in str(message["blocks"]):
        await turn(slack, message, "back")
    assert [block["type"] for block in message["blocks"]] == [block["type"] for block in first]
    assert list_shown(message) == list_shown({"blocks": first})


async def test_two_who_press_at_once_get_the_same_page(slack: LocalSlack) -> None:
    await slack.people.post(slack.person, slack.channel, f"@Griffier {QUERY}")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (message,) = slack.bot_messages(slack.channel)
    thread, action = message["thread_ts"], "page_turn_on"
    people = (slack.person, slack.colleague)
    await asyncio.gather(*(slack.press(person, slack.channel, message["ts"], action) for person in people))
    await slack.wait_for(lambda: find_count(message)[:2] == ("7", "12"))
    await turn(slack, message)
    assert find_count(message)[:2] == ("13", "18")
    assert message["thread_ts"] == thread
    assert len(slack.bot_messages(slack.channel)) == 1


async def test_a_command_keeps_who_asked_and_an_answer_for_one_stays_for_one(
    slack: LocalSlack, searcher: Searcher
) -> None:
    await slack.people.command(slack.person, slack.channel, "/zoek", QUERY)
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (message,) = slack.bot_messages(slack.channel)
    await turn(slack, message)
    assert f"jij zocht: {QUERY}" in str(message["blocks"])
    answering = Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=ENGLISH)
    made = answering.search(QUERY, asked_by="", can_share=True).message
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    blocks = [block.to_dict() for block in made.blocks]
    await client.chat_postEphemeral(channel=slack.channel, user=slack.person, text=made.text, blocks=blocks)
    alone = slack.bot_messages(slack.channel)[-1]
    await turn(slack, alone)
    assert alone["visible_to"] == slack.person
    assert "Results 7 to 12 of" in str(alone["blocks"]), "it stays in the language that it was in"
    await turn(slack, alone, "back")
    assert ENGLISH.reading.share in str(alone["blocks"])


async def test_a_page_of_papers_that_changed_meanwhile_is_one_of_now_and_says_so(
    documents: dict[str, Document], searcher: Searcher
) -> None:
    fewer = Searcher.build(tuple(document for id_, document in documents.items() if id_.startswith("vragen-")))
    async with serve(options=OPTIONS) as slack:
        async with run_office(slack, searcher):
            message = await ask(slack)
            await turn(slack, message)
        async with run_office(slack, fewer):
            await turn(slack, message)
            assert DUTCH.reading.papers_changed in str(message["blocks"])
            assert DUTCH.reading.papers_changed in message["text"]
            assert set(list_shown(message)) <= {entry.id for paper in fewer.documents for entry in paper.entries}
        async with run_office(slack, searcher):
            message = await ask(slack)
        async with run_office(slack, Searcher.build(())):
            await turn(slack, message)
            assert "Ik vond niets" in message["text"]


async def test_a_very_long_question_is_searched_by_its_beginning_and_told_so(searcher: Searcher) -> None:
    async with run_bot(searcher) as slack:
        message = await ask(slack, f"{QUERY} {'prestatieverklaring justitie ' * 200}")
        assert DUTCH.reading.query_cut in str(message["blocks"])
        await turn(slack, message)
        assert DUTCH.reading.query_cut in str(message["blocks"])


def test_few_hits_have_no_pages(searcher: Searcher) -> None:
    answering = Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=DUTCH)
    assert searcher.count(parse_text_query("drugssmokkel kleinere havens profielen")) > PAGE
    assert searcher.count(parse_text_query("mediation")) <= PAGE
    assert "page_turn" not in str([block.to_dict() for block in answering.answer("mediation").message.blocks])


@given(st.text(), st.text(max_size=100), st.integers(0, 5_000), st.booleans(), st.booleans())
def test_a_button_gives_back_what_it_was_given(query: str, name: str, number: int, share: bool, cut: bool) -> None:
    cut_name = " ".join(name.replace("|", " ").split())[:80]
    page = Page(query=cut_query(query), number=number, edition="0a", asked_by=cut_name, can_share=share, is_cut=cut)
    value = page.to_value()
    assert count_units(value) <= 1_400
    read = parse_page(value)
    assert (read.query, read.number, read.can_share, read.is_cut) == (page.query, number, share, cut)


@given(st.text(alphabet="ab 😀|\x00", min_size=1_000, max_size=4_000))
def test_a_cut_question_is_its_own_beginning_and_fits(text: str) -> None:
    cut = cut_query(text)
    assert text.startswith(cut)
    assert 400 < count_units(cut) <= 1_000


@pytest.mark.parametrize("value", ["", "1|2", "x|e|nl||jij|vraag", "0|e|xx||jij|vraag"])
def test_a_value_of_another_kind_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"not a page|invalid literal"):
        parse_page(value)


def test_a_query_of_signs_that_are_written_as_two_takes_no_more_of_a_message_than_others() -> None:
    for sign in ('"', "\\", '"\\', "a"):
        assert len(json.dumps(paging.cut_query(sign * 3_000))) <= paging.QUERY_LIMIT + 2
        kept = feedback.cut_query(sign * 3_000)
        assert kept
        assert len(json.dumps(json.dumps([kept]))) <= feedback.QUERY_ROOM + 2
