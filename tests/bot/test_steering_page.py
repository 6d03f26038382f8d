"""Steering the bot on the page, as a person does it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.local import LocalSlack
from corpus.search import Searcher
from tests.bot.browsing import MARKS, PHONE, ask, open_page
from tests.conftest import run_bot

pytestmark = MARKS

QUESTION = "hoeveel dwangsommen betaalde de IND in 2022?"


@pytest_asyncio.fixture(loop_scope="module")
async def local(searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher) as running:
        yield running


def find_answers(page: Page | Locator) -> Locator:
    return page.locator("article[data-user=U0GRIFFIER]")


async def open_thread(page: Page) -> Locator:
    await ask(page, f"@Griffier {QUESTION}")
    thread = page.get_by_role("complementary", name="Thread")
    await expect(find_answers(thread)).to_contain_text("€ 3,4 miljoen")
    return thread


async def test_a_person_asks_on_in_a_thread(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    thread = await open_thread(page)
    composer = page.locator("#composer-thread")
    for typed, understood in (
        ("@Griffier en in 2023?", "Begrepen als: “hoeveel dwangsommen betaalde de IND in 2023?”"),
        ("@Griffier alleen verslagen", "in 2023?” · alleen verslagen"),
        ("@Griffier vraag 42", "Vraag 42"),
    ):
        await composer.fill(typed)
        await composer.press("Enter")
        await expect(find_answers(thread).last).to_contain_text(understood)
    await composer.fill("en wat vinden jullie?")
    await composer.press("Enter")
    await composer.fill("@Griffier bedankt!")
    await composer.press("Enter")
    await expect(find_answers(thread).last).to_contain_text("Graag gedaan!")
    await expect(find_answers(thread)).to_have_count(5)
    assert problems == []


async def test_a_channel_is_set_to_answer_every_question_in_the_channel(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await ask(page, "/griffier instellingen")
    modal = page.get_by_role("dialog", name="Griffier in dit kanaal")
    await expect(modal.get_by_label("Alleen als iemand mij noemt")).to_be_checked()
    await modal.get_by_label("Op elk bericht dat eindigt op een vraagteken").check()
    await modal.get_by_label("In het kanaal zelf").check()
    await modal.get_by_role("button", name="Bewaren").click()
    await expect(modal).to_be_hidden()
    log = page.locator("#log")
    await expect(find_answers(log)).to_contain_text("jij heeft mij anders ingesteld voor dit kanaal")
    await ask(page, QUESTION)
    await expect(find_answers(log).last).to_contain_text("€ 3,4 miljoen")
    await ask(page, "/griffier instellingen vrager")
    await ask(page, f"@Griffier {QUESTION}")
    answer = page.locator("article.ephemeral").last
    await expect(answer).to_contain_text("€ 3,4 miljoen")
    await answer.get_by_role("button", name="Deel in kanaal: Vraag 43").click()
    await expect(find_answers(log).last).to_contain_text("Gedeeld door jij")
    assert problems == []


async def test_a_person_chooses_a_language_on_a_phone(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local, **PHONE)
    await ask(page, "/griffier taal")
    asked = page.locator("article.ephemeral")
    await asked.get_by_role("button", name="English").tap()
    await expect(asked).to_contain_text("From now on I speak English with you.")
    await ask(page, "/griffier help")
    await expect(page.locator("article.ephemeral").last).to_contain_text("Set me up")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems == []


async def test_a_person_says_what_an_answer_is_worth(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    thread = await open_thread(page)
    await thread.get_by_role("button", name="Dit antwoord is goed").click()
    await expect(thread.locator("article.ephemeral")).to_contain_text("Dank je.")
    await thread.get_by_role("button", name="Dit antwoord is niet goed").click()
    modal = page.get_by_role("dialog", name="Wat zocht je?")
    await expect(modal).to_contain_text(QUESTION)
    await modal.get_by_role("textbox").fill("het bedrag van 2021")
    await modal.get_by_role("button", name="Verstuur").click()
    await expect(modal).to_be_hidden()
    await expect(thread.locator("article.ephemeral")).to_have_count(2)
    assert problems == []


async def test_a_question_is_saved_found_back_and_everything_forgotten(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    thread = await open_thread(page)
    await thread.get_by_role("button", name="Bewaar de vraag").click()
    await expect(thread.locator("article.ephemeral")).to_contain_text("Bewaard.")
    await page.get_by_role("button", name="Thread sluiten").click()
    await ask(page, "/griffier bewaard")
    listed = page.locator("#log article.ephemeral").last
    await expect(listed).to_contain_text(QUESTION)
    await listed.get_by_role("button", name="Zoek opnieuw").click()
    await expect(page.locator("#log article.ephemeral").last).to_contain_text("€ 3,4 miljoen")
    await ask(page, "/griffier vergeet mij")
    asked = page.locator("#log article.ephemeral").last
    await expect(asked).to_contain_text("Bewaarde vragen: 1")
    await asked.get_by_role("button", name="Wis alles").click()
    await expect(asked).to_contain_text("Gewist. Dit heb ik verwijderd:")
    await ask(page, "/griffier vergeet mij")
    await expect(page.locator("#log article.ephemeral").last).to_contain_text("Ik bewaar niets van jou.")
    assert problems == []
