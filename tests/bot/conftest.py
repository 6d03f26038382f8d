"""What the tests of the bot share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from corpus.search import Searcher
from tests.bot.browsing import CHROMIUM, FLAGS
from tests.bot.letting_in import Hall, run_hall


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    # For what is to come on a machine that is busy with other work; in milliseconds.
    expect.set_options(timeout=20_000)
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """A browser without windows; what a test opened is closed after it."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest.fixture
async def hall(searcher: Searcher) -> AsyncIterator[Hall]:
    """A bot that two workspaces may install, in which neither did yet."""
    async with run_hall(searcher) as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """What asks the bot for its pages, and keeps no cookie of the one for the other."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session
