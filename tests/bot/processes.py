"""The bot as processes of their own beside a local Slack in the test's: to be killed at any moment."""

from __future__ import annotations

import asyncio
import os
import random
import socket
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.local import LocalSlack
from bot.state.state import State
from tests.conftest import ROOT

LEASE = 1


def find_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(slots=True, kw_only=True)
class Crew:
    """Processes that share one database, and the questions that they were asked."""

    slack: LocalSlack
    folder: Path
    url: str
    over_http: bool = False
    seed: int = 7
    settings: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)
    random: random.Random = field(init=False)
    port: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        paper = self.folder / "seeds" / "stuk.txt"
        paper.parent.mkdir(exist_ok=True)
        paper.write_text("kst-36000-1\nVraag 1\nKomt er een brug?\nAntwoord\nDe brug komt er.\n", encoding="utf-8")
        if self.over_http:
            self.port = find_free_port()
            self.slack.dispatcher.http_target = f"http://127.0.0.1:{self.port}/slack/events"

    async def start(self, *, is_ready: bool = True) -> asyncio.subprocess.Process:
        """Start one process, and wait until it says that it is ready."""
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", cwd=self.folder, env=self._build_environment(),
                stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        self.processes.append(process)
        if is_ready:
            assert process.stdout is not None
            assert await asyncio.wait_for(process.stdout.readline(), 30), (self.folder / "log").read_text()
        return process

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        self.processes.remove(process)
        process.kill()
        await process.wait()

    async def stop(self) -> None:
        for process in list(self.processes):
            await self.kill(process)

    async def ask(self, count: int) -> None:
        """Ask questions as people do: in direct messages, in the channel, and in threads."""
        slack = self.slack
        for _ in range(count):
            person = self.random.choice((slack.person, slack.colleague))
            if self.random.random() < 0.5:
                channel, text, thread = slack.dm(person), "komt er een brug?", None
            else:
                channel, text = slack.channel, "@Griffier komt er een brug?"
                thread = self.random.choice([None, *self.asked[-1:]])
                thread = thread.rpartition(":")[2] if thread and slack.channel in thread else None
            ts = await slack.people.post(person, channel, text, thread_ts=thread)
            self.asked.append(f"{slack.workspace.team['id']}:{channel}:{ts}")

    def count_answers(self) -> Counter[str]:
        """Return how many answers each question has, by its key."""
        messages = [
            message for channel in self.slack.workspace.channels for message in self.slack.bot_messages(channel)
        ]
        return Counter(str(message["metadata"]["event_payload"]["key"]) for message in messages)

    async def wait_for_answers(self, seconds: float = 60.0) -> None:
        """Wait for every answer, and say which did not come, and what the processes logged last."""
        try:
            await self.slack.wait_for(lambda: self.count_answers().keys() >= set(self.asked), seconds)
        except TimeoutError:
            left = sorted(set(self.asked) - self.count_answers().keys())
            logged = "\n".join((self.folder / "log").read_text(encoding="utf-8").splitlines()[-40:])
            raise AssertionError(f"{len(left)} of {len(self.asked)} without an answer: {left[:5]}\n{logged}") from None

    async def wait_until_all_is_answered(self, seconds: float = 60.0) -> Counter[str]:
        """Wait for every answer, for every delivery to be taken, and for the inbox to be empty."""
        await self.wait_for_answers(seconds)
        state = await asyncio.to_thread(State.open, self.url)
        try:
            async with asyncio.timeout(seconds):
                while await state.run(state.inbox.count_open) or self.slack.dispatcher.pending:
                    pass
        finally:
            state.close()
        return self.count_answers()

    def _build_environment(self) -> dict[str, str]:
        slack = self.slack
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "DATABASE_URL": self.url,
            "GRIFFIER_SEEDS": str(self.folder / "seeds"),
            "GRIFFIER_LEASE": str(LEASE),
            "GRIFFIER_MOST_QUESTIONS": "100000",
            **self.settings,
        }
        if self.over_http:
            return environment | {"SLACK_SIGNING_SECRET": slack.signing_secret, "PORT": str(self.port)}
        return environment | {"SLACK_APP_TOKEN": slack.app_token}
