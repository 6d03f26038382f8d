"""How the bot holds under load: `python -m tests.benchmarks.load [--rate N] [--seconds N] [--highest] …`.

The bot is a process of its own, with its inbox on disk; this one is the local Slack, and those who ask:
the judged queries of the seeds, at moments drawn at random (exponential gaps), in direct messages and
mentions in 20 channels. Measured here: from the delivery of each event to its acknowledgement, and to the
post of its answer; the memory of the bot 5 s after the start and at the end; and what was lost or doubled.
The bot's own figures (`/metrics`) are printed beside them.

With --highest the rate is raised, step by step, until it is not held, and what gave first is said: the
processor of the bot, or that of the local Slack, which is ours and not Slack's.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import tempfile
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.local import LocalOptions, LocalSlack, serve
from bot.local.errors import DeliveryError
from corpus.database import sqlite_url
from tests.bot.processes import Crew, find_free_port
from tests.conftest import ROOT, SEEDS
from tests.postgres import find_server, run_server

ACK, ANSWER = 0.100, 0.250
CHANNELS = 20
WARM_UP = 5.0
STEP = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Watch:
    """Notes when each event is delivered, acknowledged and answered."""

    slack: LocalSlack
    began: dict[str, float] = field(default_factory=dict)
    acks: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    refused: int = 0

    def start(self) -> None:
        """Stand between the local Slack's own parts from here on."""
        deliver, post = self.slack.dispatcher.deliver, self.slack.posting.post

        async def timed_deliver(kind: str, payload: dict[str, Any], *, retry: int = 0) -> dict[str, Any]:
            began = time.perf_counter()
            if kind == "events_api" and "ts" in payload["event"]:
                self.began.setdefault(payload["event"]["ts"], began)
            try:
                answer = await deliver(kind, payload, retry=retry)
            except DeliveryError:
                self.refused += 1
                raise
            self.acks.append(time.perf_counter() - began)
            return answer

        async def timed_post(channel: str, body: dict[str, Any], visible_to: str | None = None) -> dict[str, Any]:
            message = await post(channel, body, visible_to)
            key = str(((body.get("metadata") or {}).get("event_payload") or {}).get("key", "")).rpartition(":")[2]
            if key in self.began:
                self.answered[key] += 1
                if self.answered[key] == 1:
                    self.answers.append(time.perf_counter() - self.began[key])
            return message

        self.slack.dispatcher.deliver = timed_deliver  # type: ignore[method-assign]
        self.slack.posting.post = timed_post  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one run measured; times in seconds, memory in MB, processors as a share of one."""

    asked: int
    rate: float
    acks: tuple[float, ...]
    answers: tuple[float, ...]
    lost: int
    doubled: int
    late_acks: int
    memory: tuple[float, float]
    bot: float
    slack: float

    @property
    def is_held(self) -> bool:
        return (
            not self.lost and not self.doubled and find_p(self.acks, 99) <= ACK and find_p(self.answers, 99) <= ANSWER
        )


def find_p(times: Sequence[float], percent: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("inf")


def read_memory(pid: int) -> float:
    """Return the MB of memory that a process has in use."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def read_processor(pid: int) -> float:
    """Return the seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def add_channels(slack: LocalSlack) -> list[str]:
    workspace = slack.workspace
    for number in range(CHANNELS):
        id_ = f"C0DRUK{number}"
        workspace.channels[id_] = {**workspace.channels[slack.channel], "id": id_, "name": f"druk-{number}"}
        workspace.messages[id_] = deque(maxlen=workspace.options.most_messages)
    return [id_ for id_ in workspace.channels if id_.startswith("C0DRUK")]


@asynccontextmanager
async def run_crew(folder: Path, url: str, *, over_http: bool, semantic: str) -> AsyncIterator[tuple[Crew, int, str]]:
    """Run one process of the bot on the seeds; gives its crew, its process id, and where its figures are."""
    options = LocalOptions(most_messages=300, retry_delays=(1.0,) * 60)
    port = find_free_port()
    settings = {
        "GRIFFIER_SEEDS": str(SEEDS),
        "GRIFFIER_STATUS_PORT": str(port),
        "GRIFFIER_MOST_QUESTIONS": "10000000",
        "GRIFFIER_LEASE": "15",
        "GRIFFIER_SEMANTIC": semantic,
    }
    async with serve(options=options) as slack:
        crew = Crew(slack=slack, folder=folder, url=url, over_http=over_http, settings=settings)
        try:
            process = await crew.start()
            yield crew, process.pid, f"http://127.0.0.1:{port}/metrics"
        finally:
            await crew.stop()


async def ask(slack: LocalSlack, rate: float, seconds: float, chance: random.Random) -> tuple[set[str], float]:
    """Ask at a rate; return the questions by their time stamp, and the rate that came of it."""
    lines = (ROOT / "tests" / "golden" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line)["query"] for line in lines]
    places = [id_ for id_ in slack.workspace.channels if id_.startswith("C0DRUK")]
    asked, began, due = set(), time.perf_counter(), 0.0
    while (due := due + chance.expovariate(rate)) < seconds:
        if (wait := began + due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        person = chance.choice((slack.person, slack.colleague))
        place = chance.choice([*places, slack.dm(person)])
        text = chance.choice(queries)
        asked.add(await slack.people.post(person, place, text if place.startswith("D") else f"@Griffier {text}"))
    return asked, len(asked) / (time.perf_counter() - began)


async def measure(crew: Crew, pid: int, watch: Watch, rate: float, seconds: float, chance: random.Random) -> Result:
    """Ask for some seconds, and wait for what is still to come."""
    watch.began.clear()
    watch.answered.clear()
    watch.acks, watch.answers, watch.refused = [], [], 0
    before = read_memory(pid)
    bot, own, clock = read_processor(pid), read_processor(os.getpid()), time.perf_counter()
    asking = asyncio.create_task(ask(crew.slack, rate, seconds, chance))
    await asyncio.wait({asking}, timeout=min(WARM_UP, seconds / 2))
    before = max(before, read_memory(pid))
    asked, achieved = await asking
    took = time.perf_counter() - clock
    used = (read_processor(pid) - bot) / took, (read_processor(os.getpid()) - own) / took
    with contextlib.suppress(TimeoutError):
        await crew.slack.wait_for(lambda: not crew.slack.dispatcher.pending and asked <= watch.answered.keys(), 60)
    return Result(
        asked=len(asked),
        rate=achieved,
        acks=tuple(watch.acks),
        answers=tuple(watch.answers),
        lost=len(asked - watch.answered.keys()),
        doubled=sum(count > 1 for count in watch.answered.values()),
        late_acks=watch.refused,
        memory=(before, read_memory(pid)),
        bot=used[0],
        slack=used[1],
    )


def format_result(result: Result) -> str:
    ack = "/".join(f"{find_p(result.acks, percent) * 1000:.0f}" for percent in (50, 99))
    answer = "/".join(f"{find_p(result.answers, percent) * 1000:.0f}" for percent in (50, 99))
    return (
        f"{result.rate:>8.1f}{result.asked:>8}{ack:>12}{answer:>12}{result.lost:>6}{result.doubled:>9}"
        f"{result.memory[0]:>9.0f}{result.memory[1]:>8.0f}{result.bot:>8.0%}{result.slack:>8.0%}"
    )


HEAD = (
    f"{'a second':>8}{'asked':>8}{'ack ms':>12}{'answer ms':>12}{'lost':>6}{'doubled':>9}"
    f"{'MB from':>9}{'to':>8}{'bot':>8}{'Slack':>8}\n{'':>16}{'p50/p99':>12}{'p50/p99':>12}"
)


def name_first(result: Result) -> str:
    if result.bot > 0.9:
        return "the bot's processor"
    if result.slack > 0.9:
        return "the local Slack's processor, not the bot"
    return "neither processor: the two wait for the disk, or for others on this machine"


async def print_own_figures(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        text = await response.text()
    wanted = ("griffier_ack_seconds", "griffier_answer_seconds")
    for family in text_string_to_metric_families(text):
        if family.name in wanted:
            buckets = [(sample.labels["le"], sample.value) for sample in family.samples if "le" in sample.labels]
            total = buckets[-1][1] or 1
            within = next(bound for bound, count in buckets if count >= 0.99 * total)
            print(f"  by its own figures: 99 % of {family.name} within {within} s")


async def run(options: argparse.Namespace, url: str, folder: Path, *, over_http: bool) -> None:
    print(f"{'HTTP' if over_http else 'Socket Mode'}\n{HEAD}")
    chance = random.Random(options.seed)
    async with run_crew(folder, url, over_http=over_http, semantic=options.semantic) as (crew, pid, address):
        add_channels(crew.slack)
        watch = Watch(crew.slack)
        watch.start()
        # What is loaded at the first of all questions is loaded.
        await measure(crew, pid, watch, 5.0, 2.0, chance)
        rate, held = float(options.rate), 0.0
        while True:
            result = await measure(crew, pid, watch, rate, STEP if options.highest else options.seconds, chance)
            print(format_result(result), flush=True)
            if not options.highest:
                break
            if not result.is_held or result.rate < 0.95 * rate:
                print(f"  held: {held:.0f} a second; then gives first: {name_first(result)}")
                break
            held, rate = rate, rate * 1.25
        await print_own_figures(address)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=50.0, help="events a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--highest", action="store_true", help="raise the rate until it is not held")
    parser.add_argument("--transport", choices=("socket", "http", "both"), default="both")
    parser.add_argument("--postgres", action="store_true", help="keep the inbox in PostgreSQL instead of SQLite")
    parser.add_argument("--semantic", choices=("auto", "off"), default="auto", help="as GRIFFIER_SEMANTIC")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    programs = find_server() if options.postgres else None
    with run_server(programs) if programs else nullcontext() as server:
        for over_http in (False, True):
            if options.transport in ("both", "http" if over_http else "socket"):
                with tempfile.TemporaryDirectory() as name:
                    url = server.make_database() if server else sqlite_url(Path(name))
                    asyncio.run(run(options, url, Path(name), over_http=over_http))


if __name__ == "__main__":
    main()
