"""A real browser that looks at the local Slack's page, used as a person uses it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.local import LocalSlack

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

MARKS = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"there is no browser at {CHROMIUM}; set CHROMIUM"),
]


async def open_page(browser: Browser, slack: LocalSlack, query: str = "", **options: object) -> tuple[Page, list[str]]:
    """Open the page; what it complains of, and what it asks of other origins, is collected in the list."""
    page = await browser.new_page(**options)  # type: ignore[arg-type]
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((slack.url, "data:")) else problems.append(asked.url))
    await page.goto(slack.url + query)
    await page.wait_for_selector("body[data-ready]")
    return page, problems


async def ask(page: Page, text: str) -> None:
    """Type it and send it, once a modal that is being closed has gone: no key reaches what lies beneath one."""
    await expect(page.locator("dialog[open]")).to_have_count(0)
    field = page.locator("#composer-main")
    await field.fill(text)
    await field.press("Enter")
