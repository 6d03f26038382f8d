"""What all tests share: the seeds, a searcher over them, and a bot in a local Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.clients import build_client
from bot.config import Secret, Settings
from bot.holdings import Holdings
from bot.local import LocalOptions, LocalSlack, serve
from bot.manifest import build_local_options, list_features
from bot.office import Office
from bot.shelves import Shelves
from bot.state.state import State
from bot.status import Condition
from bot.texts import DUTCH
from bot.transports import http, socket_mode
from bot.transports.door import Door
from bot.transports.line import Pulse
from bot.transports.replays import Replays
from corpus.database import MEMORY
from corpus.folder import load_folder
from corpus.models import Document
from corpus.search import Searcher

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
OPTIONS = build_local_options(list_features(DUTCH))
COMMANDS = OPTIONS.commands


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
    options: LocalOptions | None = None,
    state: State | None = None,
    **settings: object,
) -> AsyncIterator[LocalSlack]:
    """Run the bot in a local Slack, over Socket Mode or over signed HTTP."""
    async with (
        serve(options=options or OPTIONS) as slack,
        run_office(slack, searcher, over_http=over_http, state=state, **settings),
    ):
        yield slack


@asynccontextmanager
async def run_office(
    slack: LocalSlack,
    searcher: Searcher,
    *,
    over_http: bool = False,
    state: State | None = None,
    pulse: Pulse | None = None,
    holdings: Holdings | None = None,
    **settings: object,
) -> AsyncIterator[Office]:
    """Run one process's share of the bot beside a local Slack."""
    base = Settings(database=Secret(MEMORY), seeds=SEEDS, most_questions=100_000)
    own = state or State.open_in_memory()
    held = holdings or Holdings(searcher, Shelves(seeds=SEEDS))
    condition = Condition()
    office = Office(
        settings=replace(base, **settings),  # type: ignore[arg-type]  # what tests set, they set rightly
        answering=Answering(holdings=held, texts=DUTCH, figures=condition.figures),
        holdings=held,
        state=own,
        condition=condition,
    )
    client = build_client(Secret(slack.bot_token), slack.api_url)
    secret = Secret(slack.signing_secret) if over_http else None
    try:
        async with office.attend(client, secret) as app:
            if secret is not None:
                door = Door(app=app, signing_secret=secret, replays=Replays(own))
                async with http.listen(door, "127.0.0.1", 0, condition.figures) as address:
                    slack.dispatcher.http_target = address
                    condition.count_connections = lambda: 1
                    yield office
            else:
                token, count = Secret(slack.app_token), office.settings.connections
                async with socket_mode.connect(app, token, count, condition.figures, pulse) as lines:
                    condition.count_connections = lambda: lines.connected
                    yield office
    finally:
        if state is None:
            own.close()


@pytest.fixture(params=["socket mode", "http"])
async def slack(request: pytest.FixtureRequest, searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher, over_http=request.param == "http") as running:
        yield running
