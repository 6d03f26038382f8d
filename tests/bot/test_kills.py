"""Killed at any moment, the bot answers every question once. `KILLS=1000` kills that often in each of four set-ups."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.local import LocalOptions, serve
from corpus.database import sqlite_url
from tests.bot.processes import Crew

KILLS = int(os.environ.get("KILLS", "2"))
# One in so many processes is killed only once it has answered all, as a queue that only grows has few kinds of moments.
LASTING = 10
# Questions of one thread.
TURNS = 12


@asynccontextmanager
async def gather_crew(folder: Path, url: str, *, over_http: bool = False) -> AsyncIterator[Crew]:
    # Deliveries are repeated sooner than Slack does, and for as long as it takes.
    options = LocalOptions(ack_timeout=1.0, retry_delays=(0.2,) * 600, most_messages=1_000_000)
    async with serve(options=options) as slack:
        crew = Crew(slack=slack, folder=folder, url=url, over_http=over_http)
        try:
            yield crew
        finally:
            await crew.stop()


@pytest.mark.parametrize("transport", ["socket mode", "http"])
async def test_every_question_is_answered_once_over_kills(tmp_path: Path, url: str, transport: str) -> None:
    async with gather_crew(tmp_path, url, over_http=transport == "http") as crew:
        answering = 0
        for number in range(KILLS):
            # Now and then while it starts.
            process = await crew.start(is_ready=number % LASTING != LASTING - 1)
            asking = asyncio.create_task(crew.ask(24))
            await asyncio.sleep(crew.random.uniform(0, 0.4))
            if number % LASTING == LASTING // 2:
                await asking
                await crew.wait_for_answers()
            before = crew.count_answers().total()
            await crew.kill(process)
            await asking
            answering += before < len(crew.asked)
        await crew.start()
        answers = await crew.wait_until_all_is_answered(60 + KILLS)
        counts = sorted(answers.values())
        print(
            f"{transport}: {KILLS} kills, {answering} of them with questions unanswered; "
            f"{len(crew.asked)} questions, {len(counts)} answered, {sum(counts)} answers"
        )
        assert answers == dict.fromkeys(crew.asked, 1)


async def test_of_two_processes_one_is_killed_and_nothing_is_lost(tmp_path: Path, url: str) -> None:
    async with gather_crew(tmp_path, url) as crew:
        first, _ = await asyncio.gather(crew.start(), crew.start())
        asking = asyncio.create_task(crew.ask(60))
        await crew.slack.wait_for(lambda: len(crew.count_answers()) >= 5)
        await crew.kill(first)
        await asking
        answers = await crew.wait_until_all_is_answered()
        assert answers == dict.fromkeys(crew.asked, 1)


async def test_a_process_that_is_told_to_stop_leaves_the_rest_to_the_other(tmp_path: Path, url: str) -> None:
    async with gather_crew(tmp_path, url) as crew:
        first, _ = await asyncio.gather(crew.start(), crew.start())
        asking = asyncio.create_task(crew.ask(60))
        await crew.slack.wait_for(lambda: len(crew.count_answers()) >= 5)
        first.terminate()
        assert await asyncio.wait_for(first.wait(), 10) == 0
        crew.processes.remove(first)
        await asking
        answers = await crew.wait_until_all_is_answered()
        assert answers == dict.fromkeys(crew.asked, 1)


async def test_a_follow_up_over_a_kill_goes_on_once_from_what_was_before_it(tmp_path: Path) -> None:
    async with gather_crew(tmp_path, sqlite_url(tmp_path)) as crew:
        slack, process, thread = crew.slack, await crew.start(), None
        words = [f"woord{number}" for number in range(1 + KILLS // 2)]
        for number, word in enumerate(words):
            # A question that grew for longer is shown without its end.
            is_first = number % TURNS == 0
            asked = f"@Griffier komt er een brug {word}" if is_first else f"@Griffier en {word}?"
            ts = await slack.people.post(slack.person, slack.channel, asked, thread_ts=None if is_first else thread)
            thread = ts if is_first else thread
            if number:
                await asyncio.sleep(crew.random.uniform(0, 0.05))
                await crew.kill(process)
                process = await crew.start()
            await slack.wait_for(lambda count=number + 1: len(slack.bot_messages(slack.channel)) >= count, 30)
            understood = f"Begrepen als: “komt er een brug {' '.join(words[number - number % TURNS : number + 1])}”"
            assert (understood in str(slack.bot_messages(slack.channel)[number])) != is_first
        assert len(slack.bot_messages(slack.channel)) == len(words)
