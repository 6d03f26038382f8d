"""`Deel in kanaal`: what one person saw comes to all, once, with the name of who shared it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.local import LocalSlack
from bot.texts import DUTCH
from bot.views.answer import build_answer
from corpus.search import Searcher
from tests.bot.test_threads import ask

SHARE = DUTCH.reading.share


async def ask_alone(slack: LocalSlack, searcher: Searcher, thread_ts: str | None = None) -> dict[str, Any]:
    """Return an answer in the channel that one person alone sees."""
    message = build_answer(searcher.search("dwangsommen IND"), DUTCH, can_share=True)
    blocks = [block.to_dict() for block in message.blocks]
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    place = {"channel": slack.channel, "user": slack.person, "thread_ts": thread_ts}
    await client.chat_postEphemeral(text=message.text, blocks=blocks, **place)
    return slack.bot_messages(slack.channel)[-1]


async def ask_direct(slack: LocalSlack, text: str = "vraag 43") -> dict[str, Any]:
    dm = slack.dm(slack.person)
    await slack.people.post(slack.person, dm, text)
    await slack.wait_for(lambda: bool(slack.bot_messages(dm)))
    return slack.bot_messages(dm)[-1]


async def open_form(slack: LocalSlack) -> None:
    answer = await ask_direct(slack)
    await slack.press(slack.person, slack.dm(slack.person), str(answer["ts"]), "entry_share")
    await slack.wait_for(lambda: bool(slack.views(slack.person)))


def find_note(slack: LocalSlack) -> str:
    return str(slack.views(slack.person)[-1]["blocks"][0].get("text", {}).get("text"))


async def test_what_all_see_has_no_button_to_share(slack: LocalSlack) -> None:
    await slack.people.command(slack.person, slack.channel, "/vraag", "43")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    assert SHARE not in str(slack.bot_messages(slack.channel)[0]["blocks"])


async def test_an_answer_for_one_is_shared_in_its_channel_and_taken_away(slack: LocalSlack, searcher: Searcher) -> None:
    alone = await ask_alone(slack, searcher)
    assert await slack.press(slack.person, slack.channel, alone["ts"], "entry_share") is None
    await slack.wait_for(lambda: [m.get("visible_to") for m in slack.bot_messages(slack.channel)] == [None])
    (shared,) = slack.bot_messages(slack.channel)
    assert shared["text"].startswith("Gedeeld door jij\nVraag 43: ")
    assert "€ 3,4 miljoen aan dwangsommen" in shared["text"]
    assert "Gedeeld door jij" in str(shared["blocks"][0])
    assert f"<@{slack.person}>" not in str(shared)
    assert SHARE not in str(shared["blocks"])


@pytest.mark.parametrize("road", ["here", "form", "form without an address"])
async def test_who_asks_on_under_what_was_shared_goes_on_from_it(
    slack: LocalSlack, searcher: Searcher, monkeypatch: pytest.MonkeyPatch, road: str
) -> None:
    if road == "here":
        alone = await ask_alone(slack, searcher)
        await slack.press(slack.person, slack.channel, alone["ts"], "entry_share")
        await slack.wait_for(lambda: [m.get("visible_to") for m in slack.bot_messages(slack.channel)] == [None])
    else:
        if road != "form":
            monkeypatch.setattr(slack.interactions, "_make_urls", lambda *_: [])
        await open_form(slack)
        assert await slack.submit(slack.person, {"share_where": slack.channel}) == {}
        await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (shared,) = slack.bot_messages(slack.channel)
    _, answer = await ask(slack, slack.channel, "@Griffier en 42?", shared["ts"], person=slack.colleague)
    assert "Begrepen als: vraag 42 · document vragen-kst-36360-VI-1" in str(answer["blocks"])
    assert str(answer["text"]).startswith("Vraag 42:")


async def test_in_a_thread_it_is_shared_in_that_thread(slack: LocalSlack, searcher: Searcher) -> None:
    ts = await slack.people.post(slack.person, slack.channel, "Kijk eens")
    alone = await ask_alone(slack, searcher, thread_ts=ts)
    await slack.press(slack.person, slack.channel, alone["ts"], "entry_share")
    await slack.wait_for(lambda: [m.get("visible_to") for m in slack.bot_messages(slack.channel)] == [None])
    assert slack.bot_messages(slack.channel)[0]["thread_ts"] == ts


async def test_presses_at_once_share_once(slack: LocalSlack, searcher: Searcher) -> None:
    alone = await ask_alone(slack, searcher)
    press = (slack.person, slack.channel, alone["ts"], "entry_share")
    await asyncio.gather(*(slack.press(*press) for _ in range(5)))
    await slack.wait_for(lambda: alone not in slack.bot_messages(slack.channel))
    other = await ask_alone(slack, searcher)
    await slack.press(slack.person, slack.channel, other["ts"], "entry_share")
    await slack.wait_for(lambda: other not in slack.bot_messages(slack.channel))
    assert len(slack.bot_messages(slack.channel)) == 2


async def test_the_message_is_made_of_the_entry_and_not_of_what_was_sent(slack: LocalSlack, searcher: Searcher) -> None:
    alone = await ask_alone(slack, searcher)
    for block in alone["blocks"]:
        if block["type"] == "rich_text":
            block["elements"] = []
    alone["text"] = "iets anders"
    await slack.press(slack.person, slack.channel, alone["ts"], "entry_share")
    await slack.wait_for(lambda: [m.get("visible_to") for m in slack.bot_messages(slack.channel)] == [None])
    assert "€ 3,4 miljoen" in str(slack.bot_messages(slack.channel)[0]["blocks"])


@pytest.mark.parametrize("is_member", [True, False])
async def test_from_a_direct_message_a_channel_is_chosen_also_one_without_the_bot(
    slack: LocalSlack, is_member: bool
) -> None:
    channel = slack.channel if is_member else slack.other_channel
    await open_form(slack)
    assert await slack.submit(slack.person, {"share_where": channel}) == {}
    await slack.wait_for(lambda: "Gedeeld in" in find_note(slack))
    assert f"<#{channel}>" in find_note(slack)
    (shared,) = slack.bot_messages(channel)
    assert "thread_ts" not in shared
    assert shared["text"].startswith("Gedeeld door jij\nVraag 43: ")


async def test_a_form_that_is_sent_twice_shares_once(slack: LocalSlack) -> None:
    await open_form(slack)
    filled = {"share_where": slack.channel}
    await asyncio.gather(slack.submit(slack.person, filled), slack.submit(slack.person, filled))
    await slack.wait_for(lambda: "Gedeeld in" in find_note(slack))
    assert len(slack.bot_messages(slack.channel)) == 1


async def test_where_slack_refuses_the_form_says_so_and_can_be_sent_again(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_form(slack)
    with monkeypatch.context() as broken:
        # The address is used up.
        broken.setattr("bot.local.responses._USES", 0)
        errors = await slack.submit(slack.person, {"share_where": slack.channel})
    assert errors == {"share_where": DUTCH.reading.share_failed}
    assert slack.bot_messages(slack.channel) == []
    assert await slack.submit(slack.person, {"share_where": slack.channel}) == {}
    assert len(slack.bot_messages(slack.channel)) == 1


async def test_where_slack_is_slow_the_form_says_so_first(slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.listeners.showing._PATIENCE", 0.0)
    await open_form(slack)
    await slack.submit(slack.person, {"share_where": slack.channel})
    assert find_note(slack) in (DUTCH.reading.share_busy, f"Gedeeld in <#{slack.channel}>.")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
