"""Following, and adding a paper, on the page: as a person does it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.administrators import parse_administrators
from tests.bot.browsing import MARKS, PHONE, ask, open_page
from tests.bot.stocked import Stocked, make_list, run_stocked

pytestmark = MARKS

# Where pictures of the messages go, to be looked at.
PICTURES = os.environ.get("PICTURES")


@pytest_asyncio.fixture(loop_scope="module")
async def bot(tmp_path: Path) -> AsyncIterator[Stocked]:
    async with run_stocked(tmp_path, administrators=parse_administrators("U0JIJ")) as running:
        yield running


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=f"{PICTURES}/{name}.png")


async def test_what_is_followed_comes_in_the_channel_and_opens(browser: Browser, bot: Stocked) -> None:
    page, problems = await open_page(browser, bot.slack)
    await ask(page, "/volg dijken langs de Maas")
    log = page.locator("#log article[data-user=U0GRIFFIER]")
    await expect(log.last).to_contain_text("jij laat dit kanaal “dijken langs de Maas” volgen")
    await log.last.get_by_role("button", name="Liever één keer per dag").click()
    await expect(log.last).to_contain_text("Ik stuur hier één keer per dag bericht")
    await log.last.get_by_role("button", name="Liever meteen").click()
    await expect(log.last).to_contain_text("Ik stuur hier meteen bericht")
    questions = [f"Worden de dijken langs de Maas bij plaats {number} verhoogd?" for number in range(1, 8)]
    await bot.add(2, "Hoeveel treinen reden er op tijd?", *questions)
    await expect(log.last).to_contain_text("7 nieuwe vragen over “dijken langs de Maas”")
    await expect(log.last).to_contain_text("En nog 2.")
    await picture(page, "news")
    await log.last.get_by_role("button", name="Open Vraag 2", exact=True).click()
    modal = page.get_by_role("dialog", name="Vraag 2")
    await expect(modal).to_contain_text("bij plaats 1 verhoogd?")
    await modal.get_by_role("button", name="Sluiten").click()
    await ask(page, "/volg lijst")
    listed = page.locator("article.ephemeral")
    await expect(listed).to_contain_text("Dit volgt dit kanaal:")
    await picture(page, "list")
    await listed.get_by_role("button", name="Volg dijken langs de Maas niet meer").click()
    await expect(log.last).to_contain_text("“dijken langs de Maas” volg ik niet meer.")
    assert problems == []


async def test_the_button_under_an_answer_follows_for_the_person(browser: Browser, bot: Stocked) -> None:
    page, problems = await open_page(browser, bot.slack, **PHONE, color_scheme="dark")
    await page.get_by_role("button", name="Terug naar kanalen").click()
    await page.get_by_role("navigation").get_by_role("button", name="kamerstukken").click()
    await ask(page, "/zoek komt er een brug")
    log = page.locator("#log article[data-user=U0GRIFFIER]")
    await log.last.get_by_role("button", name="Volg komt er een brug").click()
    form = page.get_by_role("dialog", name="Volgen")
    await expect(form.get_by_role("textbox", name="Wat wil je volgen?")).to_have_value("komt er een brug")
    await form.get_by_role("textbox", name="Wat wil je volgen?").fill("brug")
    await form.get_by_role("radio", name="Alleen ik").check()
    await picture(page, "follow-phone-dark")
    await form.get_by_role("button", name="Volg", exact=True).click()
    done = page.get_by_role("dialog", name="Geregeld")
    await expect(done).to_contain_text("Je volgt nu “brug”. Ik stuur je meteen bericht over nieuwe stukken.")
    await done.get_by_role("button", name="Sluiten").click()
    await bot.add(2, "Wanneer is de brug klaar?")
    await page.get_by_role("button", name="Terug naar kanalen").click()
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    await expect(log.last).to_contain_text("1 nieuwe vraag over “brug”")
    await picture(page, "news-phone-dark")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems == []


async def test_an_administrator_drops_a_paper_and_finds_what_is_in_it(browser: Browser, bot: Stocked) -> None:
    page, problems = await open_page(browser, bot.slack)
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    text = make_list(7, "Hoeveel bruggen zijn er vervangen?", "En wat kostte dat?", answer="Zeven bruggen.")
    files = [
        {"name": "vragen.txt", "mimeType": "text/plain", "buffer": text},
        {"name": "kapot.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 niets"},
    ]
    log = page.locator("#log article[data-user=U0GRIFFIER]")
    for count, file in enumerate(files, start=1):
        await page.locator("#composer input[type=file]").set_input_files([file])  # type: ignore[list-item]
        await page.locator("#composer-main").press("Enter")
        await expect(log).to_have_count(count)
    await expect(log.nth(1)).to_contain_text("kapot.pdf kan ik niet gebruiken.")
    await expect(log.nth(1)).to_contain_text("Deze PDF is kapot of niet compleet.")
    report = log.first
    await expect(report).to_contain_text("2 vragen, allemaal beantwoord")
    await picture(page, "report")
    await report.get_by_role("button", name="Voeg vragen toe").click()
    await expect(report).to_contain_text("Toegevoegd. Je kunt er nu in zoeken.")
    await expect(report.get_by_role("button", name="Voeg vragen toe")).to_have_count(0)
    await ask(page, "hoeveel bruggen zijn er vervangen")
    await expect(log.nth(2)).to_contain_text("Zeven bruggen.")
    await picture(page, "added")
    await report.get_by_role("button", name="Haal vragen weg").click()
    await page.get_by_role("dialog").get_by_role("button", name="Weghalen").click()
    await expect(report).to_contain_text("Weer weggehaald.")
    assert problems == []


async def test_somebody_else_is_told_who_can_add_a_paper(browser: Browser, bot: Stocked) -> None:
    page, problems = await open_page(browser, bot.slack, "/?user=U0COLLEGA")
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    file = {"name": "vragen.txt", "mimeType": "text/plain", "buffer": make_list(7, "Hoeveel bruggen?")}
    await page.locator("#composer input[type=file]").set_input_files([file])  # type: ignore[list-item]
    await page.locator("#composer-main").press("Enter")
    await expect(page.locator("#log article[data-user=U0GRIFFIER]")).to_contain_text(
        "Een stuk toevoegen kan alleen een beheerder. Vraag het aan @jij."
    )
    assert problems == []
