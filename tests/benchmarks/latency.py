"""How fast an answer comes: `python -m tests.benchmarks.latency [COUNT]`.

Prints the time from the run command to the first answer that the page is told of, three times, each at the first start
of an installation and at the next one, which finds what the first one kept; and, for COUNT
(500) questions one after another, from the event to the posted answer: median and p99 in milliseconds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from bot.state.state import State
from corpus.database import sqlite_url
from corpus.folder import load_folder
from corpus.search import Searcher
from tests.bot.test_running import ask, start
from tests.conftest import SEEDS, run_bot

STARTS = 3
QUESTIONS = ("hoeveel dwangsommen betaalde de IND in 2022?", "vraag 7", "onrechtmatige inkopen DJI", "vraag 40-43")


async def measure_start(folder: Path) -> float:
    """Return the seconds from the run command, with what is kept in `folder`, to the first answer on the page."""
    began = time.perf_counter()
    process, url = await start(folder)
    async with aiohttp.ClientSession() as session:
        await ask(session, url, QUESTIONS[0])
    took = time.perf_counter() - began
    process.terminate()
    await process.wait()
    return took


async def measure_answers(count: int, *, over_http: bool) -> list[float]:
    """Return the milliseconds from each event to its posted answer."""
    searcher = Searcher.build(load_folder(SEEDS))
    took = []
    with tempfile.TemporaryDirectory() as folder:
        # On disk, so that writing each event down counts.
        state = State.open(sqlite_url(Path(folder)))
        async with run_bot(searcher, over_http=over_http, state=state) as slack:
            channel = slack.dm(slack.person)
            for number in range(count):
                began = time.perf_counter()
                await slack.people.post(slack.person, channel, QUESTIONS[number % len(QUESTIONS)])
                await slack.wait_for(lambda number=number: len(slack.bot_messages(channel)) > number)
                took.append((time.perf_counter() - began) * 1000)
        state.close()
    return took


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory() as folder:
            first, next_ = (asyncio.run(measure_start(Path(folder))) for _ in range(2))
            print(f"run command to first answer: {first:.2f} s, started again {next_:.2f} s")
    for name, over_http in (("Socket Mode", False), ("HTTP", True)):
        took = sorted(asyncio.run(measure_answers(count, over_http=over_http)))
        p99 = took[int(len(took) * 0.99) - 1]
        median = statistics.median(took)
        print(f"{name}: event to posted answer, {count} questions: median {median:.1f} ms, p99 {p99:.1f} ms")


if __name__ == "__main__":
    main()
