"""What all tests share: the seeds, a searcher over them, and a bot in a local Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.app import build_app, build_client
from bot.config import ReplyIn, Secret
from bot.holdings import Holdings, Shelves
from bot.listeners.commands import list_commands
from bot.local import LocalCommand, LocalOptions, LocalSlack, serve
from bot.texts import DUTCH
from bot.transports import http, socket_mode
from bot.underway import Underway
from corpus.folder import load_folder
from corpus.models import Document
from corpus.search import Searcher

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
COMMANDS = tuple(
    LocalCommand(command=command.name, description=command.description, usage_hint=command.hint)
    for command in list_commands(DUTCH)
)


@pytest.fixture(scope="session")
def documents() -> dict[str, Document]:
    return {document.id: document for document in load_folder(SEEDS)}


@pytest.fixture(scope="session")
def searcher(documents: dict[str, Document]) -> Searcher:
    return Searcher.build(tuple(documents.values()))


@asynccontextmanager
async def run_bot(
    searcher: Searcher,
    *,
    over_http: bool = False,
    reply_in: ReplyIn = ReplyIn.THREAD,
    options: LocalOptions | None = None,
) -> AsyncIterator[LocalSlack]:
    """Run the bot in a local Slack, over Socket Mode or over signed HTTP."""
    async with serve(options=options or LocalOptions(commands=COMMANDS)) as slack:
        app = build_app(
            client=build_client(Secret(slack.bot_token), slack.api_url),
            signing_secret=Secret(slack.signing_secret) if over_http else None,
            answering=Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=DUTCH),
            reply_in=reply_in,
            underway=Underway(),
        )
        if over_http:
            async with http.listen(app, "127.0.0.1", 0) as address:
                slack.dispatcher.http_target = address
                yield slack
        else:
            async with socket_mode.connect(app, Secret(slack.app_token)):
                yield slack


@pytest.fixture(params=["socket mode", "http"])
async def slack(request: pytest.FixtureRequest, searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher, over_http=request.param == "http") as running:
        yield running
