"""Finding papers and answers on the page, as a person does it: by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.local import LocalSlack
from bot.state.state import State
from corpus.models import Document
from corpus.search import Searcher
from tests.bot.browsing import MARKS, PHONE, ask, open_page
from tests.conftest import run_bot
from tests.papers import make_written

pytestmark = MARKS

HELD = "https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html"


@pytest_asyncio.fixture(loop_scope="module")
async def local(documents: dict[str, Document]) -> AsyncIterator[LocalSlack]:
    written = (make_written(number, "wachtlijsten") for number in range(12))
    state = State.open_in_memory()
    async with run_bot(Searcher.build((*documents.values(), *written)), state=state) as running:
        team = running.workspace.team["id"]
        for text in ("hoeveel dwangsommen betaalde de IND?", "wachtlijsten jaar:2024"):
            await state.run(state.questions.add, team, running.person, text)
        yield running
    state.close()


async def open_window(page: Page) -> Locator:
    await page.locator("#composer").get_by_role("button", name="Snelkoppelingen").click()
    await page.get_by_role("menuitem", name="Zoek in Kamerstukken").click()
    return page.get_by_role("dialog", name="Zoek in Kamerstukken")


async def open_home(page: Page) -> Locator:
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    await page.get_by_role("tab", name="Home").click()
    return page.get_by_role("tabpanel", name="Home")


async def test_a_list_of_papers_is_paged_and_a_papers_questions_are_read(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await ask(page, "/bronnen ")
    answer = page.locator("#log article[data-user=U0GRIFFIER]").last
    await expect(answer).to_contain_text("Ik ken 17 stukken.")
    await answer.get_by_role("button", name="Volgende").click()
    await expect(answer).to_contain_text("9 t/m 16 van 17")
    await ask(page, "/bronnen verantwoordingsonderzoek jenv 2019")
    await expect(page.locator("#log article[data-user=U0GRIFFIER]").last).to_contain_text("Ik ken geen stuk")
    await ask(page, "/bronnen lijst jenv 2024")
    listed = page.locator("#log article[data-user=U0GRIFFIER]").last
    await listed.get_by_role("button", name="Bekijk Jaarverslag en slotwet").click()
    card = page.get_by_role("dialog", name="Stuk")
    await expect(card).to_contain_text("19, allemaal beantwoord")
    await card.get_by_role("button", name="Volgende").click()
    await card.get_by_role("button", name="Open Vraag 16").click()
    await expect(page.get_by_role("dialog", name="Vraag 16")).to_contain_text("kleinere havens")
    assert problems == []


async def test_the_window_searches_with_completions_and_keeps_what_was_filled_in(
    browser: Browser, local: LocalSlack
) -> None:
    page, problems = await open_page(browser, local)
    form = await open_window(page)
    words = form.get_by_role("textbox", name="Waar zoek je naar?")
    await expect(words).to_be_focused()
    await form.get_by_role("button", name="Zoek", exact=True).click()
    await expect(form.get_by_role("alert")).to_contain_text("Vul in waar je naar zoekt")
    await words.fill("dwangsommen")
    ministry = form.get_by_role("combobox", name="Welk ministerie?")
    await ministry.press_sequentially("jenv")
    await expect(form.get_by_role("listbox").get_by_role("option")).to_have_text(["Justitie en Veiligheid (5)"])
    await ministry.press("Enter")
    await form.get_by_role("combobox", name="Vanaf welk jaar?").select_option("2022")
    await form.get_by_role("button", name="Zoek", exact=True).click()
    found = page.get_by_role("dialog", name="Gevonden")
    await expect(found).to_contain_text("jaar 2022-2024 · ministerie Justitie en Veiligheid")
    await expect(found.get_by_role("button", name="Open Vraag 43")).to_be_visible()
    await found.get_by_role("button", name="Zoek anders").click()
    await expect(page.get_by_role("textbox", name="Waar zoek je naar?")).to_have_value("dwangsommen")
    await expect(page.get_by_role("combobox", name="Welk ministerie?")).to_have_value("Justitie en Veiligheid")
    assert problems == []


async def test_a_message_is_searched_for_and_the_answer_put_in_a_channel(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await ask(page, "Wie weet wat er aan drugssmokkel via kleinere havens gebeurt?")
    message = page.locator("#log article[data-user=U0JIJ]").last
    await message.hover()
    await message.get_by_role("button", name="Meer acties").click()
    await page.get_by_role("menuitem", name="Zoek in Kamerstukken").click()
    found = page.get_by_role("dialog", name="Gevonden")
    await expect(found.get_by_role("button", name="Open Vraag 16")).to_be_visible()
    await found.get_by_role("button", name="Deel in kanaal").click()
    share = page.get_by_role("dialog", name="Deel in kanaal")
    await share.get_by_role("combobox", name="In welk kanaal?").select_option("#algemeen")
    await share.get_by_role("button", name="Deel", exact=True).click()
    await expect(page.get_by_role("dialog")).to_contain_text("Gedeeld in #algemeen.")
    await page.get_by_role("dialog").get_by_role("button", name="Sluiten").first.click()
    assert problems == []


async def test_home_on_a_phone_in_the_dark_finds_keeps_and_speaks_another_language(
    browser: Browser, local: LocalSlack
) -> None:
    page, problems = await open_page(browser, local, color_scheme="dark", **PHONE)
    await page.get_by_role("button", name="Terug naar kanalen").click()
    home = await open_home(page)
    await expect(home).to_contain_text("17 stukken, met samen 35 vragen.")
    await expect(home).to_contain_text("2023: 25 vragen in 8 stukken")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await home.get_by_role("button", name="Zoek opnieuw: hoeveel dwangsommen").tap()
    found = page.get_by_role("dialog", name="Gevonden")
    await expect(found.get_by_role("button", name="Open Vraag 43")).to_be_visible()
    await found.get_by_role("button", name="Sluiten").first.tap()
    await home.get_by_role("button", name="Verwijder: hoeveel dwangsommen").tap()
    await expect(home).not_to_contain_text("hoeveel dwangsommen betaalde")
    field = home.get_by_role("textbox", name="Zoek in Kamerstukken")
    await field.fill("xylofoon")
    await field.press("Enter")
    await expect(page.get_by_role("dialog", name="Gevonden")).to_contain_text("Ik vond niets over “xylofoon”")
    await page.get_by_role("dialog").get_by_role("button", name="Sluiten").first.tap()
    await home.get_by_role("combobox").select_option("English")
    await expect(home).to_contain_text("What I know")
    await home.get_by_role("combobox").select_option("As is usual here")
    await expect(home).to_contain_text("Wat ik ken")
    assert problems == []


async def test_a_link_is_shown_and_searched_in(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await ask(page, f"Kijk eens naar {HELD}")
    message = page.locator("#log article[data-user=U0JIJ]").last
    await expect(message).to_contain_text("Kamerstuk 36 560 VI, nr. 10 · 4 juni 2024 · 19 vragen")
    await message.get_by_role("button", name="Zoek in dit stuk").click()
    form = page.get_by_role("dialog", name="Zoek in Kamerstukken")
    await form.get_by_role("textbox", name="Waar zoek je naar?").fill("vraag 7")
    await form.get_by_role("button", name="Zoek", exact=True).click()
    await expect(page.get_by_role("dialog", name="Gevonden").get_by_role("button", name="Open Vraag 7")).to_be_visible()
    assert problems == []
