"""Whatever nobody foresaw is told to who pressed, wherever they did."""

from __future__ import annotations

import asyncio
import json
import re
import threading

import pytest

from bot.finding import Finding
from bot.local import LocalSlack
from corpus.catalogue import Catalogue
from corpus.search import Searcher
from tests.bot.test_threads import ask
from tests.conftest import run_bot

# A value that none of the bot's buttons has.
FOREIGN = {"type": "button", "action_id": "paper_turn_on", "block_id": "b", "value": "x"}
SAID = re.compile(r"Er ging iets mis en ik kon niet antwoorden\. .*\(Kenmerk: [0-9a-f]{8}\)")


async def press(slack: LocalSlack, view_id: str) -> str:
    """Press what fails in a view; return the modal that comes on top."""
    count = len(slack.views(slack.person))
    assert await slack.interactions.press_in_view(slack.person, view_id, dict(FOREIGN)) is None
    await slack.wait_for(lambda: len(slack.views(slack.person)) == count + 1)
    return str(slack.views(slack.person)[-1]["blocks"])


async def test_a_press_that_fails_on_the_home_tab_or_in_a_modal_says_so(slack: LocalSlack) -> None:
    await slack.people.open_home(slack.person)
    await slack.wait_for(lambda: slack.home(slack.person) is not None)
    assert SAID.search(await press(slack, str((slack.home(slack.person) or {})["id"])))
    assert SAID.search(await press(slack, slack.views(slack.person)[0]["id"]))


async def test_a_press_that_fails_under_a_message_says_so_to_who_pressed(slack: LocalSlack) -> None:
    await slack.people.command(slack.colleague, slack.channel, "/bronnen", "")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)))
    (listed,) = slack.bot_messages(slack.channel)
    assert await slack.interactions.press(slack.person, slack.channel, listed["ts"], dict(FOREIGN)) is None
    await slack.wait_for(lambda: len(slack.bot_messages(slack.channel)) == 2)
    said = slack.bot_messages(slack.channel)[-1]
    assert SAID.search(said["text"])
    assert said["visible_to"] == slack.person


async def test_what_is_said_to_who_pressed_in_a_thread_stands_in_it(slack: LocalSlack) -> None:
    _, answer = await ask(slack, slack.channel, "@Griffier vraag 43")
    gone = {"type": "button", "action_id": "entry_open", "block_id": "b", "value": "weg#1"}
    for count, action in enumerate((FOREIGN, gone), start=2):
        await slack.interactions.press(slack.person, slack.channel, str(answer["ts"]), dict(action))
        await slack.wait_for(lambda count=count: len(slack.bot_messages(slack.channel)) == count)  # type: ignore[misc]
        said = slack.bot_messages(slack.channel)[-1]
        assert (said["visible_to"], said["thread_ts"]) == (slack.person, answer["thread_ts"])


async def test_a_shortcut_that_fails_says_so(slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Finding, "open_form", None)
    assert await slack.interactions.run_shortcut(slack.person, "search") is None
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    assert SAID.search(str(slack.views(slack.person)[0]["blocks"]))


async def test_a_form_that_fails_stays_below_what_says_so(slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await slack.interactions.run_shortcut(slack.person, "search") is None
    await slack.wait_for(lambda: bool(slack.views(slack.person)))
    monkeypatch.setattr(Finding, "open_results", None)
    assert await slack.submit(slack.person, {"search_words": "IND"}) == {}
    form, note = slack.views(slack.person)
    assert form["callback_id"] == "search_form"
    assert SAID.search(str(note["blocks"]))


async def test_a_window_that_said_to_wait_says_what_failed(slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    may_fail = threading.Event()

    def fail(_: Catalogue) -> None:
        assert may_fail.wait(30)
        raise RuntimeError

    async def wait_for_failure(person: str) -> None:
        await slack.wait_for(lambda: "Een moment…" in str(slack.views(person)))
        may_fail.set()
        await slack.wait_for(lambda: bool(SAID.search(str(slack.views(person)))))
        assert "Een moment…" not in str(slack.views(person))
        may_fail.clear()

    assert await slack.interactions.run_shortcut(slack.person, "search") is None
    await slack.wait_for(lambda: "search_form" in str(slack.views(slack.person)))
    monkeypatch.setattr("bot.listeners.opening._PATIENCE", 0.0)
    monkeypatch.setattr("bot.listeners.showing._PATIENCE", 0.0)
    monkeypatch.setattr(Catalogue, "prepare", fail)
    assert await slack.submit(slack.person, {"search_words": "IND"}) == {}
    await wait_for_failure(slack.person)
    assert await slack.interactions.run_shortcut(slack.colleague, "search") is None
    await wait_for_failure(slack.colleague)


async def test_a_failure_that_there_is_no_place_to_tell_is_logged(
    searcher: Searcher, caplog: pytest.LogCaptureFixture
) -> None:
    async with run_bot(searcher) as slack:
        view = {"id": "V1", "type": "modal"}
        user, team = {"id": slack.person}, {"id": "T0LOKAAL"}
        payload = {"type": "block_actions", "actions": [FOREIGN], "view": view, "user": user, "team": team}
        envelope = {"envelope_id": "e", "type": "interactive", "payload": payload, "accepts_response_payload": True}
        await slack.dispatcher.send_raw(json.dumps(envelope))
        async with asyncio.timeout(20):
            while "could not be told: KeyError" not in caplog.text:  # noqa: ASYNC110 - a log tells nobody of a line
                await asyncio.sleep(0.01)
