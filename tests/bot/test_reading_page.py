"""Reading an answer and doing something with it, on the page, as a person does it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.local import LocalSlack
from corpus.search import Searcher
from tests.bot.browsing import MARKS, ask, open_page
from tests.bot.papers import load_papers
from tests.conftest import run_bot

pytestmark = MARKS


@pytest_asyncio.fixture(loop_scope="module")
async def local(searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher) as running:
        yield running


async def test_an_answer_from_a_direct_message_is_shared_in_a_channel(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    await ask(page, "vraag 43")
    await page.get_by_role("button", name="Deel in kanaal: Vraag 43").click()
    form = page.get_by_role("dialog", name="Deel in kanaal")
    where = form.get_by_role("combobox", name="In welk kanaal?")
    await expect(where.get_by_role("option")).to_have_text(["Kies…", "#kamerstukken", "#algemeen"])
    await where.select_option("#algemeen")
    await form.get_by_role("button", name="Deel", exact=True).click()
    done = page.get_by_role("dialog", name="Griffier")
    await expect(done).to_contain_text("Gedeeld in #algemeen.")
    await done.get_by_role("button", name="Sluiten").click()
    await page.get_by_role("navigation").get_by_role("button", name="algemeen").click()
    shared = page.locator("#log article[data-user=U0GRIFFIER]")
    await expect(shared).to_contain_text("Gedeeld door jij")
    await expect(shared).to_contain_text("€ 3,4 miljoen aan dwangsommen")
    assert problems == []


async def test_all_results_are_paged_through_in_place(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await ask(page, "/zoek dwangsommen IND beslistermijn")
    answer = page.locator("#log article[data-user=U0GRIFFIER]").last
    await expect(answer).to_contain_text("Resultaat 1 t/m 6 van")
    await answer.get_by_role("button", name="Meer resultaten").click()
    await expect(answer).to_contain_text("Resultaat 7 t/m 12 van")
    await expect(answer).to_contain_text("jij zocht: dwangsommen IND beslistermijn")
    await answer.get_by_role("button", name="Volgende").click()
    await expect(answer).to_contain_text("Resultaat 13 t/m")
    await answer.get_by_role("button", name="Vorige").click()
    await expect(answer).to_contain_text("Resultaat 7 t/m 12 van")
    await expect(answer.get_by_role("button", name="Open", exact=False)).to_have_count(6)
    assert problems == []


async def test_the_page_around_an_answer_its_neighbour_and_its_citation(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local, viewport={"width": 390, "height": 844}, is_mobile=True)
    await page.get_by_role("button", name="Terug naar kanalen").click()
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    await ask(page, "vraag 7 uit 36 560 VI, nr. 10")
    answer = page.locator("#log article[data-user=U0GRIFFIER]").last
    await answer.get_by_role("button", name="In context: Vraag 7").click()
    context = page.get_by_role("dialog", name="Bladzijde 5")
    await expect(context.locator("blockquote").first).to_contain_text("Vraag (7):")
    await context.get_by_role("button", name="Bladzijde verder").click()
    await expect(page.get_by_role("dialog", name="Bladzijde 6")).to_be_visible()
    await page.get_by_role("button", name="Sluiten", exact=True).click()
    await answer.locator(".overflow").click()
    await page.get_by_role("menuitem", name="Volgende: vraag 8").click()
    reader = page.get_by_role("dialog", name="Vraag 8")
    await reader.get_by_role("button", name="Vorige: vraag 7").click()
    reader = page.get_by_role("dialog", name="Vraag 7")
    await expect(reader).to_contain_text("p. 5-6 van 11")
    await reader.locator(".overflow").click()
    await page.get_by_role("menuitem", name="Citeer").click()
    citation = page.get_by_role("dialog", name="Citaat")
    await expect(citation.get_by_role("textbox")).to_have_value(
        "Kamerstukken II 2023/24, 36 560 VI, nr. 10, vraag 7\n"
        "https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html"
    )
    await citation.get_by_role("button", name="Klaar").click()
    await expect(page.get_by_role("dialog", name="Vraag 7")).to_be_visible()
    assert problems == []


async def test_the_answer_that_is_pointed_to_is_one_press_away(browser: Browser) -> None:
    async with run_bot(Searcher.build(load_papers())) as slack:
        page, problems = await open_page(browser, slack)
        await ask(page, "/vraag 5")
        answer = page.locator("#log article[data-user=U0GRIFFIER]").last
        await answer.get_by_role("button", name="Toon vraag 2 (36 999 VI, nr. 5)").click()
        shown = page.get_by_role("dialog", name="Vraag 2")
        await expect(shown).to_contain_text("zeshonderd loodgieters")
        await page.keyboard.press("Escape")
        await answer.get_by_role("button", name="Toon vraag 1").click()
        table = page.get_by_role("dialog", name="Vraag 1").locator("pre")
        await expect(table).to_contain_text("2024          12  € 1,9 miljoen")
        assert problems == []
