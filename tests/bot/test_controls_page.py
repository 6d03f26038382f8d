"""Every button, menu, field and form that the bot shows is used on the page, and does something."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from slack_bolt.async_app import AsyncApp

from bot.administrators import parse_administrators
from tests.bot.browsing import MARKS, open_page
from tests.bot.papers import ID, LIST, OTHER, OTHER_LIST
from tests.bot.stocked import Stocked, make_list, run_stocked
from tests.bot.visiting import PATIENCE, Visitor
from tests.conftest import SEEDS

pytestmark = MARKS

# What fills more than a page of what a person saved, of what they follow, and of papers.
MANY = 12
SHOWN = (
    "hoeveel dwangsommen betaalde de IND in 2022?",
    "vraag 1",
    "wat doen de schippers?",
    "/zoek dwangsommen IND beslistermijn",
    "/vraag 5 uit kst-36999-VI-4",
    "/bronnen ",
    "/volg dijken",
    "/volg lijst",
    "/griffier bewaard",
)
HELD = "https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html"
ACTION = re.compile("[a-z]+(?:_[a-z]+)+")
Names = list[str | re.Pattern[str]]


@dataclass(slots=True, kw_only=True)
class Registered:
    """What the bot told Bolt that it listens to: controls, and modals that are sent in."""

    actions: Names = field(default_factory=list)
    views: Names = field(default_factory=list)

    def list_actions(self) -> set[str]:
        """Return the actions by name, each of those that a pattern has; the citation's stands in a menu alone."""
        patterns = {name if isinstance(name, str) else name.pattern for name in self.actions}
        return {name for pattern in patterns for name in ACTION.findall(pattern)} - {"entry_cite"}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Registered:
    found = Registered()
    for method, names in (("action", found.actions), ("view", found.views)):
        _note(monkeypatch, method, names)
    return found


def _note(monkeypatch: pytest.MonkeyPatch, method: str, names: Names) -> None:
    """Have Bolt's method note what it is given, and do what it does."""
    own = getattr(AsyncApp, method)

    def register(app: AsyncApp, name: str | re.Pattern[str], *more: Any) -> Any:
        names.append(name)
        return own(app, name, *more)

    monkeypatch.setattr(AsyncApp, method, register)


@pytest_asyncio.fixture(loop_scope="module")
async def bot(registered: Registered, tmp_path: Path) -> AsyncIterator[Stocked]:
    """A bot over the seeds and more papers, for an administrator who saved and follows more than fits on a page."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    papers = {f"{ID}.txt": LIST.encode(), f"{OTHER}.txt": OTHER_LIST.encode()}
    papers["lang.txt"] = make_list(40, "Wat doen de schippers?", answer="De schippers varen over. " * 1_000)
    many = make_list(41, *(f"Hoeveel ponten zijn er in plaats {number}?" for number in range(60)))
    # On two pages.
    papers["veel.txt"] = many.replace(b"\nVraag 2\n", b"\n\fVraag 2\n")
    papers |= {f"{number}.txt": make_list(50 + number, "Hoeveel wachtlijsten zijn er?") for number in range(MANY)}
    async with run_stocked(tmp_path, administrators=parse_administrators("U0JIJ")) as running:
        for name, raw in papers.items():
            await asyncio.to_thread(running.library.add, name, raw)
        await running.holdings.reload()
        await keep_much(running)
        yield running


async def test_every_control_and_form_is_used_and_does_something(
    browser: Browser, bot: Stocked, registered: Registered
) -> None:
    page, problems = await open_page(browser, bot.slack)
    visitor = Visitor(page=page, slack=bot.slack)
    await visitor.say("/griffier instellingen")
    await visitor.say("/bronnen kst-36000-41")
    await visitor.say(f"Kijk eens naar {HELD}")
    await visitor.visit(lambda: open_window(page), "the search window")
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    for text in SHOWN:
        await visitor.say(text)
    await page.get_by_role("tab", name="Home").click()
    await visitor.settle()
    await visitor.use_all(page.get_by_role("tabpanel", name="Home"))
    await page.get_by_role("tab", name="Berichten").click()
    await visitor.visit(lambda: upload(page, 71), "a paper")
    # It may have been added and taken out again by now.
    report = page.locator("#log article", has_text="bruggen 71").last
    removing = report.get_by_role("button", name="Haal bruggen 71 weg").or_(report.get_by_text("Weer weggehaald."))
    await expect(removing).to_be_visible(timeout=PATIENCE * 1000)
    await visitor.use_all(report)
    await visitor.visit(lambda: upload(page, 72), "another paper")
    await visitor.say("/griffier vergeet mij")
    await keep_much(bot)
    await visitor.settle()
    await visitor.say("/griffier vergeet mij")
    await visitor.say("/griffier taal")
    assert problems == []
    used = {kind.partition(":")[0] for kind in visitor.used}
    assert [name for name in registered.list_actions() if not any(kind.startswith(name) for kind in used)] == []
    assert set(registered.views) == visitor.sent


async def keep_much(bot: Stocked) -> None:
    """Have the person save, and follow in their direct messages, more than fits on a page."""
    slack, questions = bot.slack, bot.state.questions
    room = slack.dm(slack.person)
    before = len(slack.bot_messages(room))
    for number in range(MANY):
        await bot.state.run(questions.add, slack.workspace.team["id"], slack.person, f"wachtlijsten {number}")
        await slack.people.command(slack.person, room, "/volg", f"wachtlijsten {number}")
    await slack.wait_for(lambda: len(slack.bot_messages(room)) == before + MANY, PATIENCE)


async def open_window(page: Page) -> None:
    await page.locator("#composer").get_by_role("button", name="Snelkoppelingen").click()
    await page.get_by_role("menuitem", name="Zoek in Kamerstukken").click()


async def upload(page: Page, number: int) -> None:
    text = make_list(number, "Hoeveel bruggen zijn er vervangen?")
    file: Any = {"name": f"bruggen {number}.txt", "mimeType": "text/plain", "buffer": text}
    await page.locator("#composer input[type=file]").set_input_files([file])
    await page.locator("#composer-main").press("Enter")
