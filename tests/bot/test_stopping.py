"""A process that is told to stop is gone within ten seconds, and one that takes its place leaves no gap."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from corpus.database import sqlite_url
from tests.bot.processes import Crew
from tests.bot.test_kills import gather_crew

TRANSPORTS = pytest.mark.parametrize("over_http", [False, True], ids=["socket mode", "http"])
MOST_WAITING = 20


async def stop(crew: Crew, process: asyncio.subprocess.Process) -> float:
    """Tell a process to stop; return how many seconds it took, after it ended well."""
    began = time.monotonic()
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 15) == 0
    crew.processes.remove(process)
    return time.monotonic() - began


@TRANSPORTS
async def test_what_is_under_way_is_posted_first(tmp_path: Path, over_http: bool) -> None:
    async with gather_crew(tmp_path, sqlite_url(tmp_path), over_http=over_http) as crew:
        process = await crew.start()
        crew.slack.faults.slow["chat.postMessage"] = 0.8
        await crew.ask(6)
        await crew.slack.wait_for(lambda: not crew.slack.dispatcher.pending, 10)
        assert not crew.count_answers()
        assert await stop(crew, process) < 10
        log = (tmp_path / "log").read_text(encoding="utf-8")
        assert log.index("told to stop") < log.index("bot.running stopped")
        # In each channel one answer waits for the one before it: what did not get its turn is left.
        done = crew.count_answers()
        assert done
        crew.slack.faults.slow.clear()
        await crew.start()
        assert await crew.wait_until_all_is_answered() == dict.fromkeys(crew.asked, 1)


async def test_a_slack_that_says_to_wait_holds_nobody_up_who_must_stop(tmp_path: Path) -> None:
    async with gather_crew(tmp_path, sqlite_url(tmp_path)) as crew:
        process = await crew.start()
        crew.slack.faults.retry_after = 300
        crew.slack.faults.rate_limited["chat.postMessage"] = 100
        await crew.ask(6)
        await crew.slack.wait_for(lambda: not crew.slack.dispatcher.pending, 10)
        # What it must wait for so long it leaves to the next at once.
        assert await stop(crew, process) < 5
        crew.slack.faults.rate_limited.clear()
        await crew.start()
        assert await crew.wait_until_all_is_answered() == dict.fromkeys(crew.asked, 1)


async def test_a_database_that_is_locked_holds_nobody_up_who_must_stop(tmp_path: Path) -> None:
    async with gather_crew(tmp_path, sqlite_url(tmp_path)) as crew:
        process = await crew.start()
        with closing(sqlite3.connect(tmp_path / "griffier.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await crew.ask(3)
            assert await stop(crew, process) < 10
        await crew.start()
        assert await crew.wait_until_all_is_answered() == dict.fromkeys(crew.asked, 1)


@TRANSPORTS
async def test_a_process_takes_the_place_of_another_while_people_ask(tmp_path: Path, over_http: bool) -> None:
    async with gather_crew(tmp_path, sqlite_url(tmp_path), over_http=over_http) as crew:
        process = await crew.start()
        is_over = asyncio.Event()

        async def ask_on() -> None:
            while not is_over.is_set():
                # On a machine that is busy with more than this, people would be far ahead of any answer.
                if len(crew.asked) - len(crew.count_answers()) < MOST_WAITING:
                    await crew.ask(1)
                await asyncio.sleep(0.02)

        asking = asyncio.create_task(ask_on())
        for _ in range(2):
            after = await crew.start()
            assert await stop(crew, process) < 10
            process = after
        is_over.set()
        await asking
        answers = await crew.wait_until_all_is_answered()
        assert len(answers) > 20
        assert answers == dict.fromkeys(crew.asked, 1)


@TRANSPORTS
async def test_a_process_that_starts_answers_and_stops_warns_of_nothing(tmp_path: Path, over_http: bool) -> None:
    async with gather_crew(tmp_path, sqlite_url(tmp_path), over_http=over_http) as crew:
        process = await crew.start()
        await crew.ask(2)
        assert await crew.wait_until_all_is_answered() == dict.fromkeys(crew.asked, 1)
        await stop(crew, process)
    log = (tmp_path / "log").read_text()
    assert "answered after" in log
    assert "WARNING" not in log
