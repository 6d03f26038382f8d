"""Answers arrive, once and in order, whatever Slack says on the way."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import MOST_IN_CHANNEL
from bot.figures import Figures
from bot.inbox import Inbox
from bot.listeners.incoming import Typed
from bot.local import LocalOptions, LocalSlack
from bot.posting import Place
from bot.sending import LeaseLostError, Letter, Receipt, Sender, build_metadata, find_posted
from bot.state.inbox import Delivery, Event, InboxStore
from bot.state.state import State
from bot.texts import DUTCH
from bot.views.answer import build_notice
from corpus.database import sqlite_url
from corpus.errors import LibraryError
from corpus.search import Searcher
from tests.conftest import run_bot, run_office

QUESTION = "@Griffier hoeveel dwangsommen betaalde de IND in 2022?"
# `EVENTS=10000` is the long run.
EVENTS = int(os.environ.get("EVENTS", "100"))


@pytest.fixture
def state(url: str) -> Iterator[State]:
    state = State.open(url)
    yield state
    state.close()


def read_keys(slack: LocalSlack, channel: str) -> list[str]:
    return [message["metadata"]["event_payload"]["key"] for message in slack.bot_messages(channel)]


async def wait_for_answers(slack: LocalSlack, channel: str, count: int, seconds: float = 10.0) -> list[str]:
    await slack.wait_for(lambda: len(slack.bot_messages(channel)) >= count, seconds)
    return [str(message["text"]) for message in slack.bot_messages(channel)]


async def until_told_to_wait(slack: LocalSlack) -> None:
    # Nothing that is told of changes by it.
    async with asyncio.timeout(5.0):
        while slack.faults.rate_limited["chat.postMessage"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def write_down(state: State, slack: LocalSlack, text: str = "vraag 43") -> str:
    """Have a person ask what nobody hears but another process, which then dies; return the key."""
    channel = slack.dm(slack.person)
    ts = slack.workspace.make_ts()
    await slack.workspace.add_message(channel, {"type": "message", "user": slack.person, "text": text, "ts": ts})
    typed = Typed(
        event_id=f"E{ts}", team=slack.workspace.team["id"], channel=channel, ts=ts, thread_ts=None,
        person=slack.person, is_direct=True, text=text,
    )  # fmt: skip
    inbox = Inbox(state, owner="gone", lease=60)
    held = await inbox.admit(typed, is_mine=True)
    assert held is not None
    await inbox.release()
    return held.key


async def test_an_answer_that_was_posted_but_not_confirmed_is_not_posted_again(slack: LocalSlack) -> None:
    slack.faults.lost_answers["chat.postMessage"] = 1
    keys = await ask_twice(slack)
    assert len(keys) == len(set(keys)) == 2


async def test_nor_where_the_look_up_has_to_wait(slack: LocalSlack) -> None:
    slack.faults.retry_after = 0
    slack.faults.lost_answers["chat.postMessage"] = 1
    slack.faults.rate_limited["conversations.replies"] = 1
    keys = await ask_twice(slack)
    assert len(keys) == len(set(keys)) == 2


async def ask_twice(slack: LocalSlack) -> list[str]:
    """Return the keys of all answers once a question was asked, and asked again in its thread."""
    ts = await slack.people.post(slack.person, slack.channel, QUESTION)
    await wait_for_answers(slack, slack.channel, 1)
    # What comes next is answered once the first is done with.
    await slack.people.post(slack.person, slack.channel, QUESTION, thread_ts=ts)
    await wait_for_answers(slack, slack.channel, 2)
    return read_keys(slack, slack.channel)


class _Pages:
    """A client that sees a channel with so many pages, on each the answer with one key; the cursor is the page."""

    def __init__(self, *keys: str) -> None:
        self._keys = keys

    async def conversations_history(self, *, cursor: str | None, **_: object) -> dict[str, object]:
        page = int(cursor or 0)
        message = {"ts": f"{page}.0", "metadata": build_metadata(self._keys[page]).to_dict()}
        return {
            "messages": [message],
            "response_metadata": {"next_cursor": str(page + 1)[: page + 1 < len(self._keys)]},
        }


@pytest.mark.parametrize(("key", "ts"), [("T1:C1:1.1", "0.0"), ("T1:C1:1.2", "1.0"), ("T1:C1:1.3", None)])
async def test_an_answer_is_found_on_whatever_page_and_by_its_own_key_alone(key: str, ts: str | None) -> None:
    client = cast("AsyncWebClient", _Pages("T1:C1:1.1", "T1:C1:1.2"))
    assert await find_posted(client, Place("C1"), Receipt(key=key, since="1.0")) == ts


async def test_what_another_process_may_post_is_not_even_tried() -> None:
    async def compose() -> Letter:
        return Letter(place=Place("C1"), message=build_notice("te laat"))

    sender = Sender(patience=0, figures=Figures())
    with pytest.raises(LeaseLostError):
        await sender.send(
            AsyncWebClient(token="xoxb-t", base_url="http://127.0.0.1:9/"), "C1", compose,
            Receipt(key="k", since="1.0", may_post=lambda: False),
        )  # fmt: skip


async def test_who_lost_its_lease_while_it_waited_leaves_the_answer_to_who_has_it(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(InboxStore, "renew", lambda *_, **__: frozenset())
    async with run_bot(searcher, lease=0.4) as slack:
        slack.faults.rate_limited["chat.postMessage"] = 1
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
        await wait_for_answers(slack, slack.dm(slack.person), 1)
    assert "another process has taken over an answer" in caplog.text


async def test_a_passing_trouble_of_slack_loses_nothing(slack: LocalSlack) -> None:
    slack.faults.errors["chat.postMessage"] = ["internal_error", "service_unavailable"]
    await slack.people.post(slack.person, slack.channel, QUESTION)
    (answer,) = await wait_for_answers(slack, slack.channel, 1)
    assert "3,4 miljoen" in answer


async def test_an_answer_that_is_known_in_memory_alone_is_looked_up_before_it_is_posted_again(
    searcher: Searcher,
) -> None:
    state = State.open_in_memory()
    with state.database.write() as connection:
        connection.execute(sa.text("ALTER TABLE inbox RENAME TO weg"))
    async with run_bot(searcher, state=state, latest=1.0) as slack:
        # It is posted; that it was, Slack does not say until the bot has lost its patience.
        slack.faults.lost_answers["chat.postMessage"] = 1
        slack.faults.errors["conversations.replies"] = ["internal_error"] * 4
        await slack.people.post(slack.person, slack.channel, QUESTION)
        await slack.wait_for(lambda: len(slack.api.log.of("conversations.replies")) >= 5, 20)
        await slack.wait_for(lambda: not slack.dispatcher.pending)
        assert len(read_keys(slack, slack.channel)) == 1
    state.close()


async def test_an_answer_to_what_was_written_down_all_the_same_is_not_posted_again(
    searcher: Searcher, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    admit, claim = InboxStore.admit, InboxStore.claim
    is_away = False

    def fail_after(store: InboxStore, delivery: Delivery, *, owner: str | None, lease: float) -> Event | None:
        nonlocal is_away
        event = admit(store, delivery, owner=owner, lease=lease)
        if owner is None:
            is_away = True
            raise LibraryError("the database went away when it had written")
        return event

    def fail(store: InboxStore, **given: Any) -> tuple[Event, ...]:
        if is_away:
            raise LibraryError("the database is away")
        return claim(store, **given)

    monkeypatch.setattr(InboxStore, "admit", fail_after)
    monkeypatch.setattr(InboxStore, "claim", fail)
    async with run_bot(searcher, state=state) as slack:
        channel = slack.dm(slack.person)
        # No answer is posted before all have been asked, however slow the machine is.
        slack.faults.slow["chat.postMessage"] = 2.0
        # One more than are under way at once in a channel: it is for who claims it, and is answered from memory.
        for _ in range(MOST_IN_CHANNEL + 1):
            await slack.people.post(slack.person, channel, "vraag 43")
        await slack.wait_for(lambda: is_away)
        slack.faults.slow.clear()
        await wait_for_answers(slack, channel, MOST_IN_CHANNEL + 1)
        is_away = False
        async with asyncio.timeout(20):
            while await state.run(state.inbox.count_open) or slack.dispatcher.pending:
                pass
        assert len(read_keys(slack, channel)) == len(set(read_keys(slack, channel))) == MOST_IN_CHANNEL + 1
    state.close()


async def test_what_is_known_in_memory_alone_is_known_when_it_comes_again_much_later(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox._MOST_RECENT", 0)
    monkeypatch.setattr("bot.inbox._AVOID", 0.0)
    typed = Typed(
        event_id="E1", team="T1", channel="C1", ts="1.1", thread_ts=None, person="U1", is_direct=False, text="vraag 43"
    )
    inbox = Inbox(state, owner="een", lease=60)
    admit = InboxStore.admit

    def fail(store: InboxStore, delivery: Delivery, *, owner: str | None, lease: float) -> Event | None:
        if store.database is state.database:
            raise LibraryError("the database is away")
        return admit(store, delivery, owner=owner, lease=lease)

    with monkeypatch.context() as away:
        away.setattr(InboxStore, "admit", fail)
        assert await inbox.admit(typed, is_mine=True) is not None
    assert not inbox.knows(typed)
    assert await inbox.admit(typed, is_mine=True) is None
    inbox.close()


@pytest.mark.parametrize(
    "page",
    [
        (200, "text/html", "<html>Onderhoud</html>"),
        (403, "text/html", "<html>Proxy</html>"),
        (200, "application/json", "<"),
    ],
)
async def test_what_something_on_the_way_answers_in_the_place_of_slack_loses_nothing(
    slack: LocalSlack, page: tuple[int, str, str]
) -> None:
    slack.faults.pages["chat.postMessage"] = [page, page]
    await slack.people.post(slack.person, slack.channel, QUESTION)
    (answer,) = await wait_for_answers(slack, slack.channel, 1)
    assert "3,4 miljoen" in answer


async def test_answers_come_in_the_order_of_the_questions(slack: LocalSlack) -> None:
    channel = slack.dm(slack.person)
    slack.faults.retry_after = 0
    slack.faults.rate_limited["chat.postMessage"] = 7
    for number in range(1, 13):
        await slack.people.post(slack.person, channel, f"vraag {number} uit 36 560 VI")
    answers = await wait_for_answers(slack, channel, 12)
    assert [answer.partition(":")[0] for answer in answers] == [f"Vraag {number}" for number in range(1, 13)]


async def test_a_channel_that_must_wait_holds_up_no_other(searcher: Searcher) -> None:
    async with run_bot(searcher, connections=1) as slack:
        busy, quiet = slack.dm(slack.person), slack.dm(slack.colleague)
        await slack.people.post(slack.person, busy, "vraag 43")
        await wait_for_answers(slack, busy, 1)
        slack.faults.retry_after = 4
        slack.faults.rate_limited["chat.postMessage"] = 1
        await slack.people.post(slack.person, busy, "vraag 42")
        await until_told_to_wait(slack)
        await slack.people.post(slack.colleague, quiet, "vraag 41")
        await wait_for_answers(slack, quiet, 1, seconds=3.0)
        assert len(slack.bot_messages(busy)) == 1
        await wait_for_answers(slack, busy, 2)


async def test_what_slack_says_of_a_channel_in_which_nothing_was_posted_holds_for_its_workspace(
    searcher: Searcher,
) -> None:
    async with run_bot(searcher, connections=1) as slack:
        slack.faults.rate_limited["chat.postMessage"] = 1
        began = time.monotonic()
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
        await until_told_to_wait(slack)
        other = slack.dm(slack.colleague)
        await slack.people.post(slack.colleague, other, "vraag 41")
        await wait_for_answers(slack, other, 1)
        assert time.monotonic() - began >= slack.faults.retry_after


async def test_what_was_posted_before_a_kill_is_found_and_crossed_off(searcher: Searcher, state: State) -> None:
    async with run_bot(searcher, state=state) as slack:
        channel = slack.dm(slack.person)
        await slack.workspace.add_message(channel, {"type": "message", "user": slack.person, "text": "x", "ts": "1.1"})
        posted = await write_down(state, slack)
        metadata = build_metadata(posted).to_dict()
        await slack.posting.post(channel, {"text": "Vraag 43: …", "metadata": metadata})
        unposted = await write_down(state, slack)
        await wait_for_answers(slack, channel, 2)
        async with asyncio.timeout(10):
            while await state.run(state.inbox.count_open):
                pass
        assert read_keys(slack, channel) == [posted, unposted]
    state.close()


async def test_a_question_that_waited_too_long_gets_a_word_of_apology(searcher: Searcher) -> None:
    state = State.open_in_memory(lambda: time.time() - 1_000)
    async with run_bot(searcher, state=state) as slack:
        await write_down(state, slack)
        (answer,) = await wait_for_answers(slack, slack.dm(slack.person), 1)
        assert answer == DUTCH.too_late
    state.close()


async def test_so_does_one_at_which_the_bot_stopped_too_often(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.clerk.MOST_ATTEMPTS", 0)
    await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
    (answer,) = await wait_for_answers(slack, slack.dm(slack.person), 1)
    assert answer == DUTCH.too_late


async def test_what_slack_does_not_take_in_time_is_taken_up_again(searcher: Searcher) -> None:
    async with run_bot(searcher, latest=0.2, lease=0.4) as slack:
        slack.faults.rate_limited["chat.postMessage"] = 1
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
        (answer,) = await wait_for_answers(slack, slack.dm(slack.person), 1)
        assert answer == DUTCH.too_late


async def test_who_asks_too_much_is_told_once_and_others_are_answered(searcher: Searcher) -> None:
    async with run_bot(searcher, most_questions=2) as slack:
        busy, quiet = slack.dm(slack.person), slack.dm(slack.colleague)
        for _ in range(5):
            await slack.people.post(slack.person, busy, "vraag 43")
        await slack.people.post(slack.colleague, quiet, "vraag 43")
        await wait_for_answers(slack, quiet, 1)
        answers = await wait_for_answers(slack, busy, 3)
        assert answers[2:] == [DUTCH.too_many_questions]


async def test_what_another_process_left_is_not_counted_as_asked_again(searcher: Searcher, state: State) -> None:
    async with run_bot(searcher, state=state, most_questions=1) as slack:
        channel = slack.dm(slack.person)
        await slack.people.post(slack.person, channel, "vraag 43")
        await wait_for_answers(slack, channel, 1)
        await write_down(state, slack, "vraag 42")
        answers = await wait_for_answers(slack, channel, 2)
        assert answers[1].startswith("Vraag 42")
    state.close()


async def test_a_broken_database_is_done_without(
    searcher: Searcher, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = State.open(sqlite_url(tmp_path))
    async with run_bot(searcher, state=state) as slack:
        await slack.people.post(slack.person, slack.channel, QUESTION)
        await wait_for_answers(slack, slack.channel, 1)
        with state.database.write() as connection:
            connection.exec_driver_sql("DROP TABLE inbox")
        slack.faults.duplicates = slack.faults.duplicates_with_new_id = 3
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 43")
        await slack.people.post(slack.person, slack.dm(slack.person), "vraag 42")
        await wait_for_answers(slack, slack.dm(slack.person), 2)
        assert len(set(read_keys(slack, slack.dm(slack.person)))) == 2
    assert "events are kept in memory until it works again" in caplog.text
    state.close()


async def test_a_flood_waits_in_the_inbox_and_is_answered_in_order(searcher: Searcher, state: State) -> None:
    async with run_bot(searcher, state=state, connections=1) as slack:
        channel = slack.dm(slack.person)
        slack.faults.slow["chat.postMessage"] = 0.005
        asked = [await slack.people.post(slack.person, channel, "vraag 43") for _ in range(80)]
        await slack.people.post(slack.colleague, slack.dm(slack.colleague), "vraag 43")
        await wait_for_answers(slack, slack.dm(slack.colleague), 1)
        await wait_for_answers(slack, channel, 80, 30)
        assert [key.rpartition(":")[2] for key in read_keys(slack, channel)] == asked


@pytest.mark.parametrize("over_http", [False, True], ids=["socket mode", "http"])
async def test_repetitions_refusals_and_cuts_leave_one_answer_each(
    searcher: Searcher, state: State, over_http: bool
) -> None:
    chance = random.Random(11)
    options = LocalOptions(ack_timeout=2.0, retry_delays=(0.2,) * 100, most_messages=1_000_000)
    async with run_bot(searcher, over_http=over_http, options=options, state=state) as slack:
        slack.faults.retry_after = 0
        asked: list[str] = []

        def list_answers() -> list[str]:
            keys = (key for channel in slack.workspace.channels for key in read_keys(slack, channel))
            return [key.partition(":")[2] for key in keys]

        for _ in range(EVENTS):
            slack.faults.duplicates = int(chance.random() < 0.3)
            slack.faults.duplicates_with_new_id = int(chance.random() < 0.1)
            slack.faults.rate_limited["chat.postMessage"] += int(chance.random() < 0.05)
            slack.faults.lost_answers["chat.postMessage"] += int(chance.random() < 0.02)
            if not over_http and chance.random() < 0.01:
                await chance.choice((slack.dispatcher.cut, slack.dispatcher.disconnect, slack.dispatcher.warn))()
            person = chance.choice((slack.person, slack.colleague))
            where = chance.choice((slack.channel, slack.dm(person)))
            asked.append(f"{where}:{await slack.people.post(person, where, '@Griffier vraag 43')}")
            if len(asked) % 50 == 0:
                await slack.wait_for(lambda: len(list_answers()) >= len(asked) - 50, 60)

        await slack.wait_for(lambda: set(list_answers()) >= set(asked), 60 + EVENTS / 10)
        async with asyncio.timeout(60):
            while await state.run(state.inbox.count_open) or slack.dispatcher.pending:
                pass
        print(f"{len(asked)} questions, {len(list_answers())} answers")
        assert sorted(list_answers()) == sorted(asked)
    state.close()


async def test_two_processes_share_the_work(searcher: Searcher, state: State) -> None:
    async with (
        run_bot(searcher, state=state) as slack,
        run_office(slack, searcher, state=state),
    ):
        channel = slack.dm(slack.person)
        slack.faults.duplicates = 5
        for _ in range(20):
            await slack.people.post(slack.person, channel, "vraag 43")
        await wait_for_answers(slack, channel, 20)
        assert len(set(read_keys(slack, channel))) == 20
