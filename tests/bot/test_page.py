"""The page in a real browser, used as a person uses it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.local import LocalSlack
from corpus.search import Searcher
from tests.bot.browsing import MARKS, ask, open_page
from tests.conftest import run_bot

pytestmark = MARKS


@pytest_asyncio.fixture(loop_scope="module")
async def local(searcher: Searcher) -> AsyncIterator[LocalSlack]:
    async with run_bot(searcher) as running:
        yield running


async def test_three_questions_a_further_hit_and_its_source(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await ask(page, "@Griffier hoeveel dwangsommen betaalde de IND in 2022?")
    thread = page.get_by_role("complementary", name="Thread")
    answer = thread.locator("article[data-user=U0GRIFFIER]")
    await expect(answer).to_contain_text("De IND heeft in 2022 € 3,4 miljoen aan dwangsommen betaald")
    await expect(answer.get_by_role("link", name="Totaallijst feitelijke vragen")).to_have_attribute(
        "href", "https://zoek.officielebekendmakingen.nl/dossier/36360-VI"
    )
    await expect(answer.locator("strong", has_text="dwangsommen").first).to_be_visible()
    await answer.get_by_role("button", name="Open Vraag 4", exact=True).click()
    modal = page.get_by_role("dialog", name="Vraag 4")
    await expect(modal).to_contain_text("prestatieverklaringen binnen de IND")
    await expect(modal).to_contain_text("Kamerstuk 36 560 VI, nr. 10 · vraag 4 · p. 4 van 11 · 4 juni 2024")
    await modal.get_by_role("button", name="Sluiten").click()
    await expect(modal).to_be_hidden()
    await page.get_by_role("button", name="Thread sluiten").click()
    for question, said in (
        ("@Griffier wie had toegang tot de gegevens van reizigers?", "API-3"),
        ("@Griffier waarom zijn de onrechtmatige inkopen bij DJI gestegen?", "drie hoofdcategorieën"),
    ):
        await ask(page, question)
        await expect(thread.locator("article[data-user=U0GRIFFIER]")).to_contain_text(said)
        await page.get_by_role("button", name="Thread sluiten").click()
    assert problems == []


async def test_a_command_is_completed_and_answered_by_keyboard_alone(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    await page.keyboard.type("/vr")
    await expect(page.get_by_role("option")).to_contain_text("/vraag")
    await page.keyboard.press("Tab")
    await page.keyboard.type("40 t/m 43")
    await page.keyboard.press("Enter")
    answer = page.locator("#log article[data-user=U0GRIFFIER]")
    await expect(answer).to_contain_text("Vraag 40")
    await expect(answer).to_contain_text("Vraag 43")
    await ask(page, "/vraag 99")
    await expect(page.locator("article.ephemeral")).to_contain_text("Alleen zichtbaar voor jou")
    assert problems == []


async def test_a_direct_message_works_on_a_phone_in_the_dark(browser: Browser, local: LocalSlack) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
    page, problems = await open_page(browser, local, **phone)
    await page.get_by_role("button", name="Terug naar kanalen").click()
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    await ask(page, "vraag 43")
    await expect(page.locator("#log article[data-user=U0GRIFFIER]")).to_contain_text("€ 3,4 miljoen")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems == []


async def test_two_windows_see_the_same(browser: Browser, local: LocalSlack) -> None:
    one, _ = await open_page(browser, local)
    other, _ = await open_page(browser, local, "/?user=U0COLLEGA")
    await ask(one, "Goedemorgen")
    await expect(other.locator("#log article[data-user=U0JIJ]")).to_contain_text("Goedemorgen")
    await ask(one, "/vraag 99")
    await expect(one.locator("article.ephemeral")).to_be_visible()
    await expect(other.locator("article.ephemeral")).to_have_count(0)


async def test_what_a_person_types_is_never_markup(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local)
    typed = "<img src=x onerror=alert(1)> <!channel> &lt;b&gt;"
    await ask(page, typed)
    await expect(page.locator("#log article[data-user=U0JIJ] .text")).to_have_text(typed)
    assert await page.locator("#log .ping").count() == 0
    assert problems == []


LOW = {"viewport": {"width": 900, "height": 420}}


async def test_what_one_says_and_the_start_of_its_answer_are_in_view(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local, **LOW)
    await page.get_by_role("navigation").get_by_role("button", name="Griffier").click()
    said = page.locator("#log article")
    before = await said.count()
    for turn, (asked, head) in enumerate((("vraag 40 t/m 43", "Vraag 40"), ("vraag 41", "Vraag 41"))):
        await ask(page, asked)
        await expect(said).to_have_count(before + 2 * (turn + 1))
        await expect(said.last.get_by_text(head, exact=True).first).to_be_in_viewport()
    await page.locator("#log").evaluate("log => { log.scrollTop = 0; }")
    await ask(page, "vraag 42")
    await expect(said).to_have_count(before + 6)
    await expect(said.last.get_by_text("Vraag 42", exact=True).first).to_be_in_viewport()
    assert problems == []


async def test_a_reader_of_what_was_said_earlier_is_left_there(browser: Browser, local: LocalSlack) -> None:
    page, problems = await open_page(browser, local, **LOW)
    said = page.locator("#log article")
    before = await said.count()
    for number in (40, 41):
        await ask(page, f"/vraag {number}")
        await expect(said).to_have_count(before + number - 39)
    await page.locator("#log").evaluate("log => { log.scrollTop = 10; }")
    await local.people.post(local.colleague, local.channel, "Weet iemand dit?")
    await expect(said).to_have_count(before + 3)
    assert await page.locator("#log").evaluate("log => log.scrollTop") == 10
    assert problems == []


async def test_a_thread_stays_at_the_newest_while_its_first_message_counts_replies(
    browser: Browser, local: LocalSlack
) -> None:
    page, problems = await open_page(browser, local, **LOW)
    await ask(page, "@Griffier vraag 40 t/m 43")
    thread = page.get_by_role("complementary", name="Thread")
    answers = thread.locator("article[data-user=U0GRIFFIER]")
    await expect(answers).to_have_count(1)
    await thread.locator("#composer-thread").fill("@Griffier vraag 12")
    await thread.locator("#composer-thread").press("Enter")
    await expect(answers).to_have_count(2)
    await expect(thread.get_by_text("4 antwoorden")).to_have_count(0)
    await expect(answers.last.get_by_text("Vraag 12", exact=True).first).to_be_in_viewport()
    assert problems == []
