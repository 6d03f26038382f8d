"""An installation in a real browser, as a person does it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from corpus.search import Searcher
from tests.bot.browsing import MARKS, PHONE
from tests.bot.letting_in import Hall, run_hall

pytestmark = MARKS


@pytest_asyncio.fixture(loop_scope="module")
async def hall(searcher: Searcher) -> AsyncIterator[Hall]:
    async with run_hall(searcher) as running:
        yield running


async def open_install(browser: Browser, hall: Hall, **options: object) -> tuple[Page, list[str]]:
    page = await browser.new_page(**options)  # type: ignore[arg-type]
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"{hall.root}/slack/install")
    return page, problems


async def keep(page: Page, name: str) -> None:
    """Keep a picture for a person to look at, where SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_a_person_adds_the_bot_to_a_workspace_and_opens_it(browser: Browser, hall: Hall) -> None:
    page, problems = await open_install(browser, hall)
    await keep(page, "install")
    await page.get_by_role("link", name="Toevoegen aan Slack").click()
    await expect(page.get_by_text("channels:history")).to_be_visible()
    await page.get_by_label("Workspace").select_option("Elders")
    await page.get_by_role("button", name="Toestaan").click()
    await expect(page.get_by_role("heading", name="Het is gelukt")).to_be_visible()
    await expect(page.get_by_text("Griffier staat nu in Elders.")).to_be_visible()
    await keep(page, "installed")
    assert [entry.team for entry in hall.office.state.installations.list_all()] == ["T0ELDERS"]
    # Whoever goes back does not do it again.
    await page.reload()
    await expect(page.get_by_role("heading", name="Het is niet gelukt")).to_be_visible()
    await page.get_by_role("link", name="Begin opnieuw").click()
    await expect(page.get_by_role("link", name="Toevoegen aan Slack")).to_be_visible()
    assert [problem for problem in problems if "400" not in problem] == []


async def test_a_person_who_stops_can_begin_again_on_a_phone_in_the_dark_by_keyboard(
    browser: Browser, hall: Hall
) -> None:
    page, problems = await open_install(browser, hall, **PHONE, color_scheme="dark")
    await keep(page, "install-phone")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Annuleren").click()
    await expect(page.get_by_text("Er is niets veranderd")).to_be_visible()
    await keep(page, "stopped-phone")
    await page.get_by_role("link", name="Begin opnieuw").click()
    await page.get_by_role("link", name="Toevoegen aan Slack").click()
    await page.get_by_role("button", name="Toestaan").click()
    await expect(page.get_by_role("heading", name="Het is gelukt")).to_be_visible()
    assert problems == []
